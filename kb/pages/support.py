"""What would be left of a base without some of its sources: which measures lose all support, which keep one source.

A fact stands while its own source stands, and a derived one while all that it is derived from stands. Retired and
disputed facts support nothing. A measure rests on the sources of its standing facts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kb.model import Fact, KnowledgeBase
from kb.pages.addresses import measure_page, reference_page
from kb.pages.fact_view import KIND_WORDS, Link


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact as support: the measure that it supports, all sources that it needs, and whether it repeats another."""

    measure: str
    sources: frozenset[str]
    repeats: bool


@dataclass(frozen=True, slots=True)
class Loss:
    """What goes with a source or a kind of source: facts, measures without support, measures left to one source."""

    what: Link
    kind: str
    facts: int
    lost: tuple[Link, ...]
    single: tuple[Link, ...]


class Support:
    """Who supports what in a base; `names` are the short names of references by key."""

    def __init__(self, kb: KnowledgeBase, names: Mapping[str, str]) -> None:
        self.kb = kb
        self.names = names
        self._sources: dict[str, frozenset[str]] = {}
        self.claims = tuple(
            Claim(fact.measure, self.sources(fact), any(id in kb.facts for id in fact.restates))
            for fact in kb.facts.values()
            if fact.status == "active"
        )

    def sources(self, fact: Fact) -> frozenset[str]:
        """Keys of all references that a fact needs: its own, and those of what it is derived from."""
        if fact.id not in self._sources:
            self._sources[fact.id] = frozenset()  # a circle of derivations adds nothing
            found = {fact.cite} if fact.cite else set[str]()
            for id in fact.derived.inputs.values() if fact.derived else ():
                found |= self.sources(self.kb.facts[id]) if id in self.kb.facts else set()
            self._sources[fact.id] = frozenset(found)
        return self._sources[fact.id]

    def supporters(self, without: Collection[str] = ()) -> dict[str, frozenset[str]]:
        """The sources that each measure rests on, by measure, once some sources are gone; none where it has fallen."""
        found: dict[str, set[str]] = {}
        for claim in self.claims:
            sources = found.setdefault(claim.measure, set())
            if claim.sources.isdisjoint(without):
                sources |= claim.sources
        return {measure: frozenset(sources) for measure, sources in found.items()}

    def losses(self) -> tuple[Loss, ...]:
        """What would fall without each reference, by the name of the reference."""
        keys = sorted(self.kb.references, key=lambda key: (self.names[key].lower(), key))
        links = {key: Link(self.names[key], reference_page(key)) for key in keys}
        return tuple(self._loss(links[key], self._told_kind(key), frozenset({key})) for key in keys)

    def losses_by_kind(self) -> tuple[Loss, ...]:
        """What would fall without all sources of a kind, by kind."""
        by_kind: dict[str, set[str]] = {}
        for key in self.kb.references:
            by_kind.setdefault(self._kind_of(key), set()).add(key)
        return tuple(self._loss(Link(kind, ""), kind, frozenset(by_kind[kind])) for kind in sorted(by_kind))

    def _kind_of(self, key: str) -> str:
        kind = self.kb.references[key].kind
        return KIND_WORDS.get(kind, kind)

    def _told_kind(self, key: str) -> str:
        """The kind of a source, and its standing where it is not in force."""
        standing = self.kb.references[key].standing
        return self._kind_of(key) + (f", {standing}" if standing != "current" else "")

    def _loss(self, what: Link, kind: str, gone: frozenset[str]) -> Loss:
        before, after = self.supporters(), self.supporters(gone)
        touched = [measure for measure in before if before[measure] & gone]
        return Loss(
            what,
            kind,
            sum(1 for claim in self.claims if claim.sources & gone),
            self._links(measure for measure in touched if not after[measure]),
            self._links(measure for measure in touched if len(after[measure]) == 1 < len(before[measure])),
        )

    def _links(self, measures: Iterable[str]) -> tuple[Link, ...]:
        links = [Link(self.kb.vocabulary.label(id), measure_page(id)) for id in measures]
        return tuple(sorted(links, key=lambda link: (link.name.lower(), link.address)))

    def data(self) -> dict[str, Any]:
        """The same for a browser: sources and kinds, measures, and each claim as positions in those lists.

        A claim is `[measure, [sources], repeats]`, with 1 for a repeat.
        """
        keys = sorted(self.kb.references, key=lambda key: (self.names[key].lower(), key))
        kinds = sorted({self._kind_of(key) for key in keys})
        measures = self._links(dict.fromkeys(claim.measure for claim in self.claims))
        place = {link.address: number for number, link in enumerate(measures)}
        number = {key: position for position, key in enumerate(keys)}
        return {
            "kinds": kinds,
            "sources": [[key, self.names[key], kinds.index(self._kind_of(key))] for key in keys],
            "measures": [[link.name, link.address] for link in measures],
            "claims": [
                [
                    place[measure_page(claim.measure)],
                    sorted(number[key] for key in claim.sources if key in number),
                    int(claim.repeats),
                ]
                for claim in self.claims
            ],
        }
