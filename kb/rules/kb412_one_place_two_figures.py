"""One place of one source with two figures for one thing.

What it checks
    No two active facts of one reference, locator, measure and scope hold different figures for the same thing. Facts
    that differ in any part of their scope, in statistic, condition, drug, time, cohort or wording of what they say, or
    of which one restates or supersedes the other, are of two things. Levels printed side by side ("13 to 8") are told
    apart by what each fact prints or says.

Why it matters at the bedside
    A copy in which the figure was changed stands beside the original. Both cite the same line of the same table, and
    only one of them is on it.

How to fix
    Read the place again and delete the fact that is not on it. If both are, say in the scope, the locator or `says`
    what tells them apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.ERROR

_FIGURES = frozenset(
    {"value", "events", "total", "interval", "range", "p_value", "dose", "rate", "frequency", "over"}
    | {"range_censored"}
)
_BESIDE = frozenset(
    {
        "id", "note", "access", "waivers", "signoffs", "hedge", "printed", "certainty", "disagrees_with", "cites_as",
        "reading", "misprint", "reason", "status", "confidence", "restates",
    }
)  # fmt: skip
_SCOPE = tuple(entry.name for entry in fields(Fact) if entry.name not in _FIGURES | _BESIDE)


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the second of two facts with different figures for one thing."""
    places: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in kb.facts.values():
        if fact.status == "active" and fact.derived is None and (fact.value is not None or fact.dose is not None):
            places[fact.cite, fact.measure, fact.locator].append(fact)
    for facts in places.values():
        seen: dict[tuple[str, ...], Fact] = {}
        for fact in facts if len(facts) > 1 else ():
            first = seen.setdefault(tuple(str(getattr(fact, name)) for name in _SCOPE), fact)
            if first is not fact and _figures(first) != _figures(fact) and not _side_by_side(first, fact):
                message = f"'{fact.id}' says {_said(fact)}, '{first.id}' says {_said(first)} of the same thing at the "
                message += f"same place ({kb.place(first, 'value')})"
                help = "Delete the one that is not there, or say what tells them apart."
                yield Remark(kb.place(fact, "value" if fact.value else "dose"), message, help, fact.id)


def _figures(fact: Fact) -> tuple[object, ...]:
    return fact.value, fact.dose, fact.frequency, fact.rate


def _side_by_side(one: Fact, other: Fact) -> bool:
    """Whether both are printed together: then the source itself gives two figures."""
    return one.printed == other.printed


def _said(fact: Fact) -> str:
    figure = fact.value or fact.dose
    return f"'{figure.text}'" if figure else "nothing"
