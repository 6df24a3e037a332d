"""Data flows one way: what may import what, and what a command may load before it has work to do."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import TESTS

ROOT = TESTS.parent
LONGEST_MODULE = 300

ORDER = (
    "kb.finding", "kb.template_prose", "kb.hostile_text", "kb.source_file", "kb.unit_table", "kb.units",
    "kb.value_types", "kb.value_faults",
    "kb.value_grammar", "kb.value_text", "kb.value", "kb.bibtex_text", "kb.bibtex_plain", "kb.bibliography",
    "kb.fields", "kb.vocabulary", "kb.fact", "kb.model", "kb.load", "kb.statistics", "kb.estimate",
    "kb.judgement", "kb.figures", "kb.criteria", "kb.verdict", "kb.scope", "kb.crossing", "kb.compare", "kb.graph",
    "kb.quotation.*", "kb.rules", "kb.rules.*", "kb.check", "kb.verify", "kb.report.*", "kb.export",
    "kb.export.citation", "kb.pages.*", "kb.render", "kb.export.*", "kb.publish", "kb.commands", "kb.cli",
    "kb.__main__",
)  # fmt: skip
"""The way of a fact, from left to right. A module stands in the order under its own name or its package's.

A module that is not named stands anywhere, as long as no named one reaches another to its right through it.
"""

ONLY_IN = {
    "networkx": {"kb.graph"},
    "jinja2": {"kb.render"},
    "markupsafe": {"kb.render"},
    "mkdocs": set[str](),
    "material": set[str](),
    "citeproc": {"kb.export.citation"},
    "pybtex": {"kb.bibtex_plain"},
    "nh3": {"kb.render"},
    "yaml": {"kb.yaml_events", "kb.verify"},
}
"""Which module may import a library: each could be replaced at one place."""


@cache
def modules() -> dict[str, Path]:
    found = {}
    for path in sorted((ROOT / "kb").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def imported(module: str) -> frozenset[str]:
    """What a module imports, of this package and of others, in functions and for type checks too."""
    found = set[str]()
    for node in ast.walk(ast.parse(modules()[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: write imports out in full"
            full = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in modules() else str(node.module) for name in full}
    return frozenset(found | {parent for name in found for parent in _packages_run(module, name)})


def _packages_run(module: str, name: str) -> Iterator[str]:
    """Packages whose `__init__` an import runs on the way, beside those that the module itself lies in."""
    parts = name.split(".")
    for length in range(2, len(parts)):
        package = ".".join(parts[:length])
        if package in modules() and not module.startswith(package):
            yield package


@cache
def reached(module: str) -> frozenset[str]:
    found = set[str]()
    waiting = [module]
    while waiting:
        for name in imported(waiting.pop()):
            if name in modules() and name not in found:
                found.add(name)
                waiting.append(name)
    return frozenset(found)


def rank(module: str) -> int | None:
    package = module.rpartition(".")[0]
    names = (module, f"{package}.*", f"{module}.*")
    return next((ORDER.index(name) for name in names if name in ORDER), None)


def test_the_order_names_modules_that_exist() -> None:
    known = set(modules()) | {f"{name.rpartition('.')[0]}.*" for name in modules()}
    assert [name for name in ORDER if name not in known] == []


def upward(names_of: Callable[[str], frozenset[str]]) -> list[str]:
    places = {module: rank(module) for module in modules()}
    found = []
    for module, here in places.items():
        for name in sorted(names_of(module)):
            there = places.get(name)
            if here is not None and there is not None and there > here:
                found.append(f"{module} reaches {name}, which stands above it")
    return found


def test_data_flows_one_way() -> None:
    assert upward(imported) == []
    assert upward(reached) == []


def test_no_module_reaches_itself() -> None:
    assert [module for module in modules() if module in reached(module)] == []


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_imported_at_one_place(library: str) -> None:
    users = {module for module in modules() if any(name.split(".")[0] == library for name in imported(module))}
    assert users <= ONLY_IN[library]


def test_a_rule_imports_no_other_rule() -> None:
    rules = [module for module in modules() if module.startswith("kb.rules.kb")]
    assert [module for module in rules if any(name.startswith("kb.rules.kb") for name in imported(module))] == []


def test_modules_are_short_and_named_for_what_they_are() -> None:
    lengths = {name: path.read_text(encoding="utf-8").count("\n") for name, path in modules().items()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
    assert [name for name in modules() if vague & set(name.rpartition(".")[2].split("_"))] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [name for name, path in modules().items() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert silent == []


HEAVY = ("networkx", "jinja2", "pybtex", "citeproc", "pydantic", "yaml", "mkdocs", "nh3")


def loaded_by(*argv: str) -> set[str]:
    """Which heavy libraries a command has loaded when it ends."""
    program = (
        "import sys\nfrom kb.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print('\\nloaded:', *sys.modules)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, *argv], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return set(run.stdout.rpartition("\nloaded:")[2].split()) & set(HEAVY)


def test_help_loads_nothing_heavy() -> None:
    assert loaded_by("--help") == set()


def test_to_explain_a_rule_takes_no_library_for_pages_or_graphs() -> None:
    assert loaded_by("explain", "KB101") <= {"pydantic", "yaml"}


def test_a_check_of_a_clean_base_loads_only_what_reads_and_validates() -> None:
    assert loaded_by("check", "--root", "tests/rules/base") <= {"pydantic", "yaml"}
