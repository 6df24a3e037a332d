"""What a page may show of one reference: how it is cited, what rests on it, and what would fall without it."""

from __future__ import annotations

from dataclasses import dataclass

from kb.bibliography import Reference
from kb.export.citation import bibtex, format_reference
from kb.graph import ClaimGraph
from kb.pages.addresses import reference_page
from kb.pages.fact_view import KIND_WORDS, FactView, FactViews, Link
from kb.pages.tables import Group
from kb.pages.wording import safe_spelling


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
        successor = reference.superseded_by
        return ReferenceView(
            key=reference.key,
            name=self.facts.names[reference.key],
            address=reference_page(reference.key),
            citation=safe_spelling(format_reference(reference)),
            bibtex=safe_spelling(bibtex([reference])),
            kind=KIND_WORDS.get(reference.kind, reference.kind),
            jurisdiction=reference.jurisdiction,
            standing=reference.standing,
            superseded_by=self.facts.source(successor) if successor else None,
            retraction=safe_spelling(" ".join(filter(None, (reference.retracted, reference.retraction_notice)))),
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


def _by_measure(views: list[FactView]) -> tuple[Group, ...]:
    by_measure: dict[str, list[FactView]] = {}
    for view in views:
        by_measure.setdefault(view.measure_label, []).append(view)
    return tuple(Group(label, tuple(by_measure[label])) for label in sorted(by_measure, key=str.lower))
