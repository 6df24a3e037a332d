"""What lets a site be kept on a device and searched without a server: lists of its files, its edition, its manifest."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kb.page_policy import PLAIN_PAGE

WORKER: Final = "service-worker.js"
EDITION: Final = "edition.json"
MANIFEST: Final = "manifest.webmanifest"
INDEX: Final = "search/search_index"

_KEPT: Final = frozenset({".html", ".css", ".js", ".svg", ".json", ".pdf"})
_LEFT_OUT: Final = frozenset({f"{INDEX}.js", EDITION, WORKER, f"assets/{WORKER}", PLAIN_PAGE})
_LEFT_OUT_BELOW: Final = ("api/", "assets/javascripts/lunr/")
_NAME: Final = re.compile(r"<title>(.*?)</title>", re.S)


def write_offline(site: Path, edition: str) -> None:
    """Write what keeps a finished site on a device.

    `service-worker.js` lists every page and part of this edition with the first 16 hexadecimal digits of its SHA-256:
    first what is kept at the first visit (the pages of the menu, styles, scripts, the search), then the rest.
    `edition.json` says which edition is published. A site without the program of the worker
    (`assets/service-worker.js`) gets no worker.
    """
    index = site / f"{INDEX}.json"
    if index.is_file():
        text = f"var __index = {index.read_text('utf-8')}\n"
        (site / f"{INDEX}.js").write_text(text, encoding="utf-8", newline="\n")
    (site / MANIFEST).write_text(_manifest(site), encoding="utf-8", newline="\n")
    (site / EDITION).write_text(json.dumps({"edition": edition}) + "\n", encoding="utf-8", newline="\n")
    program = site / "assets" / WORKER
    if not program.is_file():
        return
    files = [(name, _digest(site / name)) for name in _files(site)]
    build = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]
    core = [file for file in files if _is_core(file[0])]
    lists = {"EDITION": edition, "BUILD": build, "CORE": core, "REST": [file for file in files if file not in core]}
    head = "".join(f"const {name} = {json.dumps(value, separators=(',', ':'))};\n" for name, value in lists.items())
    (site / WORKER).write_text(head + program.read_text("utf-8"), encoding="utf-8", newline="\n")
    program.unlink()


def _files(site: Path) -> Iterable[str]:
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.suffix in _KEPT)
    return [name for name in names if name not in _LEFT_OUT and not name.startswith(_LEFT_OUT_BELOW)]


def _is_core(name: str) -> bool:
    """Whether a file is kept at the first visit: all but the pages and data that lie in folders of their own."""
    folder, _, last = name.rpartition("/")
    return not folder or last == "index.html" or folder.startswith(("assets", "search"))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def _manifest(site: Path) -> str:
    """The web app manifest: the site under its own name, with its icon, from its home page."""
    titled = _NAME.search((site / PLAIN_PAGE).read_text("utf-8"))
    name = html.unescape(titled[1]).strip() if titled else ""
    manifest = {
        "name": name,
        "short_name": name,
        "start_url": "index.html",
        "scope": "./",
        "display": "standalone",
        "icons": [{"src": "assets/favicon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    return json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
