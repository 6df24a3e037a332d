"""Changes of whole files and of lines in them, whatever they hold."""

from __future__ import annotations

import re
from collections.abc import Callable

from fault_kinds_ground import Draw, Ground, Mutant
from fault_kinds_planted import BASE_FILE


def some_file(ground: Ground) -> str:
    """A file of facts of the base, one of the invented drug where there is no other."""
    files = [path for path in ground.kb.files if path.endswith(".yaml") and "vocabulary" not in path]
    return ground.random.choice([path for path in files if "zelvarin" not in path] or [BASE_FILE])


def file_changed(change: Callable[[bytes, Ground], bytes], *expected: str) -> Draw:
    """A whole file at fault: a finding anywhere in it, or the loss of what it held, will do."""

    def draw(ground: Ground) -> Mutant | None:
        file = some_file(ground)
        data = (ground.root / file).read_bytes()
        new = change(data, ground)
        if new == data:
            return None
        lines = range(1, max(new.count(b"\n"), data.count(b"\n")) + 3)
        return Mutant(file, {file: new}, lines, lines, frozenset(expected), f"{file} changed")

    return draw


def lines_added(text: str, *expected: str) -> Draw:
    """Lines added to a file at its end; the finding must stand there."""

    def draw(ground: Ground) -> Mutant | None:
        file = some_file(ground)
        data = ground.text(file).rstrip("\n") + "\n"
        first = data.count("\n") + 1
        added = text.replace("N", str(ground.random.randint(1, 9999)))
        lines = range(first - 1, first + added.count("\n") + 2)
        return Mutant(
            file, {file: (data + added).encode()}, lines, lines, frozenset(expected), f"{file}: + {added[:40]!r}"
        )

    return draw


def line_changed(pattern: str, new: str | Callable[[re.Match[str]], str], *expected: str) -> Draw:
    """The first line of a random file's random match changed."""

    def draw(ground: Ground) -> Mutant | None:
        file = some_file(ground)
        text = ground.text(file)
        found = list(re.finditer(pattern, text, re.MULTILINE))
        if not found:
            return None
        one = ground.random.choice(found)
        made = one.expand(new) if isinstance(new, str) else new(one)
        line = text.count("\n", 0, one.start()) + 1
        where = range(line, line + max(one.group().count("\n"), made.count("\n")) + 1)
        mutated = text[: one.start()] + made + text[one.end() :]
        return Mutant(
            file,
            {file: mutated.encode("utf-8", "surrogatepass")},
            where,
            where,
            frozenset(expected),
            f"{file}:{line} {one.group().strip()[:40]!r} -> {made.strip()[:40]!r}",
        )

    return draw


def renamed(new: Callable[[str, Ground], str], *expected: str) -> Draw:
    """A file renamed so that it would be passed over."""

    def draw(ground: Ground) -> Mutant | None:
        file = some_file(ground)
        path = new(file, ground)
        return Mutant(
            path,
            {file: None, path: (ground.root / file).read_bytes()},
            range(0),
            range(0),
            frozenset(expected),
            f"{file} -> {path}",
        )

    return draw


def linked(target: str, *expected: str) -> Draw:
    def draw(ground: Ground) -> Mutant | None:
        file = some_file(ground)
        return Mutant(
            file,
            {file: None},
            range(1, 2),
            range(1, 2),
            frozenset(expected),
            f"{file} -> {target}",
            link_to=target + str(ground.random.randint(1, 99)) if "X" in target else target,
        )

    return draw
