"""Builds the site: renders pages, runs MkDocs into a folder aside, verifies what came out, and swaps it in.

A build that is killed at any moment leaves the old site or the new one. MkDocs is run as a program and never imported.
"""

from __future__ import annotations

import contextlib
import datetime
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kb.card_files import write_card_files
from kb.check import CheckResult, check
from kb.folder_swap import BuildProblem, aside_of, held, swap
from kb.graph import ClaimGraph
from kb.load import MissingBase, load_base
from kb.model import KnowledgeBase
from kb.offline import write_offline
from kb.output_check import Expected, output_problems
from kb.page_policy import put_policies
from kb.pages import Site
from kb.render import PROOFS, TEMPLATES, Rendered, RenderProblem, render_site
from kb.report_link import put_all_report_links
from kb.whole_ranges import with_whole_ranges

BUILD: Final = ".build"
EXPORT: Final = "api/v1/facts.json"
_EPOCH: Final = "1577836800"
Progress = Callable[[str], None]


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
    card_files: bool = True,
) -> BuildReport:
    """Build the site of a base into `site`, which is replaced whole.

    `result` is a check of this base that was already made. A `release` refuses decision tools whose safety-critical
    facts nobody has signed off. `card_files` makes PDFs of the cards to print, if a browser is there. Raises
    BuildProblem with all messages gathered; nothing is replaced then.
    """
    site = site.absolute()
    watch = _Watch(progress)
    with held(root / BUILD), aside_of(site) as aside:
        with watch("check"):
            graph = ClaimGraph(kb)
            checked = result or check(kb)
        with watch("views and templates"):
            views = Site(
                kb, graph, checked, root / "tests" / "rules", _text(root / "CHANGELOG.md"), _exporter() is not None
            )
            pages = _rendered(views, root / TEMPLATES, release)
        with watch("write pages"):
            _write(root, {**pages, **views.browse.packet_files()}, kb, graph)
        with watch("mkdocs"):
            _run_mkdocs(root, aside)
        with watch("insert proofs"):
            _insert_proofs(aside, pages)
        with watch("print cards"):
            for line in write_card_files(aside, kb.today, wanted=card_files):
                progress(line)
        with watch("finish pages"):
            _refuse(put_all_report_links(aside, views.edition))
            _refuse(put_policies(aside))
            write_offline(aside, views.edition)
        with watch("verify the output"):
            _refuse(output_problems(aside, _expected(views, pages)))
        with watch("swap in"):
            swap(aside, site)
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


def _rendered(views: Site, templates: Path, release: bool) -> Rendered:
    if not templates.is_dir():
        raise BuildProblem([f"{templates}: the folder of templates is missing"])
    try:
        pages = render_site(views, templates)
    except RenderProblem as problem:
        raise BuildProblem(problem.messages) from None
    if release and pages.unsigned_tools:
        raise BuildProblem(
            [
                f"{page}: a decision tool rests on {len(ids)} safety-critical facts without sign-off, such as {ids[0]}"
                for page, ids in sorted(pages.unsigned_tools.items())
            ]
        )
    return pages


def _write(root: Path, files: Mapping[str, str], kb: KnowledgeBase, graph: ClaimGraph) -> None:
    docs = root / BUILD / "docs"
    shutil.rmtree(docs, ignore_errors=True)
    shutil.copytree(root / TEMPLATES / "assets", docs / "assets")
    for path, text in files.items():
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
    # Not --quiet: it would keep warnings from MkDocs's own count of them, and --strict would let them pass.
    environment = dict(os.environ, NO_MKDOCS_2_WARNING="1", PYTHONHASHSEED="0", PYTHONUTF8="1")
    environment.setdefault("SOURCE_DATE_EPOCH", _EPOCH)
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--config-file",
        str((root / "mkdocs.yml").absolute()),
        "--site-dir",
        str(aside),
    ]
    run = subprocess.run(command, env=environment, cwd=root, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        said = [line for line in (run.stdout + run.stderr).splitlines() if line.strip() and not line.startswith("INFO")]
        raise BuildProblem([f"mkdocs.yml: MkDocs ended with exit code {run.returncode}", *said[-20:]])


def _insert_proofs(aside: Path, pages: Rendered) -> None:
    for path, proofs in pages.proofs.items():
        page = aside / (path.removesuffix(".md") + ".html")
        text = page.read_text(encoding="utf-8") if page.is_file() else ""
        if PROOFS not in text:
            raise BuildProblem([f"{page.name}: MkDocs lost the place of the proofs"])
        page.write_text(with_whole_ranges(text.replace(PROOFS, proofs)), encoding="utf-8", newline="\n")


def _refuse(problems: list[str]) -> None:
    if problems:
        raise BuildProblem(problems)


def _expected(views: Site, pages: Rendered) -> Expected:
    anchors = {measure.address: frozenset(view.id for view in measure.facts) for measure in views.measures.values()}
    marks = {
        id: frozenset(mark.kind for mark in views.fact(id).marks if mark.kind in ("conflict", "disputed"))
        for id in views.kb.facts
    }
    return Expected(
        frozenset(path.removesuffix(".md") + ".html" for path in pages),
        anchors,
        {id: kinds for id, kinds in marks.items() if kinds},
    )


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def preview_command(root: Path) -> str:
    """What to type for a preview of a base: its own script where it has one, as `kb` is not on a newcomer's path."""
    return "python3 scripts/build.py --serve" if (root / "scripts" / "build.py").is_file() else "kb serve"


def serve_site(
    root: Path,
    port: int,
    *,
    site: Path | None = None,
    progress: Progress = print,
    stop: threading.Event | None = None,
    every: float = 0.7,
) -> None:
    """Build the site of a base, serve it on this machine only, and build it again whenever its sources change.

    `port` 0 takes any free port. A build that fails says why and leaves the last good site. Serves until `stop` is set
    or the process is interrupted. Raises OSError where the port is taken.
    """
    site = (site or root / "site").absolute()
    stop = stop or threading.Event()
    seen = _times(root)
    _rebuild(root, site, progress)
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(_Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        progress(f"Serving http://127.0.0.1:{server.server_port}/ - press Ctrl-C to end")
        while not stop.wait(every):
            now = _times(root)
            if now != seen:
                seen = now
                _rebuild(root, site, progress)
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line for each, and never from a cache, as they change."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def _times(root: Path) -> dict[str, int]:
    """When each source of a site was last changed."""
    watched = [root / "references.bib", root / "mkdocs.yml", root / "CHANGELOG.md"]
    for folder in ("facts", TEMPLATES):
        watched += (root / folder).rglob("*")
    return {str(path): path.stat().st_mtime_ns for path in watched if path.is_file()}


def _rebuild(root: Path, site: Path, progress: Progress) -> None:
    try:
        report = build_site(load_base(root, datetime.date.today()), root, site, card_files=False)
    except (BuildProblem, MissingBase) as problem:
        progress(str(problem))
    else:
        progress(f"Built {report.pages:,} pages in {report.seconds:.1f} s")
