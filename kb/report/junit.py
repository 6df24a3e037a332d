"""Findings as JUnit XML: a test case a rule, so that a CI page lists what was checked and what failed."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Collection, Sequence

from kb.check_result import Coverage
from kb.finding import Finding
from kb.report.text import covered, finding_line, on_one_line
from kb.rules import Rule, all_rules


def junit_report(findings: Sequence[Finding], coverage: Coverage, chosen: Collection[Rule] | None = None) -> str:
    """One suite with a case for each rule.

    What fails a build is a failure; a warning or an info is output of its case; a rule that was not `chosen` is
    skipped. A case that says something names the file and line of the first finding. Times are zero, so that the same
    base gives the same bytes.
    """
    said: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        said[finding.code].append(finding)
    run = {rule.code for rule in (all_rules() if chosen is None else chosen)}
    suite = ElementTree.Element("testsuite", name="kb check")
    for rule in all_rules():
        suite.append(_case(rule, said[rule.code], rule.code in run))
    ElementTree.SubElement(suite, "system-out").text = covered(coverage)
    counts = {
        "tests": len(all_rules()),
        "failures": len(suite.findall("testcase/failure")),
        "errors": 0,
        "skipped": len(suite.findall("testcase/skipped")),
    }
    suites = ElementTree.Element("testsuites", name="kb check")
    for element in (suites, suite):
        for name, count in counts.items():
            element.set(name, str(count))
        element.set("time", "0")
    suites.append(suite)
    ElementTree.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suites, encoding="unicode") + "\n"


def _case(rule: Rule, said: Sequence[Finding], was_run: bool) -> ElementTree.Element:
    case = ElementTree.Element("testcase", classname=f"kb.{rule.family}", name=f"{rule.code} {rule.name}", time="0")
    text = "\n".join(map(_lines, said))
    if said:
        case.set("file", on_one_line(said[0].place.file))
        case.set("line", str(said[0].place.line))
    if not was_run:
        ElementTree.SubElement(case, "skipped", message="not chosen")
    elif any(finding.severity.rank < 2 for finding in said):
        count = f"{len(said):,} finding{'s' if len(said) > 1 else ''}"
        failure = ElementTree.SubElement(case, "failure", message=f"{rule.title}: {count}", type=rule.severity.value)
        failure.text = text
    elif said:
        ElementTree.SubElement(case, "system-out").text = text
    return case


def _lines(finding: Finding) -> str:
    line = on_one_line(finding_line(finding))
    return f"{line}\n    {on_one_line(finding.help)}" if finding.help else line
