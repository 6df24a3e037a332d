"""Builds the site: renders the pages, runs MkDocs into a folder aside, verifies what came out, and swaps it in.

A build that is killed at any moment leaves the old site or the new one. MkDocs is a program that is run, never imported.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kb.check import CheckResult, check
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.output_check import Expected, output_problems
from kb.pages import Site
from kb.render import TEMPLATES, Rendered, RenderProblem, render_site

BUILD: Final = ".build"
EXPORT: Final = "api/v1/facts.json"
_EPOCH: Final = "1577836800"
_AT_FDCWD: Final = -100
_EXCHANGE: Final = 2
Progress = Callable[[str], None]


class BuildProblem(Exception):
    """A site that could not be built; `messages` are lines for people. The old site still stands."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a build and how long it took, in seconds."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: where the site is, how many pages it has, and its steps."""

    site: Path
    pages: int
    steps: tuple[Step, ...]

    @property
    def seconds(self) -> float:
        """How long all steps took."""
        return sum(step.seconds for step in self.steps)


def build_site(
    kb: KnowledgeBase,
    root: Path,
    site: Path,
    *,
    release: bool = False,
    progress: Progress = lambda line: None,
    result: CheckResult | None = None,
) -> BuildReport:
    """Build the site of a base into `site`, which is replaced whole.

    `result` is a check of this base that was already made. A `release` refuses decision tools whose safety-critical
    facts nobody has signed off. Raises BuildProblem, with every message that could be gathered; nothing is replaced then.
    """
    site = site.absolute()
    watch = _Watch(progress)
    with _alone(root / BUILD), _aside(site) as aside:
        with watch("check"):
            graph = ClaimGraph(kb)
            checked = result or check(kb)
        with watch("views and templates"):
            views = Site(kb, graph, checked, root / "tests" / "rules", _text(root / "CHANGELOG.md"), _exporter() is not None)
            pages = _rendered(views, root / TEMPLATES, release)
        with watch("write pages"):
            _write(root, pages, kb, graph)
        with watch("mkdocs"):
            _run_mkdocs(root, aside)
        with watch("verify the output"):
            problems = output_problems(aside, _expected(views, pages))
            if problems:
                raise BuildProblem(problems)
        with watch("swap in"):
            _swap(aside, site)
    return BuildReport(site, len(pages), tuple(watch.steps))


class _Watch:
    """Says which step begins, and keeps how long each took."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.steps: list[Step] = []

    @contextlib.contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        self.progress(name)
        start = time.perf_counter()
        yield
        self.steps.append(Step(name, time.perf_counter() - start))


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the build folder; two builds of one base at a time would mix their pages."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:
            pass
        except OSError:
            raise BuildProblem([f"{folder}: another build of this base is running. Wait for it to end."]) from None
        yield


@contextlib.contextmanager
def _aside(site: Path) -> Iterator[Path]:
    """A new folder beside the site, gone afterwards; what a killed build left there is put right first."""
    site.parent.mkdir(parents=True, exist_ok=True)
    old, new = site.parent / f".{site.name}-old", site.parent / f".{site.name}-new"
    if not site.exists() and old.exists():
        old.rename(site)
    for left in (old, new):
        shutil.rmtree(left, ignore_errors=True)
    try:
        yield new
    finally:
        for left in (old, new):
            shutil.rmtree(left, ignore_errors=True)


def _rendered(views: Site, templates: Path, release: bool) -> Rendered:
    if not templates.is_dir():
        raise BuildProblem([f"{templates}: the folder of templates is missing"])
    try:
        pages = render_site(views, templates)
    except RenderProblem as problem:
        raise BuildProblem(problem.messages) from None
    if release and pages.unsigned_tools:
        raise BuildProblem([
            f"{page}: a decision tool rests on {len(ids)} safety-critical facts that nobody has signed off, such as {ids[0]}"
            for page, ids in sorted(pages.unsigned_tools.items())
        ])
    return pages


def _write(root: Path, pages: Rendered, kb: KnowledgeBase, graph: ClaimGraph) -> None:
    docs = root / BUILD / "docs"
    shutil.rmtree(docs, ignore_errors=True)
    shutil.copytree(root / TEMPLATES / "assets", docs / "assets")
    for path, text in pages.items():
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    export = _exporter()
    if export is not None:
        target = docs / EXPORT
        target.parent.mkdir(parents=True)
        target.write_text(export(kb, graph), encoding="utf-8", newline="\n")


def _exporter() -> Callable[[KnowledgeBase, ClaimGraph], str] | None:
    """The function that writes facts as JSON, where this installation has it."""
    try:
        from kb.export.json import export_text
    except ImportError:
        return None
    return export_text


def _run_mkdocs(root: Path, aside: Path) -> None:
    environment = dict(os.environ, NO_MKDOCS_2_WARNING="1", PYTHONHASHSEED="0", PYTHONUTF8="1")
    environment.setdefault("SOURCE_DATE_EPOCH", _EPOCH)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--config-file", str((root / "mkdocs.yml").absolute()), "--site-dir", str(aside)]
    run = subprocess.run(command, env=environment, cwd=root, capture_output=True, text=True, check=False)
    said = [line for line in (run.stdout + run.stderr).splitlines() if line.strip()]
    if run.returncode != 0:
        raise BuildProblem([f"mkdocs.yml: MkDocs ended with exit code {run.returncode}", *said[-20:]])


def _expected(views: Site, pages: Rendered) -> Expected:
    anchors = {measure.address: frozenset(view.id for view in measure.facts) for measure in views.measures.values()}
    marks = {id: frozenset(mark.kind for mark in views.fact(id).marks if mark.kind in ("conflict", "disputed")) for id in views.kb.facts}
    return Expected(frozenset(path.removesuffix(".md") + ".html" for path in pages), anchors, {id: kinds for id, kinds in marks.items() if kinds})


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _swap(aside: Path, site: Path) -> None:
    """Put the new site in the place of the old one: in one step where the system can, else in two renames.

    Where it takes two, a build killed between them leaves the old site beside, and the next build puts it back.
    """
    if not site.exists():
        aside.rename(site)
    elif not _exchanged(aside, site):
        site.rename(site.parent / f".{site.name}-old")
        aside.rename(site)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the system exchanged two folders in one step (renameat2 with RENAME_EXCHANGE, Linux 3.15 and newer)."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0)
