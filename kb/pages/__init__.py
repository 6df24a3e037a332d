"""Which pages there are and what each of them may see: plain views of facts, ready for templates that never compute."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Final

from kb.check import CheckResult, Coverage
from kb.export.citation import format_reference
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.pages.browsing import Browsing
from kb.pages.change_log import change_sections
from kb.pages.claim_index import ClaimIndex, claim_index
from kb.pages.conflict_view import ConflictView, conflict_views
from kb.pages.decision_aids import Tools
from kb.pages.fact_view import FactView, FactViews
from kb.pages.forest_plot import ForestPlot, forest_plot
from kb.pages.known_names import UnknownName, insist
from kb.pages.neighbourhood import Neighbourhood, Neighbourhoods
from kb.pages.reference_view import ReferenceView, ReferenceViews
from kb.pages.rule_view import RuleView, rule_views
from kb.pages.search_words import WEIGHTS
from kb.pages.source_table import SourceTable, source_table
from kb.pages.support import Support
from kb.pages.tables import Group, MeasureView, TopicView, grouped, measure_views, topic_views
from kb.pages.topic_tables import TopicTables
from kb.pages.wording import safe_spelling
from kb.value import in_words, parse_value

__all__ = ["FactView", "Site", "UnknownName"]

EXAMPLE_WEIGHT: Final = Decimal(80)
"""Body weight in kg of the patient in whom a conflict of doses is worked out; the card names it."""


class Site:
    """Everything that templates may see. Each part is made once, when first asked for.

    `fixtures` is the folder of the examples of rules, `changes` the text of the change log (empty where there is none),
    `has_export` whether the site carries the facts as JSON.
    """

    def __init__(
        self,
        kb: KnowledgeBase,
        graph: ClaimGraph,
        result: CheckResult,
        fixtures: Path,
        changes: str = "",
        has_export: bool = False,
    ) -> None:
        self.kb = kb
        self.graph = graph
        self.result = result
        self.has_export = has_export
        self.search_weights = WEIGHTS
        self.changes = tuple(change_sections(changes))
        self._fixtures = fixtures
        self._facts = FactViews(kb, graph)

    def fact(self, id: str) -> FactView:
        """The view of one fact; raises UnknownName for an id that no fact has."""
        insist([id], self.kb.facts, "fact")
        return self._facts[id]

    def has(self, id: str) -> bool:
        """Whether a fact of this id exists."""
        return id in self.kb.facts

    def facts(
        self,
        measure: str = "",
        intervention: str = "",
        population: str = "",
        source: str = "",
        drug: str = "",
        parameter: str = "",
        system: str = "",
    ) -> tuple[FactView, ...]:
        """Facts that fit every filter given, retired ones left out; a term takes its narrower ones along.

        Raises UnknownName for a measure that the vocabulary does not have, as a misspelt one would give an empty table.
        """
        if measure:
            insist([measure], self.kb.vocabulary.entries, "measure")
        covers = self.kb.vocabulary.covers
        return tuple(
            self._facts[fact.id]
            for fact in self.kb.facts.values()
            if fact.status != "retired"
            and (not measure or covers(measure, fact.measure))
            and (not intervention or any(covers(intervention, id) for id in fact.intervention))
            and (not source or fact.cite == source)
            and (not population or any(covers(population, id) for id in fact.population))
            and (not drug or (fact.drug and covers(drug, fact.drug)))
            and (not parameter or fact.parameter == parameter)
            and (not system or fact.system == system)
        )

    def grouped(self, facts: tuple[FactView, ...]) -> tuple[Group, ...]:
        """Facts under the headings of what they are about."""
        return grouped(self.kb, facts)

    @cached_property
    def measures(self) -> Mapping[str, MeasureView]:
        """The measures that facts report, by id."""
        return measure_views(self.kb, self._facts)

    def measure(self, id: str) -> MeasureView | None:
        """A measure with its facts; None where no fact reports it. Raises UnknownName for an unknown one."""
        insist([id], self.kb.vocabulary.entries, "measure")
        return self.measures.get(id)

    @cached_property
    def topics(self) -> Mapping[str, TopicView]:
        """All topics of the vocabulary by id, in their order; a topic may have no facts yet."""
        return topic_views(self.kb, dict(self.measures))

    def topic(self, id: str) -> TopicView:
        """A topic with its measures. Raises UnknownName for an unknown one."""
        insist([id], self.topics, "topic")
        return self.topics[id]

    @cached_property
    def conflicts(self) -> tuple[ConflictView, ...]:
        """All conflicts, those that need most attention first."""
        return conflict_views(self._facts, self.graph, EXAMPLE_WEIGHT)

    def conflicts_in(self, id: str) -> tuple[ConflictView, ...]:
        """The conflicts that any fact of a topic or of a measure is part of, whatever measure they go by."""
        return self._conflicts_by_place.get(id, ())

    @cached_property
    def _conflicts_by_place(self) -> Mapping[str, tuple[ConflictView, ...]]:
        found: dict[str, list[ConflictView]] = {}
        for conflict in self.conflicts:
            for id in {*conflict.topics, *conflict.measures}:
                found.setdefault(id, []).append(conflict)
        return {id: tuple(conflicts) for id, conflicts in found.items()}

    @cached_property
    def references(self) -> tuple[ReferenceView, ...]:
        """All references by name."""
        return ReferenceViews(self._facts, self.graph).all()

    @cached_property
    def support(self) -> Support:
        """Who supports what, and what would be left without them."""
        return Support(self.kb, self._facts.names)

    @cached_property
    def claims(self) -> ClaimIndex:
        """The claim graph as a whole."""
        return claim_index(self.graph, self.support, dict(self.topics))

    @cached_property
    def browse(self) -> Browsing:
        """Packets, filters, and the claim graph to walk through."""
        return Browsing(self._facts, self.conflicts, self.topics, self._neighbourhoods)

    @cached_property
    def _neighbourhoods(self) -> Neighbourhoods:
        return Neighbourhoods(self._facts, self.graph)

    def around_measure(self, id: str) -> Neighbourhood | None:
        """The claim graph around a measure; None where one source says it all."""
        return self._neighbourhoods.of_measure(id, self.measures[id].label)

    def around_reference(self, key: str) -> Neighbourhood | None:
        """The claim graph around a reference; None where it stands to no other in any way."""
        return self._neighbourhoods.of_reference(key)

    @cached_property
    def rules(self) -> tuple[RuleView, ...]:
        """All rules by code."""
        return rule_views(self._fixtures)

    def citation(self, key: str) -> str:
        """How a reference is cited, as plain text; an empty text for a key without an entry."""
        reference = self.kb.references.get(key)
        return safe_spelling(format_reference(reference)) if reference else ""

    @property
    def coverage(self) -> Coverage:
        """What the check of this base looked at, in counts."""
        return self.result.coverage

    def findings_of(self, code: str) -> int:
        """How often a rule speaks on this base."""
        return sum(1 for finding in self.result.findings if finding.code == code)

    def forest(self, measure: str, population: str, intervention: str) -> ForestPlot | None:
        """The forest plot of a measure in a population under an intervention; None where nothing can be drawn."""
        insist([measure], self.kb.vocabulary.entries, "measure")
        insist([population], self.kb.vocabulary.entries, "population")
        insist([intervention], self.kb.vocabulary.entries, "intervention")
        return forest_plot(self._facts, self.graph, measure, population, intervention)

    def by_source(self, intervention: str, *measures: str) -> SourceTable:
        """Some measures of an intervention side by side, one row a source."""
        insist(measures, self.kb.vocabulary.entries, "measure")
        chosen = [view for measure in measures for view in self.facts(measure=measure, intervention=intervention)]
        return source_table(self.kb, chosen, measures)

    @cached_property
    def tools(self) -> Tools:
        """The decision tools, and what is laid out by source."""
        return Tools(self._facts, self.graph)

    @cached_property
    def tables(self) -> TopicTables:
        """Tables that the pages of topics are made of."""
        return TopicTables(self._facts, self.graph)

    def vials(self, view: FactView, contents: str) -> tuple[tuple[str, FactView], ...]:
        """Vials for one dose in the patient of the examples, by each content of a vial; none for an unknown measure."""
        return self.tables.vials(view, contents, EXAMPLE_WEIGHT)

    @property
    def example_weight(self) -> str:
        """The weight of the patient in the examples of conflict cards, in words."""
        return f"{EXAMPLE_WEIGHT} kg"

    @cached_property
    def edition(self) -> str:
        """Eight hexadecimal digits that change with any fact: which edition a printed page is from."""
        lines = "".join(f"{id}={self.kb.fingerprint(fact)}\n" for id, fact in sorted(self.kb.facts.items()))
        return hashlib.sha256(lines.encode()).hexdigest()[:8]

    @property
    def made_on(self) -> str:
        """The day that this edition was made on, in words."""
        return in_words(parse_value(self.kb.today.isoformat()))

    @cached_property
    def last_review(self) -> str:
        """The day of the latest sign-off that still stands, as YYYY-MM-DD; empty where there is none."""
        days = [
            one.on
            for fact in self.kb.facts.values()
            for one in fact.signoffs
            if one.fingerprint == self.kb.fingerprint(fact)
        ]
        return max(days).isoformat() if days else ""
