"""Finds a printed figure in a source text, number-safely.

5% is not found in 15%, 20,000 not in 720,000, `<` is not `>`; thin spaces, ligatures and line-break hyphens do not hide
a figure. What is decided where: `tokens` (what is typography and what is content), `text` (what a passage is),
`neighbours` and `numbers` (what a figure may not leave out), `search` (order, near words, readings).
"""

from __future__ import annotations

from kb.quotation.cases import judge_cases
from kb.quotation.search import Match, Reading, Refusal, find_figure
from kb.quotation.text import SourceText, prepare

__all__ = ["Match", "Reading", "Refusal", "SourceText", "find_figure", "judge_cases", "prepare"]
