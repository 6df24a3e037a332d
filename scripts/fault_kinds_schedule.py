"""Slips of time: days for hours, cycles, slots, caps, dates."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import re

from fault_kinds_changes import first_number, planted, replaced
from fault_kinds_ground import Ground, Mutant, register
from fault_kinds_planted import facts, quantity, record
from fault_kinds_units import MEASURED, PRINTED, anywhere, invented

TIMES = (
    *PRINTED,
    *MEASURED,
    "more-than-the-schedule-allows",
    "number-not-in-printed",
    "one-place-two-figures",
    "unit-printed-mismatch",
)
CYCLE = ("cycle-printed-mismatch", "figure-not-held", "number-not-in-printed", "implausible-magnitude")
FEVER = {"population": "marrows-fever"}


def schedule(days: int, interval: int, doses: int, cycles: int = 2) -> str:
    return facts(
        record("zel-s-days", "zel-days", value=f"{days} d", printed=f"{days} days", cite="zelreview2012", **FEVER),
        record(
            "zel-s-interval",
            "zel-interval",
            value=f"every {interval} h",
            printed=f"every {interval} h",
            cite="zelreview2012",
            **FEVER,
        ),
        record(
            "zel-s-doses",
            "zel-most-doses",
            value=f"{doses} doses",
            printed=f"{doses} doses",
            cite="zelreview2012",
            **FEVER,
        ),
        record(
            "zel-s-cycles",
            "zel-cycles",
            value=f"{cycles} cycles",
            printed=f"{cycles} cycles",
            cite="zelreview2012",
            **FEVER,
        ),
        record(
            "zel-s-course",
            "zel-course-doses",
            value=f"{doses * cycles} doses",
            printed=f"{doses * cycles} doses",
            cite="zelreview2012",
            **FEVER,
        ),
    )


def slots(ground: Ground) -> Mutant | None:
    days = ground.random.randint(4, 9)
    most = days * 24 // 8
    wrong = most + ground.random.randint(1, 6)
    old = f'value: "{most - 1} doses"\n    printed: "{most - 1} doses"'
    return planted(
        schedule(days, 8, most - 1),
        old,
        f'value: "{wrong} doses"\n    printed: "{wrong} doses"',
        ("more-than-the-schedule-allows",),
        also=range(1, 60),
    )


def course(ground: Ground) -> Mutant | None:
    days, cycles = ground.random.randint(4, 9), ground.random.randint(3, 5)
    most = days * 3 - 1
    wrong = most * cycles + ground.random.randint(1, 9)
    old = f'value: "{most * cycles} doses"\n    printed: "{most * cycles} doses"'
    return planted(
        schedule(days, 8, most, cycles),
        old,
        f'value: "{wrong} doses"\n    printed: "{wrong} doses"',
        ("more-than-the-schedule-allows",),
        also=range(1, 60),
    )


def interval_days(ground: Ground) -> Mutant | None:
    days = ground.random.randint(4, 9)
    sound = schedule(days, 8, days * 3 - 1)
    return planted(sound, 'value: "every 8 h"', 'value: "every 8 d"', TIMES, also=range(1, 60))


def cycle_changed(ground: Ground) -> Mutant | None:
    n, dose = ground.random.randint(1, 4), ground.random.randint(2, 900)
    sound = quantity("zel-cycle", "zel-flat-dose", f"{dose} mg", f"{dose} mg in cycle {n}", cycle=str(n))
    return planted(sound, f'cycle: "{n}"', f'cycle: "{n + 1}"', CYCLE)


def timepoint(ground: Ground) -> Mutant | None:
    scalar = ground.pick_field(
        "timepoint",
        like=r"^\d",
        of=lambda fact: re.search(r"\d", fact.printed) and re.search(r"year|month|week|day|-y", fact.printed),
    )
    return replaced(
        ground,
        scalar,
        lambda text: first_number(text, lambda n: str(int(float(n)) + 1)),
        (
            "number-not-in-printed",
            "one-place-two-figures",
            "survival-that-rises",
            "unexplained-contradiction",
            "figure-not-held",
        ),
    )


def planted_timepoint(ground: Ground) -> Mutant | None:
    n, rate = ground.random.randint(2, 9), ground.random.randint(11, 90)
    new = ground.random.choice((f"{n + 1} a", f"{n} mo"))
    sound = facts(
        record("zel-at", "zel-alive", timepoint=f"{n} a", value=f"{rate} %", printed=f"{rate}% at {n} years", **FEVER)
    )
    return planted(
        sound,
        f'timepoint: "{n} a"',
        f'timepoint: "{new}"',
        ("unit-printed-mismatch", "number-not-in-printed", "figure-not-held"),
    )


def day_shifted(ground: Ground) -> Mutant | None:
    first = ground.random.randint(8, 60)
    text = facts(
        record(
            "zel-on",
            "zel-stop",
            tier="relative",
            when=f'\n      parameter: zel-day\n      is: "{first}-{first + 4} d"',
            printed=f"days {first}-{first + 4}",
            **FEVER,
        )
    )
    by = ground.random.choice((-1, 1))
    return planted(
        text, f'is: "{first}-{first + 4} d"', f'is: "{first + by}-{first + 4 + by} d"', ("number-not-in-printed",)
    )


def real_day(ground: Ground) -> Mutant | None:
    scalar = ground.pick_field(
        "value",
        "timepoint",
        "when.is",
        like=r"^\d+(-\d+)? d$",
        of=lambda fact: re.search(r"\bdays? \d", fact.printed, re.I),
    )
    return replaced(
        ground,
        scalar,
        lambda text: re.sub(r"\d+", lambda n: str(int(n.group()) + 1), text),
        ("number-not-in-printed", "figure-not-held", "one-place-two-figures", "wrong-derivation"),
    )


def cap_dropped(ground: Ground) -> Mutant | None:
    dose = ground.random.randint(2, 20)
    sound = facts(
        record(
            "zel-capped",
            "zel-dose",
            value=f"{dose} mg/kg",
            printed=f"{dose} mg/kg, maximum {dose * 70} mg",
            locator="Table 6",
            population="bone-blight",
        ),
        record(
            "zel-cap",
            "zel-flat-dose",
            value=f"<= {dose * 70} mg",
            statistic="maximum",
            printed=f"{dose} mg/kg, maximum {dose * 70} mg",
            locator="Table 6",
            population="bone-blight",
        ),
    )
    cap = sound[sound.index("  - id: zel-cap\n") :]
    return planted(sound, cap, "", ("figure-not-held",), also=range(1, 30))


def daily_maximum(ground: Ground) -> Mutant | None:
    dose, hours = ground.random.choice((100, 200, 250, 300)), 6
    most = dose * 4
    sound = facts(
        record(
            "zel-most",
            "zel-daily-maximum",
            drug="warmol",
            statistic="maximum",
            value=f"{most} mg/d",
            printed=f"{most} mg a day",
        ),
        record(
            "zel-given",
            "zel-medication",
            drug="warmol",
            dose=f"{dose} mg",
            frequency=f"every {hours} h",
            route="zel-by-mouth",
            role="scheduled",
            printed=f"{dose} mg every {hours} h",
        ),
    )
    n = ground.random.choice((2, 3, 4))
    old = f'dose: "{dose} mg"\n    frequency: "every {hours} h"\n    route: "zel-by-mouth"\n    role: "scheduled"\n    printed: "{dose} mg every {hours} h"'
    return planted(
        sound, old, old.replace(f"every {hours} h", f"every {n} h"), ("daily-total-above-maximum",), also=range(1, 40)
    )


register(
    "T01",
    "number of cycles or doses changed",
    invented("zel-cycles", "cycles", "courses", lambda ground: str(ground.random.randint(2, 9)), *TIMES),
    anywhere("doses", "cycles", *TIMES),
    cycle_changed,
)
register("T02", "more doses than the schedule has slots", slots, decided_by="S")
register("T02b", "more doses a course than its cycles allow", course, decided_by="S")
register("T03", "day and hour exchanged", anywhere("h", "d", *TIMES), anywhere("d", "h", *TIMES), interval_days)
register(
    "T04",
    "week and month exchanged",
    anywhere("wk", "mo", *TIMES),
    anywhere("mo", "wk", *TIMES),
    invented(
        "zel-overall-survival", "mo", "wk", lambda ground: str(ground.random.randint(2, 90)), *TIMES, printed="months"
    ),
)
register(
    "T04b",
    "month and year exchanged",
    anywhere("mo", "a", *TIMES),
    anywhere("a", "mo", *TIMES),
    invented(
        "zel-overall-survival", "a", "mo", lambda ground: str(ground.random.randint(2, 9)), *TIMES, printed="years"
    ),
)
register("T08", "days shifted by one", real_day, day_shifted)
register(
    "T10",
    "minutes and hours exchanged",
    anywhere("min", "h", *TIMES),
    anywhere("h", "min", *TIMES),
    invented("zel-infusion", "min", "h", lambda ground: str(ground.random.randint(2, 90)), *TIMES, printed="minutes"),
)
register("T12", "time point of another row", timepoint, planted_timepoint)
register("T14", "cap of a dose dropped", cap_dropped)
register("T15", "more a day than the maximum", daily_maximum, decided_by="S")
