"""Tables for the pages of topics, each made from facts that a template has picked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kb.graph import ClaimGraph
from kb.pages.about_what import Section
from kb.pages.action_table import ActionRow, action_table
from kb.pages.event_table import EventRow, Rate, event_table, rates, whose
from kb.pages.fact_view import FactView, FactViews
from kb.pages.forest_plot import forest_plot
from kb.pages.group_table import GroupTable, group_table
from kb.pages.medication_table import Dose, medication_table
from kb.pages.outcome_table import Column, OutcomeTable, outcome_table
from kb.pages.setting_table import SettingTable, setting_table
from kb.pages.source_order import each_place
from kb.pages.stance_table import StanceRow, stance_table
from kb.pages.summary_of_findings import Outcome, summary_of_findings
from kb.pages.timeline import Moment, timeline
from kb.pages.told_table import ToldRow, told_table
from kb.pages.vial_count import vial_counts

Views = Iterable[FactView]


class TopicTables:
    """What the templates of topics may ask for; facts come in as views and go out in rows."""

    def __init__(self, facts: FactViews, graph: ClaimGraph) -> None:
        self._facts = facts
        self._graph = graph
        self._kb = facts.kb

    def settings(self, views: Views, *settings: str) -> SettingTable:
        """Facts that hold in exactly one of some settings, by subject; the settings in the order given."""
        by_setting = [[view for view in views if self._kb.facts[view.id].setting == (id,)] for id in settings]
        return setting_table(self._kb, [view for members in by_setting for view in members])

    def anywhere(self, views: Views, *settings: str) -> tuple[FactView, ...]:
        """The facts that `settings` leaves out."""
        return tuple(view for view in views if self._kb.facts[view.id].setting not in [(id,) for id in settings])

    def each_place(self, views: Views) -> tuple[tuple[FactView, ...], ...]:
        """Facts, what a source gives in several places together."""
        return each_place(views)

    def stances(self, views: Views, for_first: bool = False) -> tuple[Section[StanceRow], ...]:
        """Who asks for what and who rules out what."""
        return stance_table(self._kb, views, for_first=for_first)

    def actions(self, views: Views, otherwise: str = "At any time") -> tuple[Section[ActionRow], ...]:
        """What to do, by trigger."""
        return action_table(self._kb, views, otherwise)

    def medications(self, views: Views) -> tuple[Section[Dose], ...]:
        """Medications by indication."""
        return medication_table(self._kb, views)

    def events(self, views: Views) -> tuple[Section[EventRow], ...]:
        """Rates of events by system, without disputed ones."""
        return event_table(self._kb, views)

    def rates(self, views: Views) -> tuple[Rate, ...]:
        """Rates in the order of the base."""
        return rates(self._kb, views)

    def whose(self, views: Views) -> tuple[Rate, ...]:
        """Whose rates these are: one rate for each source, group of patients and era."""
        return whose(self._kb, views)

    def groups(self, views: Views, *groups: Sequence[str]) -> GroupTable:
        """Groups of patients of one series side by side; a column is a list of subgroups."""
        return group_table(self._kb, views, tuple(tuple(ids) for ids in groups))

    def timeline(self, views: Views) -> tuple[Moment, ...]:
        """Facts along time."""
        return timeline(self._kb, views)

    def outcomes(self, views: Views, columns: Sequence[Column]) -> OutcomeTable:
        """Durations and survival, one row a cohort."""
        return outcome_table(self._kb, views, [(measure, subgroup) for measure, subgroup in columns])

    def findings(self, outcomes: Sequence[tuple[str, str]], intervention: str) -> tuple[Outcome, ...]:
        """Measures in populations as numbers of 100 patients, one row a cohort."""
        plots = (
            forest_plot(self._facts, self._graph, measure, population, intervention) for measure, population in outcomes
        )
        return summary_of_findings(self._kb, plots)

    def told(self, views: Views) -> tuple[Section[ToldRow], ...]:
        """What sources tell about each sign."""
        return told_table(self._kb, views)

    def vials(self, view: FactView, contents: str, weight: Decimal) -> tuple[tuple[str, FactView], ...]:
        """Vials for one dose at a weight in kg, each with a fact that gives the content of the vial."""
        counts = vial_counts(self._kb, self._kb.facts[view.id], contents, weight)
        return tuple((count.vials, self._facts[count.contents[0]]) for count in counts)
