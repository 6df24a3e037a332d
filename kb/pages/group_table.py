"""One thing measured in several groups of patients of one series, side by side: what changed from one to the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.model import Fact, KnowledgeBase
from kb.pages.about_what import first, gathered, topics
from kb.pages.fact_view import FactView
from kb.pages.wording import safe_spelling


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One measure or event, of one grade, a cell a group; a figure of another subgroup than the heading says so."""

    subject: str
    grade: str
    cells: tuple[tuple[tuple[FactView, str], ...], ...]


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Groups across, each under the label of its first subgroup; what is measured down the side."""

    columns: tuple[str, ...]
    rows: tuple[GroupRow, ...]


def group_table(kb: KnowledgeBase, views: Iterable[FactView], groups: tuple[tuple[str, ...], ...]) -> GroupTable:
    """Facts on the subgroups of the columns, each column one or more subgroups; facts on others are left out."""
    facts = [(kb.facts[view.id], view) for view in views if not view.disputed]
    chosen = {id for ids in groups for id in ids}
    facts = [(fact, view) for fact, view in facts if fact.subgroup in chosen]
    rows = []
    for members in gathered(
        facts, lambda pair: f"{first(topics(pair[0])) or pair[0].measure} {pair[0].ctcae_grade}"
    ).values():
        cells = tuple(
            tuple(
                (view, "" if fact.subgroup == ids[0] else safe_spelling(kb.vocabulary.label(fact.subgroup)))
                for fact, view in members
                if fact.subgroup in ids
            )
            for ids in groups
        )
        rows.append(GroupRow(_subject(kb, members[0][0]), _grade(members[0][0]), cells))
    return GroupTable(tuple(safe_spelling(kb.vocabulary.label(ids[0])) for ids in groups), tuple(rows))


def _subject(kb: KnowledgeBase, fact: Fact) -> str:
    return safe_spelling(kb.vocabulary.label(first(topics(fact)) or fact.measure))


def _grade(fact: Fact) -> str:
    return f"grade {fact.ctcae_grade}".replace("-", "\u2013") if fact.ctcae_grade else ""
