"""A route that is not the printed one.

What it checks
    Where the print names a route (IV, by mouth, SC, IM, rectal ...), the route of the fact is among those printed,
    and each of them is one of the fact's; where it names none and the words near it do, among those.

Why it matters at the bedside
    A dose made for the skin kills in a vein, and one for a vein does nothing by mouth. Routes are short words in small
    print, and they are exchanged easily.

How to fix
    Read the route in the source. Where none is printed, leave the field empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL

_ROUTES = {
    route: re.compile(rf"\b(?:{named})\b", re.IGNORECASE)
    for route, named in {
        "vein": r"iv|i\.v\.?|ivpb|ivp|intraven\w*|veins?|central (?:line|venous)",
        "mouth": r"po|p\.o\.?|oral|orally|mouth",
        "skin": r"sc|sq|s\.c\.?|subq|subcutan\w*",
        "muscle": r"im|i\.m\.?|intramusc\w*",
        "rectum": r"pr|rectal|rectally|rectum|suppositor\w*",
        "surface": r"topical|topically",
        "lungs": r"inhal\w+|nebuli\w+",
        "tongue": r"sublingual|sublingually",
    }.items()
}


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each route of a fact where the print names others only."""
    for fact in kb.facts.values():
        if not fact.route or not fact.printed:
            continue
        near = " ".join(fact.near)
        text = fact.printed if _routes_in(fact.printed) or not _routes_in(near) else near
        printed = _routes_in(text)
        for index, route in enumerate(fact.route):
            own = _routes_of(kb, route)
            if printed and own and not own & printed:
                message = f"the route is '{route}', the source says {' and '.join(sorted(printed))}: '{text}'"
                yield Remark(kb.place(fact, f"route.{index}"), message, _help(kb, printed), fact.id)
        held = set[str]().union(*(_routes_of(kb, route) for route in fact.route))
        lost = _routes_in(fact.printed) - held
        if lost and held & _routes_in(fact.printed):
            message = f"'{fact.printed}' also says {' and '.join(sorted(lost))}, which is no route of the fact"
            yield Remark(kb.place(fact, "route"), message, _help(kb, lost), fact.id)


def _routes_in(text: str) -> set[str]:
    return {route for route, named in _ROUTES.items() if named.search(text)}


def _routes_of(kb: KnowledgeBase, term: str) -> set[str]:
    """What a route of the vocabulary, or a broader one, is called in print."""
    named = []
    for id in kb.vocabulary.lineage(term):
        entry = kb.vocabulary.entries.get(id)
        named += [id.replace("-", " "), *((entry.label, *entry.synonyms) if entry else ())]
    return _routes_in(" | ".join(named))


def _help(kb: KnowledgeBase, printed: set[str]) -> str:
    near = [entry.id for entry in kb.vocabulary.of_type("route") if _routes_of(kb, entry.id) & printed]
    return f"Did you mean {' or '.join(near[:2])}?" if near else "Read the route in the source."
