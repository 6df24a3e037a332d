"""A fact that was found in its source once and is gone now.

What it checks
    Every fact that a ledger names exists and still cites the reference of that ledger, and every ledger belongs to a
    reference of the bibliography. The drop in the number of facts is said with it.

Why it matters at the bedside
    A file cut short, or a fact deleted by mistake, leaves a page that looks whole. The stop criterion that is no longer
    on it is missed by nobody until it is needed.

How to fix
    Restore the fact from the history of the repository. If it is meant to go, retire it with `status: retired` and a
    reason; ids are permanent. If it moved to another source, run `kb verify --sources DIR`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Place, Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase, Ledger
from kb.source_file import nearest

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each ledger that names facts which are gone, and for each ledger of no reference."""
    for key, ledger in sorted(kb.ledgers.items()):
        if key not in kb.references:
            close = nearest(key, kb.references)
            help = f"Did you mean '{close}.json'?" if close else "Delete the ledger, or restore the reference."
            yield Remark(Place(ledger.file), f"no reference has the key '{key}', which this ledger is for", help, key)
            continue
        gone = [id for id in ledger.entries if id not in kb.facts or kb.facts[id].cite != key]
        if gone:
            yield _remark(key, ledger, gone)


def _remark(key: str, ledger: Ledger, gone: list[str]) -> Remark:
    count = len(ledger.entries)
    named = ", ".join(f"'{id}'" for id in gone[:3]) + (f" and {len(gone) - 3:,} more" if len(gone) > 3 else "")
    message = f"{len(gone):,} of the {count:,} facts found in the text of '{key}' are gone: {named}"
    return Remark(
        Place(ledger.file), message, "Restore them, or retire them and run 'kb verify --sources DIR'.", gone[0]
    )
