"""Kinds of fault that an editor can make, each as a small change of one file of a base.

A kind draws a random place where it can happen and returns the changed text of one file, the lines where a finding is
expected, and the names of the rules of which one must speak. It returns None where a drawn place does not fit.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kb.finding import Place
from kb.model import Fact, KnowledgeBase

BIBLIOGRAPHY = "references.bib"


@dataclass(frozen=True)
class Mutant:
    """One changed file: path and new bytes, lines that a finding may name, rules expected, and what was done."""

    file: str
    data: bytes
    lines: range
    expected: frozenset[str]
    change: str


@dataclass(frozen=True)
class Ground:
    """What mutations are drawn from: the base as it is and the text of its files."""

    kb: KnowledgeBase
    root: Path
    random: random.Random

    def text(self, file: str) -> str:
        return (self.root / file).read_text(encoding="utf-8")

    def fact(self, *fields: str, kind: str = "") -> Fact | None:
        """A random fact that writes all of these fields out, each as one line."""
        fitting = [
            fact
            for fact in self.kb.facts.values()
            if (not kind or self.kb.kind(fact) == kind)
            and fact.status == "active"
            and all(self.kb.place(fact, path) != self.kb.place(fact) for path in fields)
        ]
        return self.random.choice(fitting) if fitting else None


Draw = Callable[[Ground], Mutant | None]
KINDS: dict[str, Draw] = {}


def kind(name: str) -> Callable[[Draw], Draw]:
    """Register a kind under its name."""

    def keep(draw: Draw) -> Draw:
        KINDS[name] = draw
        return draw

    return keep


def record_lines(text: str, place: Place) -> range:
    """The lines of the record that a place lies in: up to the next line that begins a record of the list."""
    lines = text.split("\n")
    start = place.line - 1
    while start > 0 and not re.match(r"\s{0,4}- ", lines[start]):
        start -= 1
    end = start + 1
    while end < len(lines) and not re.match(r"\s{0,4}- |\S", lines[end]):
        end += 1
    return range(start + 1, end + 1)


def scalar_at(text: str, place: Place) -> tuple[int, int, str] | None:
    """Offsets and content of the one-line scalar at a place, or None for another shape."""
    line = text.split("\n")[place.line - 1]
    rest = line[place.column - 1 :]
    found = re.match(r'"((?:[^"\\]|\\.)*)"|\'((?:[^\']|\'\')*)\'|([^\s"\'\[\]{}&*!|>%@`#,][^,\[\]{}#]*)', rest)
    if not found:
        return None
    start = sum(len(one) + 1 for one in text.split("\n")[: place.line - 1]) + place.column - 1
    content = next(group for group in found.groups() if group is not None)
    return start, start + len(found.group().rstrip()), content.strip()


def replaced(
    ground: Ground, fact: Fact, path: str, change: Callable[[str], str | None], *expected: str
) -> Mutant | None:
    """A mutant in which the scalar of one field is changed."""
    place = ground.kb.place(fact, path)
    text = ground.text(place.file)
    scalar = scalar_at(text, place)
    if scalar is None:
        return None
    start, end, content = scalar
    new = change(content)
    if new is None or new == content:
        return None
    written = '"' + new.replace("\\", "\\\\").replace('"', '\\"') + '"'
    mutated = text[:start] + written + text[end:]
    return Mutant(
        place.file,
        mutated.encode(),
        record_lines(text, place),
        frozenset(expected),
        f"{fact.id}.{path}: {content} -> {new}",
    )


def field_removed(ground: Ground, fact: Fact, field: str, *expected: str) -> Mutant | None:
    """A mutant in which a one-line field is deleted."""
    place = ground.kb.place(fact, field)
    text = ground.text(place.file)
    lines = text.split("\n")
    if not re.match(rf"\s*{field}: \S", lines[place.line - 1]):
        return None
    record = record_lines(text, place)
    del lines[place.line - 1]
    return Mutant(place.file, "\n".join(lines).encode(), record, frozenset(expected), f"{fact.id}: {field} deleted")


def record_added(ground: Ground, fact: Fact, change: Callable[[str], str], *expected: str) -> Mutant | None:
    """A mutant in which the record of a fact is copied to the end of its file with a change."""
    place = ground.kb.place(fact)
    text = ground.text(place.file).rstrip("\n") + "\n"
    if not text.startswith(("facts:", "#")) or len(re.findall(r"^\w+:", text, re.MULTILINE)) > 1:
        return None
    lines = text.split("\n")
    record = record_lines(text, place)
    copied = change("\n".join(lines[record.start - 1 : record.stop - 1]).rstrip("\n"))
    first = text.count("\n") + 1
    both = range(first, first + copied.count("\n") + 1)
    return Mutant(place.file, (text + copied + "\n").encode(), both, frozenset(expected), f"{fact.id} copied")


def bib_changed(
    ground: Ground, pattern: str, replacement: Callable[[re.Match[str]], str], *expected: str
) -> Mutant | None:
    """A mutant of the bibliography at one random match of a pattern."""
    text = ground.text(BIBLIOGRAPHY)
    found = list(re.finditer(pattern, text, re.MULTILINE))
    if not found:
        return None
    one = ground.random.choice(found)
    new = replacement(one)
    mutated = text[: one.start()] + new + text[one.end() :]
    line = text.count("\n", 0, one.start()) + 1
    start = text.rfind("\n@", 0, one.start() + 1) + 1
    entry = text.count("\n", 0, start) + 1
    return Mutant(
        BIBLIOGRAPHY,
        mutated.encode(),
        range(entry, line + 14),
        frozenset(expected),
        f"line {line}: {one.group()[:50]!r} -> {new[:50]!r}",
    )


# --- units ---------------------------------------------------------------------------------------------------

_QUOTED = (
    "unit-printed-mismatch",
    "basis-printed-mismatch",
    "dimension-mismatch",
    "implausible-magnitude",
    "unit-not-allowed",
    "unknown-unit",
    "error-prone-unit",
)
_VALUES = ("value", "dose", "rate", "when.is", "frequency", "over")


def _unit_swapped(old: str, new: str, *expected: str) -> Draw:
    def draw(ground: Ground) -> Mutant | None:
        path = ground.random.choice(_VALUES)
        fact = ground.fact(path)
        if fact is None:
            return None
        pattern = rf"(?<![A-Za-z/]){re.escape(old)}(?![A-Za-z])"
        return replaced(
            ground,
            fact,
            path,
            lambda text: re.sub(pattern, new, text) if re.search(pattern, text) else None,
            *(_QUOTED + expected),
        )

    return draw


KINDS["mg written as ug"] = _unit_swapped("mg", "ug")
KINDS["ug written as mg"] = _unit_swapped("ug", "mg")
KINDS["IU written as mIU"] = _unit_swapped("IU", "mIU")
KINDS["IU written as million IU"] = _unit_swapped("IU", "million IU")
KINDS["per kg dropped"] = _unit_swapped("IU/kg", "IU")
KINDS["mg/dL written as mg"] = _unit_swapped("mg/dL", "mg")
KINDS["mL written as L"] = _unit_swapped("mL", "L")
KINDS["degC written as degF"] = _unit_swapped("degC", "degF")
KINDS["hours written as days"] = _unit_swapped("h", "d")
KINDS["days written as hours"] = _unit_swapped("d", "h")
KINDS["weeks written as months"] = _unit_swapped("wk", "mo")
KINDS["months written as weeks"] = _unit_swapped("mo", "wk")
KINDS["micro sign in a value"] = _unit_swapped("ug", "\u00b5g", "error-prone-unit")
KINDS["U for International Units"] = _unit_swapped("IU", "U", "error-prone-unit", "unknown-unit")
KINDS["look-alike letter in a unit"] = _unit_swapped("mg", "m\u0433", "mixed-script-token", "unknown-unit")


# --- numbers -------------------------------------------------------------------------------------------------

_FIGURE = ("number-not-in-printed", "precision-exceeds-printed", "value-unlike-printed", "implausible-magnitude")


def _number_changed(
    change: Callable[[str, random.Random], str | None], *expected: str, paths: tuple[str, ...] = _VALUES
) -> Draw:
    def draw(ground: Ground) -> Mutant | None:
        path = ground.random.choice(paths)
        fact = ground.fact(path)
        return replaced(ground, fact, path, lambda text: change(text, ground.random), *expected) if fact else None

    return draw


def _first_number(text: str, change: Callable[[str], str]) -> str | None:
    return (
        re.sub(r"\d+(?:\.\d+)?", lambda found: change(found.group()), text, count=1) if re.search(r"\d", text) else None
    )


def _swap_digits(number: str) -> str:
    return (
        number[1] + number[0] + number[2:]
        if len(number) > 1 and number[0] != number[1] and number[1] not in "0."
        else str(int(float(number)) + 1)
    )


KINDS["thousands separator as a point"] = _number_changed(
    lambda text, _: text.replace("000", ".000", 1) if re.match(r"\d+000\b", text) else None, *_FIGURE, "number-format"
)
KINDS["ten times too large"] = _number_changed(
    lambda text, _: _first_number(text, lambda n: n + "0" if "." not in n else str(float(n) * 10)),
    *_FIGURE,
    "number-format",
)
KINDS["digits exchanged"] = _number_changed(
    lambda text, _: _first_number(text, _swap_digits), *_FIGURE, "range-inverted", "number-format"
)
KINDS["false precision"] = _number_changed(
    lambda text, _: _first_number(text, lambda n: n + ("3" if "." in n else ".3")), *_FIGURE
)
KINDS["leading zero"] = _number_changed(lambda text, _: _first_number(text, lambda n: "0" + n), "number-format")
KINDS["underscore in a number"] = _number_changed(
    lambda text, _: re.sub(r"(\d)(\d\d\d)\b", r"\1_\2", text, count=1) if re.search(r"\d{4}", text) else None,
    "number-format",
)
KINDS["exponent"] = _number_changed(
    lambda text, _: text.replace("000", "e3", 1) if "000" in text else None, "number-format", "value-syntax"
)
KINDS["sexagesimal"] = _number_changed(lambda text, _: "1:30", "not-a-number", paths=("value",))
KINDS["fraction stored as percent"] = _number_changed(
    lambda text, _: f"{float(text.split()[0]) / 100:g} %" if re.fullmatch(r"\d+(\.\d+)? ?%", text) else None,
    *_FIGURE,
    "percent-ratio-mismatch",
    "impossible-percentage",
    paths=("value",),
)


@kind("percent reported as count")
def _percent_as_count(ground: Ground) -> Mutant | None:
    fact = ground.fact("events", "value", kind="proportion")
    if fact is None or fact.value is None or not fact.value.numbers:
        return None
    return replaced(
        ground,
        fact,
        "events",
        lambda text: str(int(fact.value.numbers[0])) if fact.value else None,
        "percent-ratio-mismatch",
        "number-not-in-printed",
    )


@kind("denominator of another set")
def _denominator(ground: Ground) -> Mutant | None:
    fact = ground.fact("total", kind="proportion")
    expected = (
        "percent-ratio-mismatch",
        "denominator-not-of-cohort",
        "impossible-percentage",
        "number-not-in-printed",
        "parts-unequal-to-whole",
    )
    return (
        replaced(ground, fact, "total", lambda text: str(int(text) + ground.random.choice((-6, -3, 7, 12))), *expected)
        if fact
        else None
    )


@kind("interval swapped")
def _interval_swapped(ground: Ground) -> Mutant | None:
    fact = ground.fact("interval")
    return (
        replaced(ground, fact, "interval", lambda text: re.sub(r"([\d.]+)-([\d.]+)", r"\2-\1", text), "range-inverted")
        if fact
        else None
    )


@kind("estimate outside its interval")
def _outside(ground: Ground) -> Mutant | None:
    fact = ground.fact("interval", "value")
    return (
        replaced(
            ground,
            fact,
            "value",
            lambda text: _first_number(text, lambda n: str(float(n) + 40)),
            "estimate-outside-interval",
            *_FIGURE,
        )
        if fact
        else None
    )


@kind("median outside its range")
def _median(ground: Ground) -> Mutant | None:
    fact = ground.fact("range", "value")
    return (
        replaced(
            ground, fact, "value", lambda text: _first_number(text, lambda n: "590"), "median-outside-range", *_FIGURE
        )
        if fact
        else None
    )


# --- logic ---------------------------------------------------------------------------------------------------

_SIGN = (
    "comparator-printed-mismatch",
    "band-gap",
    "band-overlap",
    "absolute-milder-than-relative",
    "tautological-criterion",
    "unsatisfiable-criterion",
    "action-against-severity",
)


def _sign_changed(change: dict[str, str]) -> Draw:
    def draw(ground: Ground) -> Mutant | None:
        path = ground.random.choice(("when.is", "value"))
        fact = ground.fact(path)
        if fact is None:
            return None

        def swap(text: str) -> str | None:
            found = re.match(r"[<>]=?", text)
            return change[found.group()] + text[found.end() :] if found and found.group() in change else None

        return replaced(ground, fact, path, swap, *_SIGN)

    return draw


KINDS["comparator reversed"] = _sign_changed({">": "<", "<": ">", ">=": "<=", "<=": ">="})
KINDS["boundary moved"] = _sign_changed({">": ">=", "<": "<=", ">=": ">", "<=": "<"})


@kind("criterion that can never be true")
def _never(ground: Ground) -> Mutant | None:
    fact = ground.fact("when.is", kind="criterion")
    return (
        replaced(
            ground,
            fact,
            "when.is",
            lambda text: _first_number(text, lambda n: "9" * 9) if text[0] in "<>" else None,
            *_FIGURE,
            *_SIGN,
        )
        if fact
        else None
    )


@kind("tier exchanged")
def _tier(ground: Ground) -> Mutant | None:
    fact = ground.fact("tier")
    swap = {"relative": "absolute", "absolute": "relative"}
    expected = (
        "absolute-milder-than-relative",
        "band-overlap",
        "unexplained-safety-difference",
        "changed-since-verified",
        "lapsed-explanation",
        "idle-explanation",
        "duplicate-fact",
    )
    return replaced(ground, fact, "tier", lambda text: swap.get(text), *expected) if fact else None


# --- citations, scope, consistency ---------------------------------------------------------------------------


@kind("citation deleted")
def _uncited(ground: Ground) -> Mutant | None:
    fact = ground.fact("cite")
    return field_removed(ground, fact, "cite", "uncited-fact", "missing-field") if fact else None


@kind("citation key misspelt")
def _dangling(ground: Ground) -> Mutant | None:
    fact = ground.fact("cite")
    return replaced(ground, fact, "cite", lambda text: text[:-1], "dangling-citation", "id-syntax") if fact else None


@kind("locator deleted")
def _locator(ground: Ground) -> Mutant | None:
    fact = ground.fact("locator")
    return field_removed(ground, fact, "locator", "missing-locator", "missing-field") if fact else None


@kind("printed figure deleted")
def _printed(ground: Ground) -> Mutant | None:
    fact = ground.fact("printed", "value")
    return field_removed(ground, fact, "printed", "missing-printed", "changed-since-verified") if fact else None


@kind("printed replaced by a sentence")
def _sentence(ground: Ground) -> Mutant | None:
    fact = ground.fact("printed", "value")
    sentence = "this is the figure that the authors of the study reported in the year after its end"
    return (
        replaced(
            ground,
            fact,
            "printed",
            lambda _: sentence,
            "printed-too-long",
            "number-not-in-printed",
            "changed-since-verified",
        )
        if fact
        else None
    )


@kind("population of another cohort")
def _population(ground: Ground) -> Mutant | None:
    fact = ground.fact("population", "cohort")
    swap = {"mrcc": "metastatic-melanoma", "metastatic-melanoma": "mrcc"}
    return (
        replaced(ground, fact, "population", lambda text: swap.get(text), "indication-unlike-cohort") if fact else None
    )


@kind("data cutoff of another report")
def _cutoff(ground: Ground) -> Mutant | None:
    fact = ground.fact("data_cutoff", "cohort")
    return replaced(ground, fact, "data_cutoff", lambda _: "May 1902", "look-not-of-cohort") if fact else None


@kind("unknown drug")
def _drug(ground: Ground) -> Mutant | None:
    fact = ground.fact("drug")
    return replaced(ground, fact, "drug", lambda text: text[:-2] + text[-1], "unknown-term") if fact else None


@kind("unknown measure")
def _measure(ground: Ground) -> Mutant | None:
    fact = ground.fact("measure")
    return replaced(ground, fact, "measure", lambda text: text + "s", "unknown-term") if fact else None


@kind("fact copied under a new id")
def _copied(ground: Ground) -> Mutant | None:
    fact = ground.fact("locator")
    return (
        record_added(
            ground, fact, lambda text: re.sub(r"id: ([\w-]+)", r"id: \1-copy", text, count=1), "duplicate-fact"
        )
        if fact
        else None
    )


@kind("id given twice")
def _same_id(ground: Ground) -> Mutant | None:
    fact = ground.fact("locator")
    return record_added(ground, fact, lambda text: text, "duplicate-id") if fact else None


@kind("id in capitals")
def _capitals(ground: Ground) -> Mutant | None:
    fact = ground.fact("locator")
    return (
        record_added(
            ground,
            fact,
            lambda text: re.sub(r"id: ([\w-]+)", lambda found: "id: " + found[1].upper(), text, count=1),
            "id-syntax",
        )
        if fact
        else None
    )


@kind("path in an id")
def _path(ground: Ground) -> Mutant | None:
    fact = ground.fact("id")
    return (
        replaced(ground, fact, "id", lambda text: "../../" + text, "id-syntax", "dangling-link", "dangling-explanation")
        if fact
        else None
    )


@kind("link to no fact")
def _link(ground: Ground) -> Mutant | None:
    fact = ground.fact("restates.0")
    return replaced(ground, fact, "restates.0", lambda text: text + "x", "dangling-link") if fact else None


@kind("field misspelt")
def _field(ground: Ground) -> Mutant | None:
    fact = ground.fact("cohort")
    if fact is None:
        return None
    place = ground.kb.place(fact, "cohort")
    text = ground.text(place.file)
    lines = text.split("\n")
    lines[place.line - 1] = lines[place.line - 1].replace("cohort:", "cohrot:", 1)
    return Mutant(
        place.file,
        "\n".join(lines).encode(),
        record_lines(text, place),
        frozenset({"unknown-field"}),
        f"{fact.id}: cohrot",
    )


@kind("boolean by accident")
def _boolean(ground: Ground) -> Mutant | None:
    fact = ground.fact("access")
    return replaced(ground, fact, "access", lambda _: "no", "type-mismatch") if fact else None


@kind("template syntax")
def _template(ground: Ground) -> Mutant | None:
    fact = ground.fact("locator")
    return replaced(ground, fact, "locator", lambda text: text + " {{ 7*7 }}", "template-syntax") if fact else None


@kind("markup")
def _markup(ground: Ground) -> Mutant | None:
    fact = ground.fact("locator")
    return (
        replaced(ground, fact, "locator", lambda text: text + " <img src=x onerror=alert(1)>", "markup-not-allowed")
        if fact
        else None
    )


@kind("unsafe link scheme")
def _scheme(ground: Ground) -> Mutant | None:
    fact = ground.fact("locator")
    return (
        replaced(ground, fact, "locator", lambda _: "JavaScript:alert(1)", "url-scheme-not-allowed") if fact else None
    )


@kind("bidirectional control")
def _bidi(ground: Ground) -> Mutant | None:
    fact = ground.fact("locator")
    return (
        replaced(ground, fact, "locator", lambda text: text[:1] + "\u202e" + text[1:], "bidi-control-character")
        if fact
        else None
    )


@kind("fact moved to a future day of sign-off")
def _future(ground: Ground) -> Mutant | None:
    fact = ground.fact("locator")
    if fact is None:
        return None
    sign_off = "    signoffs:\n      - {by: somebody, role: pharmacist, on: 2099-01-01, fingerprint: 0123456789ab}"
    return record_added(
        ground,
        fact,
        lambda text: re.sub(r"id: ([\w-]+)", r"id: \1-copy", text, count=1) + "\n" + sign_off,
        "future-date",
        "voided-signoff",
    )


@kind("explained value changed")
def _lapsed(ground: Ground) -> Mutant | None:
    named = {id for explanation in ground.kb.explanations for id in explanation.between}
    fact = ground.fact("value")
    if fact is None or fact.id not in named:
        return None
    change = lambda text: _first_number(text, lambda n: str(int(float(n)) + 1))  # noqa: E731
    return replaced(ground, fact, "value", change, "lapsed-explanation", *_FIGURE)


# --- files and bibliography ------------------------------------------------------------------------------------


def _file_changed(change: Callable[[bytes], bytes], *expected: str) -> Draw:
    def draw(ground: Ground) -> Mutant | None:
        file = ground.random.choice(
            [path for path in ground.kb.files if path.endswith(".yaml") and "vocabulary" not in path]
        )
        data = (ground.root / file).read_bytes()
        return Mutant(file, change(data), range(1, data.count(b"\n") + 3), frozenset(expected), f"{file} changed")

    return draw


KINDS["second document"] = _file_changed(lambda data: data + b"---\nfacts: []\n", "multiple-documents")
KINDS["emptied file"] = _file_changed(lambda _: b"", "empty-file")
KINDS["truncated file"] = _file_changed(
    lambda data: data[: len(data) // 2].rstrip() + b'\n    printed: "', "yaml-syntax", "missing-field", "duplicate-key"
)
KINDS["Latin-1 file"] = _file_changed(lambda data: data + "# \u00e9\n".encode("latin-1"), "encoding-not-utf8")
KINDS["UTF-16 file"] = _file_changed(lambda data: data.decode().encode("utf-16"), "encoding-not-utf8")
KINDS["deep nesting"] = _file_changed(lambda data: data + b"terms: " + b"[" * 5000, "nesting-too-deep", "yaml-syntax")
KINDS["custom tag"] = _file_changed(
    lambda data: data.replace(b"  - id: ", b"  - id: !!python/object:x.y ", 1), "tag-not-allowed"
)
KINDS["anchor"] = _file_changed(lambda data: data.replace(b"  - id: ", b"  - id: &a ", 1), "alias-not-allowed")
KINDS["merge key"] = _file_changed(
    lambda data: data.replace(b"  - id: ", b"  - <<: {measure: x}\n    id: ", 1), "merge-key-not-allowed"
)
KINDS["duplicate key"] = _file_changed(
    lambda data: re.sub(rb"\n(    locator: [^\n]*)", rb"\n\1\n\1", data, count=1), "duplicate-key"
)


@kind("brace lost in the bibliography")
def _brace(ground: Ground) -> Mutant | None:
    return bib_changed(ground, r"\},\n", lambda _: ",\n", "bib-syntax")


@kind("macro in the bibliography")
def _macro(ground: Ground) -> Mutant | None:
    return bib_changed(
        ground, r"^@(article|misc)", lambda found: '@string{a = "b"}\n' + found.group(), "bib-macro-not-allowed"
    )


@kind("identifier malformed")
def _doi(ground: Ground) -> Mutant | None:
    return bib_changed(
        ground, r"doi += \{10\.", lambda found: found.group().replace("10.", "1O."), "malformed-doi", "bib-field-format"
    )


@kind("source kind misspelt")
def _kind(ground: Ground) -> Mutant | None:
    return bib_changed(
        ground, r"keywords += \{\w+\}", lambda found: found.group().replace("}", "s}"), "unknown-source-kind"
    )


@kind("source retracted")
def _retracted(ground: Ground) -> Mutant | None:
    return bib_changed(
        ground,
        r"keywords = \{primary_study\}",
        lambda found: found.group() + ",\n  standing = {retracted}",
        "retracted-source",
        "inconsistent-standing",
    )


@kind("reference deleted")
def _deleted(ground: Ground) -> Mutant | None:
    text = ground.text(BIBLIOGRAPHY)
    fact = ground.fact("cite")
    if fact is None:
        return None
    mutated = re.sub(rf"@\w+\{{{re.escape(fact.cite)},.*?\n\}}\n", "", text, flags=re.DOTALL)
    return (
        Mutant(
            BIBLIOGRAPHY,
            mutated.encode(),
            range(0),
            frozenset({"dangling-citation", "dangling-bib-link"}),
            f"{fact.cite} deleted",
        )
        if mutated != text
        else None
    )
