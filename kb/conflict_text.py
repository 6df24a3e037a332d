"""How a disagreement is said to an editor: both values and places, what it means for a patient, what to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from kb.estimate import compared_value, estimate
from kb.finding import Remark
from kb.graph import Conflict
from kb.judgement import Comparison, Verdict
from kb.model import Condition, Fact, KnowledgeBase
from kb.value import Value, in_unit, in_words, parse_value

EXAMPLE_WEIGHT: Final = 80
"""Kilograms of the patient in whom the consequence of two doses is said."""

_FIELDS: Final = {
    "criterion": "when", "stance": "stance", "medication": "dose", "action": "do",
    "statement": "says",
}  # fmt: skip
_PARTS: Final = {
    "criterion": ("when", "tier", "action"),
    "stance": ("stance", "when"),
    "medication": ("dose", "rate", "frequency", "route", "role", "drug"),
    "action": ("do", "dose", "rate", "frequency", "when", "route"),
}
"""By kind: the fields that may be what two facts disagree about, in the order in which they are looked at."""


def missing_links(conflict: Conflict) -> Iterator[Comparison]:
    """Of the pairs that nothing explains, as few as would connect all values once explained: the gravest first."""
    parent: dict[str, str] = {}

    def find(id: str) -> str:
        while parent.setdefault(id, id) != id:
            id = parent[id]
        return id

    order = sorted(
        conflict.open_pairs, key=lambda pair: (pair.verdict is not Verdict.CONTRADICTS, pair.one, pair.other)
    )
    for pair in order:
        if find(pair.one) != find(pair.other):
            parent[find(pair.one)] = find(pair.other)
            yield pair


def remark_on(kb: KnowledgeBase, pair: Comparison) -> Remark:
    """What is said of a pair that disagrees without an explanation, at the later of the two facts."""
    return remarks_on(kb, pair)[1]


def remarks_on(kb: KnowledgeBase, pair: Comparison) -> tuple[Remark, Remark]:
    """What is said of a pair that disagrees without an explanation, at each of the two facts, the earlier first.

    Whoever edits either of them must meet it at the line that they edit.
    """
    one, other = sorted((kb.facts[pair.one], kb.facts[pair.other]), key=lambda fact: kb.place(fact))
    draft = _draft(kb, one, other)
    return _remark_at(kb, pair, one, other, draft), _remark_at(kb, pair, other, one, draft)


def _remark_at(kb: KnowledgeBase, pair: Comparison, fact: Fact, than: Fact, draft: str) -> Remark:
    verb = "contradicts" if pair.verdict is Verdict.CONTRADICTS else "differs from"
    where = kb.place(than, field_at_odds(kb, than, fact))
    said, against = (f"{about(kb, a, (b,))}{_said(kb, a)}" for a, b in ((fact, than), (than, fact)))
    message = f"{said} ({fact.cite}) {verb} {against} ({than.cite}, {where}): {pair.reason}"
    message += "".join(_stricter(kb, pair)) + consequence(fact.value, than.value)
    return Remark(kb.place(fact, field_at_odds(kb, fact, than)), message, draft, fact.id)


def safety_critical(kb: KnowledgeBase, pair: Comparison) -> bool:
    """Whether a dose or a hold or stop decision rests on the measure of either fact of a pair."""
    measures = (kb.measure(kb.facts[id]) for id in (pair.one, pair.other))
    return any(measure.safety_critical for measure in measures if measure)


def field_compared(kb: KnowledgeBase, fact: Fact) -> str:
    """The field of a fact that holds what is compared."""
    return _FIELDS.get(kb.kind(fact), "value")


def field_at_odds(kb: KnowledgeBase, fact: Fact, than: Fact) -> str:
    """The field of a fact that holds what another disagrees with: of a rule its limit, its tier or what it leads to.

    Where the fact declares to disagree with a fact of another measure, it is the declaration.
    """
    if than.id in fact.disagrees_with and fact.measure != than.measure:
        return f"disagrees_with.{fact.disagrees_with.index(than.id)}"
    for name in _PARTS.get(kb.kind(fact), ()) if kb.kind(fact) == kb.kind(than) else ():
        own, others = getattr(fact, name), getattr(than, name)
        if own and str(own) != str(others):
            return _part_at_odds("when", own, others) if isinstance(own, Condition) else name
    return field_compared(kb, fact)


def _part_at_odds(path: str, own: Condition, other: Condition | None) -> str:
    """The dotted path of the first part of a condition that another does not have."""
    for join in ("all", "any"):
        parts, others = getattr(own, join), getattr(other, join, ())
        if parts and not others:
            return f"{path}.{join}"
        for index, part in enumerate(parts):
            if part not in others:
                return _part_at_odds(f"{path}.{join}.{index}", part, others[index] if index < len(others) else None)
    for name in ("is_", "present", "absent", "lasting", "times", "within", "parameter"):
        if getattr(own, name) and getattr(own, name) != getattr(other, name, None):
            return f"{path}.{name.removesuffix('_')}"
    return path


def about(kb: KnowledgeBase, fact: Fact, others: Iterable[Fact]) -> str:
    """What a fact is about, to stand before what it says, where others that it differs from are about another thing."""
    others, is_figure, name = list(others), kb.kind(fact) not in _FIELDS, ""
    if any(other.parameter != fact.parameter for other in others):
        name = fact.parameter or (fact.measure if is_figure else "")
    elif is_figure and any(other.measure != fact.measure for other in others):
        name = fact.measure
    if not name or name in compared_value(kb, fact):
        return ""
    return kb.vocabulary.label(name) + (" " if is_figure else ": ")


def _said(kb: KnowledgeBase, fact: Fact) -> str:
    value = estimate(fact)
    return in_words(value) if value and kb.kind(fact) not in _FIELDS else compared_value(kb, fact)


def _stricter(kb: KnowledgeBase, pair: Comparison) -> Iterator[str]:
    if pair.stricter:
        one_source = kb.facts[pair.one].cite == kb.facts[pair.other].cite
        named = f"'{pair.stricter}'" if one_source else kb.facts[pair.stricter].cite
        yield f"; {named} is the stricter"


def consequence(one: Value | None, other: Value | None) -> str:
    """What two doses per body weight mean in an example patient, or an empty text."""
    if one is None or other is None or one.form != "point" or other.form != "point":
        return ""
    if one.unit.dimension != other.unit.dimension or not one.unit.dimension.endswith("per body weight"):
        return ""
    number = in_unit(other, one.unit).numbers[0]
    amount = abs(one.numbers[0] - number) * EXAMPLE_WEIGHT
    difference = in_words(parse_value(_amount(amount, one.unit.text.removesuffix("/kg"))))
    return f"; at {EXAMPLE_WEIGHT} kg, {difference} a dose apart"


def _amount(amount: Decimal, unit: str) -> str:
    million = Decimal(1_000_000)
    if unit == "IU" and amount >= million:
        return f"{(amount / million).normalize():f} million IU"
    return f"{amount.normalize():f} {unit}"


def _draft(kb: KnowledgeBase, one: Fact, other: Fact) -> str:
    values = ", ".join(f"{fact.id}: {compared_value(kb, fact)}" for fact in (one, other))
    return f"Correct one of them, or add: explanations: [{{between: {{{values}}}, type: …, because: …, by: …, on: …}}]"
