"""Which criteria stand in one row of a matrix, under which system, and how the row is called.

Sources cut one finding in their own ways: `distention` here, `ileus or distention` there. Rows of which one is about
a part of the other are one row, and so are rows of one amount in two units, whatever system their sources list them
under: in rows of their own each would seem to miss what the other source says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.criteria import subject_of
from kb.model import Condition, Fact, KnowledgeBase
from kb.pages.wording import capitalized, lowered, safe_spelling
from kb.vocabulary import Term

Subjects = tuple[str, ...]
"""The terms that a criterion is about, in the order printed, each once."""


@dataclass(frozen=True, slots=True)
class RowOfFacts:
    """The criteria of one row, its name, the system it stands under, and all that it is about."""

    system: str
    name: str
    subjects: Subjects
    facts: tuple[Fact, ...]


def rows_of(kb: KnowledgeBase, facts: Iterable[Fact]) -> list[RowOfFacts]:
    """The rows of some criteria, in the order of their names."""
    by_subjects: dict[frozenset[str], list[Fact]] = {}
    for fact in facts:
        by_subjects.setdefault(frozenset(_subjects(fact)), []).append(fact)
    rows = [_row(kb, members) for members in _joined(kb, by_subjects)]
    return sorted(rows, key=lambda row: row.name.lower())


def _subjects(fact: Fact) -> Subjects:
    return tuple(dict.fromkeys(subject_of(leaf) for leaf in fact.when.leaves())) if fact.when is not None else ()


def _joined(kb: KnowledgeBase, by_subjects: Mapping[frozenset[str], list[Fact]]) -> list[list[Fact]]:
    """The facts of each row: sets of subjects come together where one holds the other or an amount of it."""
    rows: list[tuple[list[frozenset[str]], list[Fact]]] = []
    for subjects, members in by_subjects.items():
        amounts = frozenset(_amount(kb, id) for id in subjects)
        touching = [
            row for row in rows if any(amounts and (amounts <= one or amounts >= one > set()) for one in row[0])
        ]
        rows = [row for row in rows if row not in touching]
        rows.append(
            (
                [amounts, *(one for row in touching for one in row[0])],
                [*(fact for row in touching for fact in row[1]), *members],
            )
        )
    return [row[1] for row in rows]


def _amount(kb: KnowledgeBase, id: str) -> str:
    """The term of which a parameter is the same amount in another unit; the term itself where it is none."""
    entry = kb.vocabulary.entries.get(id)
    return (entry.same_amount_as if isinstance(entry, Term) else "") or id


def _row(kb: KnowledgeBase, facts: list[Fact]) -> RowOfFacts:
    subjects = tuple(dict.fromkeys(id for fact in facts for id in _subjects(fact)))
    return RowOfFacts(_system(kb, facts, subjects), _name(kb, facts, subjects), subjects, tuple(facts))


def _system(kb: KnowledgeBase, facts: list[Fact], subjects: Subjects) -> str:
    """The system under which most criteria of a row are listed; of several, that of its first subject."""
    counts = Counter(fact.system for fact in facts)
    own = {entry.system for entry in map(kb.vocabulary.entries.get, subjects) if isinstance(entry, Term)}
    order = {entry.id: entry.order for entry in kb.vocabulary.of_type("system")}
    return min(counts, key=lambda id: (-counts[id], id not in own, order.get(id, 999), id))


def _name(kb: KnowledgeBase, facts: list[Fact], subjects: Subjects) -> str:
    """What a row is about, joined as its criteria join it; by commas where they don't join it alike."""
    whole = [fact.when for fact in facts if fact.when is not None and set(_subjects(fact)) == set(subjects)]
    flat = {_join(when) for when in whole} if len(whole) == len(facts) else {", "}
    label = kb.vocabulary.label
    words = [label(subjects[0]), *(lowered(label(id)) for id in subjects[1:])] if subjects else ["In words"]
    return safe_spelling((flat.pop() if len(flat) == 1 else ", ").join(words))


def _join(when: Condition) -> str:
    parts = when.all or when.any
    nested = any(part.all or part.any for part in parts)
    return ", " if nested else " or " if when.any else " and "


def words_in_row(kb: KnowledgeBase, fact: Fact, row: RowOfFacts, figure: str) -> str:
    """A criterion without what its row says already: `> 130/min`, `present`; whole where the row is about more.

    What a limit is the statistic of stays before it: `minimum > 130/min`.
    """
    if not fact.statistic:
        return _in_row(kb, fact, row, figure)
    bare = capitalized(figure[len(fact.statistic) :].lstrip())
    rest = _in_row(kb, fact, row, bare)
    return figure if rest == bare else f"{fact.statistic} {rest}"


def _in_row(kb: KnowledgeBase, fact: Fact, row: RowOfFacts, figure: str) -> str:
    leaves = list(fact.when.leaves()) if fact.when is not None else []
    name = row.name
    if len(leaves) == 1 and not leaves[0].absent and _alone(kb, leaves[0], row):
        name = safe_spelling(kb.vocabulary.label(subject_of(leaves[0])))
    elif any(leaf.parameter or leaf.absent for leaf in leaves) or not figure.startswith(name):
        return figure
    rest = figure.removeprefix(name).strip(" ,")
    if leaves[0].parameter or not rest:
        return rest or "present"
    return f"present {rest}" if rest.startswith("\u2192") else f"present, {rest}"


def _alone(kb: KnowledgeBase, leaf: Condition, row: RowOfFacts) -> bool:
    """Whether nothing else in a row could be meant: it is the only subject, or has the only limit."""
    parameters = [id for id in row.subjects if getattr(kb.vocabulary.entries.get(id), "type", "") == "parameter"]
    return len(row.subjects) == 1 or (bool(leaf.parameter) and parameters == [leaf.parameter])
