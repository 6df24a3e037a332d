"""The site of the base of this repository, built once for all tests of a run."""

from __future__ import annotations

import functools
import shutil
from pathlib import Path

from kb.publish import build_site
from tests.built_once import built_once
from tests.second_base_site import PROJECT, load_second_base


@functools.cache
def project_site() -> Path:
    """The folder of the site of the base of this repository, built in a folder of its own."""
    return built_once("project", _build)


def _build(folder: Path) -> Path:
    for name in ("facts", "site_templates"):
        shutil.copytree(PROJECT / name, folder / name)
    for name in ("references.bib", "mkdocs.yml", "CHANGELOG.md"):
        shutil.copyfile(PROJECT / name, folder / name)
    return build_site(load_second_base(folder), folder, folder / "site").site
