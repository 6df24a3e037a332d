"""A PubMed identifier that is none.

What it checks
    The field `pmid` holds one to eight digits, the first of them not 0, and nothing else.

Why it matters at the bedside
    One digit too many or too few leads to another abstract, with other patients and another dose, which looks like
    the source to whoever opens it.

How to fix
    Copy the number from PubMed. A number that begins with PMC belongs in `pmcid`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.bibliography import pmid_is_well_formed
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each identifier of another form."""
    for key, reference in kb.references.items():
        if reference.pmid and not pmid_is_well_formed(reference.pmid):
            message = f"'{reference.pmid[:40]}' is not a PubMed identifier"
            yield Remark(reference.place_of("pmid"), message, _help(reference.pmid), key)


def _help(pmid: str) -> str:
    if pmid.upper().startswith("PMC"):
        return "This is an identifier of PubMed Central: move it to the field 'pmcid'."
    digits = re.sub(r"(?i)^pmid:?\s*|\s", "", pmid)
    return f"Did you mean '{digits}'?" if pmid_is_well_formed(digits) else "Write its 1 to 8 digits alone."
