"""A DOI that is none.

What it checks
    The field `doi` holds a bare DOI: `10.`, digits, a slash and the rest, without a link or a label in front of it.

Why it matters at the bedside
    The DOI is how a reader on the ward opens the paper behind a figure. A broken one opens nothing, or another paper.

How to fix
    Copy the DOI from the page of the paper itself, without `https://doi.org/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.bibliography import doi_is_well_formed
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

_INSIDE = re.compile(r"10\.\d{4,9}/\S*[^\s.,;:]")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each DOI of another form."""
    for key, reference in kb.references.items():
        if reference.doi and not doi_is_well_formed(reference.doi):
            message = f"'{reference.doi[:60]}' is not a DOI"
            yield Remark(reference.place_of("doi"), message, _help(reference.doi), key)


def _help(doi: str) -> str:
    found = _INSIDE.search(doi)
    if found and doi_is_well_formed(found.group()) and found.group() != doi:
        return f"Did you mean '{found.group()}'?"
    return "A DOI reads like 10.1000/xyz123; copy it from the page of the paper."
