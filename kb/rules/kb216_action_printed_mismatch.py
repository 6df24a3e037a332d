"""An action that is not the printed one.

What it checks
    Where the print of a criterion names one action (delay, hold or withhold, stop or discontinue, never again) and no
    other, the `action` of the fact is of that kind.

Why it matters at the bedside
    A dose withheld is given again at the next hour; a treatment stopped is not. Exchanged, a patient in danger goes on,
    or a patient who could go on loses the treatment.

How to fix
    Read the verb in the source and choose the action that it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL

_VERBS = {
    "delay": (r"\bdelay\w*|\bpostpone\w*|\bdefer\w*", {"delay", "withhold", "reassess"}),
    "withhold": (r"\bwithh[eo]ld\w*|\bheld\b|\bhold(?:ing)?\b|\bomit\w*|\bskip\w*", {"withhold", "delay", "reassess"}),
    "stop": (
        r"\bstop(?:s|ped|ping)?\b|\bdiscontinu\w+|\bcease\w*|\bterminat\w+",
        {"stop", "stop-cycle", "never-again"},
    ),
    "never again": (r"\bpermanent\w*|\bnever\b|\bno re-?treatment|\bno further \w+", {"never-again", "stop"}),
    "continue": (r"(?<!dis)\bcontinu(?:e|es|ed|ing)\b|\bproceed\w*", {"continue", "reassess"}),
}
_PATTERNS = {name: (re.compile(words, re.IGNORECASE), actions) for name, (words, actions) in _VERBS.items()}
_DENIED = re.compile(r"\b(?:not|no|never|without|unless|until|if not|may|can)\b", re.IGNORECASE)


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each criterion whose action the print gives otherwise."""
    for fact in kb.facts.values():
        if not fact.action or not fact.printed or _DENIED.search(fact.printed):
            continue
        named = {name: actions for name, (words, actions) in _PATTERNS.items() if words.search(fact.printed)}
        allowed = set[str]().union(*named.values())
        if named and fact.action not in allowed:
            said = " and ".join(named)
            message = f"the action is '{fact.action}', the printed figure '{fact.printed}' says {said}"
            help = f"Did you mean {' or '.join(sorted(allowed))}?"
            yield Remark(kb.place(fact, "action"), message, help, fact.id)
