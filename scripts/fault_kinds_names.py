"""Slips of names: another parameter, sign, drug or role than the one that the source names beside the figure."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import functools
import re
from collections import Counter

from fault_kinds_changes import replaced
from fault_kinds_ground import Draw, Ground, Mutant, Scalar, register

from kb.model import KnowledgeBase
from kb.vocabulary import Term

NAMES = (
    "subject-printed-mismatch", "one-place-two-figures", "implausible-magnitude", "dimension-mismatch", "unit-not-allowed",
    "unexplained-contradiction", "unexplained-safety-difference", "lapsed-explanation", "duplicate-fact", "unknown-term",
    "idle-explanation", "explanation-against-the-data", "unit-printed-mismatch", "wrong-derivation",
    "unsatisfiable-criterion", "tautological-criterion", "restates-another-measure", "idle-disagreement",
)  # fmt: skip


@functools.cache
def _names(kb: KnowledgeBase, term: str) -> list[set[str]]:
    """The words of each name of a term, but for names of an outcome."""
    entry = kb.vocabulary.entries.get(term)
    names = (term.replace("-", " "), *((entry.label, *entry.synonyms) if isinstance(entry, Term) else ()))
    words = [_words(name) for name in names]
    return [name for name in words if not (len(name) > 1 and any(map(name.issubset, _outcomes(kb))))]


@functools.cache
def _outcomes(kb: KnowledgeBase) -> list[set[str]]:
    return [_words(entry.label) for entry in kb.vocabulary.of_type("measure")]


@functools.cache
def _facts_named(kb: KnowledgeBase, terms: tuple[str, ...], near: bool) -> dict[str, str]:
    """By the id of a fact: the one of some terms that its source names in full, where it names one only."""
    found = {}
    for fact in kb.facts.values():
        said = _words(f"{fact.printed} {' '.join(fact.near) if near else ''}")
        there = [one for one in terms if any(len(max(name, key=len)) > 3 and name <= said for name in _names(kb, one))]
        if len(there) == 1 and fact.status == "active":
            found[fact.id] = there[0]
    return found


def _words(text: str) -> set[str]:
    return {re.sub("s$", "", word) for word in re.findall("[a-z0-9]+", text.lower())}


def renamed(type: str, paths: str) -> Draw:
    """A term of one type replaced by another in use, of which no word stands there, where the source names it in full."""

    def draw(ground: Ground) -> Mutant | None:
        facts = ground.kb.facts.values()
        rows = Counter((fact.cite, fact.measure, fact.printed, fact.near) for fact in facts)
        used = sorted({one.content for one in ground.scalars() if re.fullmatch(paths, one.path)})
        terms = [one for one in used if getattr(ground.kb.vocabulary.entries.get(one), "type", "") == type]

        named = _facts_named(ground.kb, tuple(terms), type == "drug")

        def fits(one: Scalar) -> bool:
            fact = ground.kb.facts[one.owner]
            alone = rows[fact.cite, fact.measure, fact.printed, fact.near] == 1
            return re.fullmatch(paths, one.path) is not None and named.get(fact.id) == one.content and alone

        scalar = ground.pick(fits)
        if scalar is None:
            return None
        fact = ground.kb.facts[scalar.owner]
        text = " ".join((fact.printed, *fact.near, fact.locator, fact.id.replace("-", " "), fact.says, fact.note))
        kb, own = ground.kb, (scalar.content,)
        apart = [one for one in terms if not kb.vocabulary.overlap((one,), own)]
        others = [one for one in apart if not set[str]().union(*_names(kb, one)) & _words(text)]
        return replaced(ground, scalar, lambda _: ground.random.choice(others) if others else None, NAMES)

    return draw


def role(ground: Ground) -> Mutant | None:
    """A medicine that is given as needed told as scheduled, or the other way, where the source says which."""
    scalar = ground.pick_field(
        "role",
        of=lambda fact: re.search(r"as needed|scheduled|\bprn\b", f"{fact.printed} {fact.locator}", re.IGNORECASE),
    )
    swap = {"scheduled": "as-needed", "as-needed": "scheduled"}
    return replaced(ground, scalar, lambda text: swap.get(text), ("role-printed-mismatch", *NAMES))


register("L25", "parameter exchanged, where the source names it", renamed("parameter", r"parameter|when\.parameter"))
register("L26", "sign exchanged, where the source names it", renamed("sign", r"parameter|when\.(present|absent)"))
register("L27", "drug exchanged, where the source names it", renamed("drug", r"drug"))
register("L28", "symptom treated exchanged, where the source names it", renamed("sign", r"indication(\.0)?"))
register("L29", "as needed and scheduled exchanged", role)
