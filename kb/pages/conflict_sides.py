"""The sides of a conflict: what each holds, in words that can be told from the others without knowing the card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kb.estimate import compared_value
from kb.figures import SAME_VALUE
from kb.graph import Conflict
from kb.judgement import Comparison, Verdict
from kb.model import Fact, KnowledgeBase
from kb.pages.fact_view import FactView, FactViews
from kb.pages.spelling import safe_spelling
from kb.pages.wording import capitalized, condition_words, figure_words, labels, lowered

_FIGURES = frozenset({"quantity", "proportion", "time-to-event"})


@dataclass(frozen=True, slots=True)
class Side:
    """One value of a conflict and everyone who gives it; `example` is what a dose comes to in a patient.

    `remark` is what all its facts say beside it; `places` says of each fact what kind of source it is from, and where
    there, on one line; `stricter_facts` are the ids of those that are stricter than another side.
    """

    figure: str
    remark: str
    facts: tuple[FactView, ...]
    places: tuple[str, ...]
    stricter_facts: frozenset[str]
    example: str

    @property
    def stricter(self) -> bool:
        """Whether all who give this value are stricter than another side."""
        return all(view.id in self.stricter_facts for view in self.facts)


def sides(
    facts: FactViews, conflict: Conflict, comparisons: Sequence[Comparison], weight: Decimal | None
) -> Iterator[Side]:
    """The sides of a conflict, single values before ranges and those that most sources give first.

    `comparisons` are those of its facts with each other; `weight` in kg is that of the patient of the examples.
    A fact is the stricter where it is so in some pair and the milder in none: a rule for fewer patients beside the
    same rule for all is not the stricter of the card.
    """
    kb = facts.kb
    members = [kb.facts[id] for id in (*conflict.facts, *conflict.agreeing)]
    strict = {pair.stricter for pair in conflict.pairs if pair.stricter}
    mild = {id for pair in conflict.pairs if pair.stricter for id in (pair.one, pair.other) if id != pair.stricter}
    for same in sorted(_alike(kb, members, conflict.measure, comparisons), key=lambda same: _rank(kb, same)):
        views = tuple(facts[fact.id] for fact in same)
        yield Side(
            figure=_figure(kb, same, members, conflict.measure),
            remark=_remark(kb, same),
            facts=views,
            places=tuple(_place(facts, fact) for fact in same),
            stricter_facts=frozenset(fact.id for fact in same if fact.id in strict - mild),
            example=_example(same[0], weight),
        )


def _alike(
    kb: KnowledgeBase, members: Sequence[Fact], measure: str, comparisons: Sequence[Comparison]
) -> list[list[Fact]]:
    """Facts with one head, and figures that a comparison found to be the same."""
    by_key: dict[str, list[Fact]] = {}
    for fact in members:
        by_key.setdefault(_key(kb, fact, members, measure), []).append(fact)
    side = {fact.id: same for same in by_key.values() for fact in same}
    for pair in comparisons:
        one, other = side[pair.one], side[pair.other]
        same_figure = pair.verdict is Verdict.AGREES or pair.reason == SAME_VALUE
        if same_figure and one is not other and kb.kind(one[0]) == "proportion":
            one += other
            side |= dict.fromkeys((fact.id for fact in other), one)
    return list({id(same): same for same in side.values()}.values())


def _key(kb: KnowledgeBase, fact: Fact, members: Sequence[Fact], measure: str) -> str:
    if kb.kind(fact) in _FIGURES and compared_value(kb, fact):
        return _name(kb, fact, members, measure) + compared_value(kb, fact)
    return _head(kb, fact, members, measure)


def _rank(kb: KnowledgeBase, same: Sequence[Fact]) -> tuple[bool, int, str]:
    """Single values, which readers look for, come before ranges and lists."""
    value = same[0].value
    return (value is not None and value.form in ("range", "levels"), -len(same), same[0].id)


def _figure(kb: KnowledgeBase, same: Sequence[Fact], members: Sequence[Fact], measure: str) -> str:
    """The words of a side: all its figures, each once."""
    heads = dict(reversed([(_key(kb, fact, members, measure), _head(kb, fact, members, measure)) for fact in same]))
    return safe_spelling(", ".join(reversed(heads.values())))


def _remark(kb: KnowledgeBase, same: Sequence[Fact]) -> str:
    """What all facts of a side say beside its figure, where their words are no part of it."""
    remarks = {fact.says for fact in same} if kb.kind(same[0]) != "statement" else {""}
    return safe_spelling(remarks.pop()) if len(remarks) == 1 else ""


def _head(kb: KnowledgeBase, fact: Fact, members: Sequence[Fact], measure: str) -> str:
    """A fact in words, with what sets it off before what is done, and what it is a figure of before the figure."""
    kind, words = kb.kind(fact), _without_remark(kb, fact)
    if kind == "action":
        return _triggered(kb, fact, words)
    if kind == "criterion":
        named = f"{kb.vocabulary.label(fact.measure)}: {lowered(words)}" if fact.measure != measure else words
        tier = "tier open" if fact.tier == "open" else fact.tier
        return f"{named} ({tier})" if tier else named
    name = _name(kb, fact, members, measure)
    return f"{name}: {words}" if name and name.lower() not in words.lower() else words


def _without_remark(kb: KnowledgeBase, fact: Fact) -> str:
    words = figure_words(kb, fact)
    remark = safe_spelling(fact.says)
    return words.removesuffix(remark).removesuffix(". ") if kb.kind(fact) in ("stance", "action") and remark else words


def _triggered(kb: KnowledgeBase, fact: Fact, words: str) -> str:
    trigger = capitalized(condition_words(kb.vocabulary, fact.when))
    if trigger:
        return f"{trigger} \u2192 {lowered(words)}"
    indication = labels(kb.vocabulary, fact.indication)
    return f"{indication}: {lowered(words)}" if indication else words


def _name(kb: KnowledgeBase, fact: Fact, members: Iterable[Fact], measure: str) -> str:
    """What a figure is of: its parameter or its drug, and its measure where that is not the one of the card."""
    label, members = kb.vocabulary.label, list(members)
    is_figure = kb.kind(fact) in _FIGURES
    others = [other for other in members if other.measure != fact.measure] if is_figure else []
    subject = fact.parameter or (fact.drug if is_figure else "")
    if subject and (is_figure or any(other.parameter != fact.parameter for other in members)):
        told = lowered(label(fact.measure)) if others and fact.measure != measure else ""
        return ", ".join(filter(None, (label(subject), told)))
    return label(fact.measure) if others else ""


def _place(facts: FactViews, fact: Fact) -> str:
    view = facts[fact.id]
    printed = f"as printed \u201c{view.printed}\u201d" if view.printed else ""
    told = ", ".join(filter(None, (view.kind_words, view.locator, printed, _derived_from(facts, fact))))
    return ". ".join(filter(None, (told, view.scope_line)))


def _derived_from(facts: FactViews, fact: Fact) -> str:
    """The sources of the figures that a figure was derived from, each once."""
    inputs = fact.derived.inputs.values() if fact.derived is not None else ()
    cited = (facts.kb.facts[id].cite for id in inputs if id in facts.kb.facts)
    names = dict.fromkeys(facts.source(cite).name for cite in cited if cite)
    return f"from {', '.join(names)}" if names else ""


def _example(fact: Fact, weight: Decimal | None) -> str:
    """What a value per kg comes to in a patient of a weight, with thousands and millions in words."""
    value = fact.value
    if (
        value is None
        or weight is None
        or not value.unit.text.endswith("/kg")
        or value.form not in ("point", "range", "levels")
    ):
        return ""
    unit = value.unit.plural.removesuffix("/kg")
    ends = [number * weight for number in value.numbers]
    joined = "\u2013" if value.form == "range" else " or "
    if all(end >= 1_000_000 for end in ends):
        return joined.join(f"{_plain(end / 1_000_000)}" for end in ends) + f" million {unit}"
    return joined.join(f"{_plain(end)}" for end in ends) + f" {unit}"


def _plain(number: Decimal) -> str:
    shown = format(number, ",f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
