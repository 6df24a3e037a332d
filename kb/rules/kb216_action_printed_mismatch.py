"""An action that is not the printed one.

What it checks
    Where the print of a criterion, or else the words near it, its locator, or a measure of stopping for good, name one
    action (delay, hold or withhold, stop or discontinue, never again) and no other, the `action` of the fact is of that
    kind; so is the verb of an action that stands for a step of that ladder.

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
from kb.model import Fact, KnowledgeBase
from kb.vocabulary import Term

SEVERITY = Severity.CRITICAL

_VERBS = {
    "delay": (r"\bdelay\w*|\bpostpone\w*|\bdefer\w*", {"delay", "withhold", "reassess"}),
    "withhold": (r"\bwithh[eo]ld\w*|\bheld\b|\bhold(?:ing)?\b|\bomit\w*|\bskip\w*", {"withhold", "delay", "reassess"}),
    "stop": (
        r"\bstop(?:s|ped|ping)?\b|\bdiscontinu\w+|\bcease\w*|\bterminat\w+",
        {"stop", "stop-cycle", "never-again"},
    ),
    "never again": (r"\bpermanent\w*|\bnever\b|\bno re-?treatment|\bno further \w+", {"never-again", "stop"}),
    "continue": (
        r"(?<!dis)\bcontinu(?:e|es|ed|ing)\b|\bproceed\w*|\bresum\w+|\brestart\w*"
        r"|\bsafe to (?:give|administer|go on)\b",
        {"continue", "reassess"},
    ),
}
_PATTERNS = {name: (re.compile(words, re.IGNORECASE), actions) for name, (words, actions) in _VERBS.items()}
_FOR_GOOD = re.compile(r"\bpermanent", re.IGNORECASE)
_HINTS = (
    *"delay postpone defer withh held hold omit skip stop discontinu cease terminat permanent never no continu".split(),
    *"proceed resum restart safe".split(),
)
"""What every text that names an action holds, one of them: most need no longer search."""
_DENIED = re.compile(r"\b(?:not|no|never|without|unless|until|if not|may(?! be safe)|can)\b", re.IGNORECASE)


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each criterion whose action the print gives otherwise."""
    terms = (entry for entry in kb.vocabulary.of_type("verb") if isinstance(entry, Term))
    verbs = {entry.id: entry.action or _meant(entry.label) for entry in terms}
    for fact in kb.facts.values():
        steps = [(verb, f"do.{index}", verbs[verb]) for index, verb in enumerate(fact.do) if verbs.get(verb)]
        steps += [(fact.action, "action", fact.action)] if fact.action else []
        if not steps:
            continue
        text = _naming(kb, fact)
        trigger = _trigger(kb, fact) if text else ""
        named = {
            name: actions
            for name, (words, actions) in _PATTERNS.items()
            if text and words.search(text) and not words.search(trigger)
        }
        allowed = set[str]().union(*named.values())
        for written, path, action in steps:
            if named and action not in allowed:
                said = " and ".join(named)
                message = f"the action is '{written}', the source says {said}: '{text}'"
                help = f"Did you mean {' or '.join(sorted(allowed))}?"
                yield Remark(kb.place(fact, path), message, help, fact.id)


def _meant(label: str) -> str:
    """The mildest action that the label of a verb names, an empty text where it names none of stopping or waiting."""
    found = [
        name for name, (words, _) in _PATTERNS.items() if name in ("delay", "withhold", "stop") and words.search(label)
    ]
    return found[0] if found else ""


def _trigger(kb: KnowledgeBase, fact: Fact) -> str:
    """The terms of the condition in words: "held three times" may be what leads to an action, and not the action."""
    leaves = fact.when.leaves() if fact.when else ()
    ids = [id for leaf in leaves for id in (leaf.parameter, leaf.present, leaf.absent) if id]
    return " ".join((*(id.replace("-", " ") for id in ids), *map(kb.vocabulary.label, ids)))


def _naming(kb: KnowledgeBase, fact: Fact) -> str:
    """The print, the words near it or the locator, whichever first names an action undenied; else a measure "for good".

    Measures of holding and stopping hold criteria of both, so that only one for good tells what its criteria lead to.
    """
    label = kb.vocabulary.label(fact.measure)
    texts = (fact.printed, " ".join(fact.near), fact.locator)
    if not any(map(" | ".join((*texts, label)).lower().__contains__, _HINTS)):
        return ""
    for text in texts:
        if _DENIED.search(text):
            return ""
        if any(words.search(text) for words, _ in _PATTERNS.values()):
            return text
    return label if _FOR_GOOD.search(label) else ""
