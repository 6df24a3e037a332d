"""What it means that two comparable facts agree or not, for each kind of fact.

Figures are judged in `kb.figures`, criteria in `kb.criteria`; stances, medications and actions here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kb.criteria import criterion
from kb.figures import proportion, quantity, time_to_event, values_judged
from kb.judgement import Comparison, Judgement, Verdict
from kb.model import Fact, KnowledgeBase
from kb.vocabulary import STANCES


def verdict_of(kb: KnowledgeBase, one: Fact, other: Fact, on: str = "") -> Comparison | None:
    """The verdict on two facts that are known to be comparable; None where a value is missing or not convertible.

    `on` is the parameter or sign on which criteria are compared where one of them is a list of alternatives.
    """
    judge = _JUDGES.get(kb.kind(one))
    judgement = criterion(kb, one, other, on) if judge is criterion else judge(kb, one, other) if judge else None
    return Comparison(one.id, other.id, *judgement) if judgement else None


def _stance(kb: KnowledgeBase, one: Fact, other: Fact) -> Judgement:
    if not one.stance or not other.stance:
        return None
    steps = STANCES.index(one.stance), STANCES.index(other.stance)
    if steps[0] != steps[1] and one.cite == other.cite and one.when and other.when and one.when != other.when:
        return Verdict.COMPATIBLE, "steps of one source, each with its own limit"
    caution = STANCES.index("caution")
    if steps[0] != steps[1]:
        demanding = min(steps) if max(steps) < caution else max(steps)
        stricter = one.id if steps[0] == demanding else other.id
        opposed = min(steps) < caution < max(steps)
        return (Verdict.CONTRADICTS if opposed else Verdict.DIFFERS), "another stance", stricter
    if (one.when is None) != (other.when is None):
        return Verdict.DIFFERS, "the same stance for a wider scope", one.id if one.when is None else other.id
    wider = _wider(kb, one, other)
    if wider:
        return Verdict.DIFFERS, "the same stance for a wider scope", wider
    thresholds = criterion(kb, one, other)
    return thresholds if thresholds and thresholds[0].is_conflict else (Verdict.AGREES, "the same stance")


def _wider(kb: KnowledgeBase, one: Fact, other: Fact) -> str:
    """The id of the fact whose stance holds for more cases, where one does."""
    first = [leaf.present for leaf in one.when.leaves() if leaf.present] if one.when else []
    second = [leaf.present for leaf in other.when.leaves() if leaf.present] if other.when else []
    for a in first:
        for b in second:
            if a != b and kb.vocabulary.covers(a, b):
                return one.id
            if a != b and kb.vocabulary.covers(b, a):
                return other.id
    return ""


def _medication(kb: KnowledgeBase, one: Fact, other: Fact) -> Judgement:
    judgements = [values_judged(getattr(one, name), getattr(other, name)) for name in ("dose", "frequency", "rate")]
    given = [
        (name, judgement) for name, judgement in zip(("dose", "interval", "rate"), judgements, strict=True) if judgement
    ]
    if not given:
        return None
    name, worst = max(given, key=lambda pair: list(Verdict).index(pair[1][0]))
    if worst[0].is_conflict:
        return worst[0], f"the {name}s differ"
    return worst


def _action(kb: KnowledgeBase, one: Fact, other: Fact) -> Judgement:
    doses = values_judged(one.dose, other.dose) if one.drug == other.drug else None
    if doses and doses[0].is_conflict:
        return doses[0], "the doses differ"
    steps = kb.vocabulary.steps_of(one.do), kb.vocabulary.steps_of(other.do)
    highest = max(steps[0], default=0), max(steps[1], default=0)
    stricter = (one.id if highest[0] > highest[1] else other.id) if all(highest) and highest[0] != highest[1] else ""
    if one.do and other.do and not set(one.do) & set(other.do):
        if all(highest) or any(kb.vocabulary.opposed(a, b) for a in one.do for b in other.do):
            return Verdict.DIFFERS, "another thing to do", stricter
        return Verdict.COMPATIBLE, "things to do that do not exclude each other"
    if stricter and one.cite != other.cite:
        return Verdict.DIFFERS, "the strictest step differs", stricter
    if (one.when is None) != (other.when is None) and set(one.do) & set(other.do):
        return Verdict.DIFFERS, "the same action for a wider scope", one.id if one.when is None else other.id
    return Verdict.COMPATIBLE, "the actions have something in common"


_JUDGES: Final[dict[str, Callable[[KnowledgeBase, Fact, Fact], Judgement]]] = {
    "quantity": quantity,
    "proportion": proportion,
    "time-to-event": time_to_event,
    "criterion": criterion,
    "stance": _stance,
    "medication": _medication,
    "action": _action,
}
