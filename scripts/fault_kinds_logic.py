"""Slips of clinical logic: a comparator turned round, tiers or actions exchanged, a criterion that never or always holds."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import re

from fault_kinds_ground import Draw, Ground, Mutant, planted, register, replaced
from fault_kinds_planted import facts, record

SIGN = (
    "comparator-printed-mismatch", "band-gap", "band-overlap", "absolute-milder-than-relative", "tautological-criterion",
    "unsatisfiable-criterion", "action-against-severity", "resume-looser-than-hold", "value-syntax",
    "unexplained-safety-difference",
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


def named_action(ground: Ground) -> Mutant | None:
    """An action for another where print, near words or locator name it."""
    swap = {
        "withhold": "stop",
        "stop": "withhold",
        "delay": "stop",
        "never-again": "withhold",
        "stop-cycle": "continue",
        "continue": "stop",
    }
    scalar = ground.pick_field(
        "action",
        of=lambda fact: re.search(
            r"h[eo]ld|stop|discontinu|delay|permanent|never|retreat|continu|proceed",
            f"{fact.printed} {' '.join(fact.near)} {fact.locator}",
            re.I,
        ),
    )
    return replaced(ground, scalar, lambda text: swap.get(text), ("action-printed-mismatch", *SIGN))


def any_action(ground: Ground) -> Mutant | None:
    swap = {
        "withhold": "stop",
        "stop": "withhold",
        "delay": "stop",
        "never-again": "withhold",
        "stop-cycle": "continue",
        "continue": "stop",
    }
    return replaced(
        ground, ground.pick_field("action"), lambda text: swap.get(text), ("action-printed-mismatch", *SIGN)
    )


def planted_action(ground: Ground) -> Mutant | None:
    pulse = ground.random.randint(110, 160)
    named, right, wrong = ground.random.choice(
        (
            ("hold", "withhold", "stop"),
            ("discontinue", "stop", "withhold"),
            ("permanently discontinue", "never-again", "delay"),
            ("withhold", "withhold", "never-again"),
            ("delay", "delay", "stop"),
        )
    )
    sound = facts(limit("zel-act", f"> {pulse} /min", f"> {pulse} /min: {named}", action=right))
    return planted(sound, f'action: "{right}"', f'action: "{wrong}"', ("action-printed-mismatch",))


def verb(ground: Ground) -> Mutant | None:
    """A verb on the ladder for another, where the print names it."""
    verbs = {
        entry.id: entry.order
        for entry in ground.kb.vocabulary.of_type("verb")
        if getattr(entry, "action", "") or getattr(entry, "order", 0)
    }
    named = re.compile(r"h[eo]ld|stop|discontinu|delay|terminat", re.I)
    scalar = ground.pick(
        lambda one: (
            re.match(r"do(\.\d)?$", one.path)
            and one.content in verbs
            and named.search(ground.kb.facts[one.owner].printed)
            and ground.kb.facts[one.owner].status == "active"
        )
    )
    if scalar is None:
        return None
    others = [
        id
        for id, order in verbs.items()
        if id != scalar.content
        and bool(re.search("delay|withhold", id)) != bool(re.search("delay|withhold", scalar.content))
        and re.search("delay|withhold|stop-treat|discontinue", id)
    ]
    return replaced(
        ground,
        scalar,
        lambda _: ground.random.choice(others) if others else None,
        (
            "verb-printed-mismatch",
            "action-printed-mismatch",
            "action-against-severity",
            "unexplained-safety-difference",
            "lapsed-explanation",
        ),
    )


def tier(ground: Ground) -> Mutant | None:
    scalar = ground.pick_field("tier")
    swap = {"relative": "absolute", "absolute": "relative"}
    return replaced(
        ground,
        scalar,
        lambda text: swap.get(text),
        ("tier-unlike-locator", *SIGN, "lapsed-explanation", "duplicate-fact"),
    )


def planted_tier(ground: Ground) -> Mutant | None:
    pulse = ground.random.randint(110, 160)
    right, wrong = ground.random.choice((("relative", "absolute"), ("absolute", "relative")))
    sound = facts(limit("zel-tier", f"> {pulse} /min", tier=right, locator=f"Table 3, {right} column"))
    return planted(sound, f'tier: "{right}"', f'tier: "{wrong}"', ("tier-unlike-locator",))


def stance(ground: Ground) -> Mutant | None:
    """The negation of a stance whose print holds or lacks it."""
    no = re.compile(r"contra-?indicated|\bnot\b|\bavoid|\bexclud|ineligible|\bnever\b", re.I)
    yes = re.compile(r"\b(recommended|required?|indicated|preferred|must|should|eligible)\b", re.I)
    scalar = ground.pick_field(
        "stance",
        of=lambda fact: (
            (fact.stance in ("contraindicated", "not-recommended") and no.search(fact.printed))
            or (fact.stance in ("required", "recommended") and yes.search(fact.printed) and not no.search(fact.printed))
        ),
    )
    swap = {
        "contraindicated": "permitted",
        "not-recommended": "recommended",
        "required": "contraindicated",
        "recommended": "not-recommended",
    }
    return replaced(
        ground,
        scalar,
        lambda text: swap.get(text),
        ("stance-printed-mismatch", "unexplained-contradiction", "unexplained-safety-difference", "lapsed-explanation"),
    )


def planted_stance(ground: Ground) -> Mutant | None:
    n = ground.random.randint(1, 999)
    right, printed, wrong = ground.random.choice(
        (
            ("contraindicated", "is contraindicated", "permitted"),
            ("not-recommended", "is not recommended", "recommended"),
            ("required", "is required", "not-recommended"),
            ("recommended", "should be given", "contraindicated"),
            ("contraindicated", "must not be given", "required"),
        )
    )
    sound = facts(
        record(
            "zel-may",
            "zel-eligible",
            stance=right,
            printed=printed,
            near=f"[group{n}]",
            when="{present: zel-seizure}",
            **PULSE,
        )
    )
    return planted(sound, f'stance: "{right}"', f'stance: "{wrong}"', ("stance-printed-mismatch",))


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
register("L04", "hold and stop exchanged, where the source names the act", named_action, planted_action, verb)
register("L04b", "action exchanged anywhere", any_action, decided_by="H")
register("L05", "relative and absolute exchanged", tier, planted_tier)
register("L06", "negation of a stance lost", stance, planted_stance)
register("L06b", "sign present for absent", presence)
