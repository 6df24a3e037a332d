"""A route that is not the printed one.

What it checks
    Where the print names a route (IV, by mouth, SC, IM, rectal ...), the route of the fact is among those printed.

Why it matters at the bedside
    A dose made for the skin kills in a vein, and one for a vein does nothing by mouth. Routes are short words in small
    print, and they are exchanged easily.

How to fix
    Read the route in the source. Where none is printed, leave the field empty.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.printed import words

SEVERITY = Severity.CRITICAL

_ROUTES = {
    "vein": {"iv", "i.v", "intravenous", "intravenously", "ivpb", "ivp", "vein", "veins"},
    "mouth": {"po", "p.o", "oral", "orally", "mouth"},
    "skin": {"sc", "sq", "s.c", "subq", "subcutaneous", "subcutaneously"},
    "muscle": {"im", "i.m", "intramuscular", "intramuscularly"},
    "rectum": {"pr", "rectal", "rectally", "rectum", "suppository"},
    "surface": {"topical", "topically"},
    "lungs": {"inhaled", "inhalation", "nebulized", "nebulised"},
    "tongue": {"sublingual", "sublingually"},
}


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each route of a fact where the print names others only."""
    for fact in kb.facts.values():
        if not fact.route or not fact.printed:
            continue
        printed = _routes_in(set(words(fact.printed)))
        for index, route in enumerate(fact.route):
            own = _routes_of(kb, route)
            if printed and own and not own & printed:
                message = f"the route is '{route}', the printed figure '{fact.printed}' says {' and '.join(sorted(printed))}"
                yield Remark(kb.place(fact, f"route.{index}"), message, _help(kb, printed), fact.id)


def _routes_in(said: set[str]) -> set[str]:
    return {route for route, named in _ROUTES.items() if named & said}


def _routes_of(kb: KnowledgeBase, term: str) -> set[str]:
    """What a route of the vocabulary, or a broader one, is called in print."""
    said: set[str] = set()
    for id in kb.vocabulary.lineage(term):
        entry = kb.vocabulary.entries.get(id)
        said.update(words(" ".join((id.replace("-", " "), entry.label, *entry.synonyms)) if entry else id.replace("-", " ")))
    return _routes_in(said)


def _help(kb: KnowledgeBase, printed: set[str]) -> str:
    near = [entry.id for entry in kb.vocabulary.of_type("route") if _routes_of(kb, entry.id) & printed]
    return f"Did you mean {' or '.join(near[:2])}?" if near else "Read the route in the source."


