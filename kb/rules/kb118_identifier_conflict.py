"""An identifier that belongs to another work.

What it checks
    The DOI, PubMed and PubMed Central identifiers of an entry are those of its source record; one that the record does
    not have is not confirmed. Without a record: a DOI that carries a year carries one near the year of the entry (up to
    three years before, one after). A PubMed identifier is not lower than those given two years before the entry's year:
    they are given in ascending order since 2000, and an old paper may get a late number but a new paper never an early
    one.

Why it matters at the bedside
    The reader who opens the paper behind a dose lands at another one, with other patients and perhaps another dose,
    and has no reason to notice.

How to fix
    Open the identifiers. If those of two entries were exchanged, exchange them back; otherwise correct the year.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from kb.bibliography import Reference
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.source_record import SourceRecord

SEVERITY = Severity.ERROR

FIRST_OF_YEAR = (
    (2000, 10_500_000), (2001, 11_000_000), (2002, 11_700_000), (2003, 12_400_000), (2004, 14_600_000),
    (2005, 15_500_000), (2006, 16_300_000), (2007, 17_100_000), (2008, 18_000_000), (2009, 19_000_000),
    (2010, 20_000_000), (2011, 21_100_000), (2012, 22_100_000), (2013, 23_200_000), (2014, 24_300_000),
    (2015, 25_500_000), (2016, 26_600_000), (2017, 28_000_000), (2018, 29_200_000), (2019, 30_500_000),
    (2020, 31_800_000), (2021, 33_300_000), (2022, 34_900_000), (2023, 36_500_000), (2024, 38_100_000),
    (2025, 39_700_000),
)  # fmt: skip
"""Roughly the number that PubMed had reached when each year began: an estimate, no published table, hence the slack."""

IDENTIFIERS = {"doi": "DOI", "pmid": "PubMed identifier", "pmcid": "PubMed Central identifier"}
_YEARS_OF_SLACK = 2
_HELP = "Open it and compare title and authors; it may have been exchanged with that of another entry."
_YEAR_AND_MONTH = re.compile(r"-((?:19|20)\d\d)(?:0[1-9]|1[0-2])\d{3}-")
_YEAR = re.compile(r"(?<![\d-])((?:19[5-9]|20[0-4])\d)(?=[.\-/a-z_])(?!-\d{3}[\dx](?!\d))")
_SPRINGER = re.compile(r"s\d{5}-0(\d\d)-\d{4,5}-[\dx]")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each identifier that does not fit the year of its entry."""
    owners = {
        (name, identifier.lower()): record.key
        for record in kb.source_records.values()
        for name in IDENTIFIERS
        if (identifier := getattr(record, name))
    }
    for reference in kb.references.values():
        record = kb.source_records.get(reference.key)
        if record is not None:
            yield from _unlike_record(kb, reference, record, owners)
            continue
        if not (len(reference.year) == 4 and reference.year.isascii() and reference.year.isdecimal()):
            continue
        year = int(reference.year)
        carried = year_in_doi(reference.doi)
        if carried and not year - 3 <= carried <= year + 1:
            message = f"the DOI '{reference.doi}' is of {carried}, the entry '{reference.key}' of {year}"
            yield Remark(reference.place_of("doi"), message, _HELP, reference.key)
        if reference.pmid.isdecimal() and int(reference.pmid) < lowest_pmid(year):
            message = (
                f"the PubMed identifier {reference.pmid} was given years before {year}, the year of '{reference.key}'"
            )
            yield Remark(reference.place_of("pmid"), message, _HELP, reference.key)


def _unlike_record(
    kb: KnowledgeBase, reference: Reference, record: SourceRecord, owners: dict[tuple[str, str], str]
) -> Iterator[Remark]:
    for name, words in IDENTIFIERS.items():
        given, known = reference.fields.get(name, "").strip(), getattr(record, name)
        if not given or given.lower() == known.lower():
            continue
        owner = owners.get((name, given.lower()))
        looked_up = f"the record of {record.as_of} has '{known}'" if known else "no record confirms it"
        message = f"the {words} '{given[:60]}' of '{reference.key}' is not its own: {looked_up}"
        help = f"Did you mean '{known}'?" if known else f"Look it up and add it at {kb.place(record)}, or leave it out."
        exchanged = f"It is that of '{owner}': were the two exchanged? " if owner else ""
        yield Remark(reference.place_of(name), message, exchanged + help, reference.key)


def lowest_pmid(year: int) -> int:
    """A number that no paper of this year has less than; 0 where the numbers tell nothing."""
    position = bisect_right(FIRST_OF_YEAR, (year - _YEARS_OF_SLACK, 10**9))
    return FIRST_OF_YEAR[position - 1][1] if position else 0


def year_in_doi(doi: str) -> int:
    """The year that a DOI carries in its suffix, 0 where it carries none that is plain."""
    suffix = doi.partition("/")[2].lower()
    springer = _SPRINGER.fullmatch(suffix)
    if springer:
        return 2000 + int(springer[1])
    found = _YEAR_AND_MONTH.search(suffix) or _YEAR.search(suffix)
    return int(found[1]) if found else 0
