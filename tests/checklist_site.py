"""A base with criteria, rules for counts and remedies, its site, and an independent account of which rule holds."""

from __future__ import annotations

import functools
import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from kb.check import check
from kb.graph import ClaimGraph
from kb.load import load_base
from kb.pages import Site
from tests.built_once import built_once
from tests.conftest import TODAY
from tests.second_base_site import PROJECT, build_second_base, lay_out_second_base

CHECKLIST_BASE = Path(__file__).parent / "checklist_base"
FEED: dict[str, Any] = {
    "criteria": ("stop-criterion",),
    "rules": ("count-rule",),
    "counts": {"relative": "relative-count", "absolute": "absolute-count"},
    "remedies": ("remedy", "medication", "avoidance"),
    "stands_for": {"urine": ("oliguria",)},
}


def lay_out_checklist_base(root: Path) -> Path:
    """The second base with criteria, rules and pages for checklist and cards laid over it."""
    shutil.copytree(CHECKLIST_BASE, lay_out_second_base(root), dirs_exist_ok=True)
    return root


@functools.cache
def checklist_root() -> Path:
    """The base with its site built, once for all tests of a run."""
    return built_once("checklist", _build)


def _build(folder: Path) -> Path:
    root = lay_out_checklist_base(folder / "base")
    build_second_base(root)
    return root


@functools.cache
def project_views() -> Site:
    """What templates may see of the base of this repository."""
    kb = load_base(PROJECT, TODAY)
    return Site(kb, ClaimGraph(kb), check(kb), PROJECT / "tests" / "rules")


# --- the independent account: from the files, by other means than those of the engine ------------------------------


@functools.cache
def raw_facts(root: Path, measure: str) -> tuple[dict[str, Any], ...]:
    """The facts of a measure as they are written."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((root / "facts").rglob("*.yaml"))]
    written = [yaml.load(text, yaml.CBaseLoader) for text in texts if f"measure: {measure}\n" in text]
    return tuple(fact for file in written for fact in file.get("facts", ()) if fact["measure"] == measure)


def phrases(root: Path, measure: str) -> dict[str, tuple[str, ...]]:
    """What each criterion was taken from, by id: those of one phrase of a source are one criterion."""
    fields = ("cite", "tier", "locator", "printed")
    return {fact["id"]: tuple(fact.get(name, "") for name in fields) for fact in raw_facts(root, measure)}


def meets(limit: str, number: int) -> bool:
    """Whether a whole number is within a limit as it is written: `3`, `1-2`, `>= 3`, `< 2`."""
    span = re.fullmatch(r"(\d+)-(\d+)", limit)
    if span:
        return int(span[1]) <= number <= int(span[2])
    sign, end = re.fullmatch(r"(>=|<=|>|<|) ?(\d+)", limit).groups()  # type: ignore[union-attr]
    bound = int(end)
    equal, above = number == bound, number > bound
    return {">=": equal or above, "<=": not above, ">": above, "<": not equal and not above, "": equal}[sign]


def rule_holds(when: dict[str, Any], counts: dict[str, int]) -> bool | None:
    """Whether a rule as written holds for these counts; None where it is about something else than counts."""
    if "all" in when or "any" in when:
        parts = [rule_holds(part, counts) for part in when.get("all", when.get("any"))]
        return None if None in parts else all(parts) if "all" in when else any(parts)
    return meets(when["is"], counts[when["parameter"]]) if when.get("parameter") in counts else None


def expected_rules(root: Path, measure: str, cite: str, counts: dict[str, int]) -> dict[str, bool]:
    """Which of the rules of a source hold for these counts, by id; rules that no count decides are left out."""
    found = {fact["id"]: rule_holds(fact["when"], counts) for fact in raw_facts(root, measure) if fact["cite"] == cite}
    return {id: holds for id, holds in found.items() if holds is not None}
