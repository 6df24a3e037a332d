"""Slips between figures of the same patients: shares of responders, wholes and parts, times that bound each other."""

from __future__ import annotations

import re

from fault_kinds_changes import field_removed, planted, record_changed
from fault_kinds_ground import Ground, Mutant, register
from fault_kinds_planted import facts, record

from kb.model import Fact
from kb.vocabulary import Term

FEVER = {"population": "marrows-fever", "cite": "zelable2001", "locator": "Table 2"}
ALL = range(1, 60)
SHARE = ("patients-unlike-outcome", "total-unlike-its-group", "denominator-not-of-cohort", "percent-ratio-mismatch")
WHOLE = ("whole-outside-its-parts", "median-outside-range")
TIME = ("median-out-of-order",)
RATE = ("rate-without-time", "changed-since-verified")
RATIO = ("hazard-ratio-against-medians",)


def of_other_patients(ground: Ground) -> Mutant | None:
    """The total of a share of responders exchanged for that of all patients, or for any other number."""
    outcomes = {term.id for term in ground.kb.vocabulary.of_type("subgroup") if isinstance(term, Term) and term.outcome}
    fact = ground.fact(lambda fact: fact.subgroup in outcomes and fact.total is not None)
    if fact is None or fact.total is None:
        return None
    cohort = ground.kb.cohorts.get(fact.cohort)
    new = ground.random.choice((fact.total * 2, fact.total + 11, cohort.total if cohort and cohort.total else 999))
    return record_changed(ground, fact, lambda text: re.sub(r"(\n +total:) \d+", rf"\1 {new}", text), SHARE)


def planted_share(ground: Ground) -> Mutant:
    """A share of responders, with a total or with a count that tells of how many, after the number of responders."""
    chance = ground.random
    responders = chance.choice((20, 30, 40, 60, 80))
    events = responders * chance.choice((20, 40, 50, 60)) // 100
    measure, subgroup = chance.choice((("zel-response", "zel-responders"), ("zel-complete", "zel-complete-responders")))
    percent = f"{responders // 2}"
    first = record(
        "zel-many", measure, value=f"{percent} %", events=str(responders), total="200",
        printed=f"{percent}% ({responders}/200)", **FEVER,
    )  # fmt: skip
    first = first.replace(f'value: "{percent} %"', f'value: "{responders / 2:g} %"')
    first = first.replace(f"{percent}% (", f"{responders / 2:g}% (")
    share = f"{events * 100 / responders:g}"
    counted = chance.random() < 0.5
    said = {"events": str(events), "printed": f"{share}% ({events})"}
    if not counted:
        said = {"total": str(responders), "printed": f"{share}%"}
    other = responders * chance.choice((2, 3)) + chance.randint(1, 4)
    second = record("zel-stay", "zel-lasting", subgroup=subgroup, value=f"{share} %", **said, **FEVER)
    old, new = (f'total: "{responders}"\n', f'total: "{other}"\n')
    if counted:
        count = events * other // responders
        old, new = (
            f'events: "{events}"\n    printed: "{share}% ({events})"',
            f'events: "{count}"\n    printed: "{share}% ({count})"',
        )
    return planted(facts(first, second), old, new, SHARE, also=ALL)


def _parts(ground: Ground) -> tuple[list[str], dict[str, tuple[int, int, int]]]:
    """Records of the medians, with ranges, of all responders and of the two parts of them."""
    chance = ground.random
    partial, whole, complete = sorted(chance.sample(range(9, 70), 3))
    low, high = chance.randint(1, partial - 1), complete + chance.randint(1, 40)
    sets = {
        "zel-responders": (whole, low, high),
        "zel-complete-responders": (complete, low + 1 if low + 1 < complete else low, high),
        "zel-partial-responders": (partial, low, high - 1 if high - 1 > partial else high),
    }
    made = [
        record(
            f"zel-of-{subgroup}", "zel-overall-survival", subgroup=subgroup, statistic="median",
            value=f"{median} mo", range=f"{least}-{most} mo", printed=f"{median} ({least}-{most}) months", **FEVER,
        )
        for subgroup, (median, least, most) in sets.items()
    ]  # fmt: skip
    return made, sets


def beyond_its_parts(ground: Ground) -> Mutant:
    """The median of all, put below or above those of both its parts, in the value and in the print."""
    made, sets = _parts(ground)
    whole, low, high = sets["zel-responders"]
    medians = [median for median, _, _ in sets.values()]
    wrong = [n for n in (min(medians) - 2, max(medians) + 2) if low <= n <= high]
    new = ground.random.choice(wrong or [max(medians) + 2])
    old = f'value: "{whole} mo"\n    range: "{low}-{high} mo"\n    printed: "{whole} ('
    return planted(facts(*made), old, old.replace(f'"{whole} ', f'"{new} '), WHOLE, also=ALL)


def part_beyond_the_whole(ground: Ground) -> Mutant:
    """The range of a part, put beyond that of the whole."""
    made, sets = _parts(ground)
    part = ground.random.choice(("zel-complete-responders", "zel-partial-responders"))
    median, low, high = sets[part]
    top = sets["zel-responders"][2] + ground.random.randint(1, 9)
    old = f'value: "{median} mo"\n    range: "{low}-{high} mo"\n    printed: "{median} ({low}-{high})'
    new = f'value: "{median} mo"\n    range: "{low}-{top} mo"\n    printed: "{median} ({low}-{top})'
    return planted(facts(*made), old, new, WHOLE, also=ALL)


def longer_than_life(ground: Ground) -> Mutant:
    """A median without progression that exceeds the median survival, by a slip or in another unit."""
    chance = ground.random
    short, long = sorted(chance.sample(range(4, 70), 2))
    made = [
        record(name, measure, statistic="median", value=f"{n} mo", printed=f"{n} months", **FEVER)
        for name, measure, n in (
            ("zel-free", "zel-progression-free", short),
            ("zel-life", "zel-overall-survival", long),
        )
    ]
    old = f'value: "{short} mo"\n    printed: "{short} months"'
    high = long + chance.randint(2, 30)
    new = chance.choice(
        (
            f'value: "{high} mo"\n    printed: "{high} months"',
            f'value: "{long // 12 + 2} a"\n    printed: "{long // 12 + 2} years"',
            f'value: "> {high} mo"\n    printed: "more than {high} months"',
        )
    )
    return planted(facts(*made), old, new, TIME, also=ALL)


def timeless(ground: Ground) -> Mutant | None:
    """The time of a rate that falls or rises with time taken away, where no count tells the day of the data."""

    def fits(fact: Fact) -> bool:
        measure = ground.kb.measure(fact)
        plain = fact.events is None and fact.total is None and fact.value is not None and fact.value.total is None
        return bool(measure is not None and measure.over_time and fact.timepoint is not None and plain)

    return field_removed(ground, ground.pick_field("timepoint", of=fits), RATE)


def planted_timeless(ground: Ground) -> Mutant:
    n, years = ground.random.randint(11, 90), ground.random.randint(1, 9)
    when = ground.random.choice((f"{years} a", f"{years * 6} mo"))
    words = f"{years} years" if when.endswith("a") else f"{years * 6} months"
    made = record("zel-then", "zel-alive", timepoint=when, value=f"{n} %", printed=f"{n}% at {words}", **FEVER)
    return planted(facts(made), f'    timepoint: "{when}"\n', "", RATE)


def other_arm(ground: Ground) -> Mutant:
    """A hazard ratio that speaks against the medians of both arms: arms, medians or the ratio itself turned round."""
    chance = ground.random
    short, long = sorted(chance.sample(range(5, 60), 2))
    ratio = f"0.{chance.randint(31, 89)}"
    turned = f"1.{chance.randint(12, 89)}"

    def median(name: str, arm: str, n: int) -> str:
        fields = {"statistic": "median", "value": f"{n} mo", "printed": f"median {n} months", "intervention": arm}
        return record(name, "zel-overall-survival", **FEVER, **fields)

    said = {"value": ratio, "compared_with": "low-dose-zelvarin", "printed": f"hazard ratio {ratio}"}
    made = (
        record("zel-risk", "zel-hazard", **FEVER, **said),
        median("zel-treated", "high-dose-zelvarin", long),
        median("zel-other", "low-dose-zelvarin", short),
    )
    sound = facts(*made)
    old, new = chance.choice(
        (
            (
                f'value: "{ratio}"\n    compared_with: "low-dose-zelvarin"\n    printed: "hazard ratio {ratio}"',
                f'value: "{turned}"\n    compared_with: "low-dose-zelvarin"\n    printed: "hazard ratio {turned}"',
            ),
            (
                sound[sound.index("    intervention") : sound.index("    value")]
                + f'    value: "{ratio}"\n    compared_with: "low-dose-zelvarin"',
                sound[sound.index("    intervention") : sound.index("    value")].replace("high-dose", "low-dose")
                + f'    value: "{ratio}"\n    compared_with: "high-dose-zelvarin"',
            ),
            (
                f'value: "{long} mo"\n    printed: "median {long} months"',
                f'value: "{max(1, short - 3)} mo"\n    printed: "median {max(1, short - 3)} months"',
            ),
        )
    )
    return planted(sound, old, new, RATIO, also=ALL, anywhere=True)


register("N30", "share of more patients than had the outcome", of_other_patients, planted_share, decided_by="S")
register("N31", "whole outside its parts", beyond_its_parts, decided_by="S")
register("N31b", "range of a part beyond that of the whole", part_beyond_the_whole, decided_by="S")
register("N32", "time without progression longer than life", longer_than_life, decided_by="S")
register("N33", "rate over time without its time", timeless, planted_timeless, decided_by="S")
register("N34", "hazard ratio that speaks for the other arm", other_arm, decided_by="S")
