"""What of a fact is compared: its figure, the patients it speaks of, its interval, and the text that names it."""

from __future__ import annotations

from kb.analysis_sets import patients_of
from kb.model import Condition, Fact, KnowledgeBase
from kb.statistics import median_interval, wilson_interval
from kb.value import Interval, Value, canonical_text, parse_value

MOST_SAID = 200
"""Characters of a statement that stand for it where an explanation names it."""


LONGEST_CHAIN = 12
"""Restatements of restatements that are followed; a chain made to be long must not cost the square of its length."""


def effective_cohort(kb: KnowledgeBase, fact: Fact) -> tuple[str, str]:
    """Cohort and data cutoff of a fact, its own or those of the fact it restates."""
    seen: set[str] = set()
    while not fact.cohort and fact.restates and fact.id not in seen and len(seen) < LONGEST_CHAIN:
        seen.add(fact.id)
        primary = kb.facts.get(fact.restates[0])
        if primary is None:
            break
        fact = primary
    return fact.cohort, fact.data_cutoff


def counted_source(kb: KnowledgeBase, fact: Fact) -> Fact:
    """The fact whose counts stand behind a figure: its own, or those of the fact that it restates."""
    seen: set[str] = set()
    while interval_of(fact) is None and fact.restates and fact.id not in seen and len(seen) < LONGEST_CHAIN:
        if fact.restates[0] not in kb.facts:
            break
        seen.add(fact.id)
        fact = kb.facts[fact.restates[0]]
    return fact


def estimate(fact: Fact) -> Value | None:
    """The figure of a rate: as given, or events over total."""
    if fact.value is not None:
        return fact.value
    if fact.events is not None and fact.total and fact.events <= fact.total:
        return parse_value(f"{fact.events}/{fact.total}")
    return None


def spread_of(kb: KnowledgeBase, fact: Fact) -> Interval | None:
    """The 95% interval of a rate or of the one it restates; without a denominator, that of the patients of its cohort.

    None where neither the figure nor the record of its cohort says how many patients it is of.
    """
    source = counted_source(kb, fact)
    return interval_of(source) or interval_of(source, patients_of(kb, source))


def spread_of_median(kb: KnowledgeBase, fact: Fact) -> Interval | None:
    """The 95% interval of a median time in the unit of its value: as printed, else from the number of its patients.

    None where the value is no single figure, or nothing says how many patients it is of.
    """
    source = kb.facts.get(fact.restates[0], fact) if fact.restates and not fact.cohort else fact
    if source.interval is not None and source.interval.intervals:
        return source.interval.intervals[0]
    patients = source.total or patients_of(kb, source)
    if not patients or fact.value is None or fact.value.form != "point" or source.statistic != "median":
        return None
    median = fact.value.intervals[0].low
    return Interval(*median_interval(median, patients)) if median else None


def interval_of(fact: Fact, patients: int | None = None) -> Interval | None:
    """The 95% interval of a proportion in percent: computed (Wilson) from its counts, else as printed, else None.

    `patients` is the denominator where the fact has none of its own.
    """
    events, total = fact.events, fact.total or patients
    if fact.value is not None and fact.value.total:
        events, total = fact.value.events, fact.value.total
    if total and events is None and fact.value is not None and fact.value.form == "point":
        low = fact.value.intervals[0].low
        events = int((low * total / 100).to_integral_value()) if low is not None else None
    if events and not total:
        total = implied_total(events, fact.value)
    if total and events is not None and 0 <= events <= total:
        low, high = wilson_interval(events, total)
        return Interval(low, high)
    if fact.interval is not None and fact.interval.intervals:
        return fact.interval.intervals[0]
    return None


def implied_total(events: int, percentage: Value | None) -> int | None:
    """The denominator that a count and its percentage imply, where only those two are printed."""
    if percentage is None or percentage.form != "point" or percentage.unit.text != "%":
        return None
    share = percentage.intervals[0].low
    return int((100 * events / share).to_integral_value()) if share and 0 < share <= 100 else None


def compared_value(kb: KnowledgeBase, fact: Fact) -> str:
    """What of a fact is compared, as one short text: explanations name it, and lapse when it changes."""
    kind = kb.kind(fact)
    if kind == "criterion":
        return " ".join(filter(None, (fact.tier, fact.action, condition_text(fact.when))))
    if kind == "stance":
        return f"{fact.stance} {condition_text(fact.when)}".strip()
    if kind in ("medication", "action"):
        parts = (
            *fact.do,
            fact.role,
            "" if any(verb.endswith(f"-{fact.drug}") for verb in fact.do) else fact.drug,
            *(canonical_text(value) for value in (fact.dose, fact.rate, fact.frequency) if value),
            *fact.route,
            f"when {condition_text(fact.when)}" if kind == "action" and fact.when else "",
        )
        return " ".join(part for part in parts if part)
    if kind == "statement":
        return fact.printed or fact.says[:MOST_SAID]
    value = estimate(fact)
    return canonical_text(value) if value else ""


def condition_text(condition: Condition | None) -> str:
    """A condition as one short text: `heart-rate > 130 /min`, `present fever`, joined by `and` or `or` as printed."""
    if condition is None:
        return ""
    if condition.all:
        return " and ".join(map(condition_text, condition.all))
    if condition.any:
        return " or ".join(map(condition_text, condition.any))
    parts = [condition.parameter, canonical_text(condition.is_) if condition.is_ else ""]
    parts += [
        f"present {condition.present}" if condition.present else "",
        f"absent {condition.absent}" if condition.absent else "",
    ]
    parts += [
        f"x{condition.times}" if condition.times else "",
        canonical_text(condition.lasting) if condition.lasting else "",
        f"within {canonical_text(condition.within)}" if condition.within else "",
        f"despite {' and '.join(condition.despite)}" if condition.despite else "",
    ]
    return " ".join(part for part in parts if part)
