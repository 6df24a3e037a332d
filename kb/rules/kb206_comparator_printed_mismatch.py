"""A comparator that is not the printed one.

What it checks
    Where the print bounds a number, by a sign (`<`, `≥`) or in words (at least, more than, or above), the value
    bounds it in the same direction and with the same end, and is not bare. Words that may mean something else (over,
    within, up to) are held only against the opposite direction; "at most" may be the meaning of the measure. A
    threshold of a criterion is also held against a word of direction (over, above, below) among the words near it.

Why it matters at the bedside
    At "above 3" the dose is given at 3; at "3 or above" it is withheld. Reversed, the rule stops treatment in the
    patients who should go on and goes on in those who should stop.

How to fix
    Write the comparator as it is printed: `>=` for "at least" and "or above", `>` for "more than" and "above".
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.held_figures import printed_for, to_be_compared
from kb.model import Fact, KnowledgeBase
from kb.printed import Figure, figures
from kb.value import Term, Value

SEVERITY = Severity.CRITICAL

_BOUNDS = ("<", "<=", ">", ">=")
_PLAIN = {"≤": "<=", "≥": ">="}
_COMPLEMENT = {"<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_DIRECTIONS = {"over": ">", "above": ">", "exceeds": ">", "exceeding": ">", "below": "<", "under": "<", "less": "<"}
_OF_A_SPREAD = ("range", "interval", "p_value", "events")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each bound that the print gives otherwise."""
    for fact, path, value in to_be_compared(kb):
        if path in _OF_A_SPREAD or value.form not in ("point", "range", "bound", "levels") or value.every:
            continue
        turned = _turned_by_near(fact, path, value)
        if turned:
            message = (
                f"'{value.text}' has {value.terms[0].comparator or 'no comparator'}, and '{turned}' stands near it"
            )
            yield Remark(kb.place(fact, path), message, "Read the words around the figure again.", fact.id)
            continue
        for term in value.terms:
            printed = _printed_otherwise(fact, path, term, value)
            if printed:
                written = _PLAIN.get(term.comparator, term.comparator) or "no comparator"
                message = f"'{value.text}' has {written}, the printed figure '{fact.printed}' has {printed.operator}"
                yield Remark(
                    kb.place(fact, path), message, f"Did you mean {_corrected(value, term, printed)}?", fact.id
                )


def _turned_by_near(fact: Fact, path: str, value: Value) -> str:
    """The word of direction near a threshold, printed without a comparator, that points the other way."""
    if path != "when.is" or len(value.terms) != 1 or any(one.operator for one in figures(fact.printed)):
        return ""
    words = {word.lower(): _DIRECTIONS[word.lower()] for word in fact.near if word.lower() in _DIRECTIONS}
    if len(set(words.values())) != 1 or value.form not in ("point", "bound"):
        return ""
    word, sign = next(iter(words.items()))
    written = _PLAIN.get(value.terms[0].comparator, value.terms[0].comparator)
    return "" if written.startswith(sign) else word


def _printed_otherwise(fact: Fact, path: str, term: Term, value: Value) -> Figure | None:
    """The printed figure that bounds a term's number otherwise than the term does, where no other print of it agrees.

    Within a joined condition the exact opposite agrees: the milder row of a table begins where the next row ends, and a
    goal that is missed is the opposite of the goal.
    """
    printed = printed_for(fact, term.low, value)
    written = _PLAIN.get(term.comparator, term.comparator)
    allowed = (written, _COMPLEMENT.get(written, "")) if ".all." in path else (written,)
    if not printed or any(figure.operator in allowed or not _against(figure, written) for figure in printed):
        return None
    return printed[0]


def _against(figure: Figure, written: str) -> bool:
    """Whether a printed figure contradicts a comparator; a bare number contradicts none."""
    if figure.operator not in _BOUNDS or figure.operator == written:
        return False
    if not written:
        return figure.said_by == "sign" or (figure.said_by == "words" and figure.operator != "<=")
    return figure.said_by != "loose words" or figure.operator[0] != written[0]


def _corrected(value: Value, term: Term, printed: Figure) -> str:
    number = f"{term.low:f}" if term.high is None else f"{term.low:f}-{term.high:f}"
    return f"{printed.operator} {number} {value.unit}".strip()
