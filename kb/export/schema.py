"""The JSON Schema of fact files, for completion in editors, generated from the model."""

from __future__ import annotations

import json
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from kb.fields import CLOSED
from kb.model import Cohort, Explanation, Fact, Remainder
from kb.vocabulary import Measure, Term

NEEDED_IN_A_FACT: Final = ("id", "measure", "locator")


@dataclass(frozen=True, slots=True, config=CLOSED)
class FactFile:
    """What a file below `facts/` may hold: any of six lists."""

    facts: list[Fact]
    measures: list[Measure]
    terms: list[Term]
    cohorts: list[Cohort]
    explanations: list[Explanation]
    remainder: list[Remainder]


def schema_text() -> str:
    """The schema as text, stable byte for byte."""
    schema: dict[str, Any] = TypeAdapter(FactFile).json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "A file of facts, vocabulary, cohorts or explanations"
    schema.pop("required", None)
    schema["$defs"]["Fact"]["required"] = list(NEEDED_IN_A_FACT)
    _without_defaults(schema)
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _without_defaults(node: Any) -> None:
    """Defaults are the loader's business; an editor would only copy them into the files."""
    if isinstance(node, dict):
        if "default" in node and not isinstance(node["default"], dict):
            del node["default"]
        for inner in node.values():
            _without_defaults(inner)
    elif isinstance(node, list):
        for inner in node:
            _without_defaults(inner)
