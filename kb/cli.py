"""Arguments and exit codes of the command `kb`, nothing else.

Exit codes: 0 clean, 1 findings, 2 could not run, 130 interrupted.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

from kb import __version__

_EXAMPLES: Final = """examples:
  kb check                          what is wrong, where, and what to do
  kb check --format github          the same as annotations of a pull request
  kb explain KB401                  what a rule checks, why, and how to fix it
  kb verify --sources texts         look every printed figure up in its source
  kb coverage --sources texts       which numerals of a source no fact accounts for
  kb build                          check, render and build the site into site/
  kb serve                          preview, rebuilt on every change
  kb export json -o facts.json      everything, for other programs
  kb graph dose-approved            what a fact stands in relation to

exit codes: 0 clean, 1 findings, 2 could not run"""

_FORMATS: Final = ("text", "json", "github", "sarif", "junit", "markdown")
_SEVERITIES: Final = ("critical", "error", "warning", "info")
_INTERRUPTED: Final = 130


def command() -> NoReturn:
    """The command `kb` as the shell calls it: `main`, and out at once.

    Taking a base apart that nobody needs any more would take a tenth of the time of a check.
    """
    code = main()
    sys.stderr.flush()
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code.

    Raises SystemExit as argparse does: with 0 after `--help` and `--version`, with 2 for arguments that it refuses.
    """
    _write_utf8(sys.stdout)
    _write_utf8(sys.stderr)
    try:
        arguments = _parser().parse_args(argv)
        from kb import commands

        code = commands.run(arguments)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        sys.stderr.write("kb: interrupted; nothing was left half-written\n")
        return _INTERRUPTED
    except BrokenPipeError:
        # the reader of the pipe is gone: nothing more can be said, and nothing went wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _write_utf8(stream: object) -> None:
    """The same bytes under every locale; a character that nobody can encode is written as its code."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kb",
        description="A knowledge base of clinical facts that checks its own numbers, and the site made from it.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"kb {__version__}")
    parser.add_argument(
        "--root", type=Path, default=Path(), metavar="DIR", help="the folder of the base (default: here)"
    )
    add = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = _command(
        add, "check", "check every fact and say what is wrong, where", "kb check --root my-base --format json"
    )
    check.add_argument("--format", choices=_FORMATS, default="text", help="how findings are printed (default: text)")
    check.add_argument("--select", action="append", metavar="RULE", help="only this rule, or family such as KB4")
    check.add_argument("--ignore", action="append", metavar="RULE", help="all rules but this one, or this family")
    check.add_argument(
        "--fail-on", choices=_SEVERITIES, default="error", help="the mildest severity that fails (default: error)"
    )
    check.add_argument(
        "--no-cache",
        dest="cache",
        action="store_false",
        help="check anew, and keep no result; without it an unchanged base gives the result kept from the last check",
    )
    check.add_argument(
        "--changed-since",
        metavar="REF",
        help="show findings on lines changed since REF first (github, markdown; default: what a pull request is for)",
    )
    build = _command(add, "build", "check, render and build the site", "kb build --site public")
    build.add_argument("--site", type=Path, metavar="DIR", help="where the site goes (default: site/ in the base)")
    build.add_argument(
        "--release", action="store_true", help="refuse to publish tools whose facts nobody has signed off"
    )
    serve = _command(add, "serve", "preview the site and rebuild it on every change", "kb serve --port 8001")
    serve.add_argument("--port", type=_port, default=8000, help="where to listen on this machine (default: 8000)")
    explain = _command(
        add, "explain", "what a rule checks, why it matters, and how to fix it", "kb explain dangling-citation"
    )
    explain.add_argument("rule", metavar="CODE", help="the code or the name of a rule")
    verify = _command(
        add, "verify", "look every printed figure up in the text of its source", "kb verify --sources ../texts"
    )
    verify.add_argument(
        "--sources", type=Path, metavar="DIR", help="folder of texts named KEY.txt (default: KB_SOURCES)"
    )
    verify.add_argument(
        "--cases", type=Path, metavar="FILE", help="judge cases of your own: text, printed, near, reading"
    )
    coverage = _command(
        add, "coverage", "which numerals of a source text no fact accounts for", "kb coverage --sources ../texts KEY"
    )
    coverage.add_argument(
        "references", nargs="*", metavar="REFERENCE", help="keys of references (default: every text there is)"
    )
    coverage.add_argument(
        "--sources", type=Path, metavar="DIR", help="folder of texts named KEY.txt (default: KB_SOURCES)"
    )
    export = _command(add, "export", "the base for other programs", "kb export json -o facts.json")
    export.add_argument(
        "what", choices=("json", "schema"), help="json: facts, conflicts, references, vocabulary; schema: of fact files"
    )
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help="write to a file (default: standard output)")
    graph = _command(
        add, "graph", "the claim graph: its size, or what one node is related to", "kb graph dose-approved"
    )
    graph.add_argument("node", nargs="?", metavar="ID", help="a fact, reference, cohort, term or conflict")
    return parser


def _command(add: Any, name: str, help: str, example: str) -> argparse.ArgumentParser:
    """A command that takes `--root` too, so that it may stand before the command or after it."""
    parser: argparse.ArgumentParser = add.add_parser(
        name, help=help, description=help[0].upper() + help[1:] + ".", epilog=f"example: {example}", allow_abbrev=False
    )
    parser.add_argument(
        "--root", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="the folder of the base (default: here)"
    )
    return parser


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"'{text[:20]}' is not a port from 1 to 65535")
