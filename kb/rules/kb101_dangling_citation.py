"""A citation key that the bibliography does not have.

What it checks
    Every `cite` of a fact or of a remainder, and every reference that a cohort names, is a key of `references.bib`,
    spelled exactly so.

Why it matters at the bedside
    A figure whose source cannot be opened cannot be checked by the person who is about to act on it.

How to fix
    Correct the key, or add the reference to `references.bib` with the details confirmed from the source itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.suggestions import Suggestions

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every key that is cited and not defined."""
    keys = Suggestions(kb.references)
    for fact in kb.facts.values():
        if fact.cite and fact.cite not in kb.references:
            yield Remark(
                kb.place(fact, "cite"), f"no reference has the key '{fact.cite}'", _help(keys, fact.cite), fact.id
            )
    for cohort in kb.cohorts.values():
        for index, report in enumerate(cohort.reports):
            if report.cite not in kb.references:
                yield Remark(
                    kb.place(cohort, f"reports.{index}.cite"),
                    f"no reference has the key '{report.cite}'",
                    _help(keys, report.cite),
                    cohort.id,
                )
    for remainder in kb.remainders:
        if remainder.cite not in kb.references:
            message = f"no reference has the key '{remainder.cite}'"
            yield Remark(kb.place(remainder, "cite"), message, _help(keys, remainder.cite))


def _help(keys: Suggestions, key: str) -> str:
    close = keys.nearest(key)
    return f"Did you mean '{close}'?" if close else "Add it to references.bib, or correct the key."
