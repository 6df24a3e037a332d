"""Run every check of the project itself: python3 scripts/test.py [arguments of pytest]

Ruff, then mypy, then pytest; all three run even if one fails. Without arguments the tests are shared among as many
processes as there are processors, four at most. Needs Python 3.11 or newer and, the first time, a network; prepares
.venv by itself. Works from any folder; paths among the arguments are read from the project's folder.
"""

import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import required_python

required_python.insist()

import environment

STEPS = {
    "ruff": ["-m", "ruff", "check", "--quiet", "."],
    "mypy": ["-m", "mypy", "--no-error-summary"],
    "pytest": ["-m", "pytest"],
}

# A process that has nothing left to do takes tests over from another: how long each takes is not known beforehand.
SHARED = ["-n", str(max(1, min(4, os.cpu_count() or 1))), "--dist", "worksteal"]


def main(arguments):
    """Prepare .venv and run the three steps; 0 if all passed, else 1."""
    if "-h" in arguments or "--help" in arguments:
        print(__doc__)
        return 0
    environment.ensure()
    failed = [name for name, command in STEPS.items() if not passes(name, command, arguments)]
    if failed:
        print("Failed: " + ", ".join(failed))
    return 1 if failed else 0


def passes(name, command, arguments):
    """Run one step and say how it went. Pytest closes with its own line, which is left as the last."""
    print("== " + name)
    started = time.monotonic()
    status = environment.call(command + ((arguments or SHARED) if name == "pytest" else []))
    if name != "pytest":
        verdict = "passed" if status == 0 else "failed"
        print("%s %s in %.1f s" % (name, verdict, time.monotonic() - started))
    return status == 0


if __name__ == "__main__":
    environment.run_as_command(lambda: main(sys.argv[1:]))
