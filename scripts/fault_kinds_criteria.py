"""Slips of criteria side by side: gaps, overlaps, limits that never or always hold, durations lost."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import re

from fault_kinds_changes import field_removed, planted, replaced
from fault_kinds_ground import Ground, Mutant, register
from fault_kinds_logic import PULSE, SIGN, limit
from fault_kinds_numbers import FIGURE
from fault_kinds_planted import facts, record


def bands(ground: Ground, change: int) -> Mutant | None:
    """Three bands of one source; the middle one moved in the print too, so that only logic shows it."""
    a = ground.random.randint(90, 105)
    b = a + 15
    rows = [("relative", f"{a}-{b} /min"), ("absolute", f"> {b} /min")]
    sound = facts(
        *(limit(f"zel-band-{name}", said, tier=name, locator=f"Table 3, {name} column") for name, said in rows)
    )
    moved = f"> {b + change} /min"
    old = f'is: "> {b} /min"\n    printed: "> {b} /min"'
    return planted(
        sound,
        old,
        f'is: "{moved}"\n    printed: "{moved}"',
        ("band-gap", "band-overlap", "absolute-milder-than-relative"),
        also=range(1, 40),
    )


def never(ground: Ground) -> Mutant | None:
    scalar = ground.pick_field("when.is", like=r"^>=? ?\d", of=lambda fact: ground.kb.kind(fact) == "criterion")
    return replaced(ground, scalar, lambda text: re.sub(r"\d+(\.\d+)?", "9" * 9, text, count=1), (*FIGURE, *SIGN))


def never_printed(ground: Ground) -> Mutant | None:
    high = ground.random.randint(400, 900)
    right = ground.random.randint(110, 160)
    sound = facts(limit("zel-never", f"> {right} /min", tier="absolute"))
    return planted(
        sound,
        f'is: "> {right} /min"\n    printed: "> {right} /min"',
        f'is: "> {high} /min"\n    printed: "> {high} /min"',
        ("unsatisfiable-criterion",),
    )


def always(ground: Ground) -> Mutant | None:
    right, wrong = ground.random.randint(110, 160), ground.random.randint(400, 900)
    sound = facts(limit("zel-always", f"> {right} /min", tier="absolute"))
    return planted(
        sound,
        f'is: "> {right} /min"\n    printed: "> {right} /min"',
        f'is: "< {wrong} /min"\n    printed: "< {wrong} /min"',
        ("tautological-criterion",),
    )


def two_always(ground: Ground) -> Mutant | None:
    low, high = ground.random.randint(40, 60), ground.random.randint(110, 160)
    when = f'\n      any:\n        - {{parameter: zel-pulse, is: "< {low} /min"}}\n        - {{parameter: zel-pulse, is: "> {high} /min"}}'
    sound = facts(
        record("zel-two", "zel-stop", tier="absolute", when=when, printed=f"< {low} or > {high} /min", **PULSE)
    )
    return planted(
        sound,
        f'"< {low} /min"}}\n        - {{parameter: zel-pulse, is: "> {high} /min"',
        f'"> {low} /min"}}\n        - {{parameter: zel-pulse, is: "< {high} /min"',
        ("tautological-criterion", "comparator-printed-mismatch"),
    )


def two_never(ground: Ground) -> Mutant | None:
    low, high = ground.random.randint(40, 60), ground.random.randint(110, 160)
    when = f'\n      any:\n        - {{parameter: zel-pulse, is: "< {low} /min"}}\n        - {{parameter: zel-pulse, is: "> {high} /min"}}'
    sound = facts(
        record("zel-two", "zel-stop", tier="absolute", when=when, printed=f"< {low} or > {high} /min", **PULSE)
    )
    return planted(sound, "      any:", "      all:", ("unsatisfiable-criterion", "join-printed-mismatch"))


def severity(ground: Ground) -> Mutant | None:
    low = ground.random.randint(100, 115)
    mild, grave = (
        limit("zel-mild", f"> {low} /min", f"> {low} /min: delay", action="delay"),
        limit("zel-grave", f"> {low + 25} /min", f"> {low + 25} /min: stop", action="stop"),
    )
    old = f'printed: "> {low + 25} /min: stop"\n    action: "stop"'
    return planted(
        facts(mild, grave),
        old,
        f'printed: "> {low + 25} /min: continue"\n    action: "continue"',
        ("action-against-severity",),
        also=range(1, 40),
    )


def resume(ground: Ground) -> Mutant | None:
    at = ground.random.randint(110, 140)
    hold = limit("zel-hold-at", f"> {at} /min", action="withhold")
    go = limit("zel-go-on-at", f"< {at - 10} /min", measure="zel-resume", action="continue")
    old = f'is: "< {at - 10} /min"\n    printed: "< {at - 10} /min"'
    return planted(
        facts(hold, go),
        old,
        old.replace(str(at - 10), str(at + 10)),
        ("resume-looser-than-hold", "band-overlap"),
        also=range(1, 40),
    )


def unreachable(ground: Ground) -> Mutant | None:
    """A criterion of a list of alternatives that another of them already holds."""
    low = ground.random.randint(110, 130)
    when = f'\n      any:\n        - {{parameter: zel-pulse, is: "> {low} /min"}}\n        - {{parameter: zel-pulse, is: "< {low - 60} /min"}}'
    sound = facts(
        record("zel-list", "zel-stop", tier="absolute", when=when, printed=f"> {low} or < {low - 60} /min", **PULSE)
    )
    old = f'is: "< {low - 60} /min"}}\n    printed: "> {low} or < {low - 60} /min"'
    return planted(
        sound,
        old,
        f'is: "> {low + 30} /min"}}\n    printed: "> {low} or > {low + 30} /min"',
        ("unreachable-alternative",),
    )


def timing_lost(ground: Ground) -> Mutant | None:
    """How long or how often a sign must last, deleted while it is printed."""
    scalar = ground.pick(
        lambda one: (
            re.search(r"\.(lasting|within)$", one.path)
            and ground.kb.facts[one.owner].status == "active"
            and re.search(
                re.escape(re.findall(r"\d+", one.content)[0]) if re.search(r"\d", one.content) else "$^",
                ground.kb.facts[one.owner].printed,
            )
        )
    )
    return field_removed(ground, scalar, ("figure-not-held", "timing-not-held", *FIGURE, *SIGN, "lapsed-explanation"))


def timing_planted(ground: Ground) -> Mutant | None:
    pulse, hours = ground.random.randint(110, 160), ground.random.randint(2, 30)
    name, said = ground.random.choice(
        (("lasting", f"for {hours} h"), ("lasting", f"for more than {hours} hours"), ("within", f"within {hours} h"))
    )
    written = f"> {hours} h" if "more than" in said else f"{hours} h"
    when = f'\n      parameter: zel-pulse\n      is: "> {pulse} /min"\n      {name}: "{written}"'
    sound = facts(
        record("zel-lasting", "zel-stop", tier="absolute", when=when, printed=f"> {pulse} /min {said}", **PULSE)
    )
    return planted(sound, f'      {name}: "{written}"\n', "", ("figure-not-held", "timing-not-held"))


register("L07", "gap between bands", lambda ground: bands(ground, ground.random.randint(2, 9)), decided_by="S")
register("L08", "overlap of bands", lambda ground: bands(ground, -ground.random.randint(2, 9)), decided_by="S")
register("L09", "criterion that can never be met", never, never_printed, decided_by="S")
register("L09b", "joined criteria that exclude each other", two_never, decided_by="S")
register("L10", "criterion that always holds", always, two_always, decided_by="S")
register("L12", "graver trigger, milder action", severity, decided_by="S")
register("L13", "resumed where it is held", resume, decided_by="S")
register("L14", "alternative that another already holds", unreachable, decided_by="S")
register("L15", "duration of a criterion lost", timing_lost, timing_planted)
