"""Writes synthetic bases of an invented drug, of any size and always the same, for `scripts/bench.py`."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

SEED = 20_261_122
FACTS_A_FILE = 25
FACTS_A_MEASURE = 6
"""So that a fact is compared about as often as one of the real base."""
FACTS_A_REFERENCE = 30
PATIENTS = 120
MODELINE = "# yaml-language-server: $schema=../../kb/schema/facts.schema.json\n"


def generate(root: Path, count: int, seed: int = SEED, *, with_conflicts: bool = True) -> None:
    """Write a base of so many facts: quantities, rates of cohorts, restated figures, criteria, stances, conflicts."""
    chance = random.Random(seed)
    measures = max(8, count // FACTS_A_MEASURE)
    references = max(4, count // FACTS_A_REFERENCE)
    facts = list(_facts(chance, count, measures, references, with_conflicts))
    _write(root / "references.bib", "\n".join(_reference(number) for number in range(references)))
    _write(root / "facts" / "vocabulary" / "terms.yaml", MODELINE + "terms:\n" + "".join(_terms()))
    for number in range(0, measures, 200):
        lines = (_measure(one) for one in range(number, min(number + 200, measures)))
        _write(
            root / "facts" / "vocabulary" / f"measures-{number // 200}.yaml", MODELINE + "measures:\n" + "".join(lines)
        )
    cohorts = [_cohort(number, number % references) for number in range(references)]
    for number in range(0, references, 50):
        text = MODELINE + "cohorts:\n" + "".join(cohorts[number : number + 50])
        _write(root / "facts" / "cohorts" / f"cohorts-{number // 50}.yaml", text)
    for number in range(0, count, FACTS_A_FILE):
        text = MODELINE + "facts:\n" + "".join(facts[number : number + FACTS_A_FILE])
        _write(root / "facts" / f"topic-{number // FACTS_A_FILE % 97}" / f"part-{number // FACTS_A_FILE}.yaml", text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _reference(number: int) -> str:
    name, year = _author(number), 1990 + number % 30
    return (
        f"@article{{{name.lower()}{year},\n  author = {{{name}, Ann}},\n"
        f"  title = {{Zelvarin in marrow's fever, part {number}}},\n"
        f"  journal = {{Journal of Invented Medicine}},\n  year = {{{year}}},\n  volume = {{{number}}},\n"
        f"  pages = {{1--9}},\n  keywords = {{primary_study}}\n}}\n"
    )


def _author(number: int) -> str:
    letters = ""
    while number or not letters:
        number, digit = divmod(number, 20)
        letters += "bcdfghjklmnpqrstvwxz"[digit] + "aeiou"[digit % 5]
    return letters.capitalize() + "son"


def _key(number: int) -> str:
    return f"{_author(number).lower()}{1990 + number % 30}"


def _terms() -> Iterator[str]:
    yield "  - {id: zelvarin, type: intervention, label: Zelvarin}\n"
    yield "  - {id: high-dose-zelvarin, type: intervention, label: High-dose zelvarin, broader: zelvarin}\n"
    yield "  - {id: fever-patients, type: population, label: People with marrow's fever}\n"
    for number in range(12):
        yield f"  - {{id: group-{number}, type: population, label: Group {number}, broader: fever-patients}}\n"
    yield "  - {id: outcomes, type: topic, label: Outcomes}\n"
    yield "  - {id: creatinine, type: parameter, label: Creatinine, unit: mg/dL, plausible: 0.1-25 mg/dL}\n"
    yield "  - {id: chills, type: sign, label: Chills}\n"


def _kind(measure: int) -> str:
    return ("quantity", "proportion", "proportion", "criterion", "stance", "time-to-event")[measure % 6]


def _measure(number: int) -> str:
    kind = _kind(number)
    unit = {"quantity": "mg/kg", "proportion": '"%"', "time-to-event": "mo"}.get(kind)
    plausible = {"quantity": "1-5000 mg/kg", "proportion": "0-100 %", "time-to-event": "0-600 mo"}.get(kind)
    of_unit = f", unit: {unit}, plausible: {plausible}" if unit else ""
    return f"  - {{id: measure-{number}, kind: {kind}, label: Measure {number}, topic: outcomes{of_unit}}}\n"


def _cohort(number: int, reference: int) -> str:
    return (
        f"  - id: cohort-{number}\n    label: {PATIENTS} patients of trial {number}\n    population: fever-patients\n"
        f"    intervention: high-dose-zelvarin\n    total: {PATIENTS}\n    reports: [{{cite: {_key(reference)}}}]\n"
    )


def _facts(chance: random.Random, count: int, measures: int, references: int, with_conflicts: bool) -> Iterator[str]:
    """Records of about half a kilobyte; one value in thirty differs from what others say of the same measure."""
    restated: dict[int, str] = {}
    for number in range(count):
        measure = number * 7919 % measures
        reference = chance.randrange(references)
        body, printed = _body(chance, measure, reference, number, restated, with_conflicts)
        yield (
            f"  - id: fact-{number}\n    measure: measure-{measure}\n    intervention: high-dose-zelvarin\n{body}"
            f"    cite: {_key(reference)}\n    locator: Table {number % 9 + 1}, row {number % 31}\n"
            f'    printed: "{printed}"\n    near: [zelvarin, dose]\n    access: full-text\n'
            f"    note: As table {number % 9 + 1} of the report has it, in the row for all patients who were treated.\n"
        )


def _body(
    chance: random.Random, measure: int, reference: int, number: int, restated: dict[int, str], with_conflicts: bool
) -> tuple[str, str]:
    odd = chance.random() < 1 / 30 and with_conflicts
    first, second = chance.sample(range(12), 2)
    group = f"    population: [group-{first}, group-{second}]\n"
    kind = _kind(measure)
    if kind == "quantity":
        dose = 40 + measure % 50 + (15 if odd else 0)
        return f"{group}    value: {dose} mg/kg\n", f"{dose} mg/kg"
    if kind == "proportion":
        events = 15 + measure * 13 % 50 + chance.randrange(6) * with_conflicts + (45 if odd else 0)
        rate = round(events * 100 / PATIENTS)
        counts = f"    value: {rate} %\n    events: {events}\n    total: {PATIENTS}\n    population: fever-patients\n"
        return f"{counts}    cohort: cohort-{reference}\n", f"{rate}% ({events}/{PATIENTS})"
    if kind == "time-to-event":
        months = f"{8 + measure % 20 + (30 if odd else 0)}.5"
        again = restated.get(measure)
        restated[measure] = f"fact-{number}"
        restates = f"    restates: {again}\n" if again and not odd and number % 5 == 0 else ""
        median = f"    population: fever-patients\n    statistic: median\n    value: {months} mo\n"
        return median + restates, f"{months} months"
    limit = f"{2 + measure % 4 + (1 if odd else 0)}.5"
    when = f'    when: {{parameter: creatinine, is: "> {limit} mg/dL"}}\n'
    if kind == "criterion":
        return f"{group}    tier: absolute\n    action: stop\n    parameter: creatinine\n{when}", f"> {limit} mg/dL"
    stance = "caution" if odd else "contraindicated"
    return f"{group}    stance: {stance}\n{when}", f"> {limit} mg/dL"
