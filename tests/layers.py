"""Folders laid over each other, and what a generator makes: how the bases of the examples of rules are put together.

Only the standard library is needed, so that scripts can use it as well.
"""

from __future__ import annotations

import runpy
import shutil
from pathlib import Path

GENERATOR = "generate.py"


def lay_over(root: Path, *layers: Path) -> Path:
    """Lay folders over each other in `root`.

    What a repository can't hold as a file (too large, missing, a pipe) a layer makes itself: its `generate.py` defines
    `generate(root)`, which is called once the layer is laid, and is not part of the base.
    """
    for layer in layers:
        shutil.copytree(layer, root, symlinks=True, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        generator = root / GENERATOR
        if generator.exists():
            runpy.run_path(str(generator))["generate"](root)
            generator.unlink()
    return root
