"""Try both commands as a newcomer meets them: python3 scripts/try_fresh_clone.py [--as-it-stands] [--keep]

Clones the last commit (or, with --as-it-stands, copies the files as they are now) into a temporary folder whose path
has spaces and an accent, and runs there with an almost empty environment: a build that is killed half-way, a build, a
second one without a network, and the tests twice. Takes some minutes and needs a network; not part of the tests.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# An address at which nothing listens: whoever asks for the network is refused at once.
NO_NETWORK = dict.fromkeys(("http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")


def main(arguments: list[str]) -> int:
    """Run every trial; 0 if all went as they should, else 1."""
    folder = Path(tempfile.mkdtemp(prefix="kb fresh clone é "))
    copy = folder / "knowledge base"
    try:
        (_copy if "--as-it-stands" in arguments else _clone)(copy)
        trials = [
            _interrupt(copy, seconds=12),
            _trial(copy, "build.py", says="the last setup did not finish"),
            _trial(copy, "build.py", network=False, silent="Setting up"),
            _trial(copy, "test.py", network=False, silent="Setting up"),
            _trial(copy, "test.py", network=False, silent="Setting up"),
        ]
    finally:
        if "--keep" not in arguments:
            shutil.rmtree(folder)
    return 0 if all(trials) else 1


def _clone(copy: Path) -> None:
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(copy)], check=True)


def _copy(copy: Path) -> None:
    """Copy what a commit of everything would hold, and make it a repository of its own."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    subprocess.run(["git", "init", "--quiet", str(copy)], check=True)


def _interrupt(copy: Path, seconds: float) -> bool:
    """Start a build, kill it outright after `seconds`, and say so."""
    command = [sys.executable, str(copy / "scripts" / "build.py")]
    with subprocess.Popen(command, cwd=copy.parent, env=_environment(copy), stderr=subprocess.DEVNULL) as build:
        time.sleep(seconds)
        early = build.poll() is None
        build.kill()
    print(f"build.py killed after {seconds} s: {'under way' if early else 'had already ended'}", flush=True)
    return early


def _trial(copy: Path, name: str, *, network: bool = True, says: str = "", silent: str = "\0") -> bool:
    """Run one command from another folder; it must succeed, say `says` and not say `silent`."""
    environment = _environment(copy) | ({} if network else NO_NETWORK)
    command = [sys.executable, str(copy / "scripts" / name)]
    started = time.monotonic()
    run = subprocess.run(
        command, cwd=copy.parent, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    good = run.returncode == 0 and says in run.stdout and silent not in run.stdout
    how = "with" if network else "without"
    print(f"{name} {how} a network: {'good' if good else 'BAD'}, {time.monotonic() - started:.1f} s", flush=True)
    if not good:
        print(run.stdout)
    return good


def _environment(copy: Path) -> dict[str, str]:
    """No home to write to, no settings: only where programs are found."""
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(copy.parent / "no home")}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
