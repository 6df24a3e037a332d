"""A printed figure that no field of the fact holds.

What it checks
    Every number that `printed` gives in digits is held by a field of the fact (value, dose, range, duration, time
    point ...), named by what the fact says or notes, or held by another fact of the same source whose print is the
    same, lies in this one or around it, or which is of the same measure at the same place. Statements, and rates given
    in words alone, are left out.

Why it matters at the bedside
    This is how the cap of a dose is lost, or the upper end of a range, or the "for six hours" of a criterion: the print
    has it, and the page that people act on does not.

How to fix
    Hold the number in the field that it belongs to, or shorten `printed` to the figure that this fact is about. What it
    means may also be said in `says` or `note`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.held_figures import figures_beside, held_figures, numbers_of, printed_text, repeats, stands_for, unit_of
from kb.model import Condition, Fact, KnowledgeBase
from kb.printed import Figure, figures
from kb.printed_words import NUMBER_WORDS
from kb.value import Value, parse_value

SEVERITY = Severity.ERROR

_KINDS = frozenset({"quantity", "proportion", "time-to-event", "criterion", "medication", "action", "stance"})
_ROUNDED = Decimal("0.02")
"""How far a figure may be from one held when it is printed in two units side by side: 101 F (38 C)."""

_NAME = re.compile(
    r"\b(?:phase|cycle|course|table|figure|type|part|stage|class|step)s?\s+\d+\b"
    r"|\bgrades?\s+\d(?:\s*(?:[-\u2013/]|to|and|or)\s*\d)?\b",
    re.IGNORECASE,
)
"""Numbers that are part of a name."""

_MAY_NAME = re.compile(r"[A-Za-z]\s+\d")

_COUNTING_ON = re.compile(r"\b(?:days?|weeks?|months?|d)\s*\d", re.IGNORECASE)
"""How a first and a last day are printed: days 1 to 5, and not 1 to 5 days."""

_MAIN = ("value", "dose", "rate", "frequency", "over", "range", "interval")
"""Fields of which another rule speaks where the print does not hold their number, or holds it in words."""

Held = tuple[Decimal, Value]


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each print with a number that nothing accounts for."""
    by_source: dict[str, list[Fact]] = defaultdict(list)
    waiting: list[tuple[Fact, list[Figure]]] = []
    for fact in kb.facts.values():
        by_source[fact.cite].append(fact)
        if fact.printed and fact.derived is None and fact.status == "active" and kb.kind(fact) in _KINDS:
            left = _left(fact)
            if left:
                waiting.append((fact, left))
    for fact, left in waiting:
        own = {number for number, _ in _held(fact)}
        others = [other for other in by_source[fact.cite] if other is not fact and _beside_each_other(fact, other)]
        held = [pair for other in others for pair in _held(other) if not own & set(pair[1].numbers)]
        said = _said(kb, fact)
        left = [one for one in left if not _accounted(one, held) and not _is_named(one.number, said)]
        if left:
            numbers = " and ".join(f"{one.number:f}" for one in left)
            message = f"{numbers} of the printed figure '{fact.printed}' is held by no field of '{fact.id}'"
            help = "Hold it in the field that it belongs to, or shorten 'printed' to this fact's own figure."
            yield Remark(kb.place(fact, _beside(fact, left[0])), message, help, fact.id)


def _beside_each_other(one: Fact, other: Fact) -> bool:
    """Whether two facts of one source share a print, or one lies in the other; or are of one subject at one place."""
    if other.printed and (other.printed in one.printed or one.printed in other.printed):
        return True
    same = (one.measure, one.drug, one.parameter) == (other.measure, other.drug, other.parameter)
    return same and one.locator == other.locator


def _beside(fact: Fact, figure: Figure) -> str:
    """The field to which a number most likely belongs: one in the same unit, of which it may be the other end."""
    for path, value in held_figures(fact):
        if figure.units and value.unit.text and value.unit.text.split("/")[0] == figure.units[0]:
            return path
        unit = unit_of(figure)
        if unit is not None and value.unit.text and unit.convertible(value.unit):
            return path
    return "printed"


def _left(fact: Fact) -> list[Figure]:
    """The numbers printed in digits that the fact itself does not hold."""
    if fact.value is not None and fact.value.form in ("word", "date", "not-reached"):
        return []
    if fact.value is not None and repeats(fact, fact.value):
        return []
    text = printed_text(fact)
    if _MAY_NAME.search(text):
        text = _NAME.sub(" ", text)
    printed = [figure for figure in figures(text) if not figure.loose]
    if not printed or _plain_numbers(fact).issuperset(figure.number for figure in printed):
        return []
    held = _held(fact)
    left = [figure for figure in printed if not _accounted(figure, held)]
    own = [(number, value) for path, value in held_figures(fact) if path in _MAIN for number in numbers_of(value)]
    if any(not any(stands_for(one, *pair) for one in printed) for pair in own) or _is_span(fact, printed, held):
        return []
    return left


def _is_span(fact: Fact, printed: list[Figure], held: list[Held]) -> bool:
    """Whether the fact holds the length of what is printed as first and last: five days for days 1 to 5."""
    if len(printed) != 2 or printed[0].units != printed[1].units or not _COUNTING_ON.search(fact.printed):
        return False
    length = printed[1].number - printed[0].number
    return any(value.unit.dimension == "time" and number in (length, length + 1) for number, value in held)


def _plain_numbers(fact: Fact) -> set[Decimal]:
    """The numbers that most prints consist of: those of the value, of a single threshold, and the counts."""
    held = set(fact.value.numbers) if fact.value is not None else set()
    if fact.when is not None and fact.when.is_ is not None:
        held.update(fact.when.is_.numbers)
    return held | {Decimal(count) for count in (fact.events, fact.total) if count is not None}


def _held(fact: Fact) -> list[Held]:
    held = [(n, value) for _, value in (*held_figures(fact), *figures_beside(fact)) for n in numbers_of(value)]
    held += [(number, value) for _, value in held_figures(fact) for number in value.numbers]
    if fact.total is not None:
        held.append((Decimal(fact.total), parse_value(str(fact.total))))
    return held


def _accounted(figure: Figure, held: list[Held]) -> bool:
    return any(stands_for(figure, number, value) or _in_other_degrees(figure, number, value) for number, value in held)


def _in_other_degrees(figure: Figure, number: Decimal, value: Value) -> bool:
    if value.unit.dimension != "temperature" or not figure.units or figure.units[0] not in ("degC", "degF"):
        return False
    celsius = [_celsius(n, unit) for n, unit in ((figure.number, figure.units[0]), (number, value.unit.text))]
    return abs(celsius[0] - celsius[1]) <= abs(celsius[1]) * _ROUNDED


def _celsius(number: Decimal, unit: str) -> Decimal:
    return (number - 32) * 5 / 9 if unit == "degF" else number


def _is_named(number: Decimal, said: str) -> bool:
    if re.search(rf"(?<![\w.]){re.escape(f'{number:f}')}(?![\d])", said):
        return True
    return any(
        number in numbers and re.search(rf"\b{word}s?\b", said, re.IGNORECASE) for word, numbers in NUMBER_WORDS.items()
    )


def _said(kb: KnowledgeBase, fact: Fact) -> str:
    """All the words by which a fact may name a number: terms and their labels, units, and texts of our own."""
    one = (fact.measure, fact.parameter, fact.subgroup, fact.endpoint, fact.compared_with)
    many = (fact.population, fact.condition, fact.setting, fact.phase, fact.indication, fact.timing)
    ids = [*one, *(id for field in many for id in field), *fact.do, *_terms(fact.when), *_terms(fact.target)]
    texts = (fact.says, fact.note, fact.data_cutoff, fact.ctcae_grade, fact.graded, fact.misprint, fact.hedge)
    units = (value.unit.text.replace("^", " ") for _, value in held_figures(fact))
    return " ".join((*ids, *map(kb.vocabulary.label, ids), *texts, *units, fact.cites_as)).replace(",", "")


def _terms(condition: Condition | None) -> Iterator[str]:
    for leaf in condition.leaves() if condition else ():
        yield from filter(None, (leaf.parameter, leaf.present, leaf.absent, leaf.at, *leaf.despite))
