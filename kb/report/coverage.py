"""What the facts leave out of the source texts, for a terminal: it shows words of the texts, which no base may keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.coverage import Coverage, Standing
from kb.model import KnowledgeBase


def coverage_text(kb: KnowledgeBase, measured: Sequence[Coverage]) -> str:
    """For each text its counts and each numeral that nothing accounts for, with its line; last what was looked at."""
    lines = [line for one in measured for line in _of_one(kb, one)]
    total = sum(len(one.numerals) for one in measured)
    texts = "1 text" if len(measured) == 1 else f"{len(measured):,} texts"
    missing = sum(len(one.unaccounted) for one in measured)
    lines.append(f"{total:,} numerals in {texts} looked at, {missing:,} unaccounted for")
    return "\n".join(lines) + "\n"


def _of_one(kb: KnowledgeBase, one: Coverage) -> Iterator[str]:
    counts = ", ".join(f"{one.count(standing):,} {standing.value}" for standing in Standing)
    yield f"{one.reference}: {len(one.numerals):,} numerals: {counts}"
    for numeral in one.unaccounted:
        yield f"    line {numeral.line}: {' '.join(numeral.printed.split())} in: {numeral.excerpt}"
    for fact in one.not_found:
        why = "is not in the text, so it accounts for nothing: see kb verify"
        yield f"    {kb.place(fact, 'printed')}: '{fact.printed}' {why}"
    for idle in one.idle:
        named = f"'{idle.remainder.printed}'" if idle.remainder.printed else idle.remainder.pattern
        yield f"    {kb.place(idle.remainder)}: the remainder {named} accounts for nothing: {idle.reason}"
