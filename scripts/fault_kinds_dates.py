"""Slips of dates."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import re

from fault_kinds_changes import planted, replaced
from fault_kinds_ground import Draw, Ground, Mutant, register
from fault_kinds_planted import facts, fingerprint_of, quantity, record


def dated(path: str, new: str, *expected: str) -> Draw:
    """A day of an explanation changed."""

    def draw(ground: Ground) -> Mutant | None:
        return replaced(
            ground,
            ground.pick(lambda one: one.path == path, "explanation"),
            lambda _: new.format(ground.random.randint(28, 99), ground.random.randint(10, 99)),
            expected,
        )

    return draw


def planted_date(wrong: str, *expected: str) -> Draw:
    def draw(ground: Ground) -> Mutant | None:
        day = f"2026-{ground.random.randint(1, 10):02}-{ground.random.randint(1, 28):02}"
        n = ground.random.randint(2, 90)
        plain = quantity("zel-dated", "zel-flat-dose", f"{n} mg")
        sign = f'      - {{by: Some Body, role: pharmacist, on: {day}, fingerprint: "{fingerprint_of(plain)}"}}\n'
        sound = plain + "    signoffs:\n" + sign
        return planted(
            sound, f"on: {day}", f'on: "{wrong.format(year=ground.random.randint(2028, 2099), day=day)}"', expected
        )

    return draw


def dates_backwards(ground: Ground) -> Mutant | None:
    a, b = sorted(ground.random.sample(range(1980, 2020), 2))
    sound = (
        facts(record("zel-years", "zel-treated", value=f"{a}-{b} CE", printed=f"{a} to {b}"))
        + "measures:\n  - {id: zel-treated, kind: quantity, label: Years, topic: zel-topic, unit: CE, plausible: 1900-2050 CE}\n"
    )
    return planted(sound, f'value: "{a}-{b} CE"', f'value: "{b}-{a} CE"', ("range-inverted",))


def treated_backwards(ground: Ground) -> Mutant | None:
    scalar = ground.pick(lambda one: one.path == "treated" and re.search(r"\d{4} to \d{4}", one.content), "cohort")
    return replaced(
        ground,
        scalar,
        lambda text: re.sub(r"(\d{4}) to (\d{4})", r"\2 to \1", text),
        ("range-inverted", "years-backwards"),
    )


def order(ground: Ground) -> Mutant | None:
    scalar = ground.pick_field(
        "value", like=r"^\d{4}", of=lambda fact: fact.value is not None and fact.value.form == "date"
    )
    return replaced(
        ground,
        scalar,
        lambda text: re.sub(r"^(\d{4})", lambda year: str(int(year.group()) + 7), text),
        ("number-not-in-printed", "implausible-magnitude", "future-date"),
    )


register(
    "T05",
    "time zone or clock in a date",
    planted_date("{day}T08:00+02:00", "impossible-date"),
    planted_date("{day} 14:30 CET", "impossible-date"),
    decided_by="S",
)
register(
    "T06",
    "date that is not in the calendar",
    planted_date("2025-02-30", "impossible-date"),
    planted_date("2025-13-01", "impossible-date"),
    dated("on", "20{0}-02-30", "impossible-date"),
    decided_by="S",
)
register(
    "T06b",
    "date in an ambiguous form",
    planted_date("03/04/2025", "impossible-date"),
    planted_date("4 March 25", "impossible-date"),
    dated("on", "11.{1}.2025", "impossible-date"),
    decided_by="S",
)
register("T09", "year of an event changed", order)
register(
    "T11",
    "date in the future",
    planted_date("{year}-01-01", "future-date"),
    dated("on", "20{0}-01-{1}", "future-date", "impossible-date"),
    decided_by="S",
)
register("T13", "end before start", dates_backwards, treated_backwards, decided_by="S")
