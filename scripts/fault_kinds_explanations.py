"""Slips of explanations: none, empty, lapsed, of the wrong type."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import json

from fault_kinds_changes import field_added, first_number, planted, replaced
from fault_kinds_consistency import CONFLICT
from fault_kinds_ground import Draw, Ground, Mutant, register
from fault_kinds_numbers import FIGURE
from fault_kinds_planted import quantity

from kb.model import Fact


def explained(**fields: str) -> tuple[str, str]:
    said = {
        "type": "practice-variation",
        "because": "The review tells of another centre, which gives more of it.",
        "by": "editors",
        "on": "2026-05-01",
        **fields,
    }
    lines = "".join(f"    {name}: {json.dumps(text)}\n" for name, text in said.items() if text)
    facts_ = quantity(
        "zel-review-dose", "zel-dose", "50 mg/kg", population="marrows-fever", cite="zelreview2012", locator="p 31"
    )
    return facts_ + "explanations:\n  - between: {zel-base-dose: 40 mg/kg, zel-review-dose: 50 mg/kg}\n" + lines, lines


def of_explanation(old: str, new: str, *expected: str, **fields: str) -> Draw:
    def draw(ground: Ground) -> Mutant | None:
        sound, _ = explained(**fields)
        n = ground.random.randint(41, 99)
        return planted(sound.replace("p 31", f"p {30 + n % 10}, row {n}"), old, new, expected)

    return draw


def lapsed(ground: Ground) -> Mutant | None:
    named = {id for explanation in ground.kb.explanations for id in explanation.between}
    scalar = ground.pick_field("value", like=r"\d", of=lambda fact: fact.id in named)
    return replaced(
        ground,
        scalar,
        lambda text: first_number(text, lambda n: str(int(float(n)) + 1)),
        ("lapsed-explanation", *FIGURE, *CONFLICT, "wrong-derivation"),
    )


def reason_removed(ground: Ground) -> Mutant | None:
    scalar = ground.pick(lambda one: one.path == "because", "explanation")
    return replaced(
        ground,
        scalar,
        lambda _: ground.random.choice(("ok", "see above", "different", "known", "practice variation", "they differ")),
        ("empty-rationale",),
    )


def type_repeated(ground: Ground) -> Mutant | None:
    type_ = ground.random.choice(("practice-variation", "unresolved", "restated-wrongly"))
    settled = {"settled_by": "The table of the trial would tell."} if type_ == "unresolved" else {}
    sound, _ = explained(type=type_, **settled)
    said = type_.replace("-", " ")
    n = ground.random.randint(1, 99)
    words = ground.random.choice(
        (
            f"It is {said}, only {said}, nothing but {said}.",
            f"This is because of the {said} of these facts.",
            f"The reason is {said}, and that is the reason.",
        )
    )
    return planted(
        sound.replace("p 31", f"p 31, row {n}"),
        "The review tells of another centre, which gives more of it.",
        words,
        ("empty-rationale",),
    )


def side_removed(ground: Ground) -> Mutant | None:
    """A fact that an explanation names, deleted from its file."""
    named = sorted(
        {id for explanation in ground.kb.explanations for id in explanation.between if id in ground.kb.facts}
    )
    if not named:
        return None
    fact = ground.kb.facts[ground.random.choice(named)]
    file, lines, _ = ground.lines_of(fact)
    text = ground.text(file).split("\n")
    del text[lines.start - 1 : lines.stop - 1]
    return Mutant(
        file,
        {file: "\n".join(text).encode()},
        range(0),
        range(0),
        frozenset({"dangling-explanation", "vanished-figure", "dangling-link", "lapsed-explanation"}),
        f"{fact.id} deleted",
    )


def _matters(ground: Ground, fact: Fact) -> bool:
    measure = ground.kb.measure(fact)
    return measure is not None and measure.safety_critical and ground.kb.kind(fact) != "statement"


def disagreement_unexplained(ground: Ground) -> Mutant | None:
    a, b = ground.fact(lambda fact: True), ground.fact(lambda fact: not fact.disagrees_with and _matters(ground, fact))
    if a is None or b is None or a is b:
        return None
    return field_added(ground, b, f"disagrees_with: [{a.id}]", CONFLICT)


def explanation_deleted(ground: Ground) -> Mutant | None:
    """The whole record of an explanation deleted; what it explained must be said again."""
    sound, lines = explained()
    n = ground.random.randint(41, 99)
    sound = sound.replace("p 31", f"p {30 + n % 10}, row {n}")
    gone = "explanations:\n  - between: {zel-base-dose: 40 mg/kg, zel-review-dose: 50 mg/kg}\n" + lines
    return planted(sound, gone, "", ("unexplained-contradiction",), also=range(1, 30))


def agreeing(ground: Ground) -> Mutant | None:
    """A disagreement declared and explained between two facts that say the same."""
    n = ground.random.randint(31, 39)
    sound = quantity(
        "zel-review-dose", "zel-dose", "40 mg/kg", population="marrows-fever", cite="zelreview2012", locator=f"p {n}"
    )
    old = '    access: "full-text"\n'
    told = old + "    disagrees_with: [zel-base-dose]\n"
    return planted(sound, old, told, ("idle-disagreement",), also=range(1, 20))


register("K02b", "declared disagreement without explanation", disagreement_unexplained, decided_by="S")
register(
    "K03",
    "explained value changed",
    lapsed,
    of_explanation("zel-review-dose: 50 mg/kg", "zel-review-dose: 55 mg/kg", "lapsed-explanation"),
    decided_by="S",
)
register(
    "K04",
    "conflict explained without a reason",
    reason_removed,
    of_explanation("The review tells of another centre, which gives more of it.", "Different.", "empty-rationale"),
    decided_by="S",
)
register("K04b", "reason that repeats the type", type_repeated, decided_by="S")
register(
    "K04c",
    "explanation of a type that the facts deny",
    of_explanation('type: "practice-variation"', 'type: "population"', "explanation-against-the-data"),
    of_explanation('type: "practice-variation"', 'type: "data-cutoff"', "explanation-against-the-data"),
    of_explanation('type: "practice-variation"', 'type: "rounding"', "explanation-against-the-data"),
    of_explanation('type: "practice-variation"', 'type: "denominator"', "explanation-against-the-data"),
    of_explanation('type: "practice-variation"', 'type: "superseded"', "explanation-against-the-data"),
    of_explanation('type: "practice-variation"', 'type: "endpoint"', "explanation-against-the-data"),
    of_explanation('type: "practice-variation"', 'type: "time-point"', "explanation-against-the-data"),
    of_explanation('type: "practice-variation"', 'type: "misprint"', "explanation-against-the-data"),
    decided_by="S",
)
register(
    "K04d",
    "unresolved without a way out",
    of_explanation('type: "practice-variation"', 'type: "unresolved"', "unresolved-without-a-way-out"),
    decided_by="S",
)
register(
    "K05",
    "explanation of what does not differ",
    of_explanation(
        'value: "50 mg/kg"\n    printed: "50 mg/kg"',
        'value: "40 mg/kg"\n    printed: "40 mg/kg"',
        "lapsed-explanation",
        "idle-explanation",
    ),
    decided_by="S",
)
register("K15", "side of a conflict deleted", side_removed, decided_by="S")
register(
    "K20",
    "preferred side that is none of the two",
    of_explanation(
        'type: "practice-variation"', 'type: "practice-variation"\n    prefer: zel-base-guide', "dangling-explanation"
    ),
    of_explanation(
        'type: "practice-variation"', 'type: "practice-variation"\n    prefer: zel-nowhere', "dangling-explanation"
    ),
    decided_by="S",
)
register(
    "K21",
    "explanation of one side alone",
    of_explanation(
        "between: {zel-base-dose: 40 mg/kg, zel-review-dose: 50 mg/kg}",
        "between: {zel-review-dose: 50 mg/kg}",
        "idle-explanation",
        "unexplained-contradiction",
    ),
    decided_by="S",
)
register(
    "K22",
    "explanation by nobody",
    of_explanation('by: "editors"', 'by: "TBD"', "placeholder", "signed-by-nobody"),
    of_explanation('by: "editors"', 'by: "chatgpt"', "signed-by-nobody"),
    of_explanation('by: "editors"', 'by: "n/a"', "placeholder", "signed-by-nobody"),
    decided_by="S",
)
register("K23", "explanation deleted", explanation_deleted, decided_by="S")
register("K25", "disagreement declared where there is none", agreeing, decided_by="S")
