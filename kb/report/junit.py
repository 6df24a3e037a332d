"""Findings as JUnit XML: a test case a rule, so that a CI page lists what was checked and what failed."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence

from kb.check import Coverage
from kb.finding import Finding
from kb.report.text import finding_line
from kb.rules import all_rules


def junit_report(findings: Sequence[Finding], coverage: Coverage) -> str:
    """One suite with a case for each rule: what fails a build is a failure, a warning or info is output of its case."""
    grave = [finding for finding in findings if finding.severity.rank < 2]
    suite = ElementTree.Element("testsuite", name="kb check", errors="0", skipped="0")
    rules = all_rules()
    suite.set("tests", str(len(rules)))
    suite.set("failures", str(len({finding.code for finding in grave})))
    for rule in rules:
        case = ElementTree.SubElement(suite, "testcase", classname=rule.family, name=f"{rule.code} {rule.name}")
        said = [_line(finding) for finding in findings if finding.code == rule.code]
        if any(finding.code == rule.code for finding in grave):
            failure = ElementTree.SubElement(case, "failure", message=f"{rule.title}: {len(said)} findings")
            failure.text = "\n".join(said)
        elif said:
            ElementTree.SubElement(case, "system-out").text = "\n".join(said)
    ElementTree.SubElement(suite, "system-out").text = f"Checked: {coverage}."
    ElementTree.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suite, encoding="unicode") + "\n"


def _line(finding: Finding) -> str:
    return f"{finding_line(finding)}\n    {finding.help}" if finding.help else finding_line(finding)
