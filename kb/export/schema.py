"""The JSON Schema of fact files, for completion in editors, generated from the model.

An editor reads YAML with its own types: `printed: 15` is a number to it, `ctcae_grade: 3` an integer. The loader reads
every scalar as text. The schema therefore accepts what an editor makes of a text that the loader accepts; a day
(`on: 2026-11-22`) is text in the YAML 1.2 of editors.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final, Literal

from pydantic import TypeAdapter

from kb.load import SECTIONS

FACTS_SCHEMA: Final = "kb/schema/facts.schema.json"
"""Where the generated schema lies in the repository; `kb export schema -o` writes it."""

_NEEDED_IN_A_FACT: Final = {
    "required": ["id", "measure"],
    "anyOf": [{"required": ["cite", "locator"]}, {"required": ["derived"]}],
}


def schema_text() -> str:
    """The schema as text, stable byte for byte."""
    adapters: list[tuple[str, Literal["validation"], TypeAdapter[Any]]] = [
        (name, "validation", TypeAdapter(record)) for name, record in SECTIONS.items()
    ]
    sections, shared = TypeAdapter.json_schemas(adapters, by_alias=True)
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "description": "A file of facts, vocabulary, cohorts, explanations or sources. Every scalar is read as text.",
        "type": "object",
        "additionalProperties": False,
        "minProperties": 1,
        "properties": {name: {"type": "array", "items": sections[name, "validation"]} for name in SECTIONS},
        "$defs": shared["$defs"],
    }
    schema["$defs"]["Fact"] |= _NEEDED_IN_A_FACT
    return json.dumps(_without_orphans(_for_editors(schema)), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _for_editors(node: Any) -> Any:
    """The same schema without what would mislead an editor: defaults, empty choices, titles, digits as text only."""
    if isinstance(node, list):
        return [_for_editors(inner) for inner in node if inner != {"const": "", "type": "string"}]
    if not isinstance(node, dict):
        return node
    kept = {
        key: _for_editors(inner)
        for key, inner in node.items()
        if key not in ("default", "title") or isinstance(inner, dict)
    }
    if isinstance(choices := kept.get("enum"), list):
        kept.pop("type", None)
        kept["enum"] = [choice for choice in choices if choice != ""] + [
            int(one) for one in choices if str(one).isdigit()
        ]
    alternatives = [one for one in kept.get("anyOf", ()) if one != {"type": "null"}]
    if len(alternatives) == 1:
        return {**{key: inner for key, inner in kept.items() if key != "anyOf"}, **alternatives[0]}
    return kept


def _without_orphans(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema without definitions that nothing refers to."""
    reached = set[str]()
    waiting = [json.dumps(schema["properties"])]
    while waiting:
        for name in set(re.findall(r'"#/\$defs/([^"]+)"', waiting.pop())) - reached:
            reached.add(name)
            waiting.append(json.dumps(schema["$defs"][name]))
    return schema | {"$defs": {name: inner for name, inner in schema["$defs"].items() if name in reached}}
