"""A rule's page for a terminal."""

from __future__ import annotations

import textwrap

from kb.rules import Rule


def rule_text(rule: Rule) -> str:
    """Code, name, severity and family, then each section of the rule's page."""
    waiver = "can be waived for one fact" if rule.waivable else "can never be waived"
    lines = [f"{rule.code} {rule.name} ({rule.severity.value}, {waiver})", rule.family, "", f"{rule.title}."]
    for heading, body in rule.sections:
        lines += ["", heading, textwrap.indent(body, "  ")]
    return "\n".join(lines) + "\n"
