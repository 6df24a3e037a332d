"""What measures the tests themselves: its modules and tests exist, its packages are locked, its excuses are true."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "scripts"
LOCKS = sorted((SCRIPTS / "requirements").glob("*.txt"))


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import checked_modules

    return checked_modules


def test_every_group_has_modules_and_tests(checked: ModuleType) -> None:
    for group in checked.GROUPS.values():
        assert all(list((ROOT / "kb").glob(pattern)) for pattern in group.modules)
        assert [name for name in group.test_files if not (ROOT / name).is_file()] == []
    names = [path for group in checked.GROUPS.values() for path in group.files]
    assert len(names) == len(set(names)) > 20


def test_the_packages_of_tools_are_locked_with_hashes_and_without_an_address() -> None:
    assert [lock.stem for lock in LOCKS] == ["fuzzing", "mutation", "quotation-checkers"]
    for lock in LOCKS:
        text = lock.read_text(encoding="utf-8")
        blocks = re.split(r"(?m)^(?=[\w.-]+==)", text)[1:]
        assert [block.split()[0] for block in blocks if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", block)] == []
        assert not re.search(r"(?m)^--|://", text)
        lines = lock.with_suffix(".in").read_text(encoding="utf-8").splitlines()
        asked = [line.partition("<")[0] for line in lines if not line.startswith("#")]
        assert {block.partition("==")[0] for block in blocks} >= set(asked) != set()


EXCUSES = tomllib.loads((SCRIPTS / "equivalent_mutants.toml").read_text(encoding="utf-8"))["mutant"]


@pytest.mark.parametrize("excuse", EXCUSES, ids=lambda excuse: f"{excuse['function']} {excuse['after'][:60]}")
def test_a_mutant_that_is_excused_is_of_a_line_that_still_stands(excuse: dict[str, str]) -> None:
    module = excuse["function"].rpartition(".x")[0]
    source = (ROOT / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8")
    assert excuse["before"] in " ".join(source.split())
    assert excuse["before"] != excuse["after"]
    assert len(excuse["because"].split()) >= 5
