"""Runs the rules, applies the waivers, and returns the findings and what was covered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from kb.check_result import CheckResult, Coverage
from kb.estimate import estimate
from kb.finding import Finding, Remark
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase, Waiver
from kb.rules import Rule, all_rules

__all__ = ["CheckResult", "Coverage", "check", "waivers"]


def check(
    kb: KnowledgeBase, rules: Collection[Rule] | None = None, progress: Callable[[Rule], None] | None = None
) -> CheckResult:
    """Run rules over a knowledge base (all of them unless told which); `progress` is called before each.

    A rule that fails is a fault of the program and is raised, never swallowed: what could not run has not passed.
    """
    graph = ClaimGraph(kb)
    chosen = all_rules() if rules is None else rules
    findings: list[Finding] = []
    for rule in chosen:
        if progress:
            progress(rule)
        findings.extend(_finding(rule, remark) for remark in rule.check(kb, graph))
    kept, waived = _apply_waivers(kb, chosen, findings)
    kept.sort(key=lambda finding: finding.sort_key)
    return CheckResult(tuple(kept), _coverage(kb, graph, len(chosen), waived))


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
