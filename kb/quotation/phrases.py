"""What phrases beside a figure make of it: a level of confidence, a label, a denial, a bound, a part of a number.

`neighbours` looks at the word that stands beside a figure; here the sense takes two words or more. Each check returns
its reason in words, or `None`; every doubt refuses, because an editor can always print more.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kb.quotation.site import Site, is_figure
from kb.quotation.tokens import Kind
from kb.quotation.words import (
    ABBREVIATED_LABELS,
    AUXILIARIES,
    BOUNDING_PHRASES,
    INTERVALS,
    LABELS,
    MULTIPLIERS,
    NEGATIONS,
    ONWARDS,
    PAGE_LABELS,
    is_number_word,
)

_OPENING: Final = frozenset("([")
_CLOSING: Final = frozenset(")]")
_LISTING: Final = frozenset({",", "and", "or", "&", "-", "to", "through"})
_LONGEST_LIST: Final = 12
_WHOLE: Final = re.compile(r"\d{1,4}")
_MULTIPLIED: Final = frozenset("·•∙×*")


def _level(site: Site) -> str | None:
    """The 95% of `95% CI` is the level of an interval, and no figure of its own."""
    after, later = site.after().key, site.after(2).key
    if site.tail.kind is Kind.PERCENT and (after in INTERVALS or (after in {"-", "("} and later in INTERVALS)):
        return f'it is the level of an interval in "{site.trailing(2 if after in {"-", "("} else 1)}"'
    return None


def _listed_label(site: Site) -> str | None:
    """`p 287`, `pp. 280, 287`, `Tables 2 and 3`: a place in a document."""
    if site.head.kind is not Kind.NUMBER or not _WHOLE.fullmatch(site.head.key) or site.tail.kind is not Kind.NUMBER:
        return None
    if site.before().key in PAGE_LABELS and site.before().kind is Kind.WORD:
        return f'it is a label in "{site.leading(1)}": print the label with it'
    distance = 1
    while distance < _LONGEST_LIST and site.before(distance).key in _LISTING:
        distance += 1
        if site.before(distance).kind is not Kind.NUMBER:
            return None
        distance += 1
    dotted = site.before(distance).key == "."
    label = site.before(distance + dotted).key.removeprefix("u:")
    several = label in ABBREVIATED_LABELS if dotted else label in LABELS | PAGE_LABELS
    if distance > 1 and several and (label.endswith("s") or label == "pp"):
        return f'it is a label in "{site.leading(distance + dotted)}": print the label with it'
    return None


def _denied_before(site: Site) -> str | None:
    """`not even 14 doses`, `never were 14 doses given`: a denial with a word between."""
    if site.before().key in AUXILIARIES and site.before(2).key in NEGATIONS:
        return f'the text says "{site.leading(2)}", which denies it'
    return None


def _bounding_phrase(site: Site) -> str | None:
    """`in excess of 15%`, `close to 15%`, `from 15% upwards`, `> (15%)`: a bound or a hedge left out."""
    if site.head.kind is Kind.NUMBER:
        before = (site.before(2).key, site.before().key)
        abbreviated = before == ("c", ".") and not site.gap_before(2)
        if before in BOUNDING_PHRASES or abbreviated:
            return site.print_with(before=2)
        opened = before[1] in _OPENING and site.before(2).kind is Kind.COMPARATOR
        closed = before[1] in _CLOSING and site.before(2).kind is Kind.COMPARATOR
        if opened or closed:
            return f'the sign before it in the text is {before[0]}: "{site.leading(2)}"'
    if site.after().key in ONWARDS and site.tail.kind is not Kind.WORD:
        return site.print_with(after=1)
    return None


def _open_range(site: Site) -> str | None:
    """`15% up to 25%`, `3 mg/dL ~ 4 mg/dL`: the beginning of a range."""
    after, later = site.after(), site.after(2)
    further = after.key == "up" and later.key == "to" and is_figure(site.after(3))
    signed = (after.key == "÷" or (after.key == "~" and site.gap_after(2))) and is_figure(later)
    if further or signed:
        shown = site.trailing(3 if further else 2)
        return f'it is only the beginning of the range in "{shown}": print the whole range'
    return None


def _part_of_words(site: Site) -> str | None:
    """`one hundred and five`, `two and a third`: one number in several words."""
    after, before = site.after(), site.before()
    large = site.tail.key.removeprefix("u:") in MULTIPLIERS
    if large and after.key == "and" and is_figure(site.after(2)):
        return f'it is only a part of "{site.trailing(2)}"'
    if not is_figure(site.head) and site.head.key != "a":
        return None
    article = before.key in {"a", "one"}
    conjunction, earlier = site.before(1 + article), site.before(2 + article)
    joined = conjunction.key == "and" and (
        earlier.key.removeprefix("u:") in MULTIPLIERS or _is_a_fraction(site, article) and is_figure(earlier)
    )
    return f'it is only a part of "{site.leading(2 + article)}"' if joined else None


def _is_a_fraction(site: Site, article: bool) -> bool:
    """Whether the figure is a fraction in words: a third, one half, half."""
    named = [token.key for token in site.tokens if is_number_word(token.key)]
    return bool(named) and named[-1] in _FRACTIONS and (article or site.head.key in {"a", "one"} | _FRACTIONS)


_FRACTIONS: Final = frozenset("half third quarter fourth fifth sixth eighth tenth".split())


def _more_of_the_unit(site: Site) -> str | None:
    """`5 mg•kg−1`, `15 mg%`, `15%-points`: the unit goes on without a space."""
    after, later = site.after(), site.after(2)
    if site.tail.kind not in {Kind.UNIT, Kind.PERCENT}:
        return None
    multiplied = after.key in _MULTIPLIED and later.kind is Kind.UNIT and not site.gap_after() and not site.gap_after(2)
    share = site.tail.kind is Kind.UNIT and after.kind is Kind.PERCENT and not site.gap_after()
    dash = after.kind is Kind.DASH
    points = site.tail.kind is Kind.PERCENT and (later if dash else after).key in {"point", "points"}
    if multiplied or share or points:
        return site.goes_on(2 if multiplied or (points and dash) else 1)
    return None


PHRASES: Final[tuple[Callable[[Site], str | None], ...]] = (
    _level,
    _listed_label,
    _denied_before,
    _bounding_phrase,
    _open_range,
    _part_of_words,
    _more_of_the_unit,
)
