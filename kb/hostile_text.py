"""Characters and phrases that have no business in a fact: what hides, what imitates, what would run on a page.

A fact is plain text about a patient's treatment. Accents, Greek letters, signs of measure and the replacement character
of a damaged source are part of such text; characters that nobody can see, letters that imitate others, template syntax
and markup are not.
"""

from __future__ import annotations

import html
import re
from typing import Final, NamedTuple

from kb.characters import CharacterSet

BIDIRECTIONAL: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
INVISIBLE: Final = (
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0000-\U000e0fff"
)
CONTROL: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"

_ORDINARY: Final = bytes(range(0x20, 0x7F)) + b"\t\n\r"
_SUSPECT: Final = CharacterSet(f"{CONTROL}{BIDIRECTIONAL}{INVISIBLE}")
_IS_BIDIRECTIONAL: Final = CharacterSet(BIDIRECTIONAL)
_IS_INVISIBLE: Final = CharacterSet(INVISIBLE)

# Greek letters that look like Latin ones; the others (alpha, beta, gamma, kappa, micro ...) belong to the field.
_GREEK_TWINS = (
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd\u03b9\u03c5"
)
_OTHER_SCRIPTS = (
    "\u0400-\u052f\u0530-\u058f\u13a0-\u13fd\u1c80-\u1c8f\u2de0-\u2dff\ua4d0-\ua4ff\ua640-\ua69f\uab70-\uabbf"
)
_STYLED = (
    "\u0251\u0261\u2100-\u2121\u2124\u2128-\u2138\u2160-\u217f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
    "\U0001d400-\U0001d7ff"
)
_FOREIGN: Final = CharacterSet(f"{_GREEK_TWINS}{_OTHER_SCRIPTS}{_STYLED}")
_WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile("[A-Za-z]")
_SHORT_WORD: Final = 3

_ELEMENTS = (
    "a|abbr|applet|area|article|aside|audio|b|base|bdi|bdo|big|blink|blockquote|body|br|button|canvas|center|cite|code|dd|"
    "details|dialog|div|dl|dt|em|embed|fieldset|font|footer|form|frame|frameset|h[1-6]|head|header|hr|html|i|iframe|image|"
    "img|input|ins|isindex|kbd|label|legend|li|link|main|map|mark|marquee|math|menu|meta|nav|noscript|object|ol|option|p|"
    "picture|pre|q|s|samp|script|section|select|slot|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|"
    "template|textarea|tfoot|th|thead|title|tr|tt|u|ul|var|video|xmp"
)
_RUNNING = "script|style|iframe|form|object|embed|svg|img|link|meta|base"
_HANDLERS = (
    "abort|animation|before|blur|canplay|change|click|contextmenu|copy|cut|dblclick|drag|drop|error|focus|hashchange|input|"
    "invalid|key|load|message|mouse|page|paste|play|pointer|pop|reset|resize|scroll|select|storage|submit|toggle|touch|"
    "transition|unload|wheel"
)
_TEMPLATE = re.compile(r"\{\{|\{%|\{#")
_TAG = re.compile(
    rf"<(?:(?:/?(?:{_ELEMENTS})(?=[\s/>])|/?[a-z][a-z0-9-]*\s*/?>|[a-z][a-z0-9-]*\s[^<>]*=[^<>]*>|!--|!doctype|!\[cdata|\?[a-z])[^<>]{{0,60}}>?|\s+/?\s*(?:{_RUNNING})\b)",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-f]+|[a-z][a-z0-9]{1,24});", re.IGNORECASE)
_HANDLER = re.compile(rf"\bon(?:{_HANDLERS})[a-z]*\s*=", re.IGNORECASE)
_HANDLER_IN_SMALL_LETTERS = re.compile(rf"on(?:{_HANDLERS})[a-z]*\s*=")  # begins with letters: found many times faster
_SCHEME = re.compile(
    r"(?:java|vb|live)script:|\bdata:(?:[a-z]+/[a-z0-9.+-]+[;,]|;|,)|\bfile://|\bblob:https?:|\bview-source:",
    re.IGNORECASE,
)
_SPACED_SCRIPT = re.compile(r"(?:j\s*a\s*v\s*a|v\s*b|l\s*i\s*v\s*e)\s*s\s*c\s*r\s*i\s*p\s*t\s*:", re.IGNORECASE)
_ASCII_SPACES: Final = b" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"
_SCHEMES = ("script:", "data:", "file://", "blob:http", "view-source:")


class Fault(NamedTuple):
    """What is wrong with a text: the name of the rule that stands for it, the piece in words, and its offset."""

    name: str
    what: str
    offset: int


def character_fault(text: str) -> Fault | None:
    """The first character of a text that hides or controls, or None."""
    found = None if _is_plain_ascii(text) else _SUSPECT.search(text)
    if found is None:
        return None
    character = found.group()
    point = f"U+{ord(character):04X}"
    if _IS_BIDIRECTIONAL.search(character):
        return Fault("bidi-control-character", f"the bidirectional control character {point}", found.start())
    if _IS_INVISIBLE.search(character):
        return Fault("invisible-character", f"the invisible character {point}", found.start())
    return Fault("control-character", f"the control character {point}", found.start())


def _is_plain_ascii(text: str) -> bool:
    """Whether a text holds nothing but ASCII letters, digits, signs, spaces and line breaks; told quickly."""
    return text.isascii() and not text.encode("ascii").translate(None, _ORDINARY)


def look_alike(text: str) -> tuple[str, str] | None:
    """The first word that imitates Latin letters by those of another script, and the character that does; or None.

    A word that mixes scripts imitates, and so does a short word of another script in a text otherwise Latin (a unit).
    Accents, whole words of another script, and Greek letters unlike any Latin one (the alpha of a receptor, the kappa
    of a factor, the micro sign) pass.
    """
    if text.isascii() or not _FOREIGN.search(text):
        return None
    latin = _LATIN.search(text) is not None or any(letter.isdigit() for letter in text)
    for word in _WORD.finditer(text):
        letters = word.group()
        odd = _FOREIGN.search(letters)
        if odd is None:
            continue
        mixed = _LATIN.search(letters) is not None
        short = latin and len(letters) <= _SHORT_WORD and re.fullmatch(f"[{_OTHER_SCRIPTS}]+", letters) is not None
        if mixed or short or (latin and _is_styled(letters)):
            return letters, odd.group()
    return None


def may_imitate(text: str) -> bool:
    """Whether a text holds any letter that `look_alike` would look at; a quick look at a whole file."""
    return not text.isascii() and _FOREIGN.search(text) is not None


def _is_styled(letters: str) -> bool:
    return re.search(f"[{_STYLED}]", letters) is not None


def may_be_hostile(text: str) -> bool:
    """Whether a text may hold anything that `phrase_faults` speaks of: a quick look at a whole file."""
    if "&" in text or "{{" in text or "{%" in text or "{#" in text:
        return True
    lower = text.lower()
    if ("<" in text and _TAG.search(text)) or ("=" in text and _HANDLER_IN_SMALL_LETTERS.search(lower)):
        return True
    squeezed = _without_spaces(lower)
    return any(scheme in squeezed for scheme in _SCHEMES)


def _without_spaces(text: str) -> str:
    """A text without its spaces and line breaks; of one in ASCII, as most are, in a fifth of the time."""
    if not text.isascii():
        return "".join(text.split())
    return text.encode("ascii").translate(None, _ASCII_SPACES).decode("ascii")


def phrase_faults(text: str) -> list[Fault]:
    """Template syntax, markup and unsafe link schemes in one text, at most one of each."""
    found = []
    template = _TEMPLATE.search(text)
    if template:
        found.append(Fault("template-syntax", template.group(), template.start()))
    markup = _TAG.search(text) or _ENTITY.search(text) or _HANDLER.search(text)
    if markup:
        found.append(Fault("markup-not-allowed", markup.group()[:40], markup.start()))
    if _is_unsafe_link(text):
        found.append(Fault("url-scheme-not-allowed", text[:40], 0))
    return found


def _is_unsafe_link(text: str) -> bool:
    """Whether a browser would find an unsafe scheme: it decodes entities and drops blanks first."""
    decoded = html.unescape(text)
    return any(pattern.search(one) for pattern in (_SCHEME, _SPACED_SCRIPT) for one in (text, decoded))
