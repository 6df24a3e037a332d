"""Knowledge bases made in memory from a few fields, over the vocabulary and the cohort of the rules' common base."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from kb.load import load_base
from kb.model import Cohort, Explanation, Fact, KnowledgeBase
from kb.vocabulary import Entry, Measure, Term, Vocabulary
from tests.conftest import TODAY

BASE = Path(__file__).parent / "rules" / "base"
_FACT = TypeAdapter(Fact)

KINDS = {
    "dose": {"measure": "dose", "intervention": "high-dose-zelvarin", "population": "fever-patients"},
    "rate": {"measure": "response", "intervention": "high-dose-zelvarin", "population": "fever-patients"},
    "time": {"measure": "survival", "intervention": "high-dose-zelvarin", "statistic": "median"},
    "stop": {"measure": "stop-criterion", "intervention": "high-dose-zelvarin", "tier": "absolute"},
    "stance": {"measure": "eligibility", "intervention": "high-dose-zelvarin"},
    "medication": {"measure": "medication", "drug": "warmol", "role": "scheduled"},
    "remedy": {"measure": "remedy", "intervention": "high-dose-zelvarin"},
}


@functools.cache
def common() -> KnowledgeBase:
    """The common base of the rules' fixtures."""
    return load_base(BASE, TODAY)


def fact(id: str, kind: str, /, **fields: Any) -> Fact:
    """A fact of one of the KINDS, its fields written as in a file."""
    raw = {"id": id, "cite": "able2001", "locator": "p 3", **KINDS[kind], **fields}
    return _FACT.validate_python({name: value for name, value in raw.items() if value is not None})


def made(
    *facts: Fact,
    cohorts: tuple[dict[str, Any], ...] = (),
    explanations: tuple[dict[str, Any], ...] = (),
    entries: tuple[dict[str, Any], ...] = (),
) -> KnowledgeBase:
    """A knowledge base of these facts, with further cohorts, explanations and vocabulary entries."""
    base = common()
    extra: list[Entry] = [TypeAdapter(Measure if "kind" in entry else Term).validate_python(entry) for entry in entries]  # type: ignore[arg-type]
    declared = {cohort["id"]: TypeAdapter(Cohort).validate_python(cohort) for cohort in cohorts}
    return KnowledgeBase(
        {one.id: one for one in facts},
        Vocabulary([*base.vocabulary, *extra]),
        base.references,
        {**base.cohorts, **declared},
        tuple(
            TypeAdapter(Explanation).validate_python(
                {"by": "editors", "on": "2026-11-01", "because": "They differ.", **one}
            )
            for one in explanations
        ),
        TODAY,
    )
