"""Spelling that cannot be misread for another dose, for every text of a fact or source that a page shows."""

from __future__ import annotations

import re
from typing import Final

_SPELLED_OUT: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), spelled)
    for pattern, spelled in (
        (r"\b(MIU|mIU|M\.?I\.?U\.?)(?![A-Za-z])", "million International Units"),
        (r"(?<![A-Za-z])(I\.U\.|IU|iu|I\.U)(?:'?s)?(?![A-Za-z])", "International Units"),
        (r"[\u00b5\u03bc]g(?![A-Za-z])", "micrograms"),
        (r"(?<![A-Za-z])[qQ]\.?\s?(\d+(?:\s?[-\u2013]\s?\d+)?)\s?h(?:rs?|ours?)?\b\.?", r"every \1 hours"),
        (r"(?<![A-Za-z])[qQ](?:\.[dD]\.|[dD])(?![A-Za-z])", "daily"),
        (r"(?<![A-Za-z])[qQ](?:\.[oO]\.[dD]\.|[oO][dD])(?![A-Za-z])", "every other day"),
        (r"(?<![A-Za-z])qhs(?![A-Za-z])", "at bedtime"),
        (r"(?<![A-Za-z])cc(?![A-Za-z])", "mL"),
        (r"(?<![\w.])\.(?=\d+\s?(?:mg|mcg|micrograms|g|mL)\b)", "0."),
        (r"(\d)\.0+(?=\s?(?:mg|g|mcg|micrograms|mL|L|million|International|units?|kg)\b)", r"\1"),
        (r"(\d\.\d*[1-9])0+(?=\s?(?:mg|g|mcg|micrograms|mL|L|million|International|units?|kg)\b)", r"\1"),
    )
)


def safe_spelling(text: str) -> str:
    """A text of a fact or source without error-prone abbreviations: IU, signs for micrograms, q8h, QD, 1.0 mg.

    The abbreviations are those of the lists of the Joint Commission and the Institute for Safe Medication Practices.
    """
    for pattern, spelled in _SPELLED_OUT:
        text = pattern.sub(spelled, text)
    return text
