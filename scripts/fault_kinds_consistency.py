"""Slips of consistency: copies, conflicts, explanations, derivations, links, words, pages."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import json
import re

from fault_kinds_changes import planted, record_added, replaced
from fault_kinds_ground import Draw, Ground, Mutant, register
from fault_kinds_planted import TEMPLATE, quantity

CONFLICT = ("unexplained-contradiction", "unexplained-safety-difference", "one-place-two-figures", "duplicate-fact")


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
