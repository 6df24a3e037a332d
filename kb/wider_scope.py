"""The same rule for more cases: an action always or only on a condition, a step on a sign or only on a narrower one.

What one source does in everybody, another does only where something calls for it; the two may stand under different
measures. A step that one source takes at a sign, another takes only at a special form of it, with no rule on the rest.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kb.criteria import asks_for_more, leaves_on, triggers_of
from kb.judgement import Comparison, Verdict
from kb.model import Fact, KnowledgeBase
from kb.scope import of_one_scope, scope_of

MOST_CASES: Final = 40
"""Rules for fewer cases that each rule is compared with at most."""


def found(kb: KnowledgeBase) -> Iterator[Comparison]:
    """Pairs of facts of two sources of which one does or decides the same in more cases."""
    wide: dict[object, tuple[str, Fact]] = {}
    narrow: dict[str, dict[object, Fact]] = defaultdict(dict)
    for fact in kb.facts.values():
        verbs, signs = fact.do if _does(kb, fact) else (), _signs(kb, fact)
        if not verbs and not signs:
            continue
        position = (fact.cite, fact.when, fact.drug, scope_of(fact))
        for verb in verbs:
            if fact.when is None:
                wide.setdefault((verb, position), (verb, fact))
            else:
                narrow[verb].setdefault(position, fact)
        for sign in signs:
            wide.setdefault((sign, _step(fact), position), (f"{sign} {_step(fact)}", fact))
            for broad in kb.vocabulary.lineage(sign) - {sign}:
                narrow[f"{broad} {_step(fact)}"].setdefault(position, fact)
    for subject, fact in wide.values():
        for other in itertools.islice(narrow.get(subject, {}).values(), MOST_CASES):
            yield from filter(None, (between(kb, fact, other),))


def between(kb: KnowledgeBase, one: Fact, other: Fact) -> Comparison | None:
    """The disagreement of two rules of two sources, of which one holds in more cases; that one is the stricter."""
    if one.cite == other.cite or not of_one_scope(kb, one, other):
        return None
    for wide, narrow in ((one, other), (other, one)):
        if _always(kb, wide, narrow):
            return Comparison(one.id, other.id, Verdict.DIFFERS, "the same action for a wider scope", wide.id)
        if _more_signs(kb, wide, narrow):
            return Comparison(one.id, other.id, Verdict.DIFFERS, "the same step for a broader sign", wide.id)
    return None


def _does(kb: KnowledgeBase, fact: Fact) -> bool:
    return kb.kind(fact) == "action" and fact.status != "retired" and fact.voice == "own"


def _always(kb: KnowledgeBase, wide: Fact, narrow: Fact) -> bool:
    """Whether one source does in everybody what the other does on a condition."""
    if not (_does(kb, wide) and _does(kb, narrow)) or wide.when is not None or narrow.when is None:
        return False
    same_drug = kb.vocabulary.overlap((wide.drug,), (narrow.drug,)) if wide.drug and narrow.drug else not wide.drug
    return bool(set(wide.do) & set(narrow.do)) and same_drug and bool(wide.drug) == bool(narrow.drug)


def _step(fact: Fact) -> str:
    """The tier or the action of a criterion, as its source says it."""
    return fact.action or fact.tier


def _signs(kb: KnowledgeBase, fact: Fact) -> list[str]:
    """The signs of which each alone meets a criterion."""
    if kb.kind(fact) != "criterion" or fact.status == "retired" or fact.voice != "own" or _step(fact) in ("", "open"):
        return []
    return list(dict.fromkeys(leaf.present for leaf in triggers_of(fact) if leaf.present))


def _more_signs(kb: KnowledgeBase, wide: Fact, narrow: Fact) -> bool:
    """Whether one source takes a step at a sign, the other only at a narrower one, and neither rules on the rest."""
    if _step(wide) != _step(narrow) or wide.when is None or narrow.when is None:
        return False
    for sign in _signs(kb, wide):
        for special in _signs(kb, narrow):
            broader = kb.vocabulary.lineage(special) - {special}
            if sign in broader and not _ruled(kb, wide.cite, special, narrow.cite, sign):
                return not _asks_for_more(kb, wide, sign, narrow, special)
    return False


def _ruled(kb: KnowledgeBase, wide: str, special: str, narrow: str, sign: str) -> bool:
    """Whether the source of the broader sign has a rule on the special one, or the other source one on the broader."""
    signs = kb.signs_ruled
    return special in signs.get(wide, ()) or bool(kb.vocabulary.lineage(sign) & signs.get(narrow, frozenset()))


def _asks_for_more(kb: KnowledgeBase, wide: Fact, sign: str, narrow: Fact, special: str) -> bool:
    pairs = itertools.product(leaves_on(wide.when, sign), leaves_on(narrow.when, special))
    return any(asks_for_more(kb, strict, mild) for strict, mild in pairs)
