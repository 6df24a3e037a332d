"""A fact that was edited after it was found in its source.

What it checks
    The ledger of a reference records for each fact the fingerprint with which its figure was found in the text, and a
    digest of each field. A fact that has another fingerprint now has been edited since, and counts as unverified; this
    is said at each field that was edited.

Why it matters at the bedside
    "Found in its source" is what the page says beside a dose. It must not be said of a dose that was changed
    afterwards, whoever changed it and however slightly.

How to fix
    Run `kb verify --sources DIR` where the text of the source is. Without the text, undo the edit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kb.fact import field_digests
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each changed field of a fact whose ledger entry is of an earlier form of it."""
    for fact in kb.facts.values() if kb.ledgers else ():
        if kb.verification(fact) != "changed":
            continue
        message = f"'{fact.id}' was found in the text of '{fact.cite}' and has been edited since"
        changed = _changed(fact, kb.ledgers[fact.cite].entries[fact.id].fields)
        for place in dict.fromkeys(kb.place(fact, path) for path in changed or ("",)):
            yield Remark(place, message, "Run 'kb verify --sources DIR', or undo the edit.", fact.id)


def _changed(fact: Fact, before: Mapping[str, str]) -> list[str]:
    """The paths of the fields that are not as they were, those that are gone included; none where none is recorded."""
    now = field_digests(fact) if before else {}
    return [path for path in {**now, **before} if now.get(path) != before.get(path)]
