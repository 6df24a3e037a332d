"""What each command does, from the arguments to the exit code. The heavy parts are imported only where needed."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kb.finding import CouldNotRun

if TYPE_CHECKING:
    from kb.check import CheckResult
    from kb.model import KnowledgeBase

CLEAN: Final = 0
FINDINGS: Final = 1
COULD_NOT_RUN: Final = 2


def run(arguments: argparse.Namespace) -> int:
    """Run the command that the arguments name; what keeps it from running is said in one line."""
    try:
        return _COMMANDS[arguments.command](arguments)
    except CouldNotRun as reason:
        sys.stderr.write(f"kb: {reason}\n")
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


def _checked(kb: KnowledgeBase) -> CheckResult:
    from kb.check import check

    return check(kb)


def _check(arguments: argparse.Namespace) -> int:
    from kb.report import report_text

    result = _checked(_load(arguments))
    sys.stdout.write(report_text(arguments.format, result, colour=_in_colour(sys.stdout)))
    return FINDINGS if result.failed else CLEAN


def _in_colour(stream: object) -> bool:
    return bool(getattr(stream, "isatty", lambda: False)()) and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def _build(arguments: argparse.Namespace) -> int:
    from kb.publish import BuildFailed, build_site
    from kb.report import report_text

    kb = _load(arguments)
    result = _checked(kb)
    sys.stdout.write(report_text("text", result, colour=_in_colour(sys.stdout)))
    if result.failed:
        sys.stderr.write("kb: the site was not built: the findings above come first\n")
        return FINDINGS
    site = arguments.site or arguments.root / "site"
    try:
        built = build_site(kb, arguments.root, site, release=arguments.release, progress=_say)
    except BuildFailed as failure:
        sys.stderr.write(f"kb: the site was not built: {failure}\n")
        return FINDINGS
    sys.stdout.write(f"{built}\n")
    return CLEAN


def _serve(arguments: argparse.Namespace) -> int:
    from kb.publish import serve_site

    serve_site(arguments.root, arguments.port, load=lambda: _load(arguments), progress=_say)
    return CLEAN


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _explain(arguments: argparse.Namespace) -> int:
    from kb.report.rule import rule_text
    from kb.rules import all_rules, rule_named
    from kb.source_file import nearest

    rule = rule_named(arguments.rule)
    if rule is None:
        words = [word for one in all_rules() for word in (one.code, one.name)]
        close = nearest(arguments.rule.upper(), words) or nearest(arguments.rule.lower(), words)
        raise CouldNotRun(f"no rule has the code or name '{arguments.rule}'." + (f" Did you mean {close}?" if close else ""))
    sys.stdout.write(rule_text(rule))
    return CLEAN


def _verify(arguments: argparse.Namespace) -> int:
    from kb.report.verification import cases_text, verification_text
    from kb.verify import judge_file, source_texts, verify, write_ledgers

    if arguments.cases:
        sys.stdout.write(cases_text(judge_file(arguments.cases)))
        return CLEAN
    folder = arguments.sources or (Path(os.environ["KB_SOURCES"]) if os.environ.get("KB_SOURCES") else None)
    if folder is None:
        raise CouldNotRun("no folder of source texts is named. Use --sources DIR, or set KB_SOURCES.")
    kb = _load(arguments)
    texts = source_texts(folder, kb.references)
    looked_up = list(verify(kb, texts))
    changed = write_ledgers(kb, arguments.root, looked_up, texts)
    sys.stdout.write(verification_text(kb, looked_up, changed))
    return FINDINGS if any(outcome.refused for one in looked_up for outcome in one.outcomes) else CLEAN


def _export(arguments: argparse.Namespace) -> int:
    if arguments.what == "schema":
        from kb.export.schema import schema_text

        text = schema_text()
    else:
        from kb.export.json import export_text
        from kb.graph import ClaimGraph

        kb = _load(arguments)
        text = export_text(kb, ClaimGraph(kb))
    if arguments.output is None:
        sys.stdout.write(text)
    else:
        aside = arguments.output.with_name(arguments.output.name + ".part")
        aside.write_text(text, encoding="utf-8")
        aside.replace(arguments.output)
    return CLEAN


def _graph(arguments: argparse.Namespace) -> int:
    from kb.graph import ClaimGraph
    from kb.report.claims import neighbourhood_text, summary_text
    from kb.source_file import nearest

    graph = ClaimGraph(_load(arguments))
    if arguments.node is None:
        sys.stdout.write(summary_text(graph))
        return CLEAN
    text = neighbourhood_text(graph, arguments.node)
    if text is None:
        names = [node.partition(":")[2] for node in graph.network]
        close = nearest(arguments.node, names)
        raise CouldNotRun(f"nothing in the graph is called '{arguments.node}'." + (f" Did you mean {close}?" if close else ""))
    sys.stdout.write(text)
    return CLEAN


_COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "check": _check,
    "build": _build,
    "serve": _serve,
    "explain": _explain,
    "verify": _verify,
    "export": _export,
    "graph": _graph,
}
