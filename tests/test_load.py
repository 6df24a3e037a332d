"""What an editor relies on when files are read: places, one finding for one fault, nothing skipped in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.finding import Place
from kb.load import MissingBase, load_base
from kb.model import KnowledgeBase
from tests.conftest import TESTS, TODAY

BASE = TESTS / "rules" / "base"

FACT = """facts:
  - id: stay
    measure: hospital-stay
    intervention: zelvarin
    value: 6-7 d
    cite: able2001
    locator: p 3
    printed: 6-7 days
    when: {all: [{parameter: creatinine, is: "> 2 mg/dL"}, {present: chills}]}
"""


@pytest.fixture
def root(lay_out: Callable[..., Path]) -> Path:
    return lay_out(BASE)


def write(root: Path, name: str, text: str) -> KnowledgeBase:
    path = root / "facts" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return load_base(root, TODAY)


def told(kb: KnowledgeBase) -> list[tuple[str, str, str, str]]:
    return [(str(problem.place), problem.name, problem.message, problem.help) for problem in kb.problems]


def test_every_field_of_a_fact_has_its_place(root: Path) -> None:
    kb = write(root, "stay.yaml", FACT)
    fact = kb.facts["stay"]
    assert kb.problems == ()
    assert kb.place(fact) == Place("facts/stay.yaml", 2, 5)
    assert kb.place(fact, "value") == Place("facts/stay.yaml", 5, 12)
    assert kb.place(fact, "when.all.0.is") == Place("facts/stay.yaml", 9, 46)
    assert kb.place(fact, "intervention.0") == Place("facts/stay.yaml", 4, 19), "a single text stands for a list of one"
    assert kb.place(fact, "cohort") == Place("facts/stay.yaml", 2, 5), (
        "a field that is not written stands with its fact"
    )


def test_scalars_are_text_whatever_yaml_would_make_of_them(root: Path) -> None:
    kb = write(root, "stay.yaml", FACT.replace("p 3", "NO").replace("6-7 days", "010"))
    assert (kb.facts["stay"].locator, kb.facts["stay"].printed) == ("NO", "010")


def test_a_broken_record_costs_only_itself(root: Path) -> None:
    broken = FACT + "  - id: other\n    measure: hospital-stay\n    value: 010 d\n    statuz: active\n"
    kb = write(root, "stay.yaml", broken)
    assert "stay" in kb.facts
    assert "other" not in kb.facts
    assert told(kb) == [
        ("facts/stay.yaml:12:12", "number-format", "'010' in '010 d' is not in plain decimal digits", "Write 10."),
        ("facts/stay.yaml:13:5", "unknown-field", "unknown field 'statuz'", "Did you mean 'status'?"),
    ]


def test_a_broken_file_costs_only_itself(root: Path) -> None:
    (root / "facts" / "broken.yaml").write_text("facts: [\n", encoding="utf-8")
    kb = write(root, "stay.yaml", FACT)
    assert "stay" in kb.facts
    assert [name for _, name, _, _ in told(kb)] == ["yaml-syntax"]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("fact.yml", "unexpected-file"),
        ("FACT.YAML", "unexpected-file"),
        (".hidden/fact.yaml", "unexpected-file"),
        ("notes.txt", "unexpected-file"),
    ],
)
def test_a_file_that_would_be_passed_over_is_named(root: Path, name: str, problem: str) -> None:
    kb = write(root, name, FACT)
    assert [(str(place), found) for place, found, _, _ in told(kb)] == [(f"facts/{name}:1:1", problem)]
    assert "stay" not in kb.facts


def test_a_link_out_of_the_base_is_named_and_never_followed(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(FACT, encoding="utf-8")
    (root / "facts" / "link.yaml").symlink_to(outside)
    kb = load_base(root, TODAY)
    assert [(place, name) for place, name, _, _ in told(kb)] == [("facts/link.yaml:1:1", "symlink-not-allowed")]
    assert "stay" not in kb.facts


def test_an_id_is_given_once(root: Path) -> None:
    (root / "facts" / "stay.yaml").write_text(FACT, encoding="utf-8")
    kb = write(root, "stay2.yaml", FACT.replace("6-7 d\n", "9 d\n"))
    help = "Give this record an id of its own; ids are permanent."
    taken = "the id 'stay' is taken: it stands first at facts/stay.yaml:2:9"
    again = "the id 'stay' is given again at facts/stay2.yaml:2:9, which is not read"
    assert told(kb) == [
        ("facts/stay2.yaml:2:9", "duplicate-id", taken, help),
        ("facts/stay.yaml:2:9", "duplicate-id", again, help),
    ]


@pytest.mark.parametrize("id", ["../../x", "/etc/passwd", "con", "Stay", "a--b", "-a", "a_b", "x" * 81, "ідея"])
def test_an_id_can_name_neither_a_path_nor_a_device(root: Path, id: str) -> None:
    kb = write(root, "stay.yaml", FACT.replace("id: stay", f"id: {id}"))
    assert [name for _, name, _, _ in told(kb)] == ["id-syntax"]


def test_a_folder_without_facts_is_no_base(tmp_path: Path) -> None:
    with pytest.raises(MissingBase, match="holds no folder 'facts'"):
        load_base(tmp_path, TODAY)


def test_the_order_of_files_on_the_disk_does_not_matter(root: Path) -> None:
    for name in ("b", "a", "c"):
        (root / "facts" / f"{name}.yaml").write_text(FACT.replace("stay", f"stay-{name}", 1), encoding="utf-8")
    kb = load_base(root, TODAY)
    assert [id for id in kb.facts if id.startswith("stay")] == ["stay-a", "stay-b", "stay-c"]


def test_explanations_that_say_the_same_have_each_a_place_of_their_own(root: Path) -> None:
    one = "  - {between: {base-dose: 40 mg/kg, stay: 6-7 d}, type: era, because: Years., by: e, on: 2026-11-01}\n"
    kb = write(root, "explanations.yaml", "explanations:\n" + one * 3)
    assert kb.explanations[0] == kb.explanations[2]
    assert [kb.place(explanation).line for explanation in kb.explanations] == [2, 3, 4]
