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


def _checked(kb: KnowledgeBase) -> CheckResult:
    from kb.check import check

    return check(kb)


def _unread(kb: KnowledgeBase) -> CheckResult:
    """What the rules about reading say, where it means that records are missing; waivers do not reach these."""
    from kb.check import check
    from kb.rules import rules_about_reading

    return check(kb, rules_about_reading())


def _check(arguments: argparse.Namespace) -> int:
    from kb.report import report_text

    result = _checked(_load(arguments))
    sys.stdout.write(report_text(arguments.format, result, colour=_in_colour(sys.stdout)))
    return FINDINGS if result.failed else CLEAN
