"""Slips of outcome and look: another endpoint, grade, country or data cutoff."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import re

from fault_kinds_changes import bib_changed, planted, replaced
from fault_kinds_ground import Ground, Mutant, Scalar, register
from fault_kinds_planted import facts, quantity, record

from kb.model import Fact


def endpoint(ground: Ground) -> Mutant | None:
    right, words, wrong = ground.random.choice(
        (
            ("zel-overall-survival", "overall survival", "zel-progression-free"),
            ("zel-progression-free", "progression-free survival", "zel-overall-survival"),
            ("zel-overall-survival", "OS", "zel-progression-free"),
            ("zel-progression-free", "PFS", "zel-overall-survival"),
        )
    )
    n = ground.random.randint(3, 80)
    said = (
        {"printed": f"{words} {n} months"}
        if ground.random.random() < 0.5
        else {"printed": f"{n} months", "locator": f"Table 2, {words}"}
    )
    sound = facts(record("zel-end", right, value=f"{n} mo", statistic="median", population="marrows-fever", **said))
    return planted(sound, f"measure: {right}\n", f"measure: {wrong}\n", ("outcome-printed-mismatch",))


def real_endpoint(ground: Ground) -> Mutant | None:
    """One outcome of a group for another where the print, near words or locator name it."""
    kinds: dict[str, list[str]] = {}
    for entry in ground.kb.vocabulary.of_type("measure"):
        if getattr(entry, "kind", "") in ("proportion", "time-to-event") and re.search(
            "response|survival|progression", entry.id
        ):
            kinds.setdefault(entry.kind, []).append(entry.id)  # type: ignore[union-attr]
    words = re.compile(
        r"complete|partial|overall|objective|\bCR\b|\bPR\b|\bORR\b|\bOS\b|\bPFS\b|progression-free|response rate", re.I
    )

    def fits(one: Scalar) -> bool:
        fact = ground.kb.facts[one.owner]
        return (
            one.path == "measure"
            and words.search(f"{fact.printed} {' '.join(fact.near)}") is not None
            and one.content in kinds.get(ground.kb.kind(fact), ())
            and fact.status == "active"
        )

    scalar = ground.pick(fits)
    if scalar is None:
        return None
    stem = {"complete": "partial", "partial": "complete", "objective": "complete"}
    first = scalar.content.split("-")[0]
    new = scalar.content.replace(first, stem[first], 1) if first in stem else ""
    return replaced(
        ground,
        scalar,
        lambda _: new if new in ground.kb.vocabulary else None,
        (
            "outcome-printed-mismatch",
            "unexplained-contradiction",
            "parts-unequal-to-whole",
            "subset-larger-than-whole",
            "partition-over-hundred",
            "duplicate-fact",
            "lapsed-explanation",
        ),
    )


def grade(ground: Ground) -> Mutant | None:
    scalar = ground.pick_field(
        "ctcae_grade",
        of=lambda fact: re.search(
            r"grades?\W* ?(\d|[ivx]+\b)|any grade|all grades",
            f"{fact.printed} {' '.join(fact.near)} {fact.locator}",
            re.I,
        ),
    )
    swap = {"3-4": "1-2", "any": "3-4", "4": "3", "5": "4", "3-5": "any", "3": "4"}
    return replaced(
        ground,
        scalar,
        lambda text: swap.get(text),
        ("grade-printed-mismatch", "unexplained-contradiction", "subset-larger-than-whole"),
    )


def planted_grade(ground: Ground) -> Mutant | None:
    right, words, wrong = ground.random.choice(
        (
            ("3-4", "grade 3-4", "any"),
            ("any", "any grade", "3-4"),
            ("4", "grade 4", "3"),
            ("3", "grade 3", "4"),
            ("3-5", "grade 3 or higher", "1-2"),
            ("3-4", "grade III/IV", "1-2"),
        )
    )
    n = ground.random.randint(3, 80)
    said = (
        {"printed": f"{n}% {words}"}
        if ground.random.random() < 0.5
        else {"printed": f"{n}%", "locator": f"Table 5, {words}"}
    )
    sound = facts(
        record(
            "zel-grade",
            "zel-side-effect",
            parameter="zel-chills",
            ctcae_grade=right,
            value=f"{n} %",
            population="marrows-fever",
            **said,
        )
    )
    return planted(sound, f'ctcae_grade: "{right}"', f'ctcae_grade: "{wrong}"', ("grade-printed-mismatch",))


def cutoff(ground: Ground) -> Mutant | None:
    def fits(fact: Fact) -> bool:
        cohort = ground.kb.cohorts.get(fact.cohort)
        return bool(cohort and len({report.data_cutoff for report in cohort.reports}) > 1)

    scalar = ground.pick_field("data_cutoff", of=fits)
    if scalar is None:
        return None
    fact = ground.kb.facts[scalar.owner]
    others = [
        one.data_cutoff for one in ground.kb.cohorts[fact.cohort].reports if one.data_cutoff not in ("", scalar.content)
    ]
    return replaced(
        ground, scalar, lambda _: ground.random.choice(others) if others else "May 1902", ("look-not-of-cohort",)
    )


def planted_cutoff(ground: Ground) -> Mutant | None:
    n = ground.random.randint(3, 80)
    sound = facts(
        record(
            "zel-look",
            "zel-stable",
            value=f"{n} %",
            printed=f"{n}%",
            total="100",
            population="marrows-fever",
            cohort="zel-trial",
            cite="zelbaker2002",
            locator="Table 4",
            data_cutoff="June 2001",
        )
    )
    return planted(sound, 'data_cutoff: "June 2001"', 'data_cutoff: "June 2000"', ("look-not-of-cohort",))


def jurisdiction(ground: Ground) -> Mutant | None:
    """The country of a label changed in the bibliography, while the title or the key says it, or explanations rest on it."""
    return bib_changed(
        ground,
        r"^ +jurisdiction += \{(US|GB)\}",
        lambda found: found.group().replace(found[1], {"US": "GB", "GB": "US"}[found[1]]),
        ("jurisdiction-unlike-source", "label-jurisdiction-mismatch", "explanation-against-the-data"),
    )


def planted_jurisdiction(ground: Ground) -> Mutant | None:
    n = ground.random.randint(3, 80)
    cite, words, wrong = ground.random.choice(
        (
            ("zellabel2015", "US prescribing information", "zellabel2018"),
            ("zellabel2018", "UK summary of product characteristics", "zellabel2015"),
        )
    )
    sound = quantity("zel-where", "zel-flat-dose", f"{n} mg", cite=cite, locator=f"{words}, section 4")
    return planted(sound, f'cite: "{cite}"', f'cite: "{wrong}"', ("jurisdiction-unlike-source",))


register("P05", "grade of toxicity exchanged", grade, planted_grade)
register("P07", "country of a label exchanged", planted_jurisdiction, jurisdiction)
register("P08", "endpoint exchanged", real_endpoint, endpoint)
register("P09", "data cutoff of another look", cutoff, planted_cutoff)
