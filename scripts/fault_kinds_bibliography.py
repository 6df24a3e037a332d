"""Slips of the bibliography."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import re
from collections.abc import Callable

from fault_kinds_changes import bib_changed
from fault_kinds_ground import BIBLIOGRAPHY, Draw, Ground, Mutant, register


def at(pattern: str, change: Callable[[re.Match[str], Ground], str], *expected: str) -> Draw:
    return lambda ground: bib_changed(ground, pattern, lambda found: change(found, ground), expected)


def text(pattern: str, new: str, *expected: str) -> Draw:
    return at(pattern, lambda found, ground: re.sub(pattern, new, found.group(), flags=re.MULTILINE), *expected)


def deleted(ground: Ground) -> Mutant | None:
    """An entry that facts cite, deleted: any fact that cites it may say so."""
    fact = ground.fact(lambda fact: fact.cite)
    if fact is None:
        return None
    before = ground.text(BIBLIOGRAPHY)
    mutated = re.sub(rf"@\w+\{{{re.escape(fact.cite)},.*?\n\}}\n", "", before, flags=re.DOTALL)
    return Mutant(
        BIBLIOGRAPHY,
        {BIBLIOGRAPHY: mutated.encode()},
        range(0),
        range(0),
        frozenset({"dangling-citation", "dangling-bib-link", "vanished-figure"}),
        f"{fact.cite} deleted",
    )


def entry_added(make: Callable[[Ground, str, str], str], *expected: str) -> Draw:
    """An entry added at the end; `make` gets the key and the text of a random entry."""

    def draw(ground: Ground) -> Mutant | None:
        before = ground.text(BIBLIOGRAPHY).rstrip("\n") + "\n\n"
        entries = list(re.finditer(r"^@\w+\{([^,]+),.*?\n\}\n", before, re.MULTILINE | re.DOTALL))
        one = ground.random.choice(entries)
        new = make(ground, one[1], one.group())
        start = before.count("\n") + 1
        lines = range(start, start + new.count("\n") + 1)
        return Mutant(
            BIBLIOGRAPHY,
            {BIBLIOGRAPHY: (before + new).encode()},
            lines,
            lines,
            frozenset(expected),
            f"added {new[:50]!r}",
        )

    return draw


def orphan(ground: Ground, key: str, entry: str) -> str:
    n = ground.random.randint(100, 999)
    return f"@article{{zelnobody{n},\n  author   = {{Zelnobody{n}, Al}},\n  title    = {{Nothing rests on this, part {n}}},\n  journal  = {{Journal of Invented Medicine}},\n  keywords = {{primary_study}}\n}}\n"


def renamed(ground: Ground, key: str, entry: str) -> str:
    return entry.replace(key, f"{key}-again", 1)


def capitals(ground: Ground, key: str, entry: str) -> str:
    return re.sub(r"(title +=) \{[^\n]*\},", rf"\1 {{Another title {ground.random.randint(1, 99)}}},", entry).replace(
        key, key.upper(), 1
    )


def exchanged(field: str, *expected: str) -> Draw:
    """The same field of two entries exchanged."""

    def draw(ground: Ground) -> Mutant | None:
        before = ground.text(BIBLIOGRAPHY)
        found = list(re.finditer(rf"^ +{field} += \{{([^}}]+)\}}", before, re.MULTILINE))
        if len(found) < 2:
            return None
        one, other = sorted(ground.random.sample(found, 2), key=lambda match: match.start())
        mutated = (
            before[: one.start(1)] + other[1] + before[one.end(1) : other.start(1)] + one[1] + before[other.end(1) :]
        )
        lines = range(before.count("\n", 0, one.start()) + 1, before.count("\n", 0, one.start()) + 2)
        second = before.count("\n", 0, other.start()) + 1
        return Mutant(
            BIBLIOGRAPHY,
            {BIBLIOGRAPHY: mutated.encode()},
            range(lines.start, second + 1),
            range(lines.start, second + 1),
            frozenset(expected),
            f"{field} {one[1]} and {other[1]} exchanged",
        )

    return draw


def superseded(ground: Ground) -> Mutant | None:
    cited = [
        key
        for key, one in ground.kb.references.items()
        if one.kind in ("guideline", "label") and one.standing != "superseded" and not one.note
    ]
    if len(cited) < 2:
        return None
    old, new = ground.random.sample(cited, 2)
    before = ground.text(BIBLIOGRAPHY)
    found = re.search(rf"@\w+\{{{re.escape(old)},\n", before)
    assert found
    added = f"  standing = {{superseded}},\n  supersededby = {{{new}}},\n"
    if re.search(r"^ +standing", before[found.start() : before.find("\n@", found.end())], re.MULTILINE):
        return None
    line = before.count("\n", 0, found.end()) + 1
    return Mutant(
        BIBLIOGRAPHY,
        {BIBLIOGRAPHY: (before[: found.end()] + added + before[found.end() :]).encode()},
        range(line - 1, line + 14),
        range(line, line + 2),
        frozenset({"superseded-source", "supersession-cycle"}),
        f"{old} superseded by {new}",
    )


KEYWORDS = r"^ +keywords +=\s*\{(\w+)\}"
register("C02", "reference on which nothing rests", entry_added(orphan, "orphan-reference"), decided_by="S")
register("C03", "one work under two keys", entry_added(renamed, "duplicate-work", "orphan-reference"), decided_by="S")
register("C04", "superseded source", superseded, decided_by="X")
register(
    "C05",
    "retracted source",
    at(
        KEYWORDS,
        lambda found, ground: (
            found.group()
            + f",\n  standing = {{retracted}},\n  retracted = {{{ground.random.randint(2010, 2025)}-03-01}}"
        ),
        "retracted-source",
    ),
    decided_by="X",
)
register(
    "C05b",
    "retraction told by half",
    at(
        KEYWORDS,
        lambda found, ground: found.group() + ",\n  standing = {retracted}",
        "retracted-source",
        "inconsistent-standing",
    ),
    decided_by="X",
)
register(
    "C06",
    "malformed DOI",
    at(
        r"^ +doi += \{10\.[^}]+\}",
        lambda found, ground: ground.random.choice(
            (
                found.group().replace("10.", "1O."),
                found.group().replace("{10.", "{https://doi.org/10."),
                found.group().replace("{10.", "{doi:10."),
                re.sub("/", " ", found.group(), count=1),
            )
        ),
        "malformed-doi",
        "bib-field-format",
    ),
    decided_by="S",
)
register(
    "C07",
    "malformed PubMed identifier",
    at(
        r"^ +pmid += \{\d+\}",
        lambda found, ground: ground.random.choice(
            (
                re.sub(r"\}", "x}", found.group()),
                re.sub(r"\{", "{PMID: ", found.group()),
                re.sub(r"\{", "{PMC", found.group()),
                re.sub(r"\{", "{12", found.group()),
                re.sub(r"\{\d", "{0", found.group()),
            )
        ),
        "malformed-pmid",
        "bib-field-format",
    ),
    decided_by="S",
)
register(
    "C16",
    "identifiers of two works exchanged",
    exchanged("pmid", "identifier-conflict"),
    exchanged("doi", "identifier-conflict"),
    decided_by="X",
)
register(
    "C17",
    "year, author or title of a reference wrong",
    at(
        r"^ +year += \{(\d{4})\}",
        lambda found, ground: found.group().replace(found[1], str(int(found[1]) - ground.random.randint(1, 9))),
        "bib-metadata-mismatch",
        "identifier-conflict",
    ),
    at(
        r"^ +author += \{(\w+),",
        lambda found, ground: found.group().replace(found[1], found[1][::-1].capitalize()),
        "bib-metadata-mismatch",
    ),
    at(
        r"^ +title +=\s*\{(?!Z|Giving)(\w)",
        lambda found, ground: found.group()[:-1] + "An unrelated title of " + found[1],
        "bib-metadata-mismatch",
    ),
    decided_by="X",
)
register("C25", "reference deleted", deleted, decided_by="S")
