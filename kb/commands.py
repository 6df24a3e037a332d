"""What each command does, from the arguments to the exit code. The heavy parts are imported only where needed."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kb.finding import CouldNotRun

if TYPE_CHECKING:
    from kb.changed_lines import ChangedLines
    from kb.check_result import CheckResult
    from kb.kept_results import Run
    from kb.model import KnowledgeBase
    from kb.rules import Rule

CLEAN: Final = 0
FINDINGS: Final = 1
COULD_NOT_RUN: Final = 2

FIXTURES: Final = Path(__file__).parent.parent / "tests" / "rules"
"""The examples that rules are tested on; an installation without the tests explains a rule without them."""


def run(arguments: argparse.Namespace) -> int:
    """Run the command that the arguments name; what keeps it from running is said in one line."""
    try:
        return _COMMANDS[arguments.command](arguments)
    except CouldNotRun as reason:
        sys.stderr.write(f"kb: {reason}\n")
    except BrokenPipeError:
        raise
    except OSError as error:
        named = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"kb: {named}{error.strerror or error}\n")
    return COULD_NOT_RUN


def today() -> datetime.date:
    """The day that rules go by: of SOURCE_DATE_EPOCH where it is set, so that a build can be repeated; else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) < 12:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.datetime.now(datetime.UTC).date()


def _load(arguments: argparse.Namespace) -> KnowledgeBase:
    from kb.load import load_base

    return load_base(arguments.root, today())


def _checked(run: Run) -> CheckResult:
    from kb.check import check
    from kb.load import garbage_collection_off, load_base

    with garbage_collection_off():
        return check(load_base(run.root, run.today), _chosen(run), None)


def _chosen(run: Run) -> list[Rule] | None:
    from kb.rules import chosen_rules

    return chosen_rules(run.select, run.ignore)


def _check(arguments: argparse.Namespace) -> int:
    from kb.changed_lines import NOTHING_CHANGED
    from kb.finding import Severity
    from kb.kept_results import Run, kept_or_made
    from kb.report import report_text

    run = Run(arguments.root, today(), tuple(arguments.select or ()), tuple(arguments.ignore or ()))
    result = kept_or_made(run, _checked) if arguments.cache else _checked(run)
    folder = "" if arguments.root.is_absolute() else arguments.root.as_posix()
    changed = _changed(arguments) if result.findings else NOTHING_CHANGED
    chosen = _chosen(run) if arguments.format == "junit" else None
    sys.stdout.write(report_text(arguments.format, result, _in_colour(sys.stdout), folder, changed, chosen))
    if any(finding.severity.rank <= Severity(arguments.fail_on).rank for finding in result.findings):
        return FINDINGS
    if not result.coverage.facts:
        raise CouldNotRun("nothing was checked: no file below facts/ holds a fact. Is --root the folder of the base?")
    return CLEAN


def _changed(arguments: argparse.Namespace) -> ChangedLines:
    """What --changed-since or a pull request says has changed; where nobody knows, nothing, and why is said."""
    from kb.changed_lines import NOTHING_CHANGED, NotKnown, changed_lines, pull_request_base

    since = arguments.changed_since or pull_request_base(os.environ)
    if not since or arguments.format not in ("github", "markdown"):
        return NOTHING_CHANGED
    try:
        return changed_lines(arguments.root, since)
    except NotKnown as reason:
        sys.stderr.write(f"kb: which lines changed since {since} is not known, so none comes first: {reason}\n")
        return NOTHING_CHANGED


def _in_colour(stream: object) -> bool:
    return (
        bool(getattr(stream, "isatty", lambda: False)())
        and "NO_COLOR" not in os.environ
        and os.environ.get("TERM") != "dumb"
    )


def _unread(kb: KnowledgeBase, consequence: str, except_for: str = "") -> bool:
    """Whether faults met while reading cost records of the base; they are then named, and what follows from them."""
    names = {problem.name for problem in kb.problems} - {except_for}
    if not names:
        return False
    from kb.check import check
    from kb.report.text import finding_lines
    from kb.rules import all_rules

    result = check(kb, [rule for rule in all_rules() if rule.name in names])
    if result.failed:
        lines = [line for finding in result.findings for line in finding_lines(finding)]
        sys.stderr.write("\n".join([*lines, f"kb: {consequence}: what stands above could not be read"]) + "\n")
    return result.failed


def _build(arguments: argparse.Namespace) -> int:
    from kb.check import check
    from kb.report import report_text

    started = time.perf_counter()
    kb = _load(arguments)
    result = check(kb, number=None)
    checked = time.perf_counter() - started
    sys.stdout.write(report_text("text", result, colour=_in_colour(sys.stdout)))
    if result.failed:
        sys.stderr.write("kb: the site was not built: the findings above come first\n")
        return FINDINGS
    from kb.folder_swap import BuildProblem
    from kb.publish import build_site, preview_command

    site = arguments.site or arguments.root / "site"
    try:
        built = build_site(kb, arguments.root, site, release=arguments.release, progress=_say, result=result)
    except BuildProblem as problem:
        sys.stderr.write("\n".join([*problem.messages, "kb: the site was not built"]) + "\n")
        return FINDINGS
    steps = {"read and check": checked} | {step.name: step.seconds for step in built.steps if step.name != "check"}
    _say("Built: " + ", ".join(f"{name} {seconds:.1f} s" for name, seconds in steps.items()))
    _say(f"{built.pages:,} pages. Open {built.site / 'index.html'}, or run '{preview_command(arguments.root)}'.")
    return CLEAN


def _serve(arguments: argparse.Namespace) -> int:
    _load(arguments)
    from kb.publish import serve_site

    # a preview is ended by an interrupt: there is nothing to complain of
    with contextlib.suppress(KeyboardInterrupt):
        serve_site(arguments.root, arguments.port, progress=_say)
    return CLEAN


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _explain(arguments: argparse.Namespace) -> int:
    from kb.report.rule import rule_text
    from kb.rules import all_rules, rule_named

    rule = rule_named(arguments.rule.lower()) or rule_named(arguments.rule)
    if rule is None:
        words = {word.lower(): word for one in all_rules() for word in (one.code, one.name)}
        raise CouldNotRun(f"no rule has the code or name '{arguments.rule}'." + _did_you_mean(arguments.rule, words))
    sys.stdout.write(rule_text(rule, FIXTURES / rule.code))
    return CLEAN


def _did_you_mean(word: str, spellings: dict[str, str]) -> str:
    from kb.source_file import nearest

    close = nearest(word.lower(), spellings)
    return f" Did you mean '{spellings[close]}'?" if close else ""


def _verify(arguments: argparse.Namespace) -> int:
    from kb.report.verification import cases_text, verification_text
    from kb.verify import judge_file, source_texts, verify, write_ledgers

    if arguments.cases:
        sys.stdout.write(cases_text(judge_file(arguments.cases)))
        return CLEAN
    folder = _sources(arguments)
    kb = _load(arguments)
    texts = source_texts(folder, kb.references)
    looked_up = list(verify(kb, texts))
    unread = _unread(kb, "no ledger was written", except_for="damaged-ledger")
    changed = [] if unread else write_ledgers(kb, arguments.root, looked_up, texts)
    sys.stdout.write(verification_text(kb, looked_up, changed))
    return FINDINGS if unread or any(outcome.refused for one in looked_up for outcome in one.outcomes) else CLEAN


def _sources(arguments: argparse.Namespace) -> Path:
    folder = arguments.sources or (Path(os.environ["KB_SOURCES"]) if os.environ.get("KB_SOURCES") else None)
    if folder is None:
        raise CouldNotRun("no folder of source texts is named. Use --sources DIR, or set KB_SOURCES.")
    return folder


def _coverage(arguments: argparse.Namespace) -> int:
    from kb.coverage import coverage
    from kb.report.coverage import coverage_text
    from kb.verify import source_texts, verify

    folder = _sources(arguments)
    kb = _load(arguments)
    texts = source_texts(folder, kb.references)
    for key in arguments.references:
        if key not in texts:
            raise CouldNotRun(
                f"there is no text of '{key}' among the sources."
                + _did_you_mean(key, {name.lower(): name for name in texts})
            )
    chosen = {key: path for key, path in texts.items() if key in arguments.references or not arguments.references}
    unread = _unread(kb, "facts that can't be read account for nothing", except_for="damaged-ledger")
    measured = [coverage(kb, verified) for verified in verify(kb, chosen)]
    sys.stdout.write(coverage_text(kb, measured))
    return FINDINGS if unread or any(one.unaccounted for one in measured) else CLEAN


def _export(arguments: argparse.Namespace) -> int:
    if arguments.what == "schema":
        from kb.export.schema import schema_text

        text = schema_text()
    else:
        from kb.export.json import export_text
        from kb.graph import ClaimGraph

        kb = _load(arguments)
        if _unread(kb, "nothing was exported"):
            return FINDINGS
        text = export_text(kb, ClaimGraph(kb))
    if arguments.output is None:
        sys.stdout.write(text)
    else:
        _write(arguments.output, text)
    return CLEAN


def _write(output: Path, text: str) -> None:
    """Write a file whole or not at all; what is no ordinary file (a pipe, a terminal) is written as it is."""
    if output.is_dir():
        raise CouldNotRun(f"{output} is a folder. Name the file to write with -o FILE.")
    if output.exists() and not output.is_file():
        output.write_text(text, encoding="utf-8", newline="\n")
        return
    whole = output.resolve()
    if not whole.parent.is_dir():
        raise CouldNotRun(f"{output} can't be written: there is no folder {whole.parent}")
    aside = whole.with_name(f"{whole.name}.part")
    try:
        aside.write_text(text, encoding="utf-8", newline="\n")
        aside.replace(whole)
    finally:
        aside.unlink(missing_ok=True)


def _graph(arguments: argparse.Namespace) -> int:
    from kb.graph import ClaimGraph
    from kb.report.claims import neighbourhood_text, summary_text

    graph = ClaimGraph(_load(arguments))
    if arguments.node is None:
        sys.stdout.write(summary_text(graph))
        return CLEAN
    text = neighbourhood_text(graph, arguments.node)
    if text is None:
        names = {name.lower(): name for name in (node.partition(":")[2] for node in graph.network)}
        raise CouldNotRun(f"nothing in the graph is called '{arguments.node}'." + _did_you_mean(arguments.node, names))
    sys.stdout.write(text)
    return CLEAN


_COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "check": _check,
    "build": _build,
    "serve": _serve,
    "explain": _explain,
    "verify": _verify,
    "coverage": _coverage,
    "export": _export,
    "graph": _graph,
}
