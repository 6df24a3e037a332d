"""Slips of what is counted: parts of a patient, totals of another group, kinds of figures that can't be."""

from __future__ import annotations

import re

from fault_kinds_changes import field_added, planted, record_changed, replaced
from fault_kinds_ground import Draw, Ground, Mutant, register
from fault_kinds_planted import facts, record

from kb.model import Fact

FEVER = {"population": "marrows-fever"}
PART = ("fraction-of-a-whole",)
WHOLE = ("patient", "dose", "cycle", "course")
TOTAL = ("total-unlike-its-group",)
STATISTIC = ("statistic-unlike-kind",)
EXCLUDED = {
    "proportion": ("median", "mean", "maximum", "minimum", "rank"),
    "time-to-event": ("rate", "rank"),
    "criterion": ("rate", "median", "mean", "rank"),
}
NO_STATISTIC = {"quantity": ("rate",), **EXCLUDED}


def part(ground: Ground) -> Mutant | None:
    """A point slipped into a number of patients, doses, cycles or courses, in the fact and in its print alike."""

    def fits(fact: Fact) -> bool:
        value = fact.value
        return value is not None and value.unit.text in WHOLE and fact.statistic not in ("mean", "median")

    fact = ground.fact(fits)
    if fact is None or fact.value is None:
        return None
    number = ground.random.choice(re.findall(r"\d+", fact.value.text) or [""])
    if not number:
        return None
    slips = [f"{number}.{ground.random.choice('1234567895')}"]
    if len(number) > 1 and number[-1] != "0":
        slips.append(f"{number[:-1]}.{number[-1]}")
    new = ground.random.choice(slips)

    def change(text: str) -> str | None:
        made, times = re.subn(rf"(\n +(?:value|printed): .*?)(?<![\d.,]){number}(?![\d.,])", rf"\g<1>{new}", text)
        return made if times else None

    return record_changed(ground, fact, change, PART)


def planted_part(ground: Ground) -> Mutant:
    n = ground.random.randint(3, 60)
    measure, field, sound_, faulty, more = ground.random.choice(
        (
            ("zel-most-doses", "value", f"{n} doses", f"{n}.5 doses", {}),
            ("zel-most-doses", "value", f"<= {n} doses", f"<= {n}.5 doses", {}),
            ("zel-patients", "value", f"{n}5 patients", f"{n}.5 patients", {}),
            ("zel-patients", "value", f"{n}-{n + 7} patients", f"{n}-{n}.7 patients", {}),
            ("zel-cycles", "value", f"{n % 9 + 1} cycles", f"{n % 9 + 1}.5 cycles", {}),
            ("zel-flat-dose", "cycle", "2 cycles", "2.5 cycles", {"value": f"{n} mg", "printed": f"{n} mg"}),
            ("zel-most-doses", "range", f"1-{n + 9} doses", f"1-{n + 9}.5 doses",
             {"statistic": "median", "value": f"{n} doses", "printed": f"median {n} doses (range 1-{n + 9})"}),
        )
    )  # fmt: skip
    said = {"printed": sound_, **more, field: sound_}
    sound = facts(record("zel-count", measure, **FEVER, **said))
    return planted(sound, f'{field}: "{sound_}"', f'{field}: "{faulty}"', PART)


def total(ground: Ground) -> Mutant | None:
    """A total exchanged where another fact gives the number of patients of its place, and the print is silent."""
    sizes = {_place(one) for one in ground.kb.facts.values() if one.value and one.value.unit.text == "patient"}

    def fits(fact: Fact) -> bool:
        return fact.total is not None and not fact.cohort and _place(fact) in sizes

    fact = ground.fact(fits)
    if fact is None or fact.total is None:
        return None
    least = max(fact.events or 1, 2)
    new = ground.random.choice([n for n in range(least, 2 * fact.total) if n != fact.total])
    return record_changed(ground, fact, lambda text: re.sub(r"(\n +total:) \d+", rf"\1 {new}", text), TOTAL)


def _place(fact: Fact) -> tuple[object, ...]:
    return fact.cite, fact.locator, fact.intervention, fact.population, fact.subgroup


def planted_total(ground: Ground) -> Mutant:
    """The total of a rate of the invented drug exchanged for any other number, or for one of the rate's own print."""
    chance = ground.random
    whole = chance.choice((40, 80, 120, 200, 400))
    rate = chance.choice((10, 20, 30, 60))
    events = whole * rate // 100
    print_ = chance.choice((f"{rate}%", f"{events} ({rate}%)", f"{rate}% of patients", f"{events} patients ({rate}%)"))
    size = record("zel-all", "zel-patients", value=f"{whole} patients", printed=f"{whole} patients", **FEVER)
    said = {"value": f"{rate} %", "total": str(whole), "printed": print_}
    if str(events) in re.findall(r"\d+", print_.replace(f"{rate}%", "")):
        said = {**said, "events": str(events)}
    part_ = record("zel-some", "zel-stable", **FEVER, **said)
    new = chance.choice((whole + chance.randint(1, 9), whole * 10, whole // 2, rate, events))
    if new == whole:
        new += 1
    return planted(facts(size, part_), f'total: "{whole}"', f'total: "{new}"', TOTAL)


def statistic(ground: Ground) -> Mutant | None:
    """The statistic of a figure exchanged for one that its kind can't have."""
    scalar = ground.pick_field("statistic", of=lambda fact: ground.kb.kind(fact) in EXCLUDED)
    if scalar is None:
        return None
    wrong = EXCLUDED[ground.kb.kind(ground.kb.facts[scalar.owner])]
    return replaced(ground, scalar, lambda _: ground.random.choice(wrong), STATISTIC)


def statistic_added(ground: Ground) -> Mutant | None:
    """A statistic given to a figure that had none, and can't have this one."""

    def fits(fact: Fact) -> bool:
        unit = fact.value.unit if fact.value is not None else None
        amount = unit is not None and unit.dimension not in ("proportion", "number") and "/" not in unit.text
        return not fact.statistic and (ground.kb.kind(fact) != "quantity" or amount)

    fact = ground.fact(lambda fact: ground.kb.kind(fact) in NO_STATISTIC and fits(fact))
    wrong = ground.random.choice(NO_STATISTIC[ground.kb.kind(fact)]) if fact else ""
    return field_added(ground, fact, f"statistic: {wrong}", STATISTIC)


def planted_statistic(ground: Ground) -> Mutant:
    n = ground.random.randint(11, 60)
    measure, value, right, wrong = ground.random.choice(
        (
            ("zel-stable", f"{n} %", "rate", "maximum"),
            ("zel-stable", f"{n} %", "rate", "mean"),
            ("zel-overall-survival", f"{n} mo", "median", "rate"),
            ("zel-overall-survival", f"{n} mo", "median", "rank"),
        )
    )
    print_ = f"{n}%" if right == "rate" else f"median {n} months"
    sound = facts(record("zel-stat", measure, statistic=right, value=value, printed=print_, **FEVER))
    return planted(sound, f'statistic: "{right}"', f'statistic: "{wrong}"', STATISTIC)


DRAWS: tuple[Draw, ...] = (statistic, statistic_added, planted_statistic)
register("N25", "part of a patient, a dose, a cycle or a course", part, planted_part, decided_by="S")
register("N26", "total of another group", total, planted_total, decided_by="S")
register("N27", "statistic that the kind can't have", *DRAWS, decided_by="S")
