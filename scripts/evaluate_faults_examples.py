"""Which rules alone find the fault of their own bad example: without the rule, that fault would get through."""

from __future__ import annotations

import datetime
import functools
import tempfile
from pathlib import Path

from kb.check import check
from kb.load import load_base
from kb.rules import all_rules
from tests.layers import lay_over

EXAMPLES = Path(__file__).resolve().parent.parent / "tests" / "rules"
WRITTEN_ON = datetime.date(2026, 11, 22)
"""The day that the examples live in: some are about dates."""


@functools.cache
def alone_on_its_example() -> set[str]:
    """The names of the rules that speak, and speak alone, of the base that holds their bad example."""
    return {rule.name for rule in all_rules() if _speaking(EXAMPLES / rule.code / "bad") == {rule.name}}


def _speaking(example: Path) -> set[str]:
    with tempfile.TemporaryDirectory() as folder:
        root = lay_over(Path(folder) / "base", EXAMPLES / "base", example)
        return {finding.name for finding in check(load_base(root, WRITTEN_ON)).findings}
