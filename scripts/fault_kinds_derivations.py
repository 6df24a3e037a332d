"""Slips of what rests on other facts: derived values, circles, retired and superseded facts, repeated figures."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import re

from fault_kinds_changes import first_number, planted, replaced
from fault_kinds_ground import Ground, Mutant, register
from fault_kinds_planted import facts, record

FEVER = {"population": "marrows-fever"}


def inputs(ground: Ground) -> str:
    a, b = ground.random.randint(2, 90), ground.random.randint(2, 12)
    return facts(
        record("zel-in-dose", "zel-flat-dose", value=f"{a} mg", printed=f"{a} mg", **FEVER),
        record("zel-in-cycles", "zel-cycles", value=f"{b} cycles", printed=f"{b} cycles", **FEVER),
        f"  - id: zel-in-all\n    measure: zel-total\n    intervention: high-dose-zelvarin\n    population: marrows-fever\n    value: {a * b} mg\n    derived:\n      formula: dose * cycles\n      inputs: {{dose: zel-in-dose, cycles: zel-in-cycles}}\n",
    )


def stale_derivation(ground: Ground) -> Mutant | None:
    sound = inputs(ground)
    found = re.search(r'value: "(\d+) mg"\n    printed: "\d+ mg"', sound)
    assert found
    return planted(
        sound,
        found.group(),
        found.group().replace(found[1], str(int(found[1]) + 3)),
        ("wrong-derivation",),
        also=range(1, 60),
        anywhere=True,
    )


def wrong_derivation(ground: Ground) -> Mutant | None:
    scalar = ground.pick_field("value", of=lambda fact: fact.derived is not None)
    if scalar is not None and ground.random.random() < 0.3:
        return replaced(
            ground,
            scalar,
            lambda text: first_number(
                text,
                lambda n: (
                    f"{float(n) * ground.random.choice((2, 3, 10)):g}" if "e" not in f"{float(n) * 10:g}" else n + "0"
                ),
            ),
            ("wrong-derivation", "implausible-magnitude"),
        )
    sound = inputs(ground)
    found = re.search(r"    value: (\d+) mg\n    derived", sound)
    assert found
    return planted(sound, found.group(), found.group().replace(found[1], str(int(found[1]) + 1)), ("wrong-derivation",))


def cycle(ground: Ground) -> Mutant | None:
    sound = inputs(ground)
    return planted(
        sound,
        "inputs: {dose: zel-in-dose, cycles: zel-in-cycles}",
        "inputs: {dose: zel-in-all, cycles: zel-in-cycles}",
        ("derivation-cycle",),
    )


def formula(ground: Ground) -> Mutant | None:
    sound = inputs(ground)
    return planted(
        sound,
        "formula: dose * cycles",
        ground.random.choice(
            (
                "formula: dose + cycles",
                "formula: dose * cycles * 1000",
                "formula: dose * cycle",
                "formula: __import__('os')",
                "formula: dose ** cycles",
            )
        ),
        ("wrong-derivation", "derivation-cycle"),
    )


def retired_in_use(ground: Ground) -> Mutant | None:
    sound = inputs(ground)
    at = sound.index("    measure: zel-flat-dose\n")
    line = sound[at : sound.index("\n", at) + 1]
    new = line + '    status: retired\n    reason: "It was read from the wrong row of the table."\n'
    return planted(sound, line, new, ("retired-fact-in-use",), also=range(1, 60))


def retired_restated(ground: Ground) -> Mutant | None:
    n = ground.random.randint(1, 999)
    sound = facts(
        record("zel-first", "zel-stable", value="20 %", printed="20%", locator=f"Table {n}", **FEVER),
        record(
            "zel-said",
            "zel-stable",
            value="20 %",
            printed="20%",
            restates="zel-first",
            cite="zelreview2012",
            locator="p 31",
            **FEVER,
        ),
    )
    at = f'    locator: "Table {n}"\n'
    return planted(
        sound,
        at,
        at + '    status: retired\n    reason: "It was read from the wrong row of the table."\n',
        ("retired-fact-in-use",),
        also=range(1, 40),
    )


def superseded_active(ground: Ground) -> Mutant | None:
    n = ground.random.randint(2, 90)
    old = record(
        "zel-older",
        "zel-flat-dose",
        value=f"{n} mg",
        printed=f"{n} mg",
        status="retired",
        reason="It was read from the wrong row.",
        **FEVER,
    )
    new = record(
        "zel-newer",
        "zel-flat-dose",
        value=f"{n} mg",
        printed=f"{n} mg",
        supersedes="zel-older",
        locator="Table 9",
        **FEVER,
    )
    return planted(
        facts(old, new),
        '    status: "retired"\n    reason: "It was read from the wrong row."\n',
        "",
        ("superseded-fact-in-use",),
        also=range(1, 40),
    )


def restated_drift(ground: Ground) -> Mutant | None:
    n = ground.random.randint(2, 70)
    sound = facts(
        record(
            "zel-drift",
            "zel-response",
            value="20 %",
            printed="20%",
            restates="zel-base-response",
            cite="zelreview2012",
            locator="p 31",
            **FEVER,
        )
    )
    return planted(
        sound,
        'value: "20 %"\n    printed: "20%"',
        f'value: "{n + 24} %"\n    printed: "{n + 24}%"',
        ("restated-figure-drift",),
    )


register("K06", "input of a derivation changed", stale_derivation, decided_by="S")
register("K07", "circle of derivations", cycle, decided_by="S")
register("K08", "derived value wrong", wrong_derivation, decided_by="S")
register("K08b", "formula wrong", formula, decided_by="S")
register("K09", "retired fact in use", retired_in_use, retired_restated, decided_by="S")
register("K09b", "superseded fact active", superseded_active, decided_by="S")
register("K18", "repeated figure that drifted", restated_drift, decided_by="S")
