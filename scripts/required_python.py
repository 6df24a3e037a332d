"""Say in one line that this Python is too old. Written so that Python 2.7 and 3.0 to 3.10 can read it too."""

import os
import subprocess
import sys

OLDEST = (3, 11)
NEWER = ("python3", "python3.14", "python3.13", "python3.12", "python3.11")


def insist(version=sys.version_info, script=None):
    """End the process with status 2 and one line of advice if `version` is below OLDEST."""
    if tuple(version[:2]) >= OLDEST:
        return
    sys.stderr.write(complaint(version, script or sys.argv[0], first_newer()) + "\n")
    sys.exit(2)


def complaint(version, script, newer):
    """The line for a person: what is needed, what was found, what to do. `newer` is a command, or None."""
    needed = ".".join(str(part) for part in OLDEST)
    found = ".".join(str(part) for part in version[:3])
    remedy = "run: %s %s" % (newer, script) if newer else "install a newer one and run this again with it"
    return "Python %s or newer is needed and this is %s; %s" % (needed, found, remedy)


def first_newer():
    """The first command on PATH that starts a Python new enough, or None."""
    for command in NEWER:
        if starts_new_enough(command):
            return command
    return None


def starts_new_enough(command):
    """Whether `command` starts, and is a Python of at least OLDEST."""
    test = "import sys; sys.exit(sys.version_info[:2] < %r)" % (OLDEST,)
    try:
        with open(os.devnull, "w") as nowhere:
            return subprocess.call([command, "-c", test], stdout=nowhere, stderr=nowhere) == 0
    except OSError:
        return False
