"""Slips of clinical logic: a comparator turned round, tiers or actions exchanged, a criterion that never or always holds."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import re

from fault_kinds_changes import planted, replaced
from fault_kinds_ground import Draw, Ground, Mutant, register
from fault_kinds_planted import facts, record

from kb.printed import figures

SIGN = (
    "comparator-printed-mismatch", "band-gap", "band-overlap", "absolute-milder-than-relative", "tautological-criterion",
    "unsatisfiable-criterion", "action-against-severity", "resume-looser-than-hold", "value-syntax",
    "unexplained-safety-difference", "unreachable-alternative",
)  # fmt: skip
PULSE = {"population": "marrows-fever"}


def limit(
    id: str, text: str, printed: str = "", parameter: str = "zel-pulse", measure: str = "zel-stop", **fields: str
) -> str:
    """A planted criterion on one parameter."""
    when = "\n      parameter: " + parameter + '\n      is: "' + text + '"'
    return record(id, measure, **PULSE, when=when, printed=printed or text, **fields)


def sign(change: dict[str, str]) -> Draw:
    """The comparator of a bound changed."""

    def draw(ground: Ground) -> Mutant | None:
        scalar = ground.pick(
            lambda one: (
                (one.path.endswith(".is") or one.path == "value")
                and re.match(r"[<>]", one.content)
                and ground.kb.facts[one.owner].status == "active"
                and re.search(r"\d", ground.kb.facts[one.owner].printed)
            )
        )

        def swap(text: str) -> str | None:
            found = re.match(r"[<>]=?", text)
            return change[found.group()] + text[found.end() :] if found and found.group() in change else None

        return replaced(ground, scalar, swap, SIGN)

    return draw


def sign_lost(ground: Ground) -> Mutant | None:
    scalar = ground.pick(
        lambda one: (
            (one.path.endswith(".is") or one.path == "value")
            and re.match(r"[<>]", one.content)
            and ground.kb.facts[one.owner].status == "active"
            and any(said.said_by in ("sign", "words") for said in figures(ground.kb.facts[one.owner].printed))
        )
    )
    return replaced(ground, scalar, lambda text: re.sub(r"^[<>]=? ?", "", text), SIGN)


def join(ground: Ground) -> Mutant | None:
    """`and` for `or` in a planted condition that is printed with its word."""
    word, other = ground.random.choice((("all", "any"), ("any", "all")))
    said = "and" if word == "all" else "or"
    pulse, creatinine = ground.random.randint(110, 160), f"{ground.random.randint(2, 9)}.{ground.random.randint(1, 9)}"
    when = f'\n      {word}:\n        - {{parameter: zel-pulse, is: "> {pulse} /min"}}\n        - {{parameter: zel-creatinine, is: "> {creatinine} mg/dL"}}'
    sound = facts(
        record(
            "zel-joined",
            "zel-stop",
            when=when,
            tier="absolute",
            printed=f"> {pulse} /min {said} > {creatinine} mg/dL",
            **PULSE,
        )
    )
    return planted(sound, f"      {word}:\n", f"      {other}:\n", ("join-printed-mismatch",))


def real_join(ground: Ground) -> Mutant | None:
    fitting = []
    for fact in ground.kb.facts.values():
        word = "all" if fact.when and fact.when.all else "any" if fact.when and fact.when.any else ""
        said = " or " in f" {fact.printed} ", " and " in f" {fact.printed} "
        if word and said == ((word == "any"), (word == "all")) and fact.status == "active":
            fitting.append((fact, word))
    if not fitting:
        return None
    fact, word = ground.random.choice(fitting)
    file, record_, own = ground.lines_of(fact)
    at = next((index for index, line in enumerate(own) if re.search(rf"\b{word}:", line)), None)
    if at is None:
        return None
    lines = ground.text(file).split("\n")
    number = record_.start + at
    lines[number - 1] = re.sub(rf"\b{word}:", "any:" if word == "all" else "all:", lines[number - 1], count=1)
    return Mutant(
        file,
        {file: "\n".join(lines).encode()},
        record_,
        range(number, number + 2),
        frozenset(
            (
                "join-printed-mismatch",
                "unexplained-safety-difference",
                "lapsed-explanation",
                "unsatisfiable-criterion",
                "tautological-criterion",
            )
        ),
        f"{fact.id}: {word} turned round",
    )


def presence(ground: Ground) -> Mutant | None:
    """`present` for `absent` in a condition: the negation of a sign."""
    present, said = ground.random.choice(
        (
            ("present", "seizure"),
            ("absent", "no seizure"),
            ("absent", "absence of seizure"),
            ("absent", "without seizure"),
        )
    )
    other = "absent" if present == "present" else "present"
    n = ground.random.randint(1, 999)
    sound = facts(
        record(
            "zel-sign",
            "zel-stop",
            tier="absolute",
            when="\n      " + present + ": zel-seizure",
            printed=said,
            near=f"[row{n}]",
            **PULSE,
        )
    )
    return planted(
        sound, f"      {present}: zel-seizure", f"      {other}: zel-seizure", ("negation-printed-mismatch",)
    )


REVERSED = {">": "<", "<": ">", ">=": "<=", "<=": ">="}
MOVED = {">": ">=", "<": "<=", ">=": ">", "<=": "<"}


def planted_sign(change: dict[str, str]) -> Draw:
    def draw(ground: Ground) -> Mutant | None:
        n, mark = ground.random.randint(100, 160), ground.random.choice((">", "<", ">=", "<="))
        sound = facts(
            limit(
                "zel-sign",
                f"{mark} {n} /min",
                {">": "above ", "<": "below ", ">=": "at least ", "<=": "at most "}[mark] + f"{n} beats/min"
                if n % 2
                else f"{mark}{n}/min",
                tier="absolute",
            )
        )
        return planted(sound, f'is: "{mark} {n} /min"', f'is: "{change[mark]} {n} /min"', SIGN)

    return draw


register("L01", "comparator reversed", sign(REVERSED), planted_sign(REVERSED))
register("L02", "boundary included or excluded", sign(MOVED), planted_sign(MOVED))
register("L02b", "comparator lost", sign_lost)
register("L03", "and for or", real_join, join)
register("L06b", "sign present for absent", presence)
