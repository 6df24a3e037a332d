"""How a fact reads: its figure in full words, its condition, its scope, and the spellings that search should find."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from kb.estimate import estimate
from kb.model import Fact, KnowledgeBase
from kb.once import once_a_base
from kb.pages.action_words import deed
from kb.pages.condition_words import condition_words as condition_words
from kb.pages.phrases import capitalized as capitalized
from kb.pages.phrases import interval_words as interval_words
from kb.pages.phrases import labels as labels
from kb.pages.phrases import lowered as lowered
from kb.pages.phrases import rounded as rounded
from kb.pages.phrases import value_words as value_words
from kb.pages.spelling import safe_spelling as safe_spelling
from kb.vocabulary import Vocabulary

_DAY: Final = re.compile(r"(?:\d{1,2} )?[A-Z][a-z]+ \d{4}|\d{4}(?:-\d{2}){0,2}")
_KINDS_WITH_FIGURE: Final = frozenset({"quantity", "proportion", "time-to-event", "criterion"})


def count_words(fact: Fact) -> str:
    """`37 of 255` where a fact gives both counts, `of 255` where it gives the denominator alone."""
    events, total = fact.events, fact.total
    if fact.value is not None and fact.value.total:
        events, total = fact.value.events, fact.value.total
    return f"{events:,} of {total:,}" if events is not None and total else f"of {total:,}" if total else ""


def figure_words(kb: KnowledgeBase, fact: Fact) -> str:
    """What a fact reports, in words, by its kind; never empty."""
    words = _FIGURES.get(kb.kind(fact), _quantity)(kb, fact)
    return safe_spelling(words or fact.says or fact.printed or kb.vocabulary.label(fact.measure))


def has_figure(kb: KnowledgeBase, fact: Fact) -> bool:
    """Whether the words of a fact are a figure that may open to its source, rather than a statement."""
    return kb.kind(fact) in _KINDS_WITH_FIGURE and (estimate(fact) is not None or fact.when is not None)


def _quantity(kb: KnowledgeBase, fact: Fact) -> str:
    value = estimate(fact)
    if value is None:
        return ""
    measure = kb.measure(fact)
    if measure is not None and measure.ordinal and value.form == "point":
        return f"{value.unit.singular} {value.numbers[0]:f}"
    lead = f"{fact.statistic} " if fact.statistic in ("median", "mean", "minimum", "maximum") else ""
    ranged = f" (range {value_words(fact.range)})" if fact.range is not None else ""
    return lead + value_words(value) + (ranged or (" or more" if fact.range_censored else ""))


def _proportion(kb: KnowledgeBase, fact: Fact) -> str:
    value = estimate(fact)
    if value is None:
        return ""
    counts = count_words(fact)
    if value.total:
        return counts
    if counts.startswith("of"):
        return f"{value_words(value)} {counts}"
    return value_words(value) + (f" ({counts})" if counts else "")


def _criterion(kb: KnowledgeBase, fact: Fact) -> str:
    condition = capitalized(condition_words(kb.vocabulary, fact.when))
    if fact.statistic:
        condition = f"{capitalized(fact.statistic)} {lowered(condition)}"
    return condition + (f" \u2192 {ACTION_WORDS.get(fact.action, fact.action)}" if fact.action else "")


def _stance(kb: KnowledgeBase, fact: Fact) -> str:
    words = STANCE_WORDS.get(fact.stance, fact.stance)
    condition = condition_words(kb.vocabulary, fact.when)
    subject = labels(kb.vocabulary, filter(None, (fact.drug, fact.parameter)))
    told = f"{words}: {subject}" if subject else words
    if condition:
        told = _on_condition(told, words, subject, condition)
    if fact.value is not None:
        told += f" {value_words(fact.value)}"
    return told + (f". {fact.says}" if fact.says else "")


def _on_condition(told: str, stance: str, subject: str, condition: str) -> str:
    """A stance with its condition; a condition that names the subject itself stands in its place.

    What is demanded or excluded is the condition itself; anything else is advised about the treatment, under it.
    """
    if not subject and stance not in _OF_THE_CONDITION:
        return f"{stance} if {lowered(condition)}"
    if not subject or subject.lower() in condition.lower():
        return f"{stance}: {capitalized(condition)}"
    return f"{told} {'with' if condition.startswith('no ') else 'if'} {lowered(condition)}"


def _medication(kb: KnowledgeBase, fact: Fact) -> str:
    vocabulary = kb.vocabulary
    parts = [value_words(value) for value in (fact.dose, fact.rate, fact.frequency, fact.value) if value is not None]
    parts += [product_words(vocabulary, fact)] if fact.components else []
    if fact.preparation is not None:
        parts.append(f"{value_words(fact.preparation.amount)} in {value_words(fact.preparation.volume)}")
    if fact.over is not None:
        parts.append(f"over {value_words(fact.over)}")
    parts.append(" or ".join(lowered(vocabulary.label(id)) for id in fact.route))
    parts += [lowered(vocabulary.label(id)) for id in fact.timing]
    if fact.role:
        parts.append("as needed" if fact.role == "as-needed" else fact.role)
    told = ", ".join(filter(None, parts))
    return vocabulary.label(fact.drug) + (": " if told else "") + told


def product_words(vocabulary: Vocabulary, fact: Fact) -> str:
    """The strengths of a product, told apart from its dose: `a product with zelvarin 2% and magnesia 1%`."""
    parts = [f"{lowered(vocabulary.label(part.drug))} {value_words(part.dose)}" for part in fact.components]
    return "a product with " + " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def _action(kb: KnowledgeBase, fact: Fact) -> str:
    return ". ".join(filter(None, (deed(kb.vocabulary, fact).words, fact.says)))


def _statement(kb: KnowledgeBase, fact: Fact) -> str:
    return fact.says or _quantity(kb, fact)


_FIGURES: Final[dict[str, Callable[[KnowledgeBase, Fact], str]]] = {
    "proportion": _proportion,
    "criterion": _criterion,
    "stance": _stance,
    "medication": _medication,
    "action": _action,
    "statement": _statement,
}

STANCE_WORDS: Final = {
    "required": "Required",
    "recommended": "Recommended",
    "preferred": "Preferred",
    "permitted": "Permitted",
    "caution": "Caution",
    "not-recommended": "Not recommended",
    "contraindicated": "Contraindicated",
}
_OF_THE_CONDITION: Final = frozenset({"Required", "Contraindicated"})
ACTION_WORDS: Final = {
    "continue": "continue",
    "reassess": "reassess",
    "delay": "delay the dose",
    "withhold": "withhold the dose",
    "stop-cycle": "end the cycle",
    "stop": "end treatment",
    "exclude": "do not start",
    "never-again": "never treat again",
}


def group_words(kb: KnowledgeBase, fact: Fact) -> str:
    """Under which heading of a table a fact stands: its system, drug, parameter or trigger; empty where it has none."""
    kind, vocabulary = kb.kind(fact), kb.vocabulary
    if kind == "medication":
        return vocabulary.label(fact.drug)
    if kind == "action":
        return capitalized(condition_words(vocabulary, fact.when)) or labels(vocabulary, fact.indication)
    subject = fact.system or fact.parameter or (fact.drug if kind in ("quantity", "stance") else "")
    return vocabulary.label(subject) if subject else ""


@once_a_base
def usual_treatment(kb: KnowledgeBase) -> Iterable[tuple[str, ...]]:
    """The treatment that most facts of a base are about, as the one item; none where no fact names any."""
    named = Counter(fact.intervention for fact in kb.facts.values() if fact.intervention)
    return (treatment for treatment, _ in named.most_common(1))


def subject_words(kb: KnowledgeBase, fact: Fact) -> str:
    """The sign or parameter of a figure that stands under the heading of a whole system; empty for all others."""
    told = kb.kind(fact) in ("criterion", "stance", "action", "medication")
    return kb.vocabulary.label(fact.parameter) if fact.system and fact.parameter and not told else ""


def scope_words(kb: KnowledgeBase, fact: Fact) -> tuple[str, ...]:
    """Of what, of whom and when a figure holds, the most telling first: sign, population, group, time, cutoff.

    A sign or parameter is named here where the heading that the fact stands under names its system alone, a treatment
    where it is not the one that most facts of the base are about.
    """
    vocabulary, kind = kb.vocabulary, kb.kind(fact)
    treatment = labels(vocabulary, fact.intervention) if (fact.intervention,) != usual_treatment(kb) else ""
    words = [subject_words(kb, fact), treatment]
    words += [labels(vocabulary, fact.population), labels(vocabulary, fact.age_group)]
    words += [vocabulary.label(fact.subgroup) if fact.subgroup else ""]
    words += [labels(vocabulary, fact.condition), labels(vocabulary, fact.setting), labels(vocabulary, fact.phase)]
    words += [labels(vocabulary, fact.indication) if kind == "medication" else ""]
    words += [
        f"cycle {value_words(fact.cycle)}" if fact.cycle else "",
        f"at {value_words(fact.timepoint)}" if fact.timepoint else "",
    ]
    words += [vocabulary.label(fact.endpoint) if fact.endpoint else "", _grade_words(fact.ctcae_grade)]
    if kind not in ("criterion", "stance", "action"):
        words.append(condition_words(vocabulary, fact.when))
    words.append(f"compared with {lowered(vocabulary.label(fact.compared_with))}" if fact.compared_with else "")
    words.append(cutoff_words(fact.data_cutoff))
    return tuple(safe_spelling(word) for word in words if word)


def cutoff_words(cutoff: str) -> str:
    """A data cutoff: a day or month reads `June 1996 cutoff`, all else as written; empty where none is recorded."""
    if cutoff.startswith("not recorded"):
        return ""
    return f"{cutoff} cutoff" if _DAY.fullmatch(cutoff) else cutoff


def cutoff_said(cutoff: str) -> str:
    """A data cutoff in words, or that none is recorded."""
    return cutoff_words(cutoff) or "cutoff not recorded"


def _grade_words(grade: str) -> str:
    if not grade:
        return ""
    return "any grade" if grade == "any" else "grade " + grade.replace("-", "\u2013")
