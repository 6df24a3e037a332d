"""Checks every page of a built site with the Nu HTML checker: python scripts/check_html.py [SITE]

    python scripts/build.py && python scripts/check_html.py

The checker is a program in Java: `vnu.jar`, which the npm package `vnu-jar` holds. It is looked for in KB_VNU, below
node_modules here, and as the command `vnu`. Errors only: warnings are advice. Exit code 0: no errors, 1: errors, 2: the
checker, Java or the site is not there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("node_modules/vnu-jar/build/dist/vnu.jar", "vnu.jar")
MOST_NAMED = 40
_NAMED = re.compile(r"\u201c[^\u201d]*\u201d")


class NotInstalled(Exception):
    """What is missing, and how to get it."""


def checker() -> list[str]:
    """The command that checks, or NotInstalled."""
    named = os.environ.get("KB_VNU", "")
    jar = next((path for path in (Path(named), *(ROOT / place for place in PLACES)) if path.is_file()), None)
    if jar is None and shutil.which("vnu"):
        return ["vnu"]
    if jar is None and named:
        raise NotInstalled(f"KB_VNU names '{named}', which is no file")
    if jar is None:
        install = "'npm install --no-save vnu-jar' puts it here, or name vnu.jar in KB_VNU"
        raise NotInstalled(f"the Nu HTML checker is not installed: {install}")
    if not shutil.which("java"):
        raise NotInstalled("the Nu HTML checker needs Java: install a headless runtime, such as default-jre-headless")
    return ["java", "-Xss8m", "-jar", str(jar)]


def errors(site: Path) -> list[str]:
    """The errors in the pages of a site, one line each: page, place, what is wrong. Raises NotInstalled."""
    if not (site / "index.html").is_file():
        raise NotInstalled(f"{site}: no site is built there; 'python scripts/build.py' builds it")
    command = [*checker(), "--errors-only", "--skip-non-html", "--format", "gnu", str(site)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    said = (run.stdout + run.stderr).splitlines()
    found = [line.replace(f"file:{site.resolve()}/", "").replace(f"file:{site}/", "") for line in said if line.strip()]
    if run.returncode and not any(" error" in line for line in found):
        raise NotInstalled("the Nu HTML checker could not run: " + " ".join(found[-3:]))
    return found if run.returncode else []


def main(arguments: list[str]) -> int:
    """Check one site and say what was found; gives the exit code."""
    site = Path(arguments[0]) if arguments else ROOT / "site"
    try:
        found = errors(site)
    except NotInstalled as problem:
        sys.stderr.write(f"check_html: {problem}\n")
        return 2
    for line in found[:MOST_NAMED]:
        print(line)
    if len(found) > MOST_NAMED:
        print(f"... and {len(found) - MOST_NAMED:,} more. By kind:")
        kinds = Counter(_NAMED.sub("\u201c\u2026\u201d", line.split("error:")[-1]) for line in found)
        for kind, number in kinds.most_common():
            print(f"{number:6,} {kind.strip()}")
    print(f"{sum(1 for _ in site.rglob('*.html')):,} pages, {len(found):,} errors")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
