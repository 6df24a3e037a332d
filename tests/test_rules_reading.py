"""Every fault that reading can record has a rule that stands for it, so that none is met and then passed over."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import kb
from kb.rules import all_rules, rule_named

READERS = (
    "base_files", "bibliography", "bibtex_plain", "bibtex_text", "fields", "hostile_text", "load", "plain_yaml",
    "record_faults", "source_file", "source_text", "units", "value", "value_faults", "value_grammar", "yaml_events",
)  # fmt: skip
NOT_FAULTS = {"not-reached", "utf-8", "dimension-mismatch", "view-source"}
"""Words with a hyphen in those modules that name no fault met while reading."""

KEBAB = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")


def words_with_a_hyphen(module: str) -> set[str]:
    tree = ast.parse((Path(kb.__file__).parent / f"{module}.py").read_text(encoding="utf-8"))
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {text for text in texts if KEBAB.fullmatch(text)}


@pytest.mark.parametrize("module", READERS)
def test_every_fault_that_is_recorded_has_a_rule(module: str) -> None:
    assert {name for name in words_with_a_hyphen(module) - NOT_FAULTS if rule_named(name) is None} == set()


def test_no_rule_about_reading_waits_for_a_fault_that_nobody_records() -> None:
    recorded = set[str]().union(*map(words_with_a_hyphen, READERS))
    for rule in all_rules():
        source = Path(kb.__file__).parent / "rules" / f"{rule.code.lower()}_{rule.name.replace('-', '_')}.py"
        found = re.search(r'kb\.met\("([a-z-]+)"\)', source.read_text(encoding="utf-8"))
        if found:
            assert found[1] == rule.name
            assert rule.name in recorded, rule.code
            assert not rule.waivable or rule.code[2] not in "01", (
                f"{rule.code}: what could not be read can't be excused"
            )
