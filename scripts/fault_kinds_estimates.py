"""Slips of estimates: intervals, levels, p values, one statistic or measure of effect for another."""

from __future__ import annotations

import re
from collections.abc import Callable

from fault_kinds_changes import first_number, planted, replaced
from fault_kinds_ground import Draw, Ground, Mutant, register
from fault_kinds_numbers import FIGURE
from fault_kinds_planted import facts, record
from fault_kinds_rates import FEVER, outside


def ratio(ground: Ground, **fields: str) -> dict[str, str]:
    chance = ground.random
    low, middle, high = sorted(chance.sample(range(30, 90), 3))
    low, high = min(low, middle - 6), min(max(high, middle + 4), 94)
    said = {
        "value": f"0.{middle}",
        "interval": f"0.{low}-0.{high}",
        "confidence": "95 %",
        "p_value": f"0.0{chance.randint(10, 29)}",
    }
    said["printed"] = f"hazard ratio 0.{middle} (95% CI 0.{low}-0.{high}; p={said['p_value']})"
    return {**said, **FEVER, **fields}


def of_ratio(change: Callable[[Ground, dict[str, str]], tuple[str, str]], *expected: str) -> Draw:
    """A planted hazard ratio with interval, level and p value, one line of it changed."""

    def draw(ground: Ground) -> Mutant | None:
        said = ratio(ground)
        sound = facts(record("zel-effect", "zel-ratio", **said))
        old, new = change(ground, said)
        return planted(sound, old, new, expected)

    return draw


def p_against(ground: Ground, said: dict[str, str]) -> tuple[str, str]:
    p = f"0.{ground.random.randint(30, 90)}"
    old = f'p_value: "{said["p_value"]}"\n    printed: "{said["printed"]}"'
    return old, old.replace(said["p_value"], p)


def median(ground: Ground) -> Mutant | None:
    scalar = ground.pick_field("value", like=r"\d", of=lambda fact: fact.range is not None)
    return replaced(
        ground,
        scalar,
        lambda text: first_number(text, lambda n: str(ground.random.randint(500, 590))),
        ("median-outside-range", *FIGURE),
    )


def spread(ground: Ground) -> Mutant | None:
    chance = ground.random
    low, middle, high = sorted(chance.sample(range(3, 60), 3))
    sound = facts(
        record(
            "zel-time",
            "zel-overall-survival",
            statistic="median",
            value=f"{middle} mo",
            range=f"{low}-{high} mo",
            printed=f"median {middle} months (range, {low}-{high})",
            **FEVER,
        )
    )
    return planted(
        sound,
        f'value: "{middle} mo"',
        f'value: "{chance.choice((high + 7, high + 11))} mo"',
        ("median-outside-range", *FIGURE),
    )


def statistic(ground: Ground) -> Mutant | None:
    said, wrong = ground.random.choice(
        (("median", "mean"), ("mean", "median"), ("median", "maximum"), ("range", "median"))
    )
    number = ground.random.randint(5, 60)
    if said == "range":
        sound = facts(
            record(
                "zel-time",
                "zel-infusion",
                statistic="range",
                value=f"{number}-{number + 9} min",
                printed=f"range, {number} to {number + 9} minutes",
                **FEVER,
            )
        )
    else:
        sound = facts(
            record(
                "zel-time",
                "zel-infusion",
                statistic=said,
                value=f"{number} min",
                printed=f"{said} of {number} minutes",
                **FEVER,
            )
        )
    return planted(sound, f'statistic: "{said}"', f'statistic: "{wrong}"', ("statistic-printed-mismatch",))


def real_statistic(ground: Ground) -> Mutant | None:
    scalar = ground.pick_field(
        "statistic",
        of=lambda fact: (
            re.search(rf"\b{fact.statistic}", fact.printed, re.I)
            and fact.statistic in ("median", "mean", "maximum", "minimum")
        ),
    )
    swap = {"median": "mean", "mean": "median", "maximum": "minimum", "minimum": "maximum"}
    return replaced(ground, scalar, lambda text: swap.get(text), ("statistic-printed-mismatch",))


def effect(named: str, right: str, wrong: str, unit: str) -> Draw:
    """One measure of effect taken for another, where the print names the right one."""

    def draw(ground: Ground) -> Mutant | None:
        number = str(ground.random.randint(11, 60)) if unit else f"0.{ground.random.randint(30, 95)}"
        sound = facts(
            record("zel-effect", right, value=f"{number}{unit}", printed=f"{named} {number}{unit.strip()}", **FEVER)
        )
        return planted(sound, f"measure: {right}\n", f"measure: {wrong}\n", ("outcome-printed-mismatch",))

    return draw


register(
    "N09",
    "estimate outside its interval",
    outside,
    of_ratio(
        lambda ground, said: (f'value: "{said["value"]}"', f'value: "1.{ground.random.randint(10, 90)}"'),
        "estimate-outside-interval",
        *FIGURE,
    ),
    decided_by="S",
)
register("N11", "median outside its range", median, spread, decided_by="S")
register(
    "N15",
    "level of an interval changed",
    of_ratio(
        lambda ground, said: ('confidence: "95 %"', f'confidence: "{ground.random.choice((90, 99, 80, 68))} %"'),
        "number-not-in-printed",
        "printed-interval-unlike-computed",
    ),
)
register(
    "N15b",
    "level of an interval deleted",
    of_ratio(lambda ground, said: ('    confidence: "95 %"\n', ""), "interval-without-level"),
    decided_by="S",
)
register("N16", "p value against its interval", of_ratio(p_against, "p-value-against-interval"), decided_by="S")
register(
    "N16b",
    "p value that no test gives",
    of_ratio(
        lambda ground, said: (f'p_value: "{said["p_value"]}"', f'p_value: "{ground.random.randint(2, 90)}"'),
        "impossible-p-value",
        "implausible-magnitude",
    ),
    decided_by="S",
)
register(
    "N16c",
    "p value misread",
    of_ratio(
        lambda ground, said: (f'p_value: "{said["p_value"]}"', f'p_value: "{float(said["p_value"]) / 10:.4f}"'),
        "number-not-in-printed",
    ),
)
register("N17", "mean, median or maximum exchanged", real_statistic, statistic)
register(
    "N20",
    "relative for absolute reduction",
    effect("relative risk reduction", "zel-relative-reduction", "zel-absolute-reduction", " %"),
    effect("absolute risk reduction", "zel-absolute-reduction", "zel-relative-reduction", " %"),
)
register(
    "N21",
    "odds, risk or hazard ratio exchanged",
    effect("odds ratio", "zel-odds", "zel-risk-ratio", ""),
    effect("relative risk", "zel-risk-ratio", "zel-odds", ""),
    effect("hazard ratio", "zel-ratio", "zel-risk-ratio", ""),
)
