"""Runs the rules, applies the waivers, and returns the findings and what was covered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import Final, NamedTuple

from kb.check_result import CheckResult, Coverage
from kb.estimate import estimate
from kb.finding import Finding, Remark
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase, Waiver
from kb.rules import Rule, rules_of
from kb.side_by_side import processes, results_of

__all__ = ["CheckResult", "Coverage", "check", "waivers"]


_LONGEST_FIRST: Final = "423658170"
"""The families of rules in the order they are begun: that of conflicts compares facts, which takes longest."""

WORTH_SHARING: Final = 500
"""Facts from which on the work takes longer than sharing it out."""


class _Ran(NamedTuple):
    """What the rules of one family found, how many of their findings are waived, and how many rules they are."""

    findings: list[Finding]
    waived: int
    rules: int


def check(kb: KnowledgeBase, rules: Collection[Rule] | None = None, number: int | None = 1) -> CheckResult:
    """Run rules over a knowledge base (all of them unless told which), shared out by family among so many processes.

    With None there are as many of them as this machine has processors for.
    A rule that stops on what somebody wrote is a fault of the program: it is a critical finding of that rule, since
    what could not be checked has not passed, and the other rules are heard all the same.
    """
    graph = ClaimGraph(kb)
    works = [partial(_run_family, kb, graph, family, rules) for family in _LONGEST_FIRST]
    shared = processes() if number is None else number
    ran = results_of(works, shared if len(kb.facts) >= WORTH_SHARING else 1)
    findings = sorted((finding for one in ran for finding in one.findings), key=lambda finding: finding.sort_key)
    counted = _coverage(kb, graph, sum(one.rules for one in ran), sum(one.waived for one in ran))
    return CheckResult(tuple(findings), counted)


def _run_family(kb: KnowledgeBase, graph: ClaimGraph, family: str, rules: Collection[Rule] | None) -> _Ran:
    chosen = rules_of(family) if rules is None else [rule for rule in rules if rule.code[2] == family]
    found = [finding for rule in chosen for finding in _findings(kb, graph, rule)]
    kept, waived = _apply_waivers(kb, chosen, found) if found else (found, 0)
    return _Ran(kept, waived, len(chosen))


def _findings(kb: KnowledgeBase, graph: ClaimGraph, rule: Rule) -> Iterator[Finding]:
    try:
        for remark in rule.check(kb, graph):
            yield _finding(rule, remark)
    except Exception as error:
        from kb.stopped_rule import finding_of_stopped

        yield finding_of_stopped(kb, rule, error)


def _finding(rule: Rule, remark: Remark) -> Finding:
    return Finding(remark.place, rule.code, rule.name, rule.severity, remark.message, remark.help, remark.subject)


def _apply_waivers(kb: KnowledgeBase, rules: Iterable[Rule], findings: list[Finding]) -> tuple[list[Finding], int]:
    waivable = {rule.name for rule in rules if rule.waivable}
    granted = {
        (fact.id, waiver.rule)
        for fact, waiver in waivers(kb)
        if waiver.until >= kb.today and waiver.rule in waivable and waiver.fingerprint == kb.fingerprint(fact)
    }
    kept = [finding for finding in findings if (finding.subject, finding.name) not in granted]
    return kept, len(findings) - len(kept)


def waivers(kb: KnowledgeBase) -> Iterable[tuple[Fact, Waiver]]:
    """Every waiver with the fact it sits with."""
    return ((fact, waiver) for fact in kb.facts.values() for waiver in fact.waivers)


def _coverage(kb: KnowledgeBase, graph: ClaimGraph, rules: int, waived: int) -> Coverage:
    printed = [fact for fact in kb.facts.values() if fact.printed]
    states = [kb.verification(fact) for fact in printed]
    return Coverage(
        files=len(kb.files),
        facts=len(kb.facts),
        references=len(kb.references),
        rules=rules,
        printed=len(printed),
        verified=states.count("verified"),
        without_text=states.count("no-text"),
        proportions=sum(1 for fact in kb.facts.values() if kb.kind(fact) == "proportion" and estimate(fact)),
        pairs=len(graph.comparisons),
        conflicts=len(graph.conflicts),
        explained=sum(1 for conflict in graph.conflicts if conflict.state == "explained"),
        open_conflicts=sum(1 for conflict in graph.conflicts if conflict.state in ("unexplained", "open")),
        slight=sum(1 for conflict in graph.conflicts if conflict.state == "slight"),
        signed_off=sum(
            1 for fact in kb.facts.values() if any(one.fingerprint == kb.fingerprint(fact) for one in fact.signoffs)
        ),
        waived=waived,
        looked_up=sum(1 for key in kb.references if key in kb.source_records),
        checked_for_retraction=sum(1 for one in kb.source_records.values() if one.retraction_checked is not None),
    )
