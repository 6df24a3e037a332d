"""Plain text of what LaTeX writes in a bibliography: of fields, and of the names of authors.

latexcodec and pybtex are imported only for LaTeX commands and for names of unusual form: to import them takes longer
than to read a thousand plain entries.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import Final, NamedTuple

from kb.bibtex_text import without_hidden_characters

LONGEST_NAME: Final = 200
_NEEDS_LATEX = re.compile(r"[\\$~`]|''")
_BARE_PERCENT = re.compile(r"(?<!\\)%")
_ESCAPED_OR_BRACE = re.compile(r"\\([{}$&%#_ ])|[{}]")
_NOT_PLAIN = re.compile(r"(\\([A-Za-z]+|.)?)|(</?[A-Za-z!][^>]{0,20}>?)|\{\{|\{%|\{#")
_BRACE_OR_AND = re.compile(r"[{}]| and ", re.IGNORECASE)
_SIMPLE_NAME = re.compile(r"([^,{}\\~$`]*[^\s,{}\\~$`]),\s*([^\s,{}\\~$`][^,{}\\~$`]*)")
_ONLY_BRACED = re.compile(r"\{[^{}]*\}")


class Author(NamedTuple):
    """A person, with a suffix such as Jr behind a comma in `given`; or an organisation, whole in `family`."""

    family: str
    given: str = ""


class NotPlain(NamedTuple):
    """What keeps a text from being plain: the name of its rule, and the piece of text."""

    name: str
    text: str


def what_is_not_plain(text: str) -> NotPlain | None:
    """The first LaTeX command, markup or template syntax in a decoded text, or None."""
    found = _NOT_PLAIN.search(text)
    if found is None:
        return None
    name = "unknown-latex-command" if found[1] else "markup-not-allowed" if found[3] else "template-syntax"
    return NotPlain(name, found[0])


def plain_text(raw: str) -> str:
    """Plain text of a field: LaTeX decoded, braces taken away, every run of blank space made one space."""
    text = without_hidden_characters(" ".join(raw.split()))
    text = _decoded_latex(text) if _NEEDS_LATEX.search(text) else text.replace("---", "\u2014").replace("--", "\u2013")
    return " ".join(_ESCAPED_OR_BRACE.sub(lambda match: match[1] or "", text).split())


def _decoded_latex(text: str) -> str:
    """`text` with its LaTeX decoded; as it is where LaTeX cannot be made out."""
    import latexcodec.codec  # noqa: F401  (registers the encoding "ulatex")

    decode: Callable[[str, str], object] = codecs.decode
    try:
        # a bare % would start a comment and take the rest of the text with it
        return str(decode(_BARE_PERCENT.sub(r"\\%", text), "ulatex"))
    except ValueError:
        return text


def split_names(text: str) -> list[str]:
    """Names of a list joined by `and` outside of braces, as BibTeX splits it."""
    text = " ".join(text.split())
    names, start, depth = [], 0, 0
    for match in _BRACE_OR_AND.finditer(text):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0 and match[0] not in "{}":
            names.append(text[start : match.start()])
            start = match.end()
    return [name.strip() for name in (*names, text[start:])]


def author_of(name: str) -> Author | None:
    """The parts of one name as BibTeX takes it apart, or None where it is none."""
    words = name.lower().split(" ")
    if not name or len(name) > LONGEST_NAME or "and" in (words[0], words[-1]) or name.lower().endswith("et al."):
        return None
    simple = _SIMPLE_NAME.fullmatch(name)
    if simple:
        return Author(simple[1].strip(), simple[2].strip())
    author = Author(plain_text(name)) if _ONLY_BRACED.fullmatch(name) else _unusual_author(name)
    return None if author is None or not author.family or _NOT_PLAIN.search(author.family + author.given) else author


def _unusual_author(name: str) -> Author | None:
    from pybtex.database import Person
    from pybtex.exceptions import PybtexError

    try:
        person = Person(name)
    except (PybtexError, ValueError, IndexError):
        return None
    suffix = [", " + " ".join(person.lineage_names)] if person.lineage_names else []
    given = " ".join(person.first_names + person.middle_names)
    return Author(plain_text(" ".join(person.prelast_names + person.last_names)), plain_text("".join([given, *suffix])))
