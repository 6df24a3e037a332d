"""Every reason that a comparison gives, by its verdict, as it stands on a card."""

from __future__ import annotations

from typing import Final

from kb.judgement import Comparison

REASONS: Final = {
    "agrees": {
        "the same value",
        "the same figure of the same patients",
        "the same stance",
        "the same criterion",
    },
    "compatible": {
        "a tier in one source, an action in the other; what the tier leads to is not said",
        "as far as words say",
        "medians of different patients, without intervals",
        "medians that may be of different patients, without intervals",
        "not reached in one of two groups of patients",
        "one of the bounds is printed as a range",
        "one of the figures is a bound",
        "one source gives a threshold where the other gives none",
        "one value lies within the other",
        "rates of other patients, of whom one source does not say how many",
        "rates that may be of other patients, of whom one source does not say how many",
        "steps of one source, each with its own limit",
        "the actions have something in common",
        "the same criterion of two measures",
        "the same step, a tier in one source and an action in the other",
        "the same value, as far as it is given",
        "the same value, printed with another precision",
        "the stricter step asks for more",
        "the tier is open in one of the sources",
        "things to do that do not exclude each other",
        "two looks at the same patients, at different data cutoffs",
        "within sampling variation",
    },
    "differs": {
        "another stance",
        "another thing to do",
        "declared to disagree",
        "the figure is that of no known look at these patients",
        "how long it must last differs",
        "how often it must be met differs",
        "it counts at once in one source, only after correction in the other",
        "it must last in one source only",
        "joined by 'or' in one source, by 'and' in the other",
        "listed values against a range that spans them",
        "medians far apart, and nothing says that the patients are others",
        "a part above its whole in the same patients",
        "between what one source demands and what the other excludes lie values that only one accepts",
        "one figure lies outside the 95% interval of the other",
        "one goes on where the other leaves a dose out",
        "one source requires more than the other asks for",
        "rates far apart, and nothing says that the patients are others",
        "relative in one source, absolute in the other",
        "scheduled in one source, as needed in the other",
        "the 95% intervals do not overlap",
        "the criterion leads to another step",
        "the doses differ",
        "the intervals differ",
        "the limits differ",
        "the rates differ",
        "the same action for a wider scope",
        "the same stance for a wider scope",
        "the same step for a broader sign",
        "the same trigger leads to another step",
        "the strictest step differs",
        "the thresholds differ only at the limit itself",
        "the thresholds differ only at the limit itself, which one source prints without a sign",
        "the thresholds differ",
        "the values overlap in part",
        "the words of one source do not fit the figure of the other",
    },
    "contradicts": {
        "another stance",
        "different figures of the same patients at the same data cutoff",
        "one source excludes what the other asks for",
        "the doses differ",
        "the intervals differ",
        "the rates differ",
        "the values are apart",
    },
}


def checked(comparison: Comparison) -> Comparison:
    """A comparison whose reason is one that its verdict may have."""
    assert comparison.reason in REASONS[comparison.verdict.value]
    assert comparison.stricter in ("", comparison.one, comparison.other)
    return comparison
