"""A source that was replaced, while facts rest on it as if it were current.

What it checks
    A reference with `standing = {superseded}`, or superseded by its source record, on which active facts rest says in
    its title, short title or note that it is the older one (with a word such as older, earlier, previous, superseded,
    replaced, kept), because that is what a reader sees wherever the source is named. Facts that are retired or
    disputed, that a newer fact supersedes, or whose difference is explained as `superseded` do not count.

Why it matters at the bedside
    A label is replaced because a dose, a contraindication or a warning changed. Whoever reads the old figure without
    being told so gives the old dose.

How to fix
    Take the figures from the newer source and retire these facts. If the older figures are kept on purpose, to show
    what changed, say so in the note of the reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.bibliography import Reference
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.standing import superseded_by

SEVERITY = Severity.ERROR

_SAYS_SO = re.compile(
    r"\b(older|earlier|previous|former|superseded|replaced|outdated|historical|kept|withdrawn)\b", re.IGNORECASE
)


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each superseded reference that is used like a current one."""
    superseded = {one.key: (one, by) for one in kb.references.values() if (by := superseded_by(kb, one)) is not None}
    if not superseded:
        return
    accounted = {id for fact in kb.facts.values() for id in fact.supersedes}
    accounted |= {id for one in graph.standing_explanations if one.type == "superseded" for id in one.between}
    for key, (reference, newer) in superseded.items():
        resting = [id for id in graph.resting_on(key) if id not in accounted and kb.facts[id].status == "active"]
        if resting and not _SAYS_SO.search(f"{reference.title} {reference.short_title} {reference.note}"):
            yield _remark(reference, f"superseded by '{newer}'" if newer else "superseded", resting)


def _remark(reference: Reference, newer: str, resting: list[str]) -> Remark:
    count = f"{len(resting):,} facts rest" if len(resting) > 1 else "one fact rests"
    message = f"'{reference.key}' is {newer}, and {count} on it as if it were current (first '{resting[0]}')"
    help = (
        "Take the figures from the newer source, or say in the note of the entry that the older ones are kept, and why."
    )
    return Remark(reference.place_of("standing"), message, help, reference.key)
