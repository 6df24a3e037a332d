"""The export for other programs, and the schemas: of what it writes, and of what editors complete."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from kb.export.json import export_text, plain
from kb.export.schema import FACTS_SCHEMA, schema_text
from kb.graph import ClaimGraph
from kb.load import SECTIONS, load_base
from kb.model import Condition, Explanation, Fact
from kb.vocabulary import Measure, Term
from tests.conftest import TESTS, TODAY

ROOT = TESTS.parent
BASE = TESTS / "rules" / "base"
EXPORT_SCHEMA = ROOT / "kb" / "schema" / "export.schema.json"
MODELINE = "# yaml-language-server: $schema="

PROMISED_OF_A_FACT = (
    "id kind measure intervention population cite locator printed access value events total cohort status verification "
    "conflicts restates file line url"
).split()
PROMISED_OF_A_CONFLICT = "id verdict facts explained explanations".split()

FIGURES = """facts:
  - id: other-dose
    measure: dose
    intervention: high-dose-zelvarin
    population: fever-patients
    value: 50 or 60.50 mg/kg
    cite: guide2010
    locator: Table 1
    printed: 50 or 60.50 mg/kg
    access: full-text
  - id: stop
    measure: stop-criterion
    intervention: high-dose-zelvarin
    parameter: creatinine
    tier: absolute
    when: {all: [{parameter: creatinine, is: ">= 3 mg/dL", times: 2}, {present: chills}]}
    cite: guide2010
    locator: Table 1
    printed: ">= 3 mg/dL"
    access: full-text
  - id: alive
    measure: survival
    intervention: high-dose-zelvarin
    statistic: median
    value: not reached
    cite: guide2010
    locator: Table 1
    printed: not reached
    access: full-text
  - id: none-died
    measure: survival-rate
    intervention: high-dose-zelvarin
    population: elderly
    value: 0/12
    timepoint: 1 a
    cite: guide2010
    locator: Table 1
    printed: 0/12
    access: full-text
explanations:
  - between: {base-dose: 40 mg/kg, other-dose: 50 or 60.50 mg/kg}
    type: practice-variation
    because: Two hospitals, two habits.
    shown: both
    by: an editor
    on: 2026-11-22
"""


@cache
def validator(path: Path) -> jsonschema.Draft202012Validator:
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def definitions() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(EXPORT_SCHEMA.read_text(encoding="utf-8"))["$defs"]
    return found


def exported(root: Path) -> dict[str, Any]:
    knowledge = load_base(root, TODAY)
    document: dict[str, Any] = json.loads(export_text(knowledge, ClaimGraph(knowledge)))
    return document


def complaints(document: object, schema: Path = EXPORT_SCHEMA) -> list[str]:
    errors = validator(schema).iter_errors(document)
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in errors]


@pytest.fixture
def figures(lay_out: Callable[..., Path]) -> dict[str, Any]:
    root = lay_out(BASE)
    (root / "facts" / "figures.yaml").write_text(FIGURES, encoding="utf-8")
    return exported(root)


@pytest.fixture(scope="module")
def real() -> dict[str, Any]:
    return exported(ROOT)


# --- the export -------------------------------------------------------------------------------------------------


def test_the_export_of_a_small_base_is_what_the_schema_says() -> None:
    assert complaints(exported(BASE)) == []


def test_every_kind_of_figure_is_what_the_schema_says(figures: dict[str, Any]) -> None:
    assert complaints(figures) == []


def test_the_export_of_the_real_base_is_what_the_schema_says(real: dict[str, Any]) -> None:
    assert complaints(real)[:20] == []
    assert len(real["facts"]) >= 150 and real["conflicts"]


def test_the_export_holds_what_was_promised(real: dict[str, Any]) -> None:
    assert list(real) == ["schema", "facts", "conflicts", "references", "vocabulary"]
    assert real["schema"] == 1
    assert all(name in fact for fact in real["facts"] for name in PROMISED_OF_A_FACT)
    assert all(name in conflict for conflict in real["conflicts"] for name in PROMISED_OF_A_CONFLICT)


def test_what_is_named_is_there(real: dict[str, Any]) -> None:
    facts = {fact["id"]: fact for fact in real["facts"]}
    conflicts = {conflict["id"]: conflict for conflict in real["conflicts"]}
    references = {reference["key"] for reference in real["references"]}
    assert all(fact["cite"] in references for fact in facts.values() if fact["cite"])
    assert all(fact["measure"] in real["vocabulary"] for fact in facts.values())
    for conflict in conflicts.values():
        assert all(conflict["id"] in facts[id]["conflicts"] for id in conflict["facts"])
    assert {id for fact in facts.values() for id in fact["conflicts"]} == set(conflicts)


def test_a_reference_tells_on_which_day_it_was_looked_up_and_whether_a_retraction_was_asked_for(
    real: dict[str, Any],
) -> None:
    record = next(reference["record"] for reference in real["references"] if reference["key"] == "rohaan2022")
    assert record == {
        "as_of": "2026-11-22",
        "looked_up": "Notes on the abstract, read at PMID 36477031, ascopost.com December 2022, "
        "bjmo.be September 2022.",
        "status": "current",
        "retraction_checked": None,
    }


def test_a_threshold_that_is_a_fraction_is_not_said_as_a_count_of_patients(real: dict[str, Any]) -> None:
    facts = {fact["id"]: fact for fact in real["facts"]}
    assert facts["schwartzentruber-relative-rales"]["when"]["is"]["words"] == "1/3"


def test_a_fact_names_the_line_it_stands_on(real: dict[str, Any]) -> None:
    for fact in real["facts"][::50]:
        lines = (ROOT / fact["file"]).read_text(encoding="utf-8").splitlines()[fact["line"] - 1 :]
        assert re.search(rf"\bid: *{fact['id']}\b", " ".join(lines[:3])), f"{fact['file']}:{fact['line']}"


def test_a_value_is_a_set_with_its_unit(figures: dict[str, Any]) -> None:
    facts = {fact["id"]: fact for fact in figures["facts"]}
    assert facts["other-dose"]["value"] == {
        "text": "50 or 60.50 mg/kg",
        "words": "50 or 60.50 mg/kg",
        "form": "levels",
        "sets": [
            {"low": "50", "high": "50", "low_open": False, "high_open": False},
            {"low": "60.50", "high": "60.50", "low_open": False, "high_open": False},
        ],
        "unit": "mg/kg",
        "approximate": False,
    }
    assert facts["alive"]["value"]["sets"] == []
    assert (facts["none-died"]["events"], facts["none-died"]["total"]) == ("0", "12")
    assert facts["stop"]["value"] is None
    assert facts["stop"]["when"]["all"][0]["is"]["sets"] == [
        {"low": "3", "high": None, "low_open": False, "high_open": True}
    ]
    assert facts["stop"]["when"]["all"][0]["times"] == "2"


def test_a_conflict_says_who_disagrees_and_why(figures: dict[str, Any]) -> None:
    (conflict,) = figures["conflicts"]
    assert conflict["facts"] == ["base-dose", "other-dose"]
    assert (conflict["verdict"], conflict["state"], conflict["explained"]) == ("contradicts", "explained", True)
    assert conflict["explanations"] == [
        {
            "between": {"base-dose": "40 mg/kg", "other-dose": "50 or 60.50 mg/kg"},
            "type": "practice-variation",
            "because": "Two hospitals, two habits.",
            "by": "an editor",
            "on": "2026-11-22",
            "shown": "both",
        }
    ]


def _numbers(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if isinstance(node, dict):
        for key, inner in node.items():
            yield from _numbers(inner, (*path, key))
    elif isinstance(node, list):
        for inner in node:
            yield from _numbers(inner, path)
    elif isinstance(node, (int, float)) and not isinstance(node, bool):
        yield path


def test_numbers_are_decimal_strings(real: dict[str, Any], figures: dict[str, Any]) -> None:
    for document in (real, figures):
        assert set(_numbers(document)) <= {("schema",), ("facts", "line")}
        for fact in document["facts"]:
            for one in (fact["value"] or {"sets": [], "form": ""})["sets"]:
                if fact["value"]["form"] != "date":
                    assert all(end is None or Decimal(end).is_finite() for end in (one["low"], one["high"]))


def test_days_and_truths_are_what_they_are() -> None:
    assert plain(datetime.date(2026, 11, 22)) == "2026-11-22"
    assert plain({"a": (1, True, "x")}) == {"a": ["1", True, "x"]}


def test_the_export_is_one_record_a_line(figures: dict[str, Any]) -> None:
    knowledge = load_base(BASE, TODAY)
    text = export_text(knowledge, ClaimGraph(knowledge))
    assert text == export_text(knowledge, ClaimGraph(knowledge))
    assert [line[:13] for line in text.splitlines() if '"id": "base-' in line] == ['{"id": "base-'] * 4
    assert text.endswith("\n}}\n")


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        (("facts", 0, "value", "unit"), 5, "is not valid"),
        (("facts", 0, "value", "sets", 0, "low"), "1e3", "is not valid"),
        (("facts", 0, "events"), 20, "is not valid"),
        (("facts", 0, "kind"), "number", "is not one of"),
        (("facts", 0, "colour"), "red", "Additional properties are not allowed"),
        (("facts", 0, "line"), 0, "less than the minimum"),
        (("references", 0, "doi"), "doi:10.1000/1", "does not match"),
        (("schema",), 2, "1 was expected"),
    ],
)
def test_the_schema_catches_mistakes(path: tuple[Any, ...], value: object, complaint: str) -> None:
    document = exported(BASE)
    node: Any = document
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    assert any(complaint in said for said in complaints(document))


@pytest.mark.parametrize("name", PROMISED_OF_A_FACT)
def test_the_schema_misses_no_promised_field(name: str) -> None:
    document = exported(BASE)
    del document["facts"][0][name]
    assert complaints(document) == [f"facts.0: '{name}' is a required property"]


@pytest.mark.parametrize(
    ("record", "definition", "left_out"),
    [
        (Fact, "fact", {"waivers", "signoffs"}),
        (Condition, "condition", set()),
        (Measure, "measure", {"id"}),
        (Term, "term", {"id"}),
    ],
)
def test_the_schema_knows_every_field_of_the_model(record: type, definition: str, left_out: set[str]) -> None:
    fields = {name.rstrip("_") for name in vars(record)["__dataclass_fields__"]} - left_out
    known = definitions()[definition]["properties"]
    assert fields <= set(known), "describe the new fields in kb/schema/export.schema.json"


def test_the_schema_knows_every_field_of_an_explanation() -> None:
    items = definitions()["conflict"]["properties"]["explanations"]["items"]
    assert set(vars(Explanation)["__dataclass_fields__"]) == set(items["properties"])


# --- the schema of fact files -------------------------------------------------------------------------------------


class EditorLoader(yaml.CSafeLoader):
    """Types scalars as an editor does, by the core schema of YAML 1.2: a day is text, `no` is text, `15` a number."""

    yaml_implicit_resolvers: dict[str, Any] = {}


for kind, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"(?:{pattern})$"), first)


def test_the_generated_schema_is_current() -> None:
    assert (ROOT / FACTS_SCHEMA).read_text(encoding="utf-8") == schema_text(), (
        f"the model has changed: run 'kb export schema -o {FACTS_SCHEMA}'"
    )


def fact_files() -> list[Path]:
    return sorted((ROOT / "facts").rglob("*.yaml"))


def test_every_fact_file_completes_in_an_editor() -> None:
    wrong = []
    for path in fact_files():
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        target = (path.parent / first.removeprefix(MODELINE)).resolve()
        if not first.startswith(MODELINE) or target != (ROOT / FACTS_SCHEMA).resolve():
            up = "../" * len(path.relative_to(ROOT).parent.parts)
            wrong.append(f"{path.relative_to(ROOT)}: begin the file with '{MODELINE}{up}{FACTS_SCHEMA}'")
    assert wrong == []


def test_no_fact_file_is_wrong_to_an_editor() -> None:
    wrong = []
    for path in fact_files():
        content = yaml.load(path.read_text(encoding="utf-8"), EditorLoader)
        wrong += [f"{path.relative_to(ROOT)}: {said}" for said in complaints(content, ROOT / FACTS_SCHEMA)]
    assert wrong[:20] == []


@pytest.mark.parametrize("name", SECTIONS)
def test_the_schema_of_fact_files_knows_every_section(name: str) -> None:
    assert complaints({name: []}, ROOT / FACTS_SCHEMA) == []
    assert complaints({name: [{"no-such-field": 1}]}, ROOT / FACTS_SCHEMA) != []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("{id: a, measure: b, cite: c, locator: 12, printed: 15}", True),
        ("{id: a, measure: b, cite: c, locator: p 1, printed: true, near: [15, no]}", True),
        ("{id: a, measure: b, cite: c, locator: p 1, value: 2019-09-01, ctcae_grade: 3, events: 3, total: '20'}", True),
        ("{id: a, measure: b, cite: c, locator: p 1, range_censored: true, population: [x, y], intervention: x}", True),
        ("{id: a, measure: b, derived: {formula: x * 2, inputs: {x: y}}}", True),
        ("{id: a, measure: b, cite: c, locator: p 1, when: {parameter: x, is: '> 3'}}", True),
        ("{id: a, measure: b, cite: c}", False),
        ("{id: A, measure: b, cite: c, locator: p 1}", False),
        ("{id: a, measure: b, cite: c, locator: p 1, ctcae_grade: 6}", False),
        ("{id: a, measure: b, cite: c, locator: p 1, stance: maybe}", False),
        ("{id: a, measure: b, cite: c, locator: p 1, role: ''}", False),
        ("{id: a, measure: b, cite: c, locator: p 1, value: [1, 2]}", False),
        ("{id: a, measure: b, cite: c, locator: p 1, value: }", False),
        ("{id: a, measure: b, cite: c, locator: p 1, events: -1}", False),
        ("{id: a, measure: b, cite: c, locator: p 1, when: {is_: '> 3'}}", False),
        ("{id: a, measure: b, cite: c, locator: p 1, valeu: 3}", False),
    ],
)
def test_an_editor_marks_what_the_loader_refuses(text: str, right: bool) -> None:
    document = {"facts": [yaml.load(text, EditorLoader)]}
    assert (complaints(document, ROOT / FACTS_SCHEMA) == []) is right
