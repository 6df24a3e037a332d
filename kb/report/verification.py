"""What a verification found, for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kb.model import KnowledgeBase
from kb.verify import JudgedCase, Verification


def verification_text(kb: KnowledgeBase, looked_up: Sequence[Verification], changed: Sequence[Path]) -> str:
    """Each figure that was not found, with its place and why, then how many were found in each text."""
    lines: list[str] = []
    for one in looked_up:
        for outcome in one.outcomes:
            if outcome.refused:
                place = kb.place(outcome.fact, "printed")
                lines.append(f"{place}: '{outcome.fact.printed}' was not found in the text of {one.reference}: {outcome.refused.reason}")
                if outcome.refused.nearest:
                    lines.append(f"    nearest: {outcome.refused.nearest}")
    for one in looked_up:
        found = sum(1 for outcome in one.outcomes if not outcome.refused)
        lines.append(f"{one.reference}: {found} of {len(one.outcomes)} figures found")
    total = sum(len(one.outcomes) for one in looked_up)
    found = sum(1 for one in looked_up for outcome in one.outcomes if not outcome.refused)
    lines.append(f"{found:,} of {total:,} figures found in {len(looked_up)} texts; {len(changed)} ledgers written")
    return "\n".join(lines) + "\n"


def cases_text(judged: Sequence[JudgedCase]) -> str:
    """One line a case: its number, its figure, the verdict, and why a figure was refused."""
    lines = [f"{index}: {case.verdict} '{case.printed}'" + (f": {case.reason}" if case.reason else "") for index, case in enumerate(judged, 1)]
    found = sum(1 for case in judged if case.verdict == "found")
    lines.append(f"{found} found, {len(judged) - found} refused")
    return "\n".join(lines) + "\n"
