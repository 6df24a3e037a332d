"""Check the facts and build the site: python3 scripts/build.py [--serve] [arguments of kb build]

Needs Python 3.11 or newer and, the first time, a network; prepares .venv by itself. Works from any folder; paths
among the arguments are read from the project's folder. With --serve it previews the site and rebuilds on change.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import required_python

required_python.insist()

import environment


def main(arguments):
    """Prepare .venv, then become `kb build` (or `kb serve`) with the remaining arguments."""
    asks_for_help = "-h" in arguments or "--help" in arguments
    if asks_for_help:
        print(__doc__)
        if environment.reason_to_set_up():
            return 0
    environment.ensure()
    command = "serve" if "--serve" in arguments else "build"
    remaining = [argument for argument in arguments if argument != "--serve"]
    return environment.become(["-m", "kb", command] + remaining)


if __name__ == "__main__":
    environment.run_as_command(lambda: main(sys.argv[1:]))
