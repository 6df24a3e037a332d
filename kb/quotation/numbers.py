"""What may not stand beside a printed figure that begins or ends with digits.

- A bare number refuses a percent sign, a unit or a multiplier after it, also one shared over "or", "and", "vs" or a
  comma. Words of counting (doses, patients) are not units: a bare 14 is found in "14 doses".
- A hyphen or en dash with a space on one side only, or spaces on both after a word, may be a minus sign: refused.
- `12 345` with one plain space may be one number or two cells: neither reading is taken.
- A bare number alone in brackets, after the full stop of a sentence at a line's end, or before the text of a numbered
  list is a citation mark or a label; so is one that touches the word or the sign before it. A citation number that
  stands free at a line's end after a word cannot be told from the cell of a table: only near words guard against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kb.quotation.site import QUANTITIES, Site, is_figure
from kb.quotation.tokens import EDGE, Kind, Token
from kb.quotation.words import ABBREVIATED_LABELS, BEFORE_A_YEAR, LABELS, MONTHS, is_number_word

_SHARING = frozenset({"or", "and", "vs", "versus", ",", "&", "to"})
_BEFORE_A_NUMBER = frozenset("([{)]},;:.!?=|•▪◦●○‣■→⇒…&*")
_AFTER_A_NUMBER = frozenset(")]}([{,;:.!?=|•▪◦●○‣■→⇒§…&")
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_GROUP_BEFORE = re.compile(r"(?<![\d.,])(\d{1,3})(?:[ ]|,[ \t\xa0]*\n\s*)$")
_GROUP_AFTER = re.compile(r"(?:[ ]|,[ \t\xa0]*\n\s*)\d{3}(?!\d)")
_BROKEN_BEFORE = re.compile(r"\d(?:\.[ \t\xa0]*\n[ \t\xa0]*|[ \t\xa0]*\n[ \t\xa0]*(?=0\d\d(?!\d)))$")
_BROKEN_AFTER = re.compile(r"(?:\.[ \t\xa0]*\n[ \t\xa0]*\d+(?![\d.)])|[ \t\xa0]*\n[ \t\xa0]*0\d\d(?!\d))")
_WHOLE = re.compile(r"\d{1,3}")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})+")
_LAST_OF_A_GROUP = re.compile(r"(?<![\d.,])(?:\d{1,2}) $")
_BEGUN_GROUP = re.compile(r"\d{1,2},\d{3}")
_CURRENCIES = frozenset("$€£¥")
_SPELLED_UNIT = re.compile(r"\s{0,3}(?:[IiUu]|[mkKMc])\.\s?(?:[IiUuGgLl])(?!\w)")
_LONGEST_CITATION = 60
_DAY = re.compile(r"[12]?\d|3[01]")
_YEAR = re.compile(r"(?:18|19|20)\d\d")


def _sign_before(site: Site) -> str | None:
    before = site.before()
    if before.kind is Kind.COMPARATOR:
        return f'the sign before it in the text is {before.key}: "{site.leading(1)}"'
    if before.kind is Kind.DASH:
        return _dash_before(site)
    if before.kind is Kind.SYMBOL and before.key not in _BEFORE_A_NUMBER:
        return f'the text has "{before.key}" directly before it'
    if before.key == ":" and site.gap_before() and site.gap_before(2) and site.before(2).kind is Kind.NUMBER:
        return f'it is only a part of "{site.leading(2)}"'
    return None


def _dash_before(site: Site) -> str | None:
    raw, earlier = site.text.raw(site.first - 1), site.before(2)
    if earlier.kind in QUANTITIES or is_figure(earlier) or earlier.key in {"+", "×"}:
        return f'it is only the end of the range in "{site.leading(2)}": print the whole range'
    if raw == "—" or (raw != "−" and _is_bullet(site)):
        return None
    return f'a dash stands before it, which may be a minus sign: "{site.leading(1)}"'


def _is_bullet(site: Site) -> bool:
    gap, earlier = site.gap_before(2), site.before(2)
    begins_line = "\n" in gap and (earlier.key in _LISTED or gap.count("\n") > 1)
    return bool(site.gap_before()) and (earlier is EDGE or begins_line)


_LISTED = frozenset(".:;!?,")


def _signed_before(site: Site) -> str | None:
    """`8 -12`: a range with a space too many, or two cells of a table."""
    if site.before().kind in QUANTITIES and _may_be_dash(site, site.first):
        return f'it may be the end of a range in "{site.leading(1)}"'
    return None


def _signed_after(site: Site) -> str | None:
    if _may_be_dash(site, site.last + 1):
        return f'it may be the beginning of a range in "{site.trailing(1)}"'
    return None


def _may_be_dash(site: Site, index: int) -> bool:
    number = site.text.token(index).kind is Kind.NUMBER
    return number and site.text.raw(index)[0] in "-–" and "\n" not in site.text.gap(index)


def _touches_before(site: Site) -> str | None:
    before = site.before()
    if before is EDGE or site.gap_before():
        return None
    with_unit = any(token.kind in {Kind.PERCENT, Kind.UNIT} for token in site.tokens)
    closing = before.key in _CLOSING or before.kind is Kind.PERCENT
    colon = before.key == ":" and (site.before(2).kind is Kind.NUMBER or site.before(2).key in _CLOSING)
    if before.key in {".", ","} or colon or (closing and not with_unit) or before.kind in _WORDLIKE:
        return f'it touches what stands before it in "{site.leading(2)}", as a citation mark or a part of a number does'
    return None


_WORDLIKE = frozenset({Kind.WORD, Kind.UNIT, Kind.NUMBER})


def _split_before(site: Site) -> str | None:
    start = site.head.start
    before = site.text.cleaned[max(start - 24, 0) : start]
    group = re.match(r"\d{3}(?!\d)", site.text.raw(site.first)) and _GROUP_BEFORE.search(before)
    mixed = "/" in site.head.key and site.before().kind is Kind.NUMBER and site.gap_before() == " "
    split = _BEGUN_GROUP.match(site.text.raw(site.first)) and _LAST_OF_A_GROUP.search(before)
    if group or mixed or split or _BROKEN_BEFORE.search(before + site.text.cleaned[start : start + 4], 0, len(before)):
        return f'it may be a part of one number in "{site.leading(2)}"'
    return None


def _split_after(site: Site) -> str | None:
    end = site.tail.end
    whole = site.text.raw(site.last)
    group = _WHOLE.fullmatch(whole) and _GROUP_AFTER.match(site.text.cleaned, end)
    mixed = "/" in site.after().key and site.after().kind is Kind.NUMBER and site.gap_after() == " "
    if group or mixed or _BROKEN_AFTER.match(site.text.cleaned, end):
        return f'it may be a part of one number in "{site.trailing(2)}"'
    return None


def _labelled(site: Site) -> str | None:
    before, earlier = site.before(), site.before(2)
    label = before.key.removeprefix("u:")
    abbreviated = before.key == "." and earlier.key in ABBREVIATED_LABELS
    counted = earlier.key in {"a", "per", "every", "each", "one"} or earlier.kind is Kind.NUMBER
    if abbreviated or (label in LABELS and not counted):
        return f'it is a label in "{site.leading(2 if abbreviated else 1)}": print the label with it'
    if label in MONTHS and site.text.raw(site.first - 1)[0].isupper() and _DAY.fullmatch(site.head.key):
        return f'it is the day of a date in "{site.leading(1)}"'
    if before.key == "in" and is_figure(earlier):
        return f'it is only a part of "{site.leading(2)}"'
    return None


def _listed(site: Site) -> str | None:
    """`2.` at the beginning of a line, before the text of a list."""
    mark = site.text.cleaned[site.tail.end : site.tail.end + 2]
    number = site.text.raw(site.first)
    section = _SECTION.fullmatch(number) is not None
    if site.first != site.last or not re.fullmatch(r"[.)]\s", mark) or not (section or _WHOLE.fullmatch(number)):
        return None
    begins_text = site.before() is EDGE
    begins = begins_text or "\n" in site.gap_before()
    closed = (
        begins_text
        or section
        or site.before().key in _LISTED
        or site.gap_before().count("\n") > 1
        or _has_list_neighbour(site)
    )
    follows = site.after(2).kind in {Kind.WORD, Kind.UNIT, Kind.NUMBER} and "\n" not in site.gap_after(2)
    return f'it is the number of a list item in "{site.trailing(2)}"' if begins and closed and follows else None


def _has_list_neighbour(site: Site) -> bool:
    """Whether the number before or after stands in the text at a line's beginning in the same way."""
    own = int(site.head.key)
    mark = site.text.raw(site.last + 1)
    places = [*site.text.positions.get(str(own - 1), ())[:200], *site.text.positions.get(str(own + 1), ())[:200]]
    begin = [index for index in places if index == 0 or "\n" in site.text.gap(index)]
    return any(site.text.raw(index + 1) == mark for index in begin)


def _cited(site: Site) -> str | None:
    """A citation mark: small whole numbers alone in brackets, or alone between a full stop and the end of the line."""
    if not all(_is_mark(token) for token in site.tokens):
        return None
    left, right = _beyond_marks(site, site.first, -1), _beyond_marks(site, site.last, 1)
    opened, closed = site.text.token(left).key, site.text.token(right).key
    spelled = site.first == site.last and is_number_word(site.text.token(left - 1).key)
    if opened in _OPENING and closed in _CLOSING and not spelled:
        return f'it stands alone in brackets, as a citation does: "{site.text.shown(left, right)}"'
    ends_line = "\n" in site.text.gap(right) or right == len(site.text.tokens)
    if opened == "." and ends_line and site.text.gap(left + 1).strip("\n") and left > 0:
        return f'it stands alone after a sentence, as a citation does: "{site.text.shown(left - 2, right - 1)}"'
    return None


def _is_mark(token: Token) -> bool:
    return token.key in {",", "-"} or (token.kind is Kind.NUMBER and _WHOLE.fullmatch(token.key) is not None)


def _beyond_marks(site: Site, index: int, step: int) -> int:
    for _ in range(_LONGEST_CITATION):
        index += step
        token, gap = site.text.token(index), site.text.gap(index if step > 0 else index + 1)
        if not _is_mark(token) or ("\n" in gap and step > 0):
            break
    return index


def _dated(site: Site) -> str | None:
    """The year of an author-year citation."""
    raw, before = site.text.raw(site.last), site.text.raw(site.last - 1)
    if site.first != site.last or not _YEAR.fullmatch(raw):
        return None
    named = any(character.isupper() for character in before) and before.casefold() not in BEFORE_A_YEAR
    author = named or before in {"al", ",", "."}
    keys = [site.text.token(index).key for index in range(site.first - 8, site.first)]
    inside = any(key in _OPENING for key in keys)
    closed = site.after().key in _CLOSING | {";", ","} or site.after().kind is Kind.WORD
    volume = site.after().key == ";" and (":" in site.after(2).key or site.after(3).key == ":")
    if (author and inside and closed) or volume:
        return f'it is the year of a citation in "{site.leading(2)}"'
    return None


def _unit_after(site: Site) -> str | None:
    after, later = site.after(), site.after(2)
    if after.kind is Kind.PERCENT or (after.kind is Kind.UNIT and not _begins_row(site, 1)):
        return None if site.shared else site.goes_on(1)
    if _SPELLED_UNIT.match(site.text.cleaned, site.tail.end):
        return site.goes_on(3)
    if after.key in _OPENING and later.kind in {Kind.UNIT, Kind.PERCENT} and site.after(3).key in _CLOSING:
        return site.goes_on(3)
    if after.key in _OPENING and later.kind is Kind.NUMBER and not site.gap_after():
        return f'it touches what follows in "{site.trailing(3)}", as a citation mark or a volume number does'
    return None


def _begins_row(site: Site, distance: int) -> bool:
    """Whether a name of a unit begins the next row (Days of rest), rather than goes on a broken line."""
    raw = site.text.raw(site.last + distance)
    amount = site.after(distance).key in {"u:international", "u:unit", "u:units"} or is_number_word(raw.casefold())
    return "\n" in site.gap_after(distance) and raw[:1].isupper() and len(raw) > 3 and not amount


def _unit_shared(site: Site) -> str | None:
    """`600,000 or 720,000 IU/kg`: the unit belongs to both numbers."""
    distance = 1
    while distance < _LONGEST_CITATION and site.after(distance).key in _SHARING:
        distance += 1 + (site.after(distance + 1).key in _SHARING)
        if site.after(distance).kind is not Kind.NUMBER:
            return None
        distance += 1
    unit = site.after(distance)
    if distance > 1 and not site.shared and unit.kind in {Kind.UNIT, Kind.PERCENT} and not _begins_row(site, distance):
        return site.goes_on(distance)
    return None


def _sign_after(site: Site) -> str | None:
    after, later = site.after(), site.after(2)
    if after.kind is Kind.WORD and not site.gap_after() and site.first == site.last:
        return f'it touches what follows in "{site.trailing(1)}": print the word with it'
    if after.key in MONTHS and site.text.raw(site.last + 1)[0].isupper() and _DAY.fullmatch(site.tail.key):
        return f'it is the day of a date in "{site.trailing(1)}"'
    compound = after.kind is Kind.DASH and (not site.gap_after() or (later.kind is Kind.UNIT and not site.gap_after(2)))
    multiplied = re.fullmatch(r"x\d+", after.key) is not None
    signed = after.kind is Kind.SYMBOL and after.key not in _AFTER_A_NUMBER
    compared = after.kind is Kind.COMPARATOR and (
        after.key == "±" or later.kind is not Kind.NUMBER or not site.gap_after()
    )
    if compound or multiplied or signed or compared:
        return f'the text goes on with "{site.text.shown(site.last + 1, site.last + 2)}": print the whole figure'
    ratio = after.key == ":" and later.kind is Kind.NUMBER and site.gap_after() and site.gap_after(2)
    priced = site.head.key in _CURRENCIES and _YEAR.fullmatch(site.text.raw(site.last + 2)) is not None
    if ratio or (after.key == "in" and is_figure(later) and not priced):
        return f'it is only a part of "{site.trailing(2)}"'
    return None


_Checks = tuple[Callable[[Site], str | None], ...]
NUMBER_FIRST: _Checks = (_sign_before, _signed_before, _touches_before, _split_before, _labelled)
NUMBER_LAST: _Checks = (_unit_after, _unit_shared, _sign_after, _signed_after, _split_after, _listed, _cited, _dated)
