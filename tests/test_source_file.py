"""The reader of YAML files: any bytes give data or named problems at their place, never an exception."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kb.finding import Place, Problem
from kb.hostile_text import character_fault
from kb.load import load_base
from kb.plain_yaml import read_plain
from kb.rules import all_rules
from kb.source_file import Mapping, Sequence, key_place, read_source_file, value_place
from kb.yaml_events import read_events
from kb.yaml_nodes import DEEPEST_NESTING, LARGEST_FILE, LONGEST_SCALAR, MOST_NODES, flatten_marks, pack
from tests.conftest import TESTS

FILE = "facts/a.yaml"
NAMES = {rule.name for rule in all_rules()}


def read(text: str | bytes) -> tuple[Mapping | None, list[Problem]]:
    return read_source_file(text if isinstance(text, bytes) else text.encode(), FILE)


def problem_of(text: str | bytes) -> Problem:
    """The one problem that a text has."""
    (problem,) = read(text)[1]
    return problem


def same(one: Any, other: Any) -> bool:
    """Whether two nodes hold the same at the same places."""
    if type(one) is not type(other):
        return False
    if isinstance(one, str):
        return one == other
    if (one.line, one.column, one.marks) != (other.line, other.column, other.marks):
        return False
    pairs = zip(one, other, strict=True) if isinstance(one, list) else zip(one.values(), other.values(), strict=True)
    return (
        list(one) == list(other)
        if isinstance(one, dict) and list(one) != list(other)
        else all(same(a, b) for a, b in pairs)
    )


# --- texts stay texts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["NO", "on", "1:30", "010", "1e5", "600_000", "null", "~", "0o10", "2026-11-22", "=", "0x1F"]
)
def test_no_scalar_is_converted(text: str) -> None:
    root, problems = read(f"a: {text}\nb: [{text}]\n")
    assert problems == []
    assert root == {"a": text, "b": [text]}


def test_places_are_exact_in_block_and_flow_style() -> None:
    root, problems = read("facts:\n  - id: one\n    near: [a, 'b']\n    when: {parameter: x, is: \"> 3\"}\n")
    assert root is not None and not problems
    fact = root["facts"][0]
    assert (fact.line, fact.column) == (1, 4)
    places = {path: value_place(FILE, mark) for path, mark in flatten_marks(fact).items()}
    assert places == {
        "id": Place(FILE, 2, 9),
        "near": Place(FILE, 3, 11),
        "near.0": Place(FILE, 3, 12),
        "near.1": Place(FILE, 3, 15),
        "when": Place(FILE, 4, 11),
        "when.parameter": Place(FILE, 4, 23),
        "when.is": Place(FILE, 4, 30),
    }
    assert key_place(FILE, fact.marks["when"]) == Place(FILE, 4, 5)


def test_windows_line_ends_and_a_missing_last_one_read_the_same() -> None:
    text = "facts:\n  - id: one\n    note: >-\n      two\n      three\n"
    plain, _ = read(text)
    windows, problems = read(text.replace("\n", "\r\n"))
    assert plain == windows == {"facts": [{"id": "one", "note": "two three"}]} and problems == []
    assert read(text.rstrip("\n"))[0] == plain


@given(st.integers(0, 10**6), st.integers(0, 4095), st.integers(0, 10**6), st.integers(0, 4095))
def test_places_survive_packing(key_line: int, key_column: int, line: int, column: int) -> None:
    mark = pack(key_line, key_column, line, column)
    assert key_place(FILE, mark) == Place(FILE, key_line + 1, key_column + 1)
    assert value_place(FILE, mark) == Place(FILE, line + 1, column + 1)


def test_a_column_beyond_what_is_kept_does_not_spoil_the_line() -> None:
    root, _ = read("a: {" + "b: " + "x" * 1990 + ", " + "c: " + "y" * 1990 + ", " + "d: " + "z" * 1990 + ", e: f}\n")
    assert root is not None
    assert value_place(FILE, root["a"].marks["e"]).line == 1


# --- what is refused, and where ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "line", "column"),
    [
        ("a: 1\na: 2\n", "duplicate-key", 2, 1),
        ("a: &x 1\n", "alias-not-allowed", 1, 4),
        ("a: *x\n", "alias-not-allowed", 1, 4),
        ("a: !!python/object:os.system x\n", "tag-not-allowed", 1, 4),
        ("a: !!binary eA==\n", "tag-not-allowed", 1, 4),
        ("a: !!set {b, c}\n", "tag-not-allowed", 1, 4),
        ("a:\n  <<: {b: 1}\n", "merge-key-not-allowed", 2, 3),
        ("a: 1\n---\nb: 2\n", "multiple-documents", 2, 1),
        ("? [a]\n: 1\n", "non-text-key", 1, 3),
        ("{a: b}: c\n", "non-text-key", 1, 1),
        ('a: "\\0"\n', "control-character", 1, 4),
        ('a: "\\ud800"\n', "control-character", 1, 7),
        ("a: b\x00c\n", "control-character", 1, 5),
        ("a: b\x07\n", "control-character", 1, 5),
        ("a: b\u2028c\n", "control-character", 1, 5),
        ("\ufeffa: b\n", "invisible-character", 1, 1),
        ("a: b\u200bc\n", "invisible-character", 1, 5),
        ("a: b\xadc\n", "invisible-character", 1, 5),
        ('a: "\\u200b"\n', "invisible-character", 1, 4),
        ("a: b\n# c\u202ed\n", "bidi-control-character", 2, 4),
        ('a: "\\u202e"\n', "bidi-control-character", 1, 4),
        ("a: [b\n", "yaml-syntax", 2, 1),
        ("a:\n\t- b\n", "yaml-syntax", 2, 1),
        ("- a\n", "yaml-syntax", 1, 1),
        ("text\n", "yaml-syntax", 1, 1),
        ("", "empty-file", 1, 1),
        (" \n\n", "empty-file", 1, 1),
        ("a: '{{ 7*7 }}'\n", "template-syntax", 1, 4),
        ("a: '{% raw %}'\n", "template-syntax", 1, 4),
        ("a: '<script>alert(1)</script>'\n", "markup-not-allowed", 1, 4),
        ("a: 5 m\u0433\n", "mixed-script-token", 1, 4),
    ],
)
def test_what_is_refused_is_named_at_its_place(text: str, name: str, line: int, column: int) -> None:
    problem = problem_of(text)
    assert (problem.name, problem.place) == (name, Place(FILE, line, column))
    assert problem.help and name in NAMES


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"])
def test_other_encodings_are_named(encoding: str) -> None:
    assert problem_of("facts:\n  - note: caf\xe9\n".encode(encoding)).name == "encoding-not-utf8"


def test_limits_are_exact() -> None:
    assert problem_of(b"#" * (LARGEST_FILE + 1)).name == "oversized-file"
    assert read(b"a: b\n#" + b"x" * (LARGEST_FILE - 6))[1] == []
    assert problem_of("a: " + "x" * (LONGEST_SCALAR + 1)).name == "oversized-text"
    assert read("a: " + "x" * LONGEST_SCALAR)[1] == []
    assert problem_of("a: " + "[" * DEEPEST_NESTING + "]" * DEEPEST_NESTING).name == "nesting-too-deep"
    assert read("a: " + "[" * (DEEPEST_NESTING - 1) + "]" * (DEEPEST_NESTING - 1))[1] == []
    assert problem_of("a: [" + "b," * MOST_NODES + "]").name == "too-many-nodes"


def test_deep_nesting_ends_at_once() -> None:
    assert problem_of("a: " + "[" * 100_000).name == "nesting-too-deep"
    assert problem_of("a: " + "[" * 900).name == "nesting-too-deep"
    assert problem_of("a: " + "{b: " * 450).name == "nesting-too-deep"
    assert problem_of("a:\n" + "".join(" " * depth + "- \n" for depth in range(1, 900))).name == "nesting-too-deep"


def test_an_alias_bomb_ends_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    assert problem_of(bomb).name == "alias-not-allowed"


# --- plain text that only looks hostile --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "M\xfcller, \u0141ukasz and Nu\xf1ez; TGF\u03b21, NF\u03baB and \u0394F508",
        "5 \xb5g or 5 \u03bcg",
        "R0 < 1, {x} and 100 %}",
        "below the norm (<LLN), x<y and y>z",
        "R&D; AT&T",
        "ongoing = yes, one = 1",
        "Data: mean/median, SD; file: none",
        "https://example.org/javascript/data:",
        "\u041c\u043e\u0441\u043a\u0432\u0430",
        "lost \ufffd glyph",
    ],
)
def test_honest_text_passes(text: str) -> None:
    assert read("a: '" + text.replace("'", "''") + "'\n") == ({"a": text}, [])


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java script:alert(1)",
        "java\\tscript:alert(1)",
        "&#106;avascript:alert(1)",
        "java&Tab;script:alert(1)",
        "vbscript:x",
        "data:text/html,<b>",
        "data:;base64,xx",
        "file:///etc/passwd",
    ],
)
def test_unsafe_links_are_found_however_written(text: str) -> None:
    _, problems = read(f'a: "{text}"\n')
    assert "url-scheme-not-allowed" in {problem.name for problem in problems}


@pytest.mark.parametrize(
    "word",
    [
        "m\u0433",
        "\u043cg",
        "\u043c\u0433",
        "\u0501ose",
        "zelv\u0430rin",
        "m\uff47",
        "\u0261",
        "\u212a",
        "m\U0001d420",
        "\u217f\u0067",
        "\u03bfral",
    ],
)
def test_look_alike_letters_are_found(word: str) -> None:
    assert problem_of(f"a: 5 {word} of it\n").name == "mixed-script-token"


# --- anything at all ---------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["facts:", "  - ", "id: a", "\n", " ", "value: 4 mg/kg", "[a, b]", "{a: b}", "{a: [b, {c: d}]}", '"', "'", "|"]
    + ["# note", "&a", "*a", "!!x", "<<: ", "---", "...", "? ", ": ", ",", "\t", "\r", "\\", "\xb5", "\ufeff", "\u202e"]
    + ["\x00", "-", "a: b: c", "{{", "<b>", "    ", "near:", "- x", "%YAML 1.1\n", "a:\n    b", '"a" b', "'a'#", "x #y"]
    + ["x y: ", '"x": ', '\\"', "-1", "x:", "\xe9", "\u2028", ">-\n      text"]
)


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_data_or_named_problems(data: bytes) -> None:
    root, problems = read(data)
    assert root is not None or problems
    assert {problem.name for problem in problems} <= NAMES
    assert all(problem.place.line >= 1 and problem.place.column >= 1 for problem in problems)


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=400, deadline=None)
@example("facts:\n- id: a\n  near: [a, 'b', \"c\"]\n- id: b\n")
@example("a:\n  - b: c\n  -  d: e\n")
@example("a: >-\n  b\n\n  c\n")
@example("a: >-\n  b\n\nd: e\n")
@example("a: >-\n  b\n   \nd: e\n")
@example("a:\n  b:\nc: d\n")
@example("a: {b: c}\n")
@example("a: b \n")
@example("a: [b, ]\n")
@example("a: [b c, d]  \n")
@example("a: >-\n b\n# c\nd: e\n")
def test_the_quick_reader_says_what_the_event_reader_says(text: str) -> None:
    quick = read_plain(text) if character_fault(text) is None else None
    if quick is not None:
        slow, problems = read_events(text, FILE)
        assert problems == []
        assert same(quick, slow)


LINES = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from(
            [
                "- a: b",
                "a: b",
                "b: 40 mg/kg",
                "c:",
                "- c:",
                "- d",
                "e: [x, y]",
                "f: {g: h, i: [j]}",
                "k: >-",
                "text of it",
                "",
                "# l",
                "m: 'n'",
                "o p: -1",
                '"q, r": s',
            ]
        ),
    ),
    max_size=14,
).map(lambda rows: "".join(" " * 2 * depth + line + "\n" for depth, line in rows))


@given(LINES)
@settings(max_examples=600, deadline=None)
def test_the_quick_reader_agrees_whatever_the_indentation(text: str) -> None:
    quick = read_plain(text)
    if quick is not None:
        slow, problems = read_events(text, FILE)
        assert problems == []
        assert same(quick, slow)


DOCUMENT = """# a note
facts:
  - id: a-b
    value: ">= 3 mg/dL"
    printed: 3 mg/dL or 'more'
    near: [a, "b c", 'd''s', 'e']
    title: 'the patient''s own, and ''quoted'''
    when: {parameter: x, is: "> 3", despite: [y, z]}

    sets: {all who: 3, "b, c": -4 to 5 degC}
    all who: "said \\"so\\""
    "quoted, key": -3

    note: >-
      one line: of it
      and another # with a sign

  - id: c
    all:
      - {present: d}
      - parameter: e
        is: 4-5 %
    list:
    - f
    - g h
terms: [i]
"""
EDITS = st.lists(
    st.tuples(st.integers(0, len(DOCUMENT)), st.integers(0, 3), st.text(" \n-:#[]{},'\">|&*!%@`?ax\\", max_size=3)),
    min_size=1,
    max_size=4,
)


@given(EDITS)
@settings(max_examples=600, deadline=None)
def test_the_quick_reader_agrees_on_every_slip_of_the_pen(edits: list[tuple[int, int, str]]) -> None:
    text = DOCUMENT
    for offset, length, insert in edits:
        text = text[:offset] + insert + text[offset + length :]
    quick = read_plain(text)
    if quick is not None:
        slow, problems = read_events(text, FILE)
        assert problems == []
        assert same(quick, slow)


def test_the_ordinary_form_is_read_quickly() -> None:
    quick = read_plain(DOCUMENT)
    assert quick is not None and same(quick, read_events(DOCUMENT, FILE)[0])


@pytest.mark.parametrize("path", sorted((TESTS.parent / "facts").rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_quick_reader_agrees_on_every_file_of_the_base(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    quick = read_plain(text)
    assert quick is None or same(quick, read_events(text, FILE)[0])


TREES = st.recursive(
    st.text(
        st.characters(codec="utf-8", categories=["L", "N", "P", "S"], exclude_characters="<&{}="),
        min_size=1,
        max_size=12,
    ),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.text("abcxyz", min_size=1, max_size=4), inner, min_size=1, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abcxyz", min_size=1, max_size=4), TREES, min_size=1, max_size=4), st.booleans())
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read(tree: dict[str, Any], flow: bool) -> None:
    text = yaml.safe_dump(
        tree, allow_unicode=True, default_flow_style=flow, default_style='"', sort_keys=False, width=10_000
    )
    root, problems = read(text)
    if not problems:
        assert root == tree
        assert flatten_marks(root) if isinstance(root, Sequence) else root.marks.keys() == tree.keys()


# --- files of a base ---------------------------------------------------------------------------------------------


def base(root: Path) -> dict[str, str]:
    """The names of problems of a base, by file."""
    loaded = load_base(root, datetime.date(2026, 11, 22))
    return {problem.place.file: problem.name for problem in loaded.problems}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "facts").mkdir()
    (tmp_path / "references.bib").write_text("% empty\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "a.yml",
        "A.YAML",
        "a.YAML",
        "A.yaml",
        ".a.yaml",
        "a.yaml~",
        "a.json",
        "a b.yaml",
        "a\nb.yaml",
        ".hidden/a.yaml",
        "Upper/a.yaml",
    ],
)
def test_every_file_is_read_or_named(root: Path, name: str) -> None:
    path = root / "facts" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("facts: []\n", encoding="utf-8")
    assert list(base(root).values()) == ["unexpected-file"]
    assert "\n" not in "".join(base(root))


def test_a_file_name_that_is_no_text_is_named(root: Path) -> None:
    (root / "facts" / b"\xff.yaml".decode("utf-8", "surrogateescape")).write_bytes(b"facts: []\n")
    assert base(root) == {"facts/\ufffd.yaml": "unexpected-file"}


def test_pipes_are_named_and_never_opened(root: Path) -> None:
    import os

    os.mkfifo(root / "facts" / "pipe.yaml")
    (root / "references.bib").unlink()
    os.mkfifo(root / "references.bib")
    assert base(root) == {"facts/pipe.yaml": "unexpected-file", "references.bib": "unreadable-file"}


def test_links_are_named_and_what_they_point_to_is_never_read(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.yaml").write_text("facts: [not, a, fact]\n", encoding="utf-8")
    (root / "facts" / "file.yaml").symlink_to(outside / "secret.yaml")
    (root / "facts" / "folder").symlink_to(outside)
    (root / "facts" / "gone.yaml").symlink_to(outside / "nothing")
    (root / "references.bib").unlink()
    (root / "references.bib").symlink_to(outside / "secret.yaml")
    assert base(root) == dict.fromkeys(
        ["references.bib", "facts/file.yaml", "facts/folder", "facts/gone.yaml"], "symlink-not-allowed"
    )


def test_a_huge_file_is_not_read_into_memory(root: Path) -> None:
    with (root / "facts" / "huge.yaml").open("wb") as file:
        file.truncate(10**12)
    assert base(root) == {"facts/huge.yaml": "oversized-file"}


def test_a_folder_that_cannot_be_listed_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    scan = os.scandir

    def refuse(path: Path) -> Any:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    (root / "facts" / "locked").mkdir()
    monkeypatch.setattr(os, "scandir", refuse)
    assert base(root) == {"facts/locked": "unreadable-file"}


@pytest.mark.parametrize(
    "ledger",
    ["", "[]", "{}", '{"text": "0", "facts": {"a": ["b", "c", 1e999]}}', '{"text": "0", "facts": []}', "[" * 100_000],
)
def test_a_damaged_ledger_is_named(root: Path, ledger: str) -> None:
    (root / "facts" / "verification").mkdir()
    (root / "facts" / "verification" / "able2001.json").write_text(ledger, encoding="utf-8")
    assert base(root) == {"facts/verification/able2001.json": "damaged-ledger"}


@pytest.mark.parametrize(
    "id",
    ["../../x", "/etc/passwd", "con", "nul", "com1", "A", "a_b", "a--b", "-a", "a-", "a.b", "\u0430", "a" * 81, "1a"],
)
def test_ids_that_could_leave_their_folder_are_refused(root: Path, id: str) -> None:
    (root / "facts" / "a.yaml").write_text(f"facts:\n  - id: {id}\n    measure: m\n", encoding="utf-8")
    assert set(base(root).values()) <= {"id-syntax", "mixed-script-token"} and base(root)


def test_a_field_named_like_the_validators_own_words_does_not_break_it(root: Path) -> None:
    text = "facts:\n  - id: a\n    measure: m\n    literal[x: y\n    tuple[: z\n    function-a: {b: c}\n"
    (root / "facts" / "a.yaml").write_text(text, encoding="utf-8")
    assert base(root) == {"facts/a.yaml": "unknown-field"}


RECORDS = st.recursive(
    st.sampled_from(["a", "40 mg/kg", "", "no", "1:30", "1/0", "../x", "{{", "2026-13-01", "> 3"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "measure",
                    "value",
                    "when",
                    "all",
                    "is",
                    "near",
                    "signoffs",
                    "by",
                    "on",
                    "derived",
                    "inputs",
                    "reading",
                    "between",
                    "components",
                    "reports",
                    "x y",
                    "literal[a",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@given(
    st.dictionaries(
        st.sampled_from(["facts", "terms", "measures", "cohorts", "explanations", "others"]),
        st.lists(RECORDS, max_size=4) | RECORDS,
        min_size=1,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_tree_of_records_gives_records_or_named_problems(
    tmp_path_factory: pytest.TempPathFactory, tree: dict[str, Any]
) -> None:
    root = tmp_path_factory.mktemp("base")
    (root / "facts").mkdir()
    (root / "references.bib").write_text("", encoding="utf-8")
    (root / "facts" / "a.yaml").write_text(yaml.safe_dump(tree), encoding="utf-8")
    loaded = load_base(root, datetime.date(2026, 11, 22))
    assert {problem.name for problem in loaded.problems} <= NAMES
