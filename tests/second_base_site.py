"""The second base, on an invented drug, laid out with the generic templates of the project; its site, built once."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

from kb.check import check
from kb.graph import ClaimGraph
from kb.load import load_base
from kb.model import KnowledgeBase
from kb.pages import Site
from kb.publish import BuildReport, build_site
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


@functools.cache
def second_site() -> BuildReport:
    """The site of the second base, built once for all tests of a session."""
    folder = tempfile.mkdtemp(prefix="second base ")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    root = lay_out_second_base(Path(folder) / "base")
    return build_site(load_second_base(root), root, root / "site")
