"""Slips at the ends of things: open ranges closed, levels out of range, pages backwards, data cut off too late."""

from __future__ import annotations

import re

from fault_kinds_bibliography import at
from fault_kinds_changes import planted, replaced
from fault_kinds_estimates import ratio
from fault_kinds_ground import Ground, Mutant, Scalar, register
from fault_kinds_planted import facts, record

FEVER = {"population": "marrows-fever"}
OPEN = ("open-end-not-held",)
LEVEL = ("impossible-level", "dimension-mismatch")
PAGES = ("pages-backwards",)
CUTOFF = ("cutoff-after-publication",)
YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
PRINTS = (
    "{a} to >{b}", "{a} to {b}+", "{a}-{b}+", "{a} to > {b}", "{a} to more than {b}", "{a} to over {b}",
    "{a}\u2013{b}+ months", "range, {a} to >{b}", "{a}+ to {b}+", "{a} to \u2265{b}",
)  # fmt: skip


def closed(ground: Ground) -> Mutant | None:
    """An open range of the base held as a closed one."""
    scalar = ground.pick_field("range", like=r"to > ")
    return replaced(
        ground,
        scalar,
        lambda text: text.replace("to > ", "to ") if ground.random.random() < 0.5 else text.replace(" to > ", "-"),
        OPEN,
    )


def planted_closed(ground: Ground) -> Mutant:
    """A range whose end is printed as not reached, in any of the ways of writing it, held as reached."""
    chance = ground.random
    first, middle, last = sorted(chance.sample(range(2, 90), 3))
    print_ = f"median {middle} months ({chance.choice(PRINTS).format(a=first, b=last)})"
    value, was = f"{middle} mo", f"{first} to > {last} mo"
    if chance.random() < 0.2:
        print_, was = f"median {middle} months (1 to >{last % 9 + 9} years)", f"12 to > {(last % 9 + 9) * 12} mo"
        value = f"{middle} mo"
    said = {"statistic": "median", "value": value, "range": was, "printed": print_}
    sound = facts(record("zel-open", "zel-overall-survival", **FEVER, **said))
    new = chance.choice((was.replace(" to > ", "-"), was.replace("to > ", "to ")))
    return planted(sound, f'range: "{was}"', f'range: "{new}"', OPEN)


def opened(ground: Ground) -> Mutant:
    """A range that has an end, held as if it had not been reached."""
    first, middle, last = sorted(ground.random.sample(range(2, 90), 3))
    print_ = ground.random.choice(("range, {}-{}", "{} to {}", "range {} to {} months", "{}\u2013{}")).format(
        first, last
    )
    said = {
        "statistic": "median",
        "value": f"{middle} mo",
        "range": f"{first}-{last} mo",
        "printed": f"median {middle} months ({print_})",
    }
    sound = facts(record("zel-shut", "zel-overall-survival", **FEVER, **said))
    return planted(
        sound, f'range: "{said["range"]}"', f'range: "{first} to > {last} mo"', (*OPEN, "comparator-printed-mismatch")
    )


LEVELS = (
    "195 %", "9.5 %", "5 %", "0.95", "0.95 %", "950 %", "100 %", "0 %", "-95 %", "90-195 %", "95-99 %", "95",
    "95 mg", "most", "90 or 95 %", "> 95 %", "10 %", "2.5 %", "95 patients", "~95 %",
)  # fmt: skip


def level(ground: Ground) -> Mutant | None:
    """A level of confidence that no interval has, in the base."""
    scalar = ground.pick_field("confidence")
    return replaced(ground, scalar, lambda _: ground.random.choice(LEVELS), LEVEL)


def planted_level(ground: Ground) -> Mutant:
    said = ratio(ground)
    new = ground.random.choice(LEVELS)
    return planted(facts(record("zel-sure", "zel-ratio", **said)), 'confidence: "95 %"', f'confidence: "{new}"', LEVEL)


def _later(found: re.Match[str], ground: Ground) -> str:
    """The first page raised above the last, by a digit too many or by exchanging the two."""
    mark, first, sign, last = found[2], found[3], found[4], found[5]
    low, first_too_long = max(1, int(last) - ground.random.randint(1, 9)), f"{first}{ground.random.randint(0, 9)}"
    shapes = [
        f"{mark}{last}{sign}{mark}{first}",
        f"{mark}{last}{sign}{first}",
        f"{mark}{first_too_long}{sign}{mark}{last}"
        if len(first_too_long) <= len(last)
        else f"{mark}{last}--{mark}{first}",
        f"{mark}{last}{sign}{mark}{low}",
        f"{mark}{last} {sign} {mark}{first}",
        f"{mark}{last}\u2013{mark}{first}",
        f"{mark}{last}{sign}{mark}{first}, {mark}{int(last) + 9}",
        f"{mark}{first}{sign}{mark}{last}, {mark}{last}9{sign}{mark}{last}2",
    ]
    return found[1] + ground.random.choice(shapes)


def cutoff_in_fact(ground: Ground) -> Mutant | None:
    """The year of a data cutoff after that of the reference."""
    return _cut_off_later(ground, "fact", "data_cutoff", lambda one: ground.kb.facts[one.owner].cite)


def cutoff_in_cohort(ground: Ground) -> Mutant | None:
    """The year of the cutoff of a look in the record of a cohort, after that of the reference of that look."""

    def cite(one: Scalar) -> str:
        found = re.fullmatch(r"reports\.(\d+)\.data_cutoff", one.path)
        return ground.kb.cohorts[one.owner].reports[int(found[1])].cite if found else ""

    return _cut_off_later(ground, "cohort", r"reports\.\d+\.data_cutoff", cite)


def _cut_off_later(ground: Ground, section: str, path: str, cite: object) -> Mutant | None:
    references = ground.kb.references

    def published(one: Scalar) -> str:
        key = cite(one)  # type: ignore[operator]
        return str(references[key].year) if key in references and re.fullmatch(YEAR, str(references[key].year)) else ""

    scalar = ground.pick(
        lambda one: re.fullmatch(path, one.path) and re.search(YEAR, one.content.partition("(")[0]) and published(one),
        section,
    )
    if scalar is None:
        return None
    year = int(published(scalar)) + ground.random.randint(1, 12)
    shapes = (
        re.sub(YEAR, str(year), scalar.content.partition("(")[0].strip()),
        f"{year}-06",
        f"06/{year}",
        f"30 June {year}",
        f"{year}",
        f"{year - 20}-{year}",
        f"June {int(published(scalar)) - 1} (follow-up to {year})",
    )
    return replaced(ground, scalar, lambda _: ground.random.choice(shapes), CUTOFF)


register("N28", "end that was not reached held as reached", closed, planted_closed)
register("N28b", "end that was reached held as open", opened)
register("N29", "level of confidence that no interval has", level, planted_level, decided_by="S")
register(
    "C26",
    "pages that run backwards",
    at(r"^( +pages += \{)([A-Za-z]?)(\d+)(-{1,2}|\u2013)[A-Za-z]?(\d+)", _later, *PAGES),
    decided_by="S",
)
register("T16", "data cut off after their publication", cutoff_in_fact, cutoff_in_cohort, decided_by="S")
