"""Slips of governance: sign-offs, waivers, reviewers."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import re

from fault_kinds_changes import field_added, planted, replaced
from fault_kinds_ground import Draw, Ground, Mutant, register
from fault_kinds_planted import days_ago, facts, fingerprint_of, record, waived

FEVER = {"population": "marrows-fever"}


def signed(ground: Ground, days: int, *roles: tuple[str, str]) -> tuple[str, str, int]:
    """A sound dose with sign-offs of its own fingerprint; the text, the day of signing, and the dose."""
    dose = ground.random.randint(2, 890)
    day = days_ago(ground.kb.today, days)
    plain = facts(record("zel-signed", "zel-flat-dose", value=f"{dose} mg", printed=f"{dose} mg", **FEVER))
    mark = fingerprint_of(plain)
    lines = "".join(f'      - {{by: {by}, role: {role}, on: {day}, fingerprint: "{mark}"}}\n' for by, role in roles)
    return plain + "    signoffs:\n" + lines, day, dose


TWO = (("Pharmacist Invented One", "pharmacist"), ("Nurse Invented Two", "nurse"))


def value_after_signing(ground: Ground) -> Mutant | None:
    sound, _, dose = signed(ground, ground.random.randint(1, 600), *TWO)
    old = f'value: "{dose} mg"\n    printed: "{dose} mg"'
    return planted(sound, old, old.replace(str(dose), str(dose + 4)), ("voided-signoff",), also=range(1, 20))


def printed_after_signing(ground: Ground) -> Mutant | None:
    sound, _, dose = signed(ground, ground.random.randint(1, 600), *TWO)
    return planted(
        sound,
        'locator: "Table 3"',
        f'locator: "Table {ground.random.randint(4, 99)}"',
        ("voided-signoff",),
        anywhere=True,
    )


def author_signs(ground: Ground) -> Mutant | None:
    sound, _, _ = signed(ground, ground.random.randint(1, 600), ("Author Invented", "author"), *TWO)
    return planted(
        sound,
        "by: Pharmacist Invented One",
        f"by: {ground.random.choice(('Author Invented', 'author  invented', 'AUTHOR INVENTED'))}",
        ("self-approved",),
    )


def twice(ground: Ground) -> Mutant | None:
    sound, _, _ = signed(ground, ground.random.randint(1, 600), *TWO)
    return planted(sound, "by: Nurse Invented Two", "by: Pharmacist Invented One", ("self-approved",))


def role(ground: Ground) -> Mutant | None:
    sound, _, _ = signed(ground, ground.random.randint(1, 600), *TWO)
    wrong = ground.random.choice(("wizard", "Pharmacist", "admin", "ai", "bot", "doctor"))
    return planted(sound, "role: pharmacist", f"role: {wrong}", ("type-mismatch",))


def nobody(ground: Ground) -> Mutant | None:
    """A signature of nobody: a machine, a role, a placeholder."""
    sound, _, _ = signed(ground, ground.random.randint(1, 600), *TWO)
    wrong = ground.random.choice(
        (
            "n/a",
            "TBD",
            "the team",
            "editors",
            "chatgpt",
            "reviewer",
            "anonymous",
            "bot",
            "someone",
            "xxx",
            "pharmacist",
            "TODO",
            "unknown",
            "AI",
            "test",
        )
    )
    return planted(sound, "by: Pharmacist Invented One", f"by: {wrong}", ("signed-by-nobody", "placeholder"))


def old(ground: Ground) -> Mutant | None:
    sound, day, _ = signed(ground, ground.random.randint(1, 700), TWO[0])
    return planted(
        sound, f"on: {day}", f"on: {days_ago(ground.kb.today, ground.random.randint(732, 2000))}", ("stale-signoff",)
    )


def ahead(ground: Ground) -> Mutant | None:
    sound, day, _ = signed(ground, ground.random.randint(1, 700), TWO[0])
    return planted(
        sound, f"on: {day}", f"on: {days_ago(ground.kb.today, -ground.random.randint(1, 900))}", ("future-date",)
    )


def a_waiver(ground: Ground) -> tuple[str, str]:
    """A sound record with a waiver in use, and its last day."""
    until = days_ago(ground.kb.today, -ground.random.randint(1, 360))
    total, events = ground.random.randint(11, 45), ground.random.randint(2, 9)
    return waived(f"{(events + 0.5) * 100 / total:.1f}", str(total), until), until


def of_waiver(old: str, new: str, *expected: str) -> Draw:
    def draw(ground: Ground) -> Mutant | None:
        sound, until = a_waiver(ground)
        return planted(
            sound,
            old.replace("UNTIL", until),
            new.replace("PAST", days_ago(ground.kb.today, ground.random.randint(1, 900))).replace(
                "FAR", days_ago(ground.kb.today, -ground.random.randint(400, 9000))
            ),
            expected,
        )

    return draw


def unused(ground: Ground) -> Mutant | None:
    sound, _ = a_waiver(ground)
    found = re.search(r'value: "([\d.]+) %"\n    total: "(\d+)"\n    printed: "[^"]*"', sound)
    assert found
    right = f"{round(float(found[1]) * int(found[2]) / 100) * 100 / int(found[2]):.1f}"
    return planted(
        sound,
        found.group(),
        found.group().replace(found[1], right),
        ("unused-waiver", "voided-waiver"),
        anywhere=True,
    )


def changed_under_waiver(ground: Ground) -> Mutant | None:
    sound, _ = a_waiver(ground)
    return planted(
        sound,
        'locator: "Table 3"',
        f'locator: "Table {ground.random.randint(4, 99)}"',
        ("voided-waiver",),
        anywhere=True,
    )


def real_waiver(ground: Ground) -> Mutant | None:
    fact = ground.fact(lambda fact: not fact.waivers and fact.value is not None)
    until = days_ago(ground.kb.today, -ground.random.randint(1, 360))
    return field_added(
        ground,
        fact,
        f"waivers:\n  - rule: impossible-percentage\n    reason: The source prints it so in two of its tables.\n    owner: Owner Invented\n    until: {until}",
        ("unused-waiver", "voided-waiver"),
    )


def real_signoff(ground: Ground) -> Mutant | None:
    fact = ground.fact(lambda fact: not fact.signoffs)
    return field_added(
        ground,
        fact,
        f'signoffs:\n  - {{by: Invented Person, role: pharmacist, on: {days_ago(ground.kb.today, 3)}, fingerprint: "{ground.random.randrange(16**12):012x}"}}',
        ("voided-signoff",),
    )


def status(ground: Ground) -> Mutant | None:
    fact = ground.fact(lambda fact: not fact.reason)
    return field_added(
        ground, fact, f"status: {ground.random.choice(('disputed', 'retired'))}", ("disputed-without-reason",)
    )


def reason_without(ground: Ground) -> Mutant | None:
    fact = ground.fact(lambda fact: not fact.reason)
    return field_added(ground, fact, "reason: It is disputed by several authors of note.", ("disputed-without-reason",))


def real_reason(ground: Ground) -> Mutant | None:
    scalar = ground.pick(lambda one: one.path == "reason")
    return replaced(
        ground,
        scalar,
        lambda _: ground.random.choice(("wrong", "see note", "old", "disputed fact")),
        ("disputed-without-reason",),
    )


register("G01", "author approves", author_signs, decided_by="S")
register("G01b", "one person signs twice", twice, decided_by="S")
register("G02", "reviewer who is nobody", nobody, decided_by="S")
register("G02b", "role that does not exist", role, decided_by="S")
register("G02c", "sign-off invented for a fact", real_signoff, decided_by="S")
register("G03", "value changed after the review", value_after_signing, printed_after_signing, decided_by="S")
register("G04", "waiver expired", of_waiver("until: UNTIL", "until: PAST", "expired-waiver"), decided_by="S")
register("G05", "waiver not used", unused, real_waiver, decided_by="S")
register(
    "G06",
    "waiver of what can't be waived",
    of_waiver("rule: impossible-percentage", "rule: number-not-in-printed", "waiver-not-allowed"),
    of_waiver("rule: impossible-percentage", "rule: unexplained-contradiction", "waiver-not-allowed"),
    decided_by="S",
)
register(
    "G06b",
    "waiver of every rule or of none",
    of_waiver("rule: impossible-percentage", "rule: all", "waiver-not-allowed", "id-syntax"),
    of_waiver("rule: impossible-percentage", 'rule: "*"', "waiver-not-allowed", "id-syntax"),
    of_waiver("rule: impossible-percentage", "rule: impossible-percentages", "waiver-not-allowed"),
    decided_by="S",
)
register(
    "G07",
    "waiver without a reason",
    of_waiver("reason: The source prints it so in two of its tables.", "reason: ok", "unfounded-waiver"),
    of_waiver("        reason: The source prints it so in two of its tables.\n", "", "missing-field"),
    decided_by="S",
)
register(
    "G07b",
    "waiver without an owner or an end",
    of_waiver("        owner: Owner Invented\n", "", "missing-field"),
    of_waiver("        until: UNTIL\n", "", "missing-field"),
    of_waiver("until: UNTIL", "until: never", "impossible-date"),
    of_waiver("owner: Owner Invented", "owner: nobody", "signed-by-nobody", "placeholder"),
    decided_by="S",
)
register(
    "G11",
    "fact changed under its waiver",
    lambda ground: changed_under_waiver(ground),
    decided_by="S",
)
register(
    "G08", "waiver without end in sight", of_waiver("until: UNTIL", "until: FAR", "unfounded-waiver"), decided_by="S"
)
register("G09", "sign-off of a day to come", ahead, decided_by="S")
register("T07", "review out of date", old, decided_by="S")
register("G10", "set aside without a reason", status, reason_without, real_reason, decided_by="S")
