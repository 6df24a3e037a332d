"""What is wrong with a text that is no value, and how it should be written: the slow path, taken only on faults."""

from __future__ import annotations

import difflib
import re
import unicodedata
from decimal import Decimal

from kb.units import Problem, UnitProblem, parse_unit

LONGEST_TEXT = 120
MOST_DIGITS = 18
FORMS = (
    "Write a value as in: 40 mg/kg, 15-17 %, >= 3 mg/dL, >= 2.5 and < 3 mg/dL, 20 or 40 mg, ~54 months, 37/255, "
    "39 to > 148 mo, several wk, every 8 h, not reached, most, 2003-02-10, 1985-1993 CE."
)

_ORDINARY = re.compile("[ -~–≥≤]*+")
_DASHES_AND_SLASHES = {"\u2044": "/", "\u2215": "/", "\u00d7": "the number in full", "\u2248": "~", "\u223c": "~"}
_TOKEN = re.compile(r"[-+]?[0-9.,_:'eE+]*+(?:(?<=[eE])-[0-9]++)?")
_GROUPED = re.compile(r"[0-9]{1,3}([,_' ])[0-9]{3}(?:\1[0-9]{3})*+(?:\.[0-9]++)?+(?![0-9])")
_EXPONENT = re.compile(r"[0-9]++(?:\.[0-9]++)?+[eE][-+]?[0-9]{1,2}")
_EVERY_HOURS = re.compile(r"[qQ] ?([0-9]{1,3}) ?([hHdD])?.*")


class ValueProblem(Problem):
    """A text that is no value, or a value that cannot be."""


def check_characters(text: str) -> None:
    """Refuse digits, spaces, dashes and control characters other than plain ones, by their Unicode names."""
    if _ORDINARY.fullmatch(text):
        return
    for letter in text:
        problem = None if _ORDINARY.fullmatch(letter) else _character(text, letter)
        if problem:
            raise problem


def _character(text: str, letter: str) -> ValueProblem | None:
    category = unicodedata.category(letter)
    name = unicodedata.name(letter, f"U+{ord(letter):04X}")
    if category.startswith("N"):
        return ValueProblem("number-format", f"{text!r} holds {name}", "Write plain digits, 0 to 9.")
    if category.startswith(("Z", "C")):
        return ValueProblem("value-syntax", f"{text!r} holds {name}", "Write a plain space, or nothing.")
    if category == "Pd" or letter == "\u2212":
        return ValueProblem("value-syntax", f"{text!r} holds {name}", "Write the plain sign -.")
    if letter in _DASHES_AND_SLASHES:
        return ValueProblem("value-syntax", f"{text!r} holds {name}", f"Write {_DASHES_AND_SLASHES[letter]}.")
    return None


def syntax_problem(plain: str, position: int, what: str) -> ValueProblem:
    """A text whose parts are fine but do not go together; says how far it was understood."""
    understood = plain[:position].strip(" ")
    return ValueProblem(
        "value-syntax", f"{plain!r}: {what}" + (f"; understood {understood!r}" * bool(understood)), FORMS
    )


def number_problem(plain: str, position: int) -> Problem:
    """Why no number in the grammar stands at this position."""
    rest = plain[position:]
    if rest.startswith("–"):
        return syntax_problem(plain, position, "a negative number begins with the plain sign -")
    token = _TOKEN.match(rest)
    written = token[0] if token else ""
    if not any(letter.isdigit() for letter in written):
        return _word_problem(plain, position)
    if ":" in written:
        return ValueProblem(
            "not-a-number",
            f"{written!r} in {plain!r} is not a number",
            f"Write a fraction as {written.replace(':', '/')}, a time as 90 min or 1.5 h.",
        )
    spelling = _respelt(rest, written)
    if spelling == written:
        return syntax_problem(plain, position, "the parts do not go together")
    advice = f"Write {spelling}." if spelling else "Write plain decimal digits, as in 600000 or 2.5."
    return ValueProblem("number-format", f"{written!r} in {plain!r} is not in plain decimal digits", advice)


def _respelt(rest: str, written: str) -> str:
    grouped = _GROUPED.match(rest.lstrip("+-"))
    if grouped:
        return "-" * rest.startswith("-") + grouped[0].replace(grouped[1], "")
    sign, bare = ("-" if written.startswith("-") else ""), written.lstrip("+-").rstrip("eE+")
    if _EXPONENT.fullmatch(bare):
        return sign + format(Decimal(bare), "f")
    if re.fullmatch("[0-9]+,[0-9]+", bare):
        return f"{sign}{bare.replace(',', '.')} for a decimal, or {bare.replace(',', ' or ')} for two values"
    if re.fullmatch(r"[0-9]*\.?[0-9]*", bare):
        whole, _, decimals = bare.partition(".")
        return sign + (whole.lstrip("0") or "0") + ("." + decimals if decimals else "")
    return ""


def _word_problem(plain: str, position: int) -> Problem:
    hours = _EVERY_HOURS.fullmatch(plain)
    if hours:
        period = f"every {hours[1]} {(hours[2] or 'h').lower()}"
        return UnitProblem("error-prone-unit", f"{plain!r} is an error-prone spelling", f"Write {period}.")
    try:
        parse_unit(plain)
    except UnitProblem as problem:
        if problem.name == "error-prone-unit":
            return problem
    what = "a number is missing" if position else "this is no value"
    words = ["all", "nearly all", "most", "many", "some", "few", "rarely", "none", "not reached"]
    close = difflib.get_close_matches(plain.lower(), words, n=1)
    fault = syntax_problem(plain, position, what)
    return ValueProblem(fault.name, fault.message, f"Did you mean {close[0]}? {FORMS}") if close else fault


def unit_problem(plain: str, position: int, problem: UnitProblem) -> Problem:
    """Why the text after the numbers is no unit: a number gone wrong, a second unit, or the unit itself."""
    rest = plain[position:]
    bare = rest.lstrip(" ")
    if problem.name == "error-prone-unit":
        return problem
    if re.match("[0-9]{4}[-/]0[0-9]", plain):
        return syntax_problem(plain, 0, "dates are written 2003-02-10, 1998-08 or 1985-03 to 1992-11")
    if re.match("[0-9]", bare):
        spaced = re.search(r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9])", plain)
        if spaced:
            number = spaced[0].replace(" ", "")
            return ValueProblem("number-format", f"{spaced[0]!r} in {plain!r} has spaces", f"Write {number}.")
        return syntax_problem(plain, position, "two numbers stand side by side")
    if re.match("[-–] *+(?:-|$)", bare):
        return syntax_problem(plain, position, 'a range with a negative number is written with "to": -5 to -3')
    broken = re.match("(?:[-–/]|(?:to|or|and) ) *+(?=[-+.0-9])", bare)
    if broken:
        return number_problem(plain, len(plain) - len(bare) + broken.end())
    if re.search(r"(?:[-–<>=~ ]|/(?!1\.73m2))[0-9]", bare):
        return syntax_problem(plain, position, "the unit stands once, at the end, and holds no number")
    return UnitProblem(
        problem.name, f"{problem.message} in {plain!r}" * (plain != bare) or problem.message, problem.help
    )
