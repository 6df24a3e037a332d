"""Which lines of a base a pull request changed, as git tells it: what a reviewer should be shown first.

Nothing depends on the answer but the order of a report. Where git is not installed, or the folder is no checkout, or
the history does not reach back far enough, nobody knows, and the reason is said.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

ON_A_CHANGED_LINE: Final = 0
IN_A_CHANGED_FILE: Final = 1
ELSEWHERE: Final = 2

_LONGEST_WAIT: Final = 20
_LINES_OF_A_NEW_FILE: Final = range(1, 10**9)
_HUNK: Final = re.compile(r"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


class NotKnown(Exception):
    """Why it can't be told what changed, in a few words."""


class ChangedLines:
    """The changed lines of the files of a base, by POSIX path from its root."""

    def __init__(self, lines: Mapping[str, list[range]]) -> None:
        self.lines = lines

    def rank(self, file: str, line: int) -> int:
        """ON_A_CHANGED_LINE, IN_A_CHANGED_FILE or ELSEWHERE, the first of which is to be shown first."""
        if file not in self.lines:
            return ELSEWHERE
        return ON_A_CHANGED_LINE if any(line in changed for changed in self.lines[file]) else IN_A_CHANGED_FILE


NOTHING_CHANGED: Final = ChangedLines({})


def pull_request_base(environment: Mapping[str, str]) -> str:
    """The branch that a pull request is for, as the checkout of a GitHub workflow knows it; else an empty text."""
    base = environment.get("GITHUB_BASE_REF", "")
    return f"origin/{base}" if base else ""


def changed_lines(root: Path, since: str) -> ChangedLines:
    """What the checkout at `root` changed since it parted from `since` (a branch, a tag or a commit).

    Files that git does not know yet count as changed from end to end. Raises NotKnown.
    """
    if since.startswith("-"):
        raise NotKnown(f"'{since}' is not the name of a revision")
    parted = _git(root, "merge-base", "HEAD", since).strip()
    options = (
        "--unified=0",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        "--no-renames",
        "--relative",
        "--no-prefix",
    )
    lines = dict(_hunks(_git(root, "diff", *options, parted, "--", ".").split("\n")))
    for name in _git(root, "ls-files", "--others", "--exclude-standard", "-z").split("\0"):
        if name:
            lines[name] = [_LINES_OF_A_NEW_FILE]
    return ChangedLines(lines)


def _git(root: Path, *arguments: str) -> str:
    import subprocess  # only a report with little room asks git, and every check would pay for the import

    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    command = ("git", "-c", "core.quotepath=off", *arguments)
    try:
        done = subprocess.run(
            command, cwd=root, env=environment, capture_output=True, timeout=_LONGEST_WAIT, check=False
        )
    except OSError:
        raise NotKnown("git is not to be found") from None
    except subprocess.TimeoutExpired:
        raise NotKnown(f"git gave no answer within {_LONGEST_WAIT} seconds") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise NotKnown(said or f"'git {arguments[0]}' found nothing")
    return done.stdout.decode("utf-8", "replace")


def _hunks(lines: list[str]) -> Iterator[tuple[str, list[range]]]:
    """Each file of a diff without context, with its ranges of new lines; what a hunk quotes is passed over by count."""
    at, file, found = 0, "", list[range]()
    while at < len(lines):
        line = lines[at]
        hunk = _HUNK.match(line)
        if hunk:
            gone, start, come = (int(number) if number else 1 for number in hunk.group(1, 2, 3))
            found.append(range(start, start + come))
            at += gone + come
        elif line.startswith("+++ "):
            if file:
                yield file, found
            file, found = line[4:].rstrip("\t"), []
        at += 1
    if file:
        yield file, found
