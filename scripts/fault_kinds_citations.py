"""Slips of citations and locators, in facts."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import re

from fault_kinds_changes import field_added, field_removed, planted, replaced
from fault_kinds_ground import BIBLIOGRAPHY, Draw, Ground, Mutant, register
from fault_kinds_planted import facts, quantity, record

from kb.rules.kb113_impossible_locator import page_range

SCOPE = (
    "indication-unlike-cohort",
    "look-not-of-cohort",
    "locator-not-of-source",
    "impossible-locator",
    "denominator-not-of-cohort",
)


def removed(path: str, *expected: str) -> Draw:
    def draw(ground: Ground) -> Mutant | None:
        return field_removed(
            ground, ground.pick_field(path, of=lambda fact: bool(fact.value or path != "printed")), expected
        )

    return draw


def field(path: str, new: object, *expected: str, like: str = "") -> Draw:
    """One text field of a fact replaced by a text or by what a function makes of it."""

    def draw(ground: Ground) -> Mutant | None:
        scalar = ground.pick_field(path, like=like)
        return replaced(ground, scalar, lambda text: new(text) if callable(new) else str(new), expected)

    return draw


def page(ground: Ground) -> Mutant | None:
    """A page beyond those of the reference."""

    def paged(fact: object) -> bool:
        reference = ground.kb.references.get(getattr(fact, "cite", ""))
        return bool(reference and page_range(reference.pages) and not page_range(reference.pages)[0])  # type: ignore[index]

    scalar = ground.pick_field("locator", like=r"\bp{1,2}\.? ?\d+", of=paged)
    if scalar is None:
        return None
    pages = page_range(ground.kb.references[ground.kb.facts[scalar.owner].cite].pages)
    assert pages
    far = pages[2] + ground.random.randint(2, 40)
    return replaced(
        ground,
        scalar,
        lambda text: re.sub(r"(\bp{1,2}\.? ?)\d+", rf"\g<1>{far}", text, count=1),
        ("impossible-locator",),
    )


def planted_page(ground: Ground) -> Mutant | None:
    right, wrong = ground.random.randint(20, 29), ground.random.randint(30, 99)
    dose = ground.random.randint(2, 90)
    sound = quantity("zel-page", "zel-flat-dose", f"{dose} mg", locator=f"Table 2, p {right}")
    return planted(sound, f"p {right}", f"p {wrong}", ("impossible-locator",))


def other_source(ground: Ground) -> Mutant | None:
    """A fact of a cohort that cites a source which never reported it."""
    fact = ground.fact(
        lambda fact: (
            fact.cohort
            and ground.kb.cohorts.get(fact.cohort)
            and ground.kb.cohorts[fact.cohort].reports
            and not fact.restates
        )
    )
    if fact is None:
        return None
    reports = {report.cite for report in ground.kb.cohorts[fact.cohort].reports}
    others = [
        key
        for key, one in ground.kb.references.items()
        if key not in reports and one.kind in ("primary_study", "pooled_analysis")
    ]
    scalar = ground.pick(lambda one: one.owner == fact.id and one.path == "cite")
    return replaced(
        ground, scalar, lambda _: ground.random.choice(others) if others else None, (*SCOPE, "vanished-figure")
    )


def other_edition(ground: Ground) -> Mutant | None:
    """The section of one edition of a label under the key of another."""
    labels = [key for key, one in ground.kb.references.items() if one.kind == "label"]
    scalar = ground.pick_field("cite", of=lambda fact: fact.cite in labels)
    return replaced(
        ground,
        scalar,
        lambda text: ground.random.choice([one for one in labels if one != text]),
        (*SCOPE, "edition-unlike-siblings"),
    )


def secondary(ground: Ground) -> Mutant | None:
    """A count that is said to come from a review."""
    events, total = ground.random.randint(5, 40), ground.random.randint(90, 300)
    rate = f"{events * 100 / total:.1f}"
    sound = facts(
        record(
            "zel-count",
            "zel-stable",
            value=f"{rate} %",
            events=str(events),
            total=str(total),
            printed=f"{rate}% ({events}/{total})",
            cite="zelable2001",
            locator="Table 4",
            population="bone-blight",
        )
    )
    return planted(sound, 'cite: "zelable2001"', 'cite: "zelreview2012"', ("secondary-cited-as-primary",))


def weak(ground: Ground) -> Mutant | None:
    scalar = ground.pick_field("access")
    return replaced(
        ground,
        scalar,
        lambda _: (
            "abstract"
            if re.search(r"\b(table|p|page|figure) ?\d", ground.kb.facts[scalar.owner].locator, re.I)
            else None
        ),
        ("locator-not-in-scope", "locator-not-of-source"),
    )  # type: ignore[union-attr]


def quotation(text: str) -> str:
    return "this is the figure that the authors of the study reported in the year after its end"


def invented_quote(ground: Ground) -> Mutant | None:
    """The print replaced by a fluent short phrase that does not hold the figure."""
    scalar = ground.pick_field(
        "printed", of=lambda fact: fact.value is not None and fact.value.form in ("point", "range", "bound")
    )
    return replaced(
        ground,
        scalar,
        lambda _: ground.random.choice(
            (
                "a substantial improvement was seen",
                "given as described above",
                "the usual adult amount",
                "most patients did well",
            )
        ),
        ("number-not-in-printed", "unit-printed-mismatch"),
    )


def circular(ground: Ground) -> Mutant | None:
    other = ground.random.choice(
        (
            "http://localhost:8000/dosing/",
            "https://kb.example.org/facts/#zel-base-dose",
            "http://127.0.0.1/api/v1/facts.json",
        )
    )
    text = ground.text(BIBLIOGRAPHY)
    old = "url          = {https://fever.example.org/zelvarin}"
    at = text.index(old)
    line = text.count("\n", 0, at) + 1
    data = text.replace(
        old,
        f"url          = {{{other}{'?x=' + str(ground.count('circular')) if '#' not in other and 'json' not in other else ''}}}",
    )
    return Mutant(
        BIBLIOGRAPHY,
        {BIBLIOGRAPHY: data.encode()},
        range(line - 4, line + 5),
        range(line, line + 1),
        frozenset({"self-citation"}),
        f"url -> {other}",
    )


def derived_cited(ground: Ground) -> Mutant | None:
    scalar = ground.pick(lambda one: one.path == "derived.formula")
    if scalar is None:
        return None
    fact = ground.kb.facts[scalar.owner]
    key = ground.random.choice(list(ground.kb.references))
    return field_added(ground, fact, f"cite: {key}", ("self-citation", "missing-locator", "vanished-figure"))


register(
    "C01",
    "citation key misspelt",
    field("cite", lambda text: text[:-1], "dangling-citation", "id-syntax"),
    field("cite", lambda text: text + "x", "dangling-citation"),
    field("cite", lambda text: text[:2] + text[3:], "dangling-citation", "id-syntax"),
    decided_by="S",
)
register("C08", "print replaced by an invented phrase", invented_quote)
register(
    "C08b", "print replaced by a sentence", field("printed", quotation, "printed-too-long", "number-not-in-printed")
)
register("C09", "page that the source does not have", page, planted_page, decided_by="S")
register("C10", "locator deleted", removed("locator", "missing-locator", "missing-field"), decided_by="S")
register(
    "C10b",
    "locator that names no place",
    field(
        "locator",
        lambda text: ("see above", "?", "TBD", "ibid.", "somewhere", "n/a", "unknown", "todo")[len(text) % 8],
        "vague-locator",
        "placeholder",
    ),
    decided_by="S",
)
register("C11", "another edition of a label", other_edition, decided_by="H")
register("C12", "secondary source cited for a count", secondary)
register("C13", "source that never reported the cohort", other_source)
register("C18", "citation deleted", removed("cite", "uncited-fact", "missing-field"), decided_by="S")
register("C18b", "print deleted", removed("printed", "missing-printed"), decided_by="S")
register("C18c", "access deleted", removed("access", "missing-access", "missing-field"), decided_by="S")
register("C20", "circular sourcing", circular, derived_cited, decided_by="S")
register(
    "C22",
    "placeholder left in a text",
    field("says", lambda text: text + " TODO check", "placeholder"),
    field("note", lambda text: "TBD", "placeholder"),
    field("printed", lambda text: text + " [citation needed]", "placeholder"),
    field("says", lambda text: "Lorem ipsum dolor sit amet.", "placeholder"),
    field("locator", lambda text: "XXX", "placeholder", "vague-locator"),
    decided_by="S",
)
register("C24", "abstract cited for a table", weak)
