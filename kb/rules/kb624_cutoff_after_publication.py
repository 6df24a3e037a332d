"""Data that were cut off after they had been published.

What it checks
    The data cutoff of a fact lies no later than the year of its reference.

Why it matters at the bedside
    A later look at the same patients replaces an earlier one: with a wrong year the older figure wins.

How to fix
    Read the date of the cutoff in the source, and the year of the reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each cutoff later than its reference."""
    for fact in kb.facts.values():
        reference = kb.references.get(fact.cite)
        years = _YEAR.findall(fact.data_cutoff.partition("(")[0]) if fact.data_cutoff else []
        published = _YEAR.fullmatch(str(reference.year)) if reference is not None and years else None
        if published and int(years[-1]) > int(published.group()):
            message = f"the data were cut off in {years[-1]}, and '{fact.cite}' was published in {published.group()}"
            yield Remark(kb.place(fact, "data_cutoff"), message, "Read both dates again.", fact.id)
