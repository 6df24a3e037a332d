"""Finds a printed figure in a source text, number-safely.

5% is not found in 15%, 20,000 not in 720,000, `<` is not `>`; thin spaces, ligatures and line-break hyphens do not hide
a figure. What is decided where: `tokens` (what is typography and what is content), `text` (what a passage is),
`neighbours` and `numbers` (what a figure may not leave out), `search` (order, near words, readings).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kb.quotation.cases import judge_cases
    from kb.quotation.search import Match, Reading, Refusal, find_figure
    from kb.quotation.text import SourceText, prepare

__all__ = ["Match", "Reading", "Refusal", "SourceText", "find_figure", "judge_cases", "prepare"]

_FROM = {"judge_cases": "cases", "SourceText": "text", "prepare": "text"}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for: a check needs the tokens only."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"{__name__}.{_FROM.get(name, 'search')}"), name)
