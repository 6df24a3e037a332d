"""Findings as text, JSON and GitHub annotations: one module a format, each a function from findings to text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from kb.check import Coverage
from kb.finding import Finding
from kb.report.github import github_report
from kb.report.json import json_report
from kb.report.text import text_report

Report = Callable[[Sequence[Finding], Coverage], str]

REPORTS: Final[dict[str, Report]] = {"text": text_report, "json": json_report, "github": github_report}
