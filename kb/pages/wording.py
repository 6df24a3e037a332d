"""How a fact reads: its figure in full words, its condition, its scope, and the spellings that search should find."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from kb.estimate import estimate
from kb.model import Condition, Fact, KnowledgeBase
from kb.once import once_a_base
from kb.pages.spelling import safe_spelling as safe_spelling
from kb.value import Interval, Value, canonical_text, in_words
from kb.vocabulary import Vocabulary

_NUMBER: Final = r"\d+(?:,\d{3})*(?:\.\d+)?"
_TRAILING_ZEROS: Final = re.compile(rf"({_NUMBER})(?<=\d)(?![\d,])")
_DAY: Final = re.compile(r"(?:\d{1,2} )?[A-Z][a-z]+ \d{4}|\d{4}(?:-\d{2}){0,2}")
_NAMED: Final = re.compile("^[^-]+[A-Z]|-[A-Z][a-z]|['\u2019]s$")
_KINDS_WITH_FIGURE: Final = frozenset({"quantity", "proportion", "time-to-event", "criterion"})


def value_words(value: Value) -> str:
    """A value as a page shows it: in full words, without trailing zeros."""
    return _TRAILING_ZEROS.sub(lambda match: _without_trailing_zeros(match[1]), in_words(value))


def _without_trailing_zeros(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number


def rounded(number: Decimal) -> str:
    """A percentage to one decimal, without a trailing zero."""
    return _without_trailing_zeros(format(number.quantize(Decimal("0.1"), ROUND_HALF_UP), "f"))


def interval_words(interval: Interval, unit: str = "%") -> str:
    """An interval with an en dash; an open side reads `at least` or `at most`."""
    if interval.low is None or interval.high is None:
        end = interval.low if interval.low is not None else interval.high
        return f"at {'least' if interval.low is not None else 'most'} {rounded(end)}{unit}" if end is not None else ""
    return f"{rounded(interval.low)}\u2013{rounded(interval.high)}{unit}"


def condition_words(vocabulary: Vocabulary, condition: Condition | None) -> str:
    """A condition as a sentence would have it: `Heart rate > 130/min for 2 hours, despite correct fever`."""
    if condition is None:
        return ""
    joined = condition.all or condition.any
    if joined:
        word = " and " if condition.all else " or "
        parts = _nested(vocabulary, joined[0]), *(_nested(vocabulary, part, inside=True) for part in joined[1:])
        return word.join(parts) + _circumstances(vocabulary, condition)
    subject = condition.parameter or condition.present or condition.absent
    words = ("no " if condition.absent else "") + (
        lowered(vocabulary.label(subject)) if condition.absent else vocabulary.label(subject)
    )
    if condition.is_ is not None:
        fraction = condition.is_.form == "ratio"
        words += f" {canonical_text(condition.is_) if fraction else value_words(condition.is_)}"
    return words + _circumstances(vocabulary, condition)


def _nested(vocabulary: Vocabulary, condition: Condition, inside: bool = False) -> str:
    words = condition_words(vocabulary, condition)
    words = lowered(words) if inside else words
    return f"({words})" if condition.all or condition.any else words


def _circumstances(vocabulary: Vocabulary, condition: Condition) -> str:
    words = ""
    if condition.times:
        words += f", {condition.times} times" if condition.times != 1 else ", once"
    if condition.lasting is not None:
        words += f", for {value_words(condition.lasting)}"
    if condition.within is not None:
        words += f", within {value_words(condition.within)}"
    if condition.at:
        words += f", {lowered(vocabulary.label(condition.at))}"
    if condition.despite:
        words += ", despite: " + " and ".join(lowered(vocabulary.label(id)) for id in condition.despite)
    return words


def lowered(label: str) -> str:
    """A label inside a sentence; a first word that is an abbreviation, or a name by its look, keeps its capital.

    Such a look is a further capital (`TIL`, `PaO2`), the `'s` of a person (`Marrow's fever`) or a name after a dash
    (`Neo-Warmol`, but not `anti-ABCD`). `A` alone is an article.
    """
    first = label.split(" ", 1)[0]
    named = first != "A" and (not first[1:2].islower() or _NAMED.search(first))
    return label if named else label[:1].lower() + label[1:]


def capitalized(words: str) -> str:
    """Words with a capital at their beginning and nothing else changed."""
    return words[:1].upper() + words[1:]


def labels(vocabulary: Vocabulary, ids: Iterable[str]) -> str:
    """Labels of terms as one phrase: joined by commas, all but the first as inside a sentence."""
    words = [vocabulary.label(id) for id in ids]
    return ", ".join([*words[:1], *map(lowered, words[1:])])


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
    lead = f"{fact.statistic} " if fact.statistic in ("median", "mean", "minimum", "maximum") else ""
    return lead + value_words(value) + (f" (range {value_words(fact.range)})" if fact.range is not None else "")


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
        condition += f", {fact.statistic}"
    return condition + (f" \u2192 {ACTION_WORDS.get(fact.action, fact.action)}" if fact.action else "")


def _stance(kb: KnowledgeBase, fact: Fact) -> str:
    words = STANCE_WORDS.get(fact.stance, fact.stance)
    condition = condition_words(kb.vocabulary, fact.when)
    subject = labels(kb.vocabulary, filter(None, (fact.drug, fact.parameter)))
    told = f"{words}: {subject}" if subject else words
    if fact.do:
        told += f": {labels(kb.vocabulary, fact.do)}"
    if condition:
        told += f" with {lowered(condition)}" if subject or fact.do else f": {condition}"
    if fact.value is not None:
        told += f" {value_words(fact.value)}"
    return told + (f". {fact.says}" if fact.says else "")


def _medication(kb: KnowledgeBase, fact: Fact) -> str:
    vocabulary = kb.vocabulary
    parts = [value_words(value) for value in (fact.dose, fact.rate, fact.frequency, fact.value) if value is not None]
    parts += [f"{vocabulary.label(component.drug)} {value_words(component.dose)}" for component in fact.components]
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


def _action(kb: KnowledgeBase, fact: Fact) -> str:
    vocabulary = kb.vocabulary
    told = labels(vocabulary, fact.do)
    amounts = [value_words(value) for value in (fact.dose, fact.rate, fact.frequency, fact.value) if value is not None]
    if fact.over is not None:
        amounts.append(f"over {value_words(fact.over)}")
    amounts += filter(None, [" or ".join(lowered(vocabulary.label(id)) for id in fact.route)])
    amounts += [lowered(vocabulary.label(id)) for id in fact.timing]
    drug = vocabulary.label(fact.drug) if fact.drug else ""
    given = " ".join(filter(None, (drug, ", ".join(amounts))))
    told = ": ".join(filter(None, (told, given)))
    if fact.target is not None:
        told += f"; until {condition_words(vocabulary, fact.target)}"
    return ". ".join(filter(None, (told, fact.says)))


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
ACTION_WORDS: Final = {
    "continue": "continue",
    "reassess": "reassess",
    "delay": "delay the dose",
    "withhold": "leave the dose out",
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
    return "any grade (CTCAE)" if grade == "any" else "CTCAE grade " + grade.replace("-", "\u2013")
