"""A preprint cited although its final version is in the bibliography.

What it checks
    No active fact cites a preprint of which another entry is the published version (`versionof` on either of the two,
    or a source record with `status: preprint`).

Why it matters at the bedside
    Figures change between a preprint and the paper: patients are added, doses corrected. The final version is what a
    reviewer has seen.

How to fix
    Read the figure in the published version and cite that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.bibliography import Reference
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

_PREPRINT = re.compile(r"\b(medrxiv|biorxiv|arxiv|preprints?|ssrn|research square)\b", re.IGNORECASE)
_PREFIXES = ("10.1101/", "10.48550/", "10.21203/", "10.2139/ssrn", "10.20944/preprints", "10.64898/")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each fact that cites the earlier of two versions."""
    final = dict(_published(kb))
    for fact in kb.facts.values():
        if fact.cite in final and fact.status == "active":
            message = f"'{fact.cite}' is a preprint; the published version is '{final[fact.cite]}'"
            yield Remark(
                kb.place(fact, "cite"), message, f"Read the figure there, and write cite: {final[fact.cite]}", fact.id
            )


def _published(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Each preprint with the key of its published version."""
    for key, record in kb.source_records.items():
        if record.status == "preprint" and record.by in kb.references:
            yield key, record.by
    for key, reference in kb.references.items():
        other = kb.references.get(reference.version_of)
        if other is not None and _is_preprint(reference) != _is_preprint(other):
            yield (key, other.key) if _is_preprint(reference) else (other.key, key)


def _is_preprint(reference: Reference) -> bool:
    words = f"{reference.journal} {reference.howpublished} {reference.organization} {reference.note}"
    return reference.doi.startswith(_PREFIXES) or _PREPRINT.search(words) is not None
