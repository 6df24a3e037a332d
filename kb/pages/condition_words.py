"""A condition as a sentence would have it, without brackets."""

from __future__ import annotations

import re
from typing import Final

from kb.model import Condition
from kb.pages.phrases import lowered, value_words
from kb.value import Value, canonical_text
from kb.vocabulary import Term, Vocabulary

_SILENT_E: Final = re.compile(r"(?<=[^aeiou])e$")
_DOUBLED: Final = re.compile(r"^[^aeiou]*[aeiou][^aeiouwxy]$")


def condition_words(vocabulary: Vocabulary, condition: Condition | None) -> str:
    """A condition as a sentence would have it: `Heart rate > 130/min for 2 hours, despite correcting fever`.

    Alternatives within a list are told by commas: `Either rash or itching, and no fever`.
    """
    if condition is None:
        return ""
    joined = condition.all or condition.any
    if not joined:
        return _leaf(vocabulary, condition) + _circumstances(vocabulary, condition)
    mixed = any(part.all or part.any for part in joined)
    parts = [_part(vocabulary, part, inside=number > 0) for number, part in enumerate(joined)]
    word = "to hold" if _is_to_hold(vocabulary, condition) else "and" if condition.all else "or"
    told = f"{', '.join(parts[:-1])}, {word} {parts[-1]}" if mixed else f" {word} ".join(parts)
    return told + _circumstances(vocabulary, condition)


def _leaf(vocabulary: Vocabulary, condition: Condition) -> str:
    subject = vocabulary.label(condition.parameter or condition.present or condition.absent)
    words = f"no {lowered(subject)}" if condition.absent else subject
    if condition.is_ is not None:
        fraction = condition.is_.form == "ratio"
        words += f" {canonical_text(condition.is_) if fraction else value_words(condition.is_)}"
    return words


def _is_to_hold(vocabulary: Vocabulary, condition: Condition) -> bool:
    """Whether an amount stands beside the level that it holds up, and no upper bound of that."""
    if len(condition.all) != 2:
        return False
    amount, level = condition.all
    term = vocabulary.entries.get(level.parameter)
    upheld = isinstance(term, Term) and amount.parameter and amount.parameter in term.upheld_by
    return bool(upheld and level.is_ is not None and level.is_.intervals and level.is_.intervals[0].high is None)


def _part(vocabulary: Vocabulary, condition: Condition, inside: bool) -> str:
    words = condition_words(vocabulary, condition)
    words = lowered(words) if inside else words
    if condition.any:
        return f"{'either' if inside else 'Either'} {lowered(words)}"
    return words


def _circumstances(vocabulary: Vocabulary, condition: Condition) -> str:
    words = ""
    if condition.times:
        words += f", {condition.times} times" if condition.times != 1 else ", once"
    if condition.lasting is not None:
        words += f", for {value_words(condition.lasting)}"
    if condition.within is not None:
        words += f", {_recent(condition.within)}"
    if condition.at:
        words += f", {lowered(vocabulary.label(condition.at))}"
    if condition.despite:
        tried = [_tried(vocabulary, id) for id in condition.despite]
        words += ", despite " + " and ".join(filter(None, (", ".join(tried[:-1]), tried[-1])))
    return words


def _recent(value: Value) -> str:
    """How recent something is: a time with a sign before it is told from now on back."""
    words = value_words(value)
    return f"less than {words.removeprefix('< ')} ago" if words.startswith("< ") else f"within {words}"


def _tried(vocabulary: Vocabulary, id: str) -> str:
    """What was tried, as a noun: a verb takes its form in -ing (`giving fluids`), all else stands as it is."""
    term, label = vocabulary.entries.get(id), lowered(vocabulary.label(id))
    if not isinstance(term, Term) or term.type != "verb":
        return label
    verb, _, rest = label.partition(" ")
    stem = verb + verb[-1] if _DOUBLED.search(verb) else _SILENT_E.sub("", verb)
    return f"{stem}ing {rest}".rstrip()
