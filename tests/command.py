"""The command run inside the tests: fixtures for the modules that say `base, kb = command.base, command.kb`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from kb.cli import main
from tests.conftest import TESTS

BASE = TESTS / "rules" / "base"
BROKEN = "facts:\n  - id: stay\n    near: [days, of\n"


class Said(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def base(lay_out: Callable[..., Path]) -> Path:
    return lay_out(BASE)


@pytest.fixture
def kb(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run the command in an empty folder, so that what it needs must be named."""
    monkeypatch.delenv("KB_SOURCES", raising=False)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")

    def run(*argv: str | Path) -> Said:
        try:
            code = main([str(word) for word in argv])
        except SystemExit as ended:
            assert isinstance(ended.code, int)
            code = ended.code
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Said(code, out, err)

    return run


def files_of(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
