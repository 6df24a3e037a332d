"""Slips of records that other kinds leave alone: lost glyphs, fields of another kind, circles of terms, years, tiers."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

from fault_kinds_changes import planted
from fault_kinds_file_changes import file_changed
from fault_kinds_ground import Ground, Mutant, register
from fault_kinds_logic import limit
from fault_kinds_planted import facts, quantity, record

FEVER = {"population": "marrows-fever"}


def lost_glyph(ground: Ground) -> Mutant | None:
    n = ground.random.randint(110, 160)
    sound = facts(limit("zel-glyph", f"> {n} /min", f">{n}/min", tier="absolute"))
    return planted(
        sound,
        f'printed: ">{n}/min"',
        f'printed: "\ufffd{n}/min"',
        ("undeclared-lost-glyph", "comparator-printed-mismatch"),
    )


def other_kind(ground: Ground) -> Mutant | None:
    dose = ground.random.randint(2, 890)
    sound = quantity("zel-kind", "zel-flat-dose", f"{dose} mg")
    added = ground.random.choice(("tier: relative", "stance: required", "action: stop"))
    access = '    access: "full-text"\n'
    return planted(sound, access, access + f"    {added}\n", ("field-not-for-kind",))


def circle(ground: Ground) -> Mutant | None:
    n = ground.random.randint(1, 999)
    sound = (
        f"terms:\n  - {{id: zel-cold-{n}, type: condition, label: Cold {n}, broader: zel-ill-{n}}}\n"
        f"  - {{id: zel-ill-{n}, type: condition, label: Illness {n}}}\n"
    )
    return planted(
        sound,
        f"label: Illness {n}}}",
        f"label: Illness {n}, broader: zel-cold-{n}}}",
        ("circle-of-broader-terms",),
        also=range(1, 5),
    )


def cohorts(n: int, treated: str = "1985 to 1993") -> str:
    return (
        "cohorts:\n  - id: zel-centre\n    label: Patients of one fever centre\n    population: marrows-fever\n"
        f"    part_of: zel-trial\n    treated: {treated}\n    total: {n}\n"
    )


def larger(ground: Ground) -> Mutant | None:
    n = ground.random.randint(20, 90)
    return planted(cohorts(n), f"total: {n}", f"total: {n + 100}", ("cohort-larger-than-its-whole",))


def years(ground: Ground) -> Mutant | None:
    late = ground.random.randint(1986, 2009)
    sound = cohorts(40, f"1985 to {late}")
    return planted(sound, f"treated: 1985 to {late}", f"treated: {late} to 1985", ("years-backwards",))


def milder(ground: Ground) -> Mutant | None:
    """An absolute criterion that is met before the relative one, in the print too."""
    pulse = ground.random.randint(110, 130)
    sound = facts(
        limit("zel-relative", f"> {pulse} /min", tier="relative"),
        limit("zel-absolute", f"> {pulse + 20} /min", tier="absolute"),
    )
    old = f'is: "> {pulse + 20} /min"\n    printed: "> {pulse + 20} /min"'
    return planted(
        sound, old, old.replace(str(pulse + 20), str(pulse - 20)), ("absolute-milder-than-relative",), also=range(1, 40)
    )


def impossible_ratio(ground: Ground) -> Mutant | None:
    total = ground.random.randint(5, 40)
    sound = facts(record("zel-ratio-of", "zel-stable", value=f"3/{total}", printed=f"3/{total}", **FEVER))
    wrong = ground.random.choice((f"{total + 3}/{total}", "3/0"))
    return planted(
        sound,
        f'value: "3/{total}"\n    printed: "3/{total}"',
        f'value: "{wrong}"\n    printed: "{wrong}"',
        ("impossible-ratio",),
    )


def unlike_totals(ground: Ground) -> Mutant | None:
    """A count without its total that fits no number of patients which the other count would fit."""
    total = ground.random.randint(120, 180)
    a, b = ground.random.randint(9, 14), ground.random.randint(20, 30)
    rows = [
        record(
            f"zel-{name}-of",
            f"zel-{name}",
            value=f"{n * 100 / total:.1f} %",
            events=str(n),
            printed=f"{n * 100 / total:.1f}%",
            cohort="zel-trial",
            cite="zelable2001",
            locator="Table 9",
            data_cutoff="June 2000",
            setting="zel-ward",
            **FEVER,
        )
        for name, n in (("complete", a), ("partial", b))
    ]
    text = (
        "cohorts:\n  - id: zel-uncounted\n    label: Patients of an uncounted fever centre\n    population: marrows-fever\n"
        "    intervention: high-dose-zelvarin\n"
    )
    sound = (
        facts(*rows)
        .replace('cohort: "zel-trial"', 'cohort: "zel-uncounted"')
        .replace('    data_cutoff: "June 2000"\n', "")
        + text
    )
    return planted(sound, f'events: "{b}"', f'events: "{b + 9}"', ("counts-of-unlike-totals",), also=range(1, 60))


register("R01", "lost glyph left undeclared", lost_glyph)
register("R02", "field of another kind of fact", other_kind, decided_by="S")
register("R03", "circle of broader terms", circle, decided_by="S")
register("R04", "part of a cohort larger than the whole", larger, decided_by="S")
register("R05", "years of treatment backwards", years, decided_by="S")
register("R06", "absolute criterion milder than the relative one", milder, decided_by="S")
register("R07", "fraction that is none", impossible_ratio, decided_by="S")
register("R08", "counts of unlike totals", unlike_totals, decided_by="S")
register(
    "R09",
    "oversized file",
    file_changed(lambda data, ground: data + b"# word\n" * ground.random.randint(310_000, 330_000), "oversized-file"),
    decided_by="S",
)
