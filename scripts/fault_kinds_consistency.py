"""Slips of consistency: copies, conflicts, explanations, derivations, links, words, pages."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import json
import re

from fault_kinds_ground import (
    Draw,
    Ground,
    Mutant,
    first_number,
    planted,
    record_added,
    register,
    replaced,
)  # fmt: skip
from fault_kinds_planted import TEMPLATE, facts, quantity, record

CONFLICT = ("unexplained-contradiction", "unexplained-safety-difference", "one-place-two-figures", "duplicate-fact")
FEVER = {"population": "marrows-fever"}


def copied(ground: Ground) -> Mutant | None:
    fact = ground.fact(lambda fact: fact.locator)
    return record_added(
        ground, fact, lambda text: re.sub(r"id: ([\w-]+)", r"id: \1-copy", text, count=1), ("duplicate-fact",)
    )


def copied_with_another_value(ground: Ground) -> Mutant | None:
    """A copy whose figure, and print of it, are others: only the twin shows it."""
    fact = ground.fact(
        lambda fact: (
            fact.value is not None
            and fact.value.form in ("point", "range", "bound")
            and not fact.restates
            and len(fact.value.numbers) >= 1
            and fact.value.numbers[0] >= 3
        )
    )
    if fact is None or fact.value is None:
        return None
    old = f"{fact.value.numbers[0]:f}"
    new = f"{fact.value.numbers[0] * 2 + 7:f}"
    commas = re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", old)

    def change(text: str) -> str | None:
        text = re.sub(r"id: ([\w-]+)", r"id: \1-copy", text, count=1)
        text = re.sub(r"\n +(events|total|interval|range|p_value|restates|derived|waivers).*", "", text)
        found = re.search(r"\n +value: .*", text)
        shown = re.search(r"\n +printed: .*", text)
        if (
            not found
            or not shown
            or old not in found.group()
            or not re.search(rf"(?<![\d.]){old}(?![\d.])|{commas}", shown.group())
            or "waivers" in text
        ):
            return None
        text = text.replace(found.group(), re.sub(rf"(?<![\d.]){old}(?![\d.])", new, found.group(), count=1))
        return text.replace(shown.group(), re.sub(rf"(?<![\d.]){old}(?![\d.])|{commas}", new, shown.group(), count=1))

    return record_added(
        ground,
        fact,
        change,
        (*CONFLICT, "figure-not-held", "implausible-magnitude", "range-inverted", "number-not-in-printed"),
    )


def planted_conflict(ground: Ground) -> Mutant | None:
    n = ground.random.randint(5, 60)
    sound = quantity(
        "zel-second-word", "zel-dose", "40 mg/kg", population="marrows-fever", cite="zelreview2012", locator="p 31"
    )
    return planted(
        sound,
        'value: "40 mg/kg"\n    printed: "40 mg/kg"',
        f'value: "{n + 40} mg/kg"\n    printed: "{n + 40} mg/kg"',
        CONFLICT,
    )


def inputs(ground: Ground) -> str:
    a, b = ground.random.randint(2, 90), ground.random.randint(2, 12)
    return facts(
        record("zel-in-dose", "zel-flat-dose", value=f"{a} mg", printed=f"{a} mg", **FEVER),
        record("zel-in-cycles", "zel-cycles", value=f"{b} cycles", printed=f"{b} cycles", **FEVER),
        f"  - id: zel-in-all\n    measure: zel-total\n    intervention: high-dose-zelvarin\n    population: marrows-fever\n    value: {a * b} mg\n    derived:\n      formula: dose * cycles\n      inputs: {{dose: zel-in-dose, cycles: zel-in-cycles}}\n",
    )


def stale_derivation(ground: Ground) -> Mutant | None:
    sound = inputs(ground)
    found = re.search(r'value: "(\d+) mg"\n    printed: "\d+ mg"', sound)
    assert found
    return planted(
        sound,
        found.group(),
        found.group().replace(found[1], str(int(found[1]) + 3)),
        ("wrong-derivation",),
        also=range(1, 60),
    )


def wrong_derivation(ground: Ground) -> Mutant | None:
    scalar = ground.pick_field("value", of=lambda fact: fact.derived is not None)
    if scalar is not None and ground.random.random() < 0.3:
        return replaced(
            ground,
            scalar,
            lambda text: first_number(
                text,
                lambda n: (
                    f"{float(n) * ground.random.choice((2, 3, 10)):g}" if "e" not in f"{float(n) * 10:g}" else n + "0"
                ),
            ),
            ("wrong-derivation", "implausible-magnitude"),
        )
    sound = inputs(ground)
    found = re.search(r"    value: (\d+) mg\n    derived", sound)
    assert found
    return planted(sound, found.group(), found.group().replace(found[1], str(int(found[1]) + 1)), ("wrong-derivation",))


def cycle(ground: Ground) -> Mutant | None:
    sound = inputs(ground)
    return planted(
        sound,
        "inputs: {dose: zel-in-dose, cycles: zel-in-cycles}",
        "inputs: {dose: zel-in-all, cycles: zel-in-cycles}",
        ("derivation-cycle",),
    )


def formula(ground: Ground) -> Mutant | None:
    sound = inputs(ground)
    return planted(
        sound,
        "formula: dose * cycles",
        ground.random.choice(
            (
                "formula: dose + cycles",
                "formula: dose * cycles * 1000",
                "formula: dose * cycle",
                "formula: __import__('os')",
                "formula: dose ** cycles",
            )
        ),
        ("wrong-derivation", "derivation-cycle"),
    )


def retired_in_use(ground: Ground) -> Mutant | None:
    sound = inputs(ground)
    at = sound.index("    measure: zel-flat-dose\n")
    line = sound[at : sound.index("\n", at) + 1]
    new = line + '    status: retired\n    reason: "It was read from the wrong row of the table."\n'
    return planted(sound, line, new, ("retired-fact-in-use",), also=range(1, 60))


def retired_restated(ground: Ground) -> Mutant | None:
    n = ground.random.randint(1, 999)
    sound = facts(
        record("zel-first", "zel-stable", value="20 %", printed="20%", locator=f"Table {n}", **FEVER),
        record(
            "zel-said",
            "zel-stable",
            value="20 %",
            printed="20%",
            restates="zel-first",
            cite="zelreview2012",
            locator="p 31",
            **FEVER,
        ),
    )
    at = f'    locator: "Table {n}"\n'
    return planted(
        sound,
        at,
        at + '    status: retired\n    reason: "It was read from the wrong row of the table."\n',
        ("retired-fact-in-use",),
        also=range(1, 40),
    )


def superseded_active(ground: Ground) -> Mutant | None:
    n = ground.random.randint(2, 90)
    old = record(
        "zel-older",
        "zel-flat-dose",
        value=f"{n} mg",
        printed=f"{n} mg",
        status="retired",
        reason="It was read from the wrong row.",
        **FEVER,
    )
    new = record(
        "zel-newer",
        "zel-flat-dose",
        value=f"{n} mg",
        printed=f"{n} mg",
        supersedes="zel-older",
        locator="Table 9",
        **FEVER,
    )
    return planted(
        facts(old, new),
        '    status: "retired"\n    reason: "It was read from the wrong row."\n',
        "",
        ("superseded-fact-in-use",),
        also=range(1, 40),
    )


def restated_drift(ground: Ground) -> Mutant | None:
    n = ground.random.randint(2, 70)
    sound = facts(
        record(
            "zel-drift",
            "zel-response",
            value="20 %",
            printed="20%",
            restates="zel-base-response",
            cite="zelreview2012",
            locator="p 31",
            **FEVER,
        )
    )
    return planted(
        sound,
        'value: "20 %"\n    printed: "20%"',
        f'value: "{n + 24} %"\n    printed: "{n + 24}%"',
        ("restated-figure-drift",),
    )


def synonyms(ground: Ground) -> Mutant | None:
    """A second term for a thing that the vocabulary has."""
    entry = ground.random.choice(
        [one for one in ground.kb.vocabulary if one.type in ("drug", "sign", "parameter", "intervention", "population")]
    )
    name = ground.random.choice((entry.label, *entry.synonyms))
    text = (
        f"terms:\n  - {{id: zel-twin-of-{entry.id[:40].rstrip('-')}, type: {entry.type}, label: {json.dumps(name)}}}\n"
    )
    return Mutant(
        "facts/zelvarin-planted.yaml",
        {"facts/zelvarin-planted.yaml": text.encode()},
        range(1, 4),
        range(1, 4),
        frozenset({"two-terms-for-one-thing"}),
        text,
    )


def page_drift(ground: Ground) -> Mutant | None:
    """A figure, or a fact that does not exist, typed into a page."""
    said = ground.random.choice(
        (
            f"The dose is {ground.random.randint(2, 900)} mg/kg.",
            f"Give {ground.random.randint(2, 90)} doses.",
            'The dose is {{ fact("zel-base-dos' + str(ground.random.randint(1, 99)) + '") }}.',
        )
    )
    text = f"# Zelvarin\n\n{said}\n"
    return Mutant(
        TEMPLATE,
        {TEMPLATE: text.encode()},
        range(3, 4),
        range(3, 4),
        frozenset({"bare-numeral", "unknown-fact-on-a-page"}),
        said,
    )


def misspelt(path: str, *expected: str) -> Draw:
    def draw(ground: Ground) -> Mutant | None:
        scalar = ground.pick_field(path, f"{path}.0")
        return replaced(ground, scalar, lambda text: text[:-2] + text[-1] if len(text) > 4 else text + "s", expected)

    return draw


def capitals(ground: Ground) -> Mutant | None:
    return record_added(
        ground,
        ground.fact(lambda fact: True),
        lambda text: re.sub(r"id: ([\w-]+)", lambda found: "id: " + found[1].upper(), text, count=1),
        ("id-syntax", "case-colliding-id"),
    )


def link(ground: Ground) -> Mutant | None:
    scalar = ground.pick(lambda one: re.match(r"(restates|disagrees_with)(\.\d+)?$|derived\.inputs\.", one.path))
    return replaced(ground, scalar, lambda text: text + "x", ("dangling-link", "wrong-derivation"))


register("K01", "fact copied under a new id", copied, decided_by="S")
register(
    "K01b",
    "id given twice",
    lambda ground: record_added(ground, ground.fact(lambda fact: True), lambda text: text, ("duplicate-id",)),
    decided_by="S",
)
register("K02", "copy with another value", copied_with_another_value, planted_conflict, decided_by="S")
register("K06", "input of a derivation changed", stale_derivation, decided_by="S")
register("K07", "circle of derivations", cycle, decided_by="S")
register("K08", "derived value wrong", wrong_derivation, decided_by="S")
register("K08b", "formula wrong", formula, decided_by="S")
register("K09", "retired fact in use", retired_in_use, retired_restated, decided_by="S")
register("K09b", "superseded fact active", superseded_active, decided_by="S")
register("K10", "id in capitals", capitals, decided_by="S")
register("K11", "two terms for one thing", synonyms, decided_by="S")
register(
    "K12",
    "word that is not in the vocabulary",
    misspelt("drug", "unknown-term"),
    misspelt("measure", "unknown-term"),
    misspelt("population", "unknown-term"),
    misspelt("cohort", "unknown-cohort"),
    decided_by="S",
)
register("K13", "page that does not follow the facts", page_drift, decided_by="S")
register("K17", "link to no fact", link, decided_by="S")
register("K18", "repeated figure that drifted", restated_drift, decided_by="S")
