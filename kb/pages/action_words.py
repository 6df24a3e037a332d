"""What is done, with what and until when, as one plain sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kb.model import Fact
from kb.pages.condition_words import condition_words
from kb.pages.phrases import lowered, value_words
from kb.vocabulary import Vocabulary

_KEEPING: Final = frozenset({"keep", "maintain"})
"""Verbs whose object is the state that is aimed at; after any other a target says until when it is done."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An action in the order of its sentence: `Give` `warmol 25 mg` `; repeat`, `until` what.

    `given` begins after a space, `then` with its own sign; both and `until` may be empty. `measured` and `aimed` say
    whether what is given and what is aimed at hold a figure.
    """

    do: str
    given: str
    then: str
    until: str
    measured: bool
    aimed: bool

    @property
    def words(self) -> str:
        """The whole sentence, without its full stop."""
        given = " ".join(filter(None, (self.do, self.given)))
        return given + self.then + (f", until {self.until}" if self.until else "")


def deed(vocabulary: Vocabulary, fact: Fact) -> Deed:
    """The action of a fact; a first verb of one word takes the drug as its object, after others it stands in brackets.

    A target is itself the object of a verb of keeping that names no drug: `Maintain serum calcium`.
    """
    verbs = [vocabulary.label(id) for id in fact.do]
    takes_object = not verbs or " " not in verbs[0]
    thing = lowered(vocabulary.label(fact.drug)) if fact.drug else ""
    thing = "" if any(thing in verb.lower() for verb in verbs) else thing
    until = lowered(condition_words(vocabulary, fact.target))
    aimed = fact.target is not None and any(leaf.is_ is not None for leaf in fact.target.leaves())
    measured = bool(fact.dose or fact.rate or fact.frequency or fact.value or fact.over)
    if until and not thing and fact.do[:1] and fact.do[0] in _KEEPING:
        thing, until, measured, aimed = until, "", measured or aimed, False
    thing = thing if takes_object or not thing else f"({thing})"
    return Deed(
        do="".join(verbs[:1]),
        given=" ".join(filter(None, (thing, ", ".join(_amounts(vocabulary, fact, verbs))))),
        then="".join(f"; {lowered(verb)}" for verb in verbs[1:]),
        until=until,
        measured=measured,
        aimed=aimed,
    )


def _amounts(vocabulary: Vocabulary, fact: Fact, verbs: list[str]) -> list[str]:
    """How much, how fast, how often, over what time, by which routes (where no verb says it) and when."""
    amounts = [value_words(value) for value in (fact.dose, fact.rate, fact.frequency, fact.value) if value is not None]
    amounts += [f"over {value_words(fact.over)}"] if fact.over is not None else []
    routes = " or ".join(lowered(vocabulary.label(id)) for id in fact.route)
    amounts += [routes] if routes and not any(routes in verb for verb in verbs) else []
    return amounts + [lowered(vocabulary.label(id)) for id in fact.timing]
