"""A signature, or a waiver's owner, that is no person.

What it checks
    Whoever signs a fact is named as a person is: by two words at least, and by none that stands for nobody (unknown,
    to be done, the team, a role, a program). The owner of a waiver is named by no such word.

Why it matters at the bedside
    A sign-off says that a pharmacist or a nurse looked at this dose and answers for it. A role, a machine or a
    placeholder can't be asked.

How to fix
    Have a person sign with their name, or delete the sign-off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL

_NOBODY = re.compile(
    r"(?:n/?a|tbd|todo|tbc|x{2,}|unknown|nobody|none|no one|someone|somebody|anyone|anonymous|team|the team|staff"
    r"|admin|test|.*bot|.* ai|ai|llm|.*gpt.*|assistant|model|script|automatic.*|auto|system"
    r"|editors?|the editors|authors?|reviewers?|pharmacists?|physicians?|nurses?|doctors?|clinicians?|me|[?.*-]+)",
    re.IGNORECASE,
)


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each signer, each owner and each author of an explanation who is no person."""
    for fact in kb.facts.values():
        for index, signoff in enumerate(fact.signoffs):
            if _NOBODY.fullmatch(signoff.by.strip()) or len(signoff.by.split()) < 2:
                message = f"'{signoff.by}' is not the name of a person who could have signed '{fact.id}'"
                help = "Have a person sign with first and last name, or delete the sign-off."
                yield Remark(kb.place(fact, f"signoffs.{index}.by"), message, help, fact.id)
        for index, waiver in enumerate(fact.waivers):
            owner = waiver.owner.strip()
            if _NOBODY.fullmatch(owner) and owner.lower() not in ("editors", "the editors"):
                message = f"'{waiver.owner}' can't own the waiver of '{waiver.rule}'"
                yield Remark(kb.place(fact, f"waivers.{index}.owner"), message, "Name who will look at it.", fact.id)
    for explanation in kb.explanations:
        by = explanation.by.strip()
        if _NOBODY.fullmatch(by) and by.lower() not in ("editor", "editors", "the editors"):
            message = f"'{explanation.by}' can't answer for this explanation"
            place, subject = kb.place(explanation, "by"), next(iter(explanation.between), "")
            yield Remark(place, message, "Name who wrote it.", subject)
