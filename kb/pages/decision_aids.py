"""The decision tools and what is laid out by source: each made from facts that a template names, checked first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kb.graph import ClaimGraph
from kb.pages.checklist import Checklist, Feed, checklist
from kb.pages.course_drawing import CourseDrawing, course_drawings
from kb.pages.course_plan import PARTS, CoursePlan, CoursePlans, course_plans
from kb.pages.criteria_matrix import Matrix, criteria_matrix
from kb.pages.dose_table import DoseTable, Limits, dose_table
from kb.pages.fact_view import FactView, FactViews
from kb.pages.known_names import insist
from kb.pages.regimen_match import Regimens, Rule, regimens
from kb.pages.setting_table import SettingTable, setting_table


class Tools:
    """What the templates of tools may ask for. Every method raises UnknownName for an id that the base lacks."""

    def __init__(self, facts: FactViews, graph: ClaimGraph) -> None:
        self._facts = facts
        self._graph = graph
        self._kb = facts.kb

    def matrix(self, *measures: str) -> Matrix:
        """Criteria by system and source."""
        insist(measures, self._kb.vocabulary.entries, "measure")
        return criteria_matrix(self._facts, self._graph, measures)

    def checklist(
        self,
        criteria: tuple[str, ...],
        rules: tuple[str, ...],
        counts: Mapping[str, str],
        remedies: tuple[str, ...] = (),
        stands_for: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Checklist:
        """The criteria of each source as a list to tick; what the arguments are, `Feed` says."""
        insist((*criteria, *rules, *remedies), self._kb.vocabulary.entries, "measure")
        terms = (*counts.values(), *(stands_for or {}), *(id for ids in (stands_for or {}).values() for id in ids))
        insist(terms, self._kb.vocabulary.entries, "term")
        return checklist(self._facts, Feed(criteria, rules, counts, remedies, stands_for))

    def by_setting(self, facts: tuple[FactView, ...]) -> SettingTable:
        """Facts by subject and setting."""
        return setting_table(self._kb, facts)

    def dose_table(
        self, levels: Sequence[tuple[str, Limits]], dose_mass: Mapping[str, str] | None = None, **constants: str
    ) -> DoseTable:
        """Doses by body weight; every constant is a fact, named by its id as `kb.pages.dose_table` says."""
        named = [id for dose, limits in levels for id in (dose, *(one for _, ids in limits for one in ids))]
        insist((*named, *constants.values(), *(dose_mass or {}).values()), self._kb.facts, "fact")
        return dose_table(self._facts, levels, dose_mass=dose_mass, **constants)

    def courses(self, intervention: str, second_phase: str, **measures: str) -> CoursePlans:
        """The course of an intervention as each source lays it out; `measures` are those of `kb.pages.course_plan`."""
        insist((intervention, second_phase, *measures.values()), self._kb.vocabulary.entries, "term or measure")
        insist(measures, dict.fromkeys(PARTS), "part of a course")
        return course_plans(self._facts, intervention, second_phase, **measures)

    def course_drawings(self, plans: Sequence[CoursePlan]) -> tuple[CourseDrawing, ...]:
        """Courses as drawings, for wide and narrow pages."""
        return course_drawings(plans)

    def regimens(self, interventions: Sequence[str], measures: Mapping[str, Rule]) -> Regimens:
        """Regimens by source over some measures, each with the rule that an entered number is held to."""
        insist((*interventions, *measures), self._kb.vocabulary.entries, "term or measure")
        return regimens(self._facts, interventions, measures)
