"""Which pages there are and what each of them may see: plain views of facts, ready for templates that never compute."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
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
from kb.pages.checklist import Checklist, Feed, checklist
from kb.pages.claim_index import ClaimIndex, claim_index
from kb.pages.conflict_view import ConflictView, conflict_views
from kb.pages.course_drawing import CourseDrawing, course_drawings
from kb.pages.course_plan import PARTS, CoursePlan, CoursePlans, course_plans
from kb.pages.criteria_matrix import Matrix, criteria_matrix
from kb.pages.dose_table import DoseTable, Limits, dose_table
from kb.pages.fact_view import FactView, FactViews
from kb.pages.forest_plot import ForestPlot, forest_plot
from kb.pages.neighbourhood import Neighbourhood, Neighbourhoods
from kb.pages.reference_view import ReferenceView, ReferenceViews
from kb.pages.regimen_match import Regimens, Rule, regimens
from kb.pages.rule_view import RuleView, rule_views
from kb.pages.setting_table import SettingTable, setting_table
from kb.pages.source_table import SourceTable, source_table
from kb.pages.support import Support
from kb.pages.tables import Group, MeasureView, TopicView, grouped, measure_views, topic_views
from kb.pages.topic_tables import TopicTables
from kb.pages.wording import safe_spelling
from kb.source_file import nearest
from kb.value import in_words, parse_value

__all__ = ["FactView", "Site", "UnknownName"]

EXAMPLE_WEIGHT: Final = Decimal(80)
"""Body weight in kg of the patient in whom a conflict of doses is worked out; the card names it."""


class UnknownName(LookupError):
    """A template asks for a fact, measure or topic that the base does not have; the text says so, with the nearest."""


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
        self.changes = tuple(change_sections(changes))
        self._fixtures = fixtures
        self._facts = FactViews(kb, graph)

    def fact(self, id: str) -> FactView:
        """The view of one fact; raises UnknownName for an id that no fact has."""
        self._known(id, self.kb.facts, "fact")
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
            self._known(measure, self.kb.vocabulary.entries, "measure")
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
        self._known(id, self.kb.vocabulary.entries, "measure")
        return self.measures.get(id)

    @cached_property
    def topics(self) -> Mapping[str, TopicView]:
        """All topics of the vocabulary by id, in their order; a topic may have no facts yet."""
        return topic_views(self.kb, dict(self.measures))

    def topic(self, id: str) -> TopicView:
        """A topic with its measures. Raises UnknownName for an unknown one."""
        self._known(id, self.topics, "topic")
        return self.topics[id]

    @cached_property
    def conflicts(self) -> tuple[ConflictView, ...]:
        """All conflicts, those that need most attention first."""
        return conflict_views(self._facts, self.graph, EXAMPLE_WEIGHT)

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
        self._known(measure, self.kb.vocabulary.entries, "measure")
        self._known(population, self.kb.vocabulary.entries, "population")
        self._known(intervention, self.kb.vocabulary.entries, "intervention")
        return forest_plot(self._facts, self.graph, measure, population, intervention)

    def by_source(self, intervention: str, *measures: str) -> SourceTable:
        """Some measures of an intervention side by side, one row a source."""
        for measure in measures:
            self._known(measure, self.kb.vocabulary.entries, "measure")
        chosen = [view for measure in measures for view in self.facts(measure=measure, intervention=intervention)]
        return source_table(self.kb, chosen, measures)

    def matrix(self, *measures: str) -> Matrix:
        """Criteria by system and source."""
        return criteria_matrix(self._facts, self.graph, measures)

    def checklist(
        self,
        criteria: tuple[str, ...],
        rules: tuple[str, ...],
        counts: Mapping[str, str],
        remedies: tuple[str, ...] = (),
        stands_for: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Checklist:
        """The criteria of each source as a list to tick; what the arguments are, `Feed` says."""
        for id in (*criteria, *rules, *remedies):
            self._known(id, self.kb.vocabulary.entries, "measure")
        for id in (*counts.values(), *(stands_for or {}), *(id for ids in (stands_for or {}).values() for id in ids)):
            self._known(id, self.kb.vocabulary.entries, "term")
        return checklist(self._facts, Feed(criteria, rules, counts, remedies, stands_for))

    def by_setting(self, facts: tuple[FactView, ...]) -> SettingTable:
        """Facts by subject and setting."""
        return setting_table(self.kb, facts)

    def dose_table(
        self, levels: Sequence[tuple[str, Limits]], dose_mass: Mapping[str, str] | None = None, **constants: str
    ) -> DoseTable:
        """Doses by body weight; every constant is a fact, named by its id as `kb.pages.dose_table` says."""
        named = [id for dose, limits in levels for id in (dose, *(one for _, ids in limits for one in ids))]
        for id in (*named, *constants.values(), *(dose_mass or {}).values()):
            self._known(id, self.kb.facts, "fact")
        return dose_table(self._facts, levels, dose_mass=dose_mass, **constants)

    def courses(self, intervention: str, second_phase: str, **measures: str) -> CoursePlans:
        """The course of an intervention as each source lays it out; `measures` are those of `kb.pages.course_plan`."""
        for id in (intervention, second_phase, *measures.values()):
            self._known(id, self.kb.vocabulary.entries, "term or measure")
        for part in measures:
            self._known(part, dict.fromkeys(PARTS), "part of a course")
        return course_plans(self._facts, intervention, second_phase, **measures)

    def course_drawings(self, plans: Sequence[CoursePlan]) -> tuple[CourseDrawing, ...]:
        """Courses as drawings, for wide and narrow pages."""
        return course_drawings(plans)

    def regimens(self, interventions: Sequence[str], measures: Mapping[str, Rule]) -> Regimens:
        """Regimens by source over some measures, each with the rule that an entered number is held to."""
        for id in (*interventions, *measures):
            self._known(id, self.kb.vocabulary.entries, "term or measure")
        return regimens(self._facts, interventions, measures)

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

    def _known(self, id: str, known: Mapping[str, object], what: str) -> None:
        if id not in known:
            close = nearest(id, known)
            raise UnknownName(f"no {what} has the id '{id}'" + (f"; did you mean '{close}'?" if close else ""))
