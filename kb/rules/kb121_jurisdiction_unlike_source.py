"""A label of one country cited with the words of another.

What it checks
    Where a reference says its jurisdiction, neither its own title nor the locators and prints of the facts that cite it
    name another one: "summary of product characteristics" and "EMA" are not of the United States, "FDA" and
    "prescribing information" not of Europe or the United Kingdom, and a country is itself. Where the source record has
    another jurisdiction than the reference, label-jurisdiction-mismatch alone speaks.

Why it matters at the bedside
    Labels of two countries differ in dose, indication and contraindication. The reader acts on the one that holds where
    the patient is.

How to fix
    Look at the first page of the label. Correct `jurisdiction`, or the citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.bibliography import Reference
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

_EUROPE = frozenset({"GB", "EU", "IE", "DE", "FR", "IT", "ES", "NL", "DK", "SE", "CH", "AT", "BE"})
_NAMED = {
    r"\bFDA\b|\bUnited States\b|\bU\.?S\.?A?(?=\W|$)": frozenset({"US"}),
    r"\bprescribing information\b|\bpackage insert\b": frozenset({"US"}),
    r"\bUnited Kingdom\b|\bU\.?K\.?(?=\W|$)|\bMHRA\b|\bBritish\b": frozenset({"GB"}),
    r"\bEMA\b|\bEuropean Union\b|\bEuropean Medicines\b": _EUROPE,
    r"\b[Ss]ummary of product characteristics\b|\bSmPC\b": _EUROPE,
    r"\bHealth Canada\b|\bCanadian\b": frozenset({"CA"}),
    r"\bPMDA\b|\bJapanese\b": frozenset({"JP"}),
    r"\bTGA\b|\bAustralian\b": frozenset({"AU"}),
}
_PATTERNS = tuple((re.compile(words), where) for words, where in _NAMED.items())


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each reference, and each locator or print, that names another jurisdiction alone."""
    for reference in kb.references.values():
        where = _undoubted(kb, reference)
        named = _against(f"{reference.title} {reference.short_title}", where)
        if named:
            message = f"the jurisdiction of '{reference.key}' is {where}, its title says '{named}'"
            help = "Look at the first page of the label, and correct the one or the other."
            yield Remark(reference.place_of("jurisdiction"), message, help, reference.key)
    for fact in kb.facts.values():
        cited = kb.references.get(fact.cite)
        where = _undoubted(kb, cited) if cited is not None and cited.kind == "label" else ""
        for path in ("locator", "printed") if where else ():
            named = _against(getattr(fact, path), where)
            if named:
                message = f"'{named}' is not of {where}, the jurisdiction of '{fact.cite}'"
                help = f"Correct 'cite', or '{path}' ({kb.place(fact, path)})."
                yield Remark(kb.place(fact, "cite"), message, help, fact.id)
                break


def _undoubted(kb: KnowledgeBase, reference: Reference) -> str:
    """The jurisdiction of a reference; an empty text where its record has another, of which another rule speaks."""
    record = kb.source_records.get(reference.key)
    return reference.jurisdiction if record is None or record.jurisdiction == reference.jurisdiction else ""


def _against(text: str, jurisdiction: str) -> str:
    """The words of a text that name another jurisdiction, where none names this one."""
    if not jurisdiction:
        return ""
    found = [(match.group(), where) for pattern, where in _PATTERNS if (match := pattern.search(text))]
    return "" if any(jurisdiction in where for _, where in found) else found[0][0] if found else ""
