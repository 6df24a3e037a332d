"""Slips of rates and estimates: counts, denominators, intervals, p values, one kind of estimate for another."""

from __future__ import annotations

import re
from collections.abc import Callable

from fault_kinds_changes import first_number, planted, replaced
from fault_kinds_ground import Draw, Ground, Mutant, register
from fault_kinds_numbers import COUNTED, FIGURE, SUMS
from fault_kinds_planted import facts, record

RATE = (*COUNTED, *SUMS, "number-not-in-printed", "estimate-outside-interval")
FEVER = {"population": "marrows-fever"}


def counted(ground: Ground, **fields: str) -> tuple[str, int, int]:
    """A sound rate with its count and total, and the two."""
    total = ground.random.randint(60, 400)
    events = ground.random.randint(9, total // 2)
    rate = f"{events * 100 / total:.1f}"
    said = {"value": f"{rate} %", "events": str(events), "total": str(total), "printed": f"{rate}% ({events}/{total})"}
    return facts(record("zel-rate", "zel-stable", **FEVER, **(said | fields))), events, total


def of_rate(field: str, change: Callable[[int, int], int], *expected: str) -> Draw:
    """A count or total of a planted rate changed to what a function of the two gives, in the print too."""

    def draw(ground: Ground) -> Mutant | None:
        sound, events, total = counted(ground)
        was = events if field == "events" else total
        return planted(sound, f'{field}: "{was}"', f'{field}: "{change(events, total)}"', expected)

    return draw


def of_count(field: str, change: Callable[[Ground, int], int | None], *expected: str) -> Draw:
    """A count or total of the real base changed."""

    def draw(ground: Ground) -> Mutant | None:
        scalar = ground.pick_field(field, like=r"^\d+$")

        def new(text: str) -> str | None:
            number = change(ground, int(text))
            return None if number is None else str(number)

        return replaced(ground, scalar, new, expected)

    return draw


def percent_as_count(ground: Ground) -> Mutant | None:
    scalar = ground.pick_field(
        "events", of=lambda fact: fact.value is not None and fact.value.form == "point" and not fact.subgroup
    )
    value = ground.kb.facts[scalar.owner].value if scalar else None
    return replaced(ground, scalar, lambda _: str(round(float(value.numbers[0]))) if value else None, RATE)


def over_hundred(ground: Ground) -> Mutant | None:
    scalar = ground.pick_field("value", like=r"^\d+(\.\d+)? ?%$", of=lambda fact: ground.kb.kind(fact) == "proportion")
    return replaced(ground, scalar, lambda text: first_number(text, lambda n: f"{float(n) + 100:g}"), FIGURE)


def impossible(ground: Ground) -> Mutant | None:
    """A percentage, printed so, that no whole number of patients gives."""
    total, events = ground.random.randint(11, 45), ground.random.randint(2, 9)
    right = f"{events * 100 / total:.1f}"
    wrong = f"{(events + 0.5) * 100 / total:.1f}"
    sound = facts(
        record("zel-rate", "zel-stable", value=f"{right} %", total=str(total), printed=f"{right}% of {total}", **FEVER)
    )
    return planted(
        sound,
        f'value: "{right} %"\n    total: "{total}"\n    printed: "{right}',
        f'value: "{wrong} %"\n    total: "{total}"\n    printed: "{wrong}',
        ("impossible-percentage",),
    )


def table(complete: int, partial: int, stable: int, worse: int, responses: int) -> str:
    rows = {
        "zel-complete": complete,
        "zel-partial": partial,
        "zel-stable": stable,
        "zel-worse": worse,
        "zel-response": responses,
    }
    return facts(
        *(
            record(f"{name}-row", name, value=f"{n} %", printed=f"{n}%", locator="Table 4", **FEVER)
            for name, n in rows.items()
        )
    )


def rows(ground: Ground) -> tuple[int, int, int, int]:
    chance = ground.random
    return chance.randint(3, 12), chance.randint(13, 25), chance.randint(26, 30), chance.randint(31, 33)


def _row(ground: Ground, measure: str, more: int, *expected: str) -> Mutant | None:
    a, b, c, d = rows(ground)
    sound = table(a, b, c, d, a + b)
    was = {"complete": a, "partial": b, "stable": c, "worse": d, "response": a + b}[measure]
    sure = re.search(rf'  - id: zel-{measure}-row\n.*?value: "{was} %"\n.*?printed: "{was}%"', sound, re.DOTALL)
    assert sure
    value = was + more
    wrong = sure.group().replace(f'"{was} %"', f'"{value} %"').replace(f'"{was}%"', f'"{value}%"')
    return planted(sound, sure.group(), wrong, expected, also=range(1, sound.count("\n") + 1))


def parts(ground: Ground) -> Mutant | None:
    return _row(ground, "response", ground.random.choice((3, 5, -4, 7)), "parts-unequal-to-whole")


def partition(ground: Ground) -> Mutant | None:
    return _row(ground, "stable", ground.random.randint(45, 60), "partition-over-hundred")


def subset(ground: Ground) -> Mutant | None:
    events = ground.random.randint(5, 40)
    every = record(
        "zel-any",
        "zel-side-effect",
        parameter="zel-chills",
        ctcae_grade="any",
        value=f"{events + 5} %",
        printed=f"{events + 5}%",
        **FEVER,
    )
    severe = record(
        "zel-severe",
        "zel-side-effect",
        parameter="zel-chills",
        ctcae_grade="3-4",
        value=f"{events} %",
        printed=f"{events}%",
        **FEVER,
    )
    wrong = f'value: "{events + 9} %"\n    printed: "{events + 9}%"'
    return planted(
        facts(every, severe),
        f'value: "{events} %"\n    printed: "{events}%"',
        wrong,
        ("subset-larger-than-whole",),
        also=range(1, 30),
    )


def rising(ground: Ground) -> Mutant | None:
    rates = sorted(ground.random.sample(range(20, 90), 3), reverse=True)
    made = [
        record(
            f"zel-alive-{year}",
            "zel-alive",
            timepoint=f"{year} a",
            value=f"{rate} %",
            printed=f"{rate}% at {year} years",
            **FEVER,
        )
        for year, rate in zip((1, 2, 3), rates, strict=True)
    ]
    wrong = rates[0] + 5
    return planted(
        facts(*made),
        f'value: "{rates[2]} %"\n    printed: "{rates[2]}%',
        f'value: "{wrong} %"\n    printed: "{wrong}%',
        ("survival-that-rises",),
        also=range(1, 60),
    )


def outside(ground: Ground) -> Mutant | None:
    scalar = ground.pick_field("value", like=r"\d", of=lambda fact: fact.interval is not None)
    add = ground.random.randint(40, 45)
    return replaced(
        ground,
        scalar,
        lambda text: first_number(text, lambda n: f"{float(n) + add:g}"),
        ("estimate-outside-interval", *FIGURE),
    )


def backwards(ground: Ground) -> Mutant | None:
    scalar = ground.pick_field("interval", "range", "value", "dose", like=r"^[\d.]+-[\d.]+")
    return replaced(ground, scalar, lambda text: re.sub(r"([\d.]+)-([\d.]+)", r"\2-\1", text), ("range-inverted",))


register(
    "N03",
    "percentage that is not the count over the total",
    of_count("events", lambda ground, n: n + ground.random.choice((4, 6, 9)), *RATE),
    of_rate("events", lambda n, total: n + 5, *RATE),
    decided_by="S",
)
register(
    "N04",
    "more events than patients",
    of_rate("events", lambda n, total: total + n, *RATE),
    of_rate("total", lambda n, total: n - 3, *RATE),
    decided_by="S",
)
register("N05", "percentage above 100", over_hundred, decided_by="S")
register("N06", "percentage that no count gives", impossible, decided_by="S")
register("N07", "responses that are not their parts", parts, decided_by="S")
register("N08", "percentage reported as count", percent_as_count, decided_by="S")
register("N10", "ends of an interval or range exchanged", backwards, decided_by="S")
register("N12", "survival that rises", rising, decided_by="S")
register("N13", "categories of more than all patients", partition, decided_by="S")
register("N14", "part larger than its whole", subset, decided_by="S")
register(
    "N23",
    "denominator of another set",
    of_count("total", lambda ground, n: n + ground.random.choice((-6, -3, 7, 12)) if n > 10 else None, *RATE),
    of_rate("total", lambda n, total: total - 9, *RATE),
)
