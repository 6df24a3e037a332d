"""What a page may show of one fact: everything the prove-it popover needs, in words, with nothing left to compute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kb.estimate import effective_cohort, interval_of
from kb.graph import ClaimGraph, Conflict
from kb.model import Fact, KnowledgeBase
from kb.pages.addresses import conflict_page, fact_address, reference_page
from kb.pages.fact_details import IN_OUR_WORDS, VOICE_WORDS, Detail, details
from kb.pages.search_words import search_words
from kb.pages.source_names import names_of_sources, with_names
from kb.pages.wording import (
    ACTION_WORDS,
    condition_words,
    figure_words,
    group_words,
    has_figure,
    interval_words,
    labels,
    lowered,
    safe_spelling,
    scope_words,
    subject_words,
    value_words,
)  # fmt: skip
from kb.value import canonical_text

KIND_WORDS: Final = {
    "primary_study": "study",
    "pooled_analysis": "pooled analysis",
    "guideline": "guideline",
    "label": "label",
    "review": "review",
    "patient_information": "patient information",
    "ai_generated": "machine-written",
    "lay": "lay text",
    "manufacturer_page": "manufacturer\u2019s page",
}
ACCESS_WORDS: Final = {
    "full-text": "read in full text",
    "table": "read in a table",
    "abstract": "read in the abstract only",
    "secondhand": "read at second hand",
}
VERIFICATION_WORDS: Final = {
    "verified": "Found in the source text",
    "changed": "Changed since it was found in the source text",
    "no-text": "No text here to check against",
}
LOST: Final = "\ufffd"
"""What stands in the text of a source where a character could not be read."""
_STAMP: Final = 4
"""Digits of a fingerprint that a stamp has: enough to show a change, and short in an address."""


@dataclass(frozen=True, slots=True)
class Link:
    """A name and the address of its page, relative to the root of the site."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a figure may not be read alone: `kind` is conflict, disputed, doubt, inferred or retired."""

    kind: str
    words: str
    address: str
    detail: str


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact as pages show it. Texts are plain; templates escape them.

    `stamp` is the beginning of its fingerprint, by which a reader’s copy is known to be of the same wording.
    """

    id: str
    stamp: str
    measure: str
    measure_label: str
    topic: str
    kind: str
    figure: str
    is_figure: bool
    address: str
    group: str
    subject: str
    scope: tuple[str, ...]
    condition: str
    intervention: str
    tier: str
    action: str
    reference: str
    source: Link
    source_kind: str
    standing: str
    locator: str
    printed: str
    respelled: bool
    interval: str
    access: str
    verification: str
    verification_words: str
    signed_off: bool
    sign_off_words: str
    marks: tuple[Mark, ...]
    conflict: str
    whose: str
    same_patients: tuple[Link, ...]
    restates: tuple[Link, ...]
    details: tuple[Detail, ...]
    search_words: str
    safety_critical: bool
    retired: bool
    disputed: bool
    value: str

    @property
    def kind_words(self) -> str:
        """The kind of its source, and that it was superseded where it was."""
        return ", ".join(filter(None, (self.source_kind, self.standing)))

    @property
    def in_our_words(self) -> str:
        """The remark beside a figure; empty where the fact is words only."""
        return next((detail.words for detail in self.details if detail.heading == IN_OUR_WORDS), "")

    @property
    def scope_line(self) -> str:
        """The scope on one line."""
        return " \u00b7 ".join(self.scope)


class FactViews:
    """Views of all facts of a base, each made once, when first asked for."""

    def __init__(self, kb: KnowledgeBase, graph: ClaimGraph) -> None:
        self.kb = kb
        self.graph = graph
        self.names = names_of_sources(kb)
        self._views: dict[str, FactView] = {}
        self._by_cohort: dict[str, list[str]] = {}
        for fact in kb.facts.values():
            cohort = effective_cohort(kb, fact)[0]
            if cohort and fact.cite not in self._by_cohort.setdefault(cohort, []):
                self._by_cohort[cohort].append(fact.cite)

    def __getitem__(self, id: str) -> FactView:
        """The view of a fact; raises KeyError for an id that no fact has."""
        known = self._views.get(id)
        if known is None:
            known = self._views[id] = self._view(self.kb.facts[id])
        return known

    def source(self, key: str) -> Link:
        """A reference by its short name; a key that the bibliography lacks stands for itself, without a page."""
        return Link(self.names.get(key, key), reference_page(key) if key in self.kb.references else "")

    def _view(self, fact: Fact) -> FactView:
        kb, measure = self.kb, self.kb.measure(fact)
        reference = kb.references.get(fact.cite)
        printed = safe_spelling(fact.printed)
        verification = kb.verification(fact)
        conflict = self.graph.conflicts_by_fact.get(fact.id)
        signed = [one for one in fact.signoffs if one.fingerprint == kb.fingerprint(fact)]
        return FactView(
            id=fact.id,
            stamp=kb.fingerprint(fact)[:_STAMP],
            measure=fact.measure,
            measure_label=measure.label if measure else fact.measure,
            topic=measure.topic if measure else "",
            kind=kb.kind(fact),
            figure=figure_words(kb, fact),
            is_figure=has_figure(kb, fact),
            address=fact_address(fact),
            group=safe_spelling(group_words(kb, fact)),
            subject=safe_spelling(subject_words(kb, fact)),
            scope=scope_words(kb, fact),
            condition=lowered(safe_spelling(condition_words(kb.vocabulary, fact.when))),
            intervention=labels(kb.vocabulary, fact.intervention),
            tier=fact.tier,
            action=ACTION_WORDS.get(fact.action, ""),
            reference=fact.cite,
            source=self.source(fact.cite) if fact.cite else Link("Derived here", fact_address(fact)),
            source_kind=KIND_WORDS.get(reference.kind, "") if reference else "",
            standing=reference.standing if reference and reference.standing != "current" else "",
            locator=_told(kb, fact.locator),
            printed=printed.replace(LOST, "[lost character]"),
            respelled=printed != fact.printed,
            interval=_interval(fact, counted=kb.kind(fact) == "proportion"),
            access=ACCESS_WORDS.get(fact.access, ""),
            verification=verification,
            verification_words=VERIFICATION_WORDS[verification] if fact.cite else "Derived from other facts",
            signed_off=bool(signed),
            sign_off_words=_sign_off_words([one.role for one in signed]),
            marks=(*_marks(kb, fact, conflict), *self._marks_of_inputs(fact, conflict)),
            conflict=conflict.id if conflict else "",
            whose=safe_spelling(self._whose(fact)),
            same_patients=self._same_patients(fact),
            restates=tuple(self._named(id) for id in fact.restates if id in kb.facts),
            details=details(kb, fact),
            search_words=" ".join(search_words(kb, fact)),
            safety_critical=bool(measure and measure.safety_critical),
            retired=fact.status == "retired",
            disputed=fact.status == "disputed",
            value=safe_spelling(canonical_text(fact.value)) if fact.value is not None else "",
        )

    def _same_patients(self, fact: Fact) -> tuple[Link, ...]:
        cohort = effective_cohort(self.kb, fact)[0]
        return tuple(self.source(key) for key in self._by_cohort.get(cohort, ()) if key != fact.cite)

    def _marks_of_inputs(self, fact: Fact, conflict: Conflict | None) -> list[Mark]:
        """What is worked out from a figure on which sources differ wears that mark too."""
        inputs = fact.derived.inputs.values() if fact.derived is not None and conflict is None else ()
        found = next(filter(None, map(self.graph.conflicts_by_fact.get, inputs)), None)
        return [Mark("conflict", "sources differ on its input", conflict_page(found.id), found.state)] if found else []

    def _whose(self, fact: Fact) -> str:
        """The patients of a figure, where they are on record, and from whom a source that retells it has it."""
        cohort = self.kb.cohorts.get(effective_cohort(self.kb, fact)[0])
        cited = (self.kb.facts[id].cite for id in fact.restates if id in self.kb.facts)
        others = dict.fromkeys(self.names.get(key, key) for key in cited if key and key != fact.cite)
        retold = f"retold from {', '.join(others)}" if others else ""
        return "; ".join(filter(None, (cohort.label if cohort else "", retold)))

    def _named(self, id: str) -> Link:
        fact = self.kb.facts[id]
        return Link(f"{figure_words(self.kb, fact)} ({self.names.get(fact.cite, fact.cite)})", fact_address(fact))


def _sign_off_words(roles: list[str]) -> str:
    if not roles:
        return "not clinically reviewed"
    return "signed off by " + " and ".join(roles)


def _interval(fact: Fact, counted: bool) -> str:
    """The interval with its level and origin; the printed one first, where both are there.

    None is computed but of counted patients.
    """
    parts = []
    if fact.interval is not None and fact.interval.intervals:
        level = value_words(fact.confidence) if fact.confidence is not None else "interval of unnamed level"
        label = f"{level} interval" if fact.confidence is not None else level
        parts.append(f"{label} {value_words(fact.interval)} (printed)")
    of_total = fact.total or (fact.value is not None and fact.value.total)
    computed = interval_of(fact) if counted and of_total else None
    if computed is not None:
        parts.append(f"95% interval {interval_words(computed)} (computed, Wilson)")
    return "; ".join(parts)


def _marks(kb: KnowledgeBase, fact: Fact, conflict: Conflict | None) -> list[Mark]:
    """The marks of a fact; of a conflict within one source the mark says that it is within it."""
    marks = []
    if fact.status == "disputed":
        marks.append(Mark("disputed", "disputed", fact_address(fact), _told(kb, fact.reason)))
    if conflict is not None:
        detail = "not explained yet" if conflict.state == "unexplained" else conflict.state
        sources = {kb.facts[id].cite for id in (*conflict.facts, *conflict.agreeing)}
        words = "sources differ" if len(sources) > 1 else "source differs with itself"
        marks.append(Mark("conflict", words, conflict_page(conflict.id), detail))
    if fact.reading is not None and fact.reading.confidence != "high":
        marks.append(Mark("doubt", "lost character", fact_address(fact), _told(kb, fact.reading.because)))
    elif fact.reading is None and LOST in fact.printed:
        told = "A character of the text of the source could not be read."
        marks.append(Mark("doubt", "lost character", fact_address(fact), told))
    if fact.misprint:
        marks.append(Mark("doubt", "misprint in source", fact_address(fact), _told(kb, fact.misprint)))
    if fact.tier == "open":
        marks.append(Mark("doubt", "tier open", fact_address(fact), "The source does not show which tier this is."))
    if fact.tier_inferred:
        marks.append(Mark("inferred", "tier inferred", fact_address(fact), _told(kb, fact.tier_inferred)))
    if fact.voice != "own":
        marks.append(Mark("doubt", "view of others", fact_address(fact), VOICE_WORDS[fact.voice]))
    if fact.status == "retired":
        marks.append(Mark("retired", "retired", fact_address(fact), _told(kb, fact.reason)))
    return marks


def _told(kb: KnowledgeBase, words: str) -> str:
    """The words of an editor, with the short names of references in place of their keys."""
    return safe_spelling(with_names(kb, words))


__all__ = ["Detail", "FactView", "FactViews", "Link", "Mark"]
