"""What is said of a rule that stopped on something it did not foresee: at which fact, why, and that it proves nothing.

Whatever somebody writes into a fact must end in a finding, never in a traceback; and what could not be checked has not
passed. So the finding is critical and stands at the record that the rule had in hand.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from kb.finding import Finding, Severity
from kb.model import Cohort, Fact, KnowledgeBase
from kb.rules import Rule
from kb.source_file import NOWHERE

HELP = (
    "This is a fault of the program, which met something it does not foresee. "
    "Read this record for a slip; report the rule with the record if there is none."
)


def finding_of_stopped(kb: KnowledgeBase, rule: Rule, error: Exception) -> Finding:
    """The finding that stands for all which a rule can no longer say."""
    record = _in_hand(error.__traceback__)
    place = kb.place(record) if record is not None else NOWHERE.place()
    at = f" at '{record.id}'" if record is not None else ""
    said = f": {error}" if str(error) and len(str(error)) < 100 else ""
    message = f"the rule stopped{at} and could check nothing more ({type(error).__name__}{said}; {_line(error)})"
    return Finding(place, rule.code, rule.name, Severity.CRITICAL, message, HELP, record.id if record else "")


def _in_hand(traceback: TracebackType | None) -> Fact | Cohort | None:
    """The record that the innermost function was given or had found."""
    found: Fact | Cohort | None = None
    while traceback is not None:
        for value in traceback.tb_frame.f_locals.values():
            if isinstance(value, Fact | Cohort):
                found = value
        traceback = traceback.tb_next
    return found


def _line(error: Exception) -> str:
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    if traceback is None:
        return "place unknown"
    return f"{Path(traceback.tb_frame.f_code.co_filename).name}, line {traceback.tb_lineno}"
