"""One paper under two keys.

What it checks
    No two entries share a DOI or a PubMed identifier, and none share title, year and first author, unless both have a
    DOI or a PubMed identifier and these differ (part 1 and part 2 of a series), or one is declared a version of the
    other.

Why it matters at the bedside
    A response rate that two keys report looks confirmed by two studies. It is one study, counted twice, and the
    decision to treat rests on half the evidence it seems to.

How to fix
    Keep one entry and let all facts cite it. If they are two editions, say so with `versionof`. If an identifier was
    copied to the wrong entry, correct it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.bibliography import Reference
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the second of two entries for one work."""
    seen: dict[tuple[str, str], Reference] = {}
    for reference in kb.references.values():
        for name, identity in _identities(reference):
            first = seen.setdefault((name, identity), reference)
            if first is not reference and not _told_apart(first, reference, name):
                what = (
                    f"the {name} '{getattr(reference, name)}'"
                    if name != "title"
                    else "its title, year and first author"
                )
                message = f"'{reference.key}' shares {what} with '{first.key}' ({first.place})"
                yield Remark(
                    reference.place_of(name), message, "Keep one of the two, or correct what was copied.", reference.key
                )
                break


def _identities(reference: Reference) -> Iterator[tuple[str, str]]:
    if reference.doi:
        yield "doi", reference.doi.lower()
    if reference.pmid:
        yield "pmid", reference.pmid
    title = re.sub(r"\W+", " ", reference.title.lower()).strip()
    if title:
        author = reference.authors[0].family.lower() if reference.authors else ""
        yield "title", f"{title}|{reference.year}|{author}"


def _told_apart(one: Reference, other: Reference, name: str) -> bool:
    if one.version_of == other.key or other.version_of == one.key:
        return True
    if name != "title":
        return False
    return any(a and b and a.lower() != b.lower() for a, b in ((one.doi, other.doi), (one.pmid, other.pmid)))
