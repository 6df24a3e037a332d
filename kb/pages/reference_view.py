"""What a page may show of one reference: how it is cited, what rests on it, and what would fall without it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from kb.bibliography import Reference
from kb.export.citation import bibtex, format_reference
from kb.graph import ClaimGraph
from kb.pages.addresses import reference_page
from kb.pages.fact_view import KIND_WORDS, FactView, FactViews, Link
from kb.pages.tables import Group
from kb.pages.wording import safe_spelling
from kb.standing import retraction, superseded_by
from kb.value import in_words, parse_value


@dataclass(frozen=True, slots=True)
class RecordView:
    """When and where a source was looked up, and what is known of it since. `final` is the final version."""

    as_of: str
    looked_up: str
    retraction_checked: str
    status: str
    notice: str
    final: Link | None


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """One reference as pages show it. `falling` are derived facts and restatements that stand only on it."""

    key: str
    name: str
    address: str
    citation: str
    bibtex: str
    kind: str
    jurisdiction: str
    standing: str
    superseded_by: Link | None
    retraction: str
    record: RecordView | None
    url: str
    doi: str
    pmid: str
    note: str
    groups: tuple[Group, ...]
    falling: tuple[FactView, ...]
    single_source: tuple[FactView, ...]
    restated: tuple[FactView, ...]
    verified: int

    @property
    def facts(self) -> tuple[FactView, ...]:
        """All facts that cite it."""
        return tuple(fact for group in self.groups for fact in group.facts)


class ReferenceViews:
    """Makes the views of references; counts once, for all of them, which measures have one source."""

    def __init__(self, facts: FactViews, graph: ClaimGraph) -> None:
        self.facts = facts
        self.graph = graph
        self.kb = graph.kb
        self._sources: dict[str, set[str]] = {}
        self._restated_from: dict[str, list[str]] = {}
        for fact in self.kb.facts.values():
            self._sources.setdefault(fact.measure, set()).add(fact.cite)
            for id in fact.restates:
                primary = self.kb.facts.get(id)
                if primary is not None and primary.cite != fact.cite:
                    self._restated_from.setdefault(primary.cite, []).append(fact.id)

    def all(self) -> tuple[ReferenceView, ...]:
        """Every reference, sorted by the name it goes by."""
        views = [self._view(reference) for reference in self.kb.references.values()]
        return tuple(sorted(views, key=lambda view: (view.name.lower(), view.key)))

    def _view(self, reference: Reference) -> ReferenceView:
        own = [self.facts[id] for id in self.graph.resting_on(reference.key)]
        falling = [self.facts[id] for id in self.graph.falling_without(reference.key)]
        successor = superseded_by(self.kb, reference)
        retracted = retraction(self.kb, reference)
        standing = "retracted" if retracted is not None else "current" if successor is None else "superseded"
        return ReferenceView(
            key=reference.key,
            name=self.facts.names[reference.key],
            address=reference_page(reference.key),
            citation=safe_spelling(format_reference(reference)),
            bibtex=safe_spelling(bibtex([reference])),
            kind=KIND_WORDS.get(reference.kind, reference.kind),
            jurisdiction=reference.jurisdiction,
            standing=standing,
            superseded_by=self._link(successor),
            retraction=safe_spelling(" ".join(filter(None, (retracted, reference.retraction_notice)))),
            record=self._record(reference.key),
            url=reference.url,
            doi=reference.doi,
            pmid=reference.pmid,
            note=safe_spelling(reference.note),
            groups=_by_measure(own),
            falling=tuple(view for view in falling if view.reference != reference.key),
            single_source=tuple(view for view in own if len(self._sources[view.measure]) == 1),
            restated=tuple(self.facts[id] for id in self._restated_from.get(reference.key, ())),
            verified=sum(1 for view in own if view.verification == "verified"),
        )

    def _link(self, key: str | None) -> Link | None:
        return self.facts.source(key) if key and key in self.kb.references else None

    def _record(self, key: str) -> RecordView | None:
        record = self.kb.source_records.get(key)
        if record is None:
            return None
        return RecordView(
            as_of=_day(record.as_of),
            looked_up=safe_spelling(record.looked_up),
            retraction_checked=_day(record.retraction_checked) if record.retraction_checked else "",
            status=record.status,
            notice=safe_spelling(record.notice),
            final=self._link(record.by) if record.status == "preprint" else None,
        )


def _day(day: datetime.date) -> str:
    return in_words(parse_value(day.isoformat()))


def _by_measure(views: list[FactView]) -> tuple[Group, ...]:
    by_measure: dict[str, list[FactView]] = {}
    for view in views:
        by_measure.setdefault(view.measure_label, []).append(view)
    return tuple(Group(label, tuple(by_measure[label])) for label in sorted(by_measure, key=str.lower))
