"""What a verification found, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kb.model import KnowledgeBase
from kb.report.text import on_one_line
from kb.verify import JudgedCase, Verification


def verification_text(kb: KnowledgeBase, looked_up: Sequence[Verification], changed: Sequence[Path]) -> str:
    """Each figure that was not found, with its place and why, then how many were found in each text."""
    lines = [line for one in looked_up for line in _refused(kb, one)]
    lines += [f"{one.reference}: {_found(one):,} of {len(one.outcomes):,} figures found" for one in looked_up]
    total = sum(len(one.outcomes) for one in looked_up)
    found = sum(map(_found, looked_up))
    texts, ledgers = _counted(len(looked_up), "text"), _counted(len(changed), "ledger")
    lines.append(f"{found:,} of {total:,} figures found in {texts}; {ledgers} written")
    return "\n".join(lines) + "\n"


def _refused(kb: KnowledgeBase, one: Verification) -> Iterator[str]:
    for fact, refusal in ((outcome.fact, outcome.refused) for outcome in one.outcomes):
        if refusal:
            place, printed = kb.place(fact, "printed"), on_one_line(fact.printed)
            yield f"{place}: '{printed}' was not found in the text of {one.reference}: {on_one_line(refusal.reason)}"
            if refusal.nearest:
                yield f"    nearest: {on_one_line(refusal.nearest)}"


def _found(one: Verification) -> int:
    return sum(1 for outcome in one.outcomes if not outcome.refused)


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def cases_text(judged: Sequence[JudgedCase]) -> str:
    """One line a case: its number, its figure, the verdict, and why a figure was refused."""
    lines = [f"{index}: {_verdict(case)}" for index, case in enumerate(judged, 1)]
    found = sum(1 for case in judged if case.verdict == "found")
    lines.append(f"{found:,} found, {len(judged) - found:,} refused")
    return "\n".join(lines) + "\n"


def _verdict(case: JudgedCase) -> str:
    reason = f": {on_one_line(case.reason)}" if case.reason else ""
    return f"{case.verdict} '{on_one_line(case.printed)}'{reason}"
