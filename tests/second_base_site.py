"""The second base, on an invented drug, laid out with the generic templates of the project; its site, built once."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from kb.check import check
from kb.graph import ClaimGraph
from kb.load import load_base
from kb.model import KnowledgeBase
from kb.pages import Site
from kb.pages.rule_view import RuleView, rule_views
from kb.publish import BuildReport, build_site
from tests.built_once import built_once
from tests.conftest import TODAY

PROJECT = Path(__file__).parent.parent
SECOND_BASE = Path(__file__).parent / "second_base"


def lay_out_second_base(root: Path) -> Path:
    """A folder with the second base and what it shares with the first: generic templates, assets and configuration."""
    shutil.copytree(SECOND_BASE, root, dirs_exist_ok=True)
    for shared in ("generic", "assets", "theme"):
        shutil.copytree(PROJECT / "site_templates" / shared, root / "site_templates" / shared)
    shutil.copyfile(PROJECT / "mkdocs.yml", root / "mkdocs-shared.yml")
    return root


def load_second_base(root: Path) -> KnowledgeBase:
    """The second base as it stands in a folder, on the day that tests live in."""
    return load_base(root, TODAY)


def second_views(kb: KnowledgeBase) -> Site:
    """What templates may see of a base."""
    return Site(kb, ClaimGraph(kb), check(kb), PROJECT / "tests" / "rules")


@contextmanager
def few_rules() -> Iterator[None]:
    """Sites get only the page of the first rule of each family: the others are made the same way, and are most pages.

    The site of the project (`tests.project_site`) has all of them.
    """
    with mock.patch("kb.pages.rule_views", _first_rules):
        yield


def _first_rules(fixtures: Path) -> tuple[RuleView, ...]:
    return tuple(rule for rule in rule_views(fixtures) if rule.code.endswith("01"))


def build_second_base(root: Path, kb: KnowledgeBase | None = None, *, release: bool = False) -> BuildReport:
    """Build the site of a base that was laid out in `root`, with few rules."""
    with few_rules():
        return build_site(kb or load_second_base(root), root, root / "site", release=release)


@functools.cache
def second_site() -> BuildReport:
    """The site of the second base, built once for all tests of a run."""
    return built_once("second base", lambda folder: build_second_base(lay_out_second_base(folder / "base")))
