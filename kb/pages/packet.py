"""What a packet of facts is drawn from: facts, conflicts and references as data, in small files loaded as needed.

A packet is a list of ids in an address, so the site can't know which facts stand in one. The files are programs of one
call, not JSON, as a page that is opened as a file may load a program and may not fetch.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from kb.bibliography import Reference
from kb.export.citation import bibtex, format_reference, ris
from kb.pages.addresses import reference_page
from kb.pages.conflict_sides import Side
from kb.pages.conflict_view import ConflictView, Why
from kb.pages.fact_view import FactView, FactViews, Link
from kb.pages.wording import safe_spelling

CHUNKS: Final = 64
"""How many files there are: enough that one is small, few enough that a device can keep them all."""

CALL: Final = "packetData"
"""The function of a page that each file calls with its records."""

Record = dict[str, Any]


def chunk_of(name: str, chunks: int = CHUNKS) -> int:
    """The file in which a name stands: the sum of its code points modulo the number of files, as a page reckons too."""
    return sum(map(ord, name)) % chunks


def packet_files(facts: FactViews, conflicts: Iterable[ConflictView]) -> dict[str, str]:
    """The files by path from the root of the site; each has the records that `chunk_of` puts there, by kind and name.

    A file takes about 4 kB compressed with 20 facts in it.
    """
    chunks: list[dict[str, dict[str, Record]]] = [
        {"facts": {}, "conflicts": {}, "references": {}} for _ in range(CHUNKS)
    ]
    for id in facts.kb.facts:
        chunks[chunk_of(id)]["facts"][id] = fact_record(facts[id])
    for conflict in conflicts:
        chunks[chunk_of(conflict.id)]["conflicts"][conflict.id] = conflict_record(conflict)
    for key, reference in facts.kb.references.items():
        chunks[chunk_of(key)]["references"][key] = reference_record(facts, reference)
    return {f"packet/{number}.js": _program(chunk) for number, chunk in enumerate(chunks)}


def _program(chunk: dict[str, dict[str, Record]]) -> str:
    return f"{CALL}({json.dumps(chunk, ensure_ascii=False, separators=(',', ':'))});\n"


def fact_record(view: FactView) -> Record:
    """A fact as a packet states it: what it says, of what, who says so and where, in which state it is."""
    return _filled(
        stamp=view.stamp,
        figure=view.figure,
        measure=view.measure_label,
        address=view.address,
        about=[*filter(None, (view.group,)), *view.scope],
        tier=view.tier,
        source=view.source.name,
        key=view.reference if view.source.address == reference_page(view.reference) else "",
        kind=", ".join(filter(None, (view.source_kind, view.standing))),
        locator=view.locator,
        printed=view.printed,
        respelled=view.respelled,
        interval=view.interval,
        verification=view.verification_words,
        signed=view.signed_off,
        sign_off=view.sign_off_words,
        access=view.access,
        marks=[[mark.kind, mark.words, mark.detail] for mark in view.marks],
        conflict=view.conflict,
        same_patients=_names(view.same_patients),
        repeats=_names(view.restates),
        details=[[detail.heading, detail.words] for detail in view.details],
        retired=view.retired,
    )


def conflict_record(view: ConflictView) -> Record:
    """A conflict as a packet states it: every value with who gives it, why they differ, what the site does."""
    return _filled(
        title=": ".join(filter(None, (view.measure_label, view.subject))),
        address=view.address,
        verdict=view.verdict,
        one_source=view.one_source,
        state=view.state,
        state_words=view.state_words,
        sides=[_side(side) for side in view.sides],
        why=[_why(one) for one in view.why],
        compared=list(view.reasons),
        preferred=view.preferred.figure if view.preferred else "",
    )


def _side(side: Side) -> Record:
    return _filled(
        figure=side.figure,
        remark=side.remark,
        stricter=side.stricter,
        example=side.example,
        said_by=[
            _filled(
                fact=one.id,
                source=one.source.name,
                key=one.reference,
                locator=one.locator,
                stricter=not side.stricter and one.id in side.stricter_facts,
            )
            for one in side.facts
        ],
    )


def _why(why: Why) -> Record:
    return _filled(type=why.type, because=why.because, settled_by=why.settled_by, by=why.by, on=why.on)


def reference_record(facts: FactViews, reference: Reference) -> Record:
    """A reference as a packet lists it: in AMA style for the page, and whole as RIS and BibTeX for other programs.

    The page spells out abbreviations that cause dosing errors; the other two keep every title as its source has it.
    """
    return _filled(
        name=facts.names[reference.key],
        address=reference_page(reference.key),
        citation=safe_spelling(format_reference(reference)),
        ris=ris([reference]),
        bibtex=bibtex([reference]),
    )


def _names(links: Iterable[Link]) -> list[str]:
    return [link.name for link in links]


def _filled(**fields: Any) -> Record:
    """A record without what says nothing."""
    return {name: value for name, value in fields.items() if value not in ("", False, [])}


__all__ = ["CALL", "CHUNKS", "chunk_of", "conflict_record", "fact_record", "packet_files", "reference_record"]
