"""What may not stand beside a figure that is found in a text.

A figure is found whole or not at all: a sign, bound, range, unit, basis or multiplier that the text prints beside it
and `printed` leaves out makes it another figure. Each check looks at one such neighbour and returns the reason in
words, or `None`. Decisions, all on the side of refusing, because an editor can always print more:

- Words that bound or hedge (at least, up to, more than, about, "or lower" after it) count like `<` and `~`. "Over"
  before a time, after a word of giving (infused over 15 minutes), is a duration; "maximum of", "within" and "after"
  bound nothing.
- A point does not match an end of a range, however the range is written, unless a change is told ("fell from 8 to 5").
- After a unit, `/`, "per" with a unit of weight, area, volume or time, and exponents are its basis and may not be left
  out; "per dose", "per cycle", "per patient", "daily" and "every 8 h" say how often, and may.
- Words that deny (not, never, without) and words that repeat (twice daily) belong to what follows them.

What applies to digits only stands in `numbers`, what takes a phrase in `phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kb.quotation.numbers import NUMBER_FIRST, NUMBER_LAST
from kb.quotation.phrases import PHRASES
from kb.quotation.site import Site, is_figure, is_quantity
from kb.quotation.tokens import Kind, Token
from kb.quotation.words import (
    AND_BEYOND,
    BODY_BASES,
    BOUNDS,
    CHANGES,
    HEDGES,
    INFUSION,
    MORE_OR_LESS,
    MULTIPLIERS,
    NEGATIONS,
    QUANTIFIERS,
    RANGING,
    REPEATS,
    TIME_UNITS,
    is_number_word,
)

_TO = frozenset({"to", "through", "thru"})
_PERIODS = frozenset({"daily", "weekly", "monthly", "hourly", "yearly"})
_SIGNED = frozenset({Kind.NUMBER, Kind.COMPARATOR})


def objection(site: Site) -> str | None:
    """Why the tokens found are not the printed figure, in words; `None` when nothing beside them changes it."""
    checks = list(_ALWAYS)
    if site.head.kind in {Kind.UNIT, Kind.PERCENT} or any(is_figure(token) for token in site.tokens):
        checks += _FIGURE
    if site.head.kind is Kind.NUMBER:
        checks += NUMBER_FIRST
    if site.tail.kind is Kind.NUMBER:
        checks += NUMBER_LAST
    checks += PHRASES
    return next((reason for check in checks if (reason := check(site))), None)


def _lost_glyph(site: Site) -> str | None:
    before = site.before().kind is Kind.LOST and (site.head.kind in _SIGNED or not site.gap_before())
    after = site.after().kind is Kind.LOST and (site.tail.kind is Kind.NUMBER or not site.gap_after())
    if (before and not site.accounted(site.first - 1)) or (after and not site.accounted(site.last + 1)):
        return "a character beside it is lost in the text: print it with the lost character and declare how it is read"
    return None


def _denied(site: Site) -> str | None:
    before = site.before().key
    if before in NEGATIONS or before.endswith("n't"):
        return f'the text says "{site.leading(1)}", which denies it'
    return None


def _counted_word(site: Site) -> str | None:
    """Twice daily is not daily, a few not few, two thirds not thirds, nearly all not all."""
    before, head = site.before(), site.head.key
    repeated = head in _PERIODS and (before.key.removeprefix("u:") in REPEATS or is_figure(before))
    counted = is_number_word(head) and is_figure(before)
    if repeated or counted or (head in {"few", "little"} and before.key == "a"):
        return site.print_with(before=1)
    period = head in {"a", "an"} and site.text.token(site.first + 1).kind is Kind.UNIT
    if (period or head in QUANTIFIERS or head in _PERIODS or is_number_word(head)) and _bounded(site):
        return site.print_with(before=1)
    if is_number_word(site.tail.key) and is_figure(site.after()):
        return site.print_with(after=1)
    return None


def _bounded(site: Site) -> bool:
    """Whether a word before the figure bounds or hedges it."""
    before, earlier = site.before().key, site.before(2).key
    timed = any(token.key.removeprefix("u:") in TIME_UNITS for token in site.tokens)
    if before == "over" and timed and earlier in INFUSION:
        return False
    if before in BOUNDS or before in HEDGES or (before == "." and earlier in {"approx", "ca"}):
        return True
    if before == "to":
        return earlier == "up" or (earlier == "equal" and site.before(3).key == "or")
    return (before == "as" and site.before(3).key == "as") or (before in {"=", "equal"} and earlier == "or")


def _bound_before(site: Site) -> str | None:
    if site.head.kind is Kind.NUMBER and _bounded(site):
        return site.print_with(before=3 if site.before().key in {"to", "as", "=", "."} else 2)
    alternative = site.head.kind is Kind.COMPARATOR or site.head.key in MORE_OR_LESS or site.head.key == "="
    if alternative and site.before().key == "or" and site.before(2).kind is not Kind.NUMBER:
        return site.print_with(before=2)
    return None


def _bound_after(site: Site) -> str | None:
    skip = 2 if (site.after().key, site.after(2).key) == ("of", "age") else 0
    skip += site.after(skip + 1).key in {"(", ",", "-"}
    joint, bound = site.after(skip + 1).key, site.after(skip + 2).key
    at = joint == "at" and bound in {"least", "most"} and not is_figure(site.after(skip + 3))
    at = at or ((joint, bound) == ("and", "more") and site.after(skip + 3).kind is not Kind.WORD)
    if at or (joint == "or" and bound in MORE_OR_LESS) or (joint == "and" and bound in AND_BEYOND):
        return site.print_with(after=skip + 2)
    return None


def _range_before(site: Site) -> str | None:
    if not is_figure(site.head) and site.head.kind is not Kind.COMPARATOR:
        return None
    before, earlier = site.before().key, site.before(2)
    if before == "between" and not any(token.key in {"and", "-"} for token in site.tokens):
        return f'it is only the beginning of the range in "{site.leading(1)}": print the whole range'
    if not is_quantity(earlier) and earlier.key not in {token.key for token in site.tokens if token.kind is Kind.WORD}:
        return None
    to = (before in _TO or before == "…") and not _tells_change(site, site.first)
    between = before == "and" and any(site.before(distance).key == "between" for distance in range(3, 10))
    if to or between:
        return f'it is only the end of the range in "{site.leading(3)}": print the whole range'
    return None


def _range_after(site: Site) -> str | None:
    after, later = site.after(), site.after(2)
    if not is_figure(later) and later.kind not in {Kind.COMPARATOR, Kind.LOST}:
        return None
    to = after.key in _TO and not _tells_change(site, site.last + 2)
    repeated = site.tail.kind is Kind.WORD and site.after(3).key == site.tail.key
    tilde = after.key == "…" or (after.key == "~" and not site.gap_after())
    if (is_quantity(site.tail) and (after.kind is Kind.DASH or tilde or to)) or (to and repeated):
        return f'it is only the beginning of the range in "{site.trailing(2)}": print the whole range'
    return None


def _tells_change(site: Site, second: int) -> bool:
    """Whether "from … to" before the second figure tells a change (fell from 8 to 5), so that both are points."""
    keys = [site.text.token(index).key for index in range(second - 14, second)]
    if "from" not in keys:
        return False
    told = keys[max(keys.index("from") - 5, 0) : keys.index("from")]
    return not CHANGES.isdisjoint(told) and RANGING.isdisjoint(told)


def _basis_after(site: Site) -> str | None:
    after, later = site.after(), site.after(2)
    measured = later.kind in {Kind.UNIT, Kind.NUMBER} or later.key in {"square", "body", "cubic", "sq"}
    if after.key == "per" and measured:
        return site.goes_on(2)
    if site.tail.kind is Kind.WORD and after.key == "/" and later.kind is Kind.UNIT:
        return site.goes_on(2)
    counted = site.tail.kind is Kind.NUMBER and after.kind is Kind.WORD and site.after(3).kind is Kind.UNIT
    if counted and later.key in {"/", "per"}:
        return site.goes_on(3)
    if _of_the_body(site) or (after.key == "(" and later.key in {"per", "/"}):
        return site.goes_on(3)
    cut = (site.tail.key == "+" and after.kind is Kind.NUMBER) or (site.tail.key == ")" and after.kind is Kind.PERCENT)
    if cut or (site.tail.kind in {Kind.UNIT, Kind.PERCENT} and _extends_unit(site, after, later)):
        return site.goes_on(2 if after.key == "/" else 1)
    return None


def _of_the_body(site: Site) -> bool:
    """`40 mg for each kilogram`: a basis in words."""
    skip = 1 if site.after().key == "for" else 0
    each = site.after(skip + 1).key in {"each", "every", "a", "one"}
    return each and site.after(skip + 2).key in BODY_BASES


_COMPOUNDS = frozenset({("u:mm", "u:hg"), ("u:cm", "u:hg"), ("u:cm", "h2o"), ("u:cm", "water"), ("u:mm", "h2o")})
_MINUS_POWER = re.compile(r"[-–−][123](?!\d)")


def _extends_unit(site: Site, after: Token, later: Token) -> bool:
    if after.kind is Kind.UNIT:
        many = site.tail.key.removeprefix("u:") in MULTIPLIERS or site.tail.key == "u:international"
        power = later.key.startswith("⁻") or _MINUS_POWER.match(site.text.cleaned, after.end)
        return bool(many or power or (site.tail.key, after.key) in _COMPOUNDS)
    signed = after.key in {"/", "·", "×", "^", "±"} or after.key.startswith("⁻") or re.fullmatch(r"x\d+", after.key)
    touching = after.key in {"+", "."} and not site.gap_after() and (after.key == "+" or later.key in BODY_BASES)
    times = after.key == "x" and later.kind is Kind.NUMBER
    return bool(signed or touching or times or (site.tail.key, after.key) in _COMPOUNDS)


_ALWAYS: tuple[Callable[[Site], str | None], ...] = (_lost_glyph, _denied, _counted_word)
_FIGURE: tuple[Callable[[Site], str | None], ...] = (
    _range_before,
    _range_after,
    _bound_before,
    _bound_after,
    _basis_after,
)
