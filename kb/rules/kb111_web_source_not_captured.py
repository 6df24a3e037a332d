"""A web page cited without the day on which it was read.

What it checks
    Every entry of type `online`, and every entry with a `url`, has a `urldate`: the day on which it was read, or
    `not recorded` where nobody wrote it down.

Why it matters at the bedside
    Web pages change without a trace. If the page says another dose today, only the day tells whether the figure here
    was copied wrongly or the page was rewritten.

How to fix
    Open the page, compare the figures with it, and write today's date into `urldate`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each web source without a day."""
    for key, reference in kb.references.items():
        if (reference.entry_type == "online" or reference.url) and not reference.urldate:
            message = f"the web source '{key}' does not say on which day it was read"
            help = "Add urldate = {YYYY-MM-DD}, or {not recorded}."
            yield Remark(reference.place_of("url"), message, help, key)
