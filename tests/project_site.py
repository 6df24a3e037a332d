"""The site of the base of this repository, built once for all tests of a run; a server of any site."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from pathlib import Path

from kb.publish import build_site
from tests.built_once import built_once
from tests.second_base_site import PROJECT, load_second_base


@functools.cache
def project_site() -> Path:
    """The folder of the site of the base of this repository, built in a folder of its own."""
    return built_once("project", _build)


def _build(folder: Path) -> Path:
    for name in ("facts", "site_templates"):
        shutil.copytree(PROJECT / name, folder / name)
    for name in ("references.bib", "mkdocs.yml", "CHANGELOG.md"):
        shutil.copyfile(PROJECT / name, folder / name)
    return build_site(load_second_base(folder), folder, folder / "site").site


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def served(site: Path) -> tuple[http.server.ThreadingHTTPServer, str]:
    """A server of a folder, on any free port of this machine, and its address; close it with `closed`."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Silent, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}/"


def closed(server: http.server.ThreadingHTTPServer) -> None:
    """End a server and give its port back."""
    server.shutdown()
    server.server_close()
