"""Arguments and exit codes of the command `kb`, nothing else.

Exit codes: 0 clean, 1 findings, 2 could not run.
"""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from kb import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - the reader of the pipe is gone; nothing is left to say
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kb", description="A knowledge base of clinical facts that checks its own numbers.")
    parser.add_argument("--version", action="version", version=f"kb {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check every fact and say what is wrong, where")
    _with_root(check)
    check.add_argument("--format", choices=["text", "json", "github"], default="text")
    check.set_defaults(run=_check)
    return parser


def _with_root(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--root", type=Path, default=Path("."), metavar="DIR", help="the folder of the base (default: here)")


def _check(arguments: argparse.Namespace) -> int:
    from kb.check import check
    from kb.load import load_base
    from kb.report import REPORTS

    result = check(load_base(arguments.root, datetime.date.today()))
    sys.stdout.write(REPORTS[arguments.format](result.findings, result.coverage))
    return 1 if result.failed else 0
