"""Slips in lists of terms: opposed actions, a term twice, a treatment compared with itself."""

from __future__ import annotations

import re

from fault_kinds_changes import field_added, planted, record_changed, replaced
from fault_kinds_ground import Draw, Ground, Mutant, Scalar, register
from fault_kinds_planted import facts, record

from kb.model import Fact

FEVER = {"population": "marrows-fever"}
OPPOSED = ("opposed-actions",)
TWICE = ("repeated-term",)
ITSELF = ("compared-with-itself",)
FIGURES = ("quantity", "proportion", "time-to-event")
OF_FACTS = (
    "intervention|population|age_group|condition|setting|phase|timing|route|indication|do|restates|disagrees_with"
    "|supersedes"
)
OF_ENTRIES = "broader|synonyms|units|parts|together|beside|opposed_to|subset_of|misprints"
OF_COHORTS = "population|intervention|age_group|part_of|overlaps"


def against(ground: Ground) -> list[tuple[str, str]]:
    """Pairs of verbs that can't both be done: declared so, or a specific one against what is narrower than declared."""
    entries = ground.kb.vocabulary.entries
    verbs = [entry for entry in ground.kb.vocabulary.of_type("verb") if "zel" not in entry.id]
    general = {broad for entry in verbs for broad in entry.broader}
    pairs = []
    for one in verbs:
        declared = getattr(one, "opposed_to", ())
        pairs += [(one.id, other) for other in declared if other in entries]
        if one.id not in general:
            pairs += [(one.id, entry.id) for entry in verbs if set(entry.broader) & set(declared)]
    return pairs


def opposed(ground: Ground) -> Mutant | None:
    """A pair of opposed verbs in a list of actions: beside what stands there already, where that has an opposite."""
    fact = ground.fact(lambda fact: fact.do)
    pairs = against(ground)
    if fact is None or not pairs:
        return None
    chance = ground.random
    fitting = [pair for pair in pairs if set(pair) & set(fact.do)] if chance.random() < 0.5 else []
    one, other = chance.sample(chance.choice(fitting or pairs), 2)
    listed = [verb for verb in fact.do if verb not in (one, other)]
    first = chance.randint(0, len(listed))
    listed.insert(first, one)
    listed.insert(chance.randint(first + 1, len(listed)), other)
    return record_changed(
        ground, fact, lambda text: re.sub(r"(\n +do:) .*", rf"\1 [{', '.join(listed)}]", text), OPPOSED
    )


def planted_opposed(ground: Ground) -> Mutant:
    """Of the invented drug: declared either way round, and one narrower than the other that is declared."""
    first, second = ground.random.choice(
        (("zel-avoid", "zel-give"), ("zel-limit", "zel-give-again"), ("zel-limit", "zel-give"))
    )
    listed = [first, second] if ground.random.random() < 0.5 else [second, first]
    between = ground.random.choice(([], ["zel-hold"]))
    sound = facts(
        record(
            f"zel-both-{ground.count('opposed')}",
            "zel-remedy",
            when="{present: zel-chills}",
            drug="warmol",
            do=f"[{listed[0]}]",
            printed="warmol",
            **FEVER,
        )
    )
    old, new = f"do: [{listed[0]}]", f"do: [{', '.join([listed[0], *between, listed[1]])}]"
    return planted(sound, old, new, OPPOSED)


def repeated(fields: str, section: str = "fact") -> Draw:
    """An entry of a list written once more, or a single term written as a list of it and itself."""

    def wanted(scalar: Scalar) -> bool:
        return bool(re.fullmatch(rf"({fields})(\.\d+)?", scalar.path))

    def draw(ground: Ground) -> Mutant | None:
        paths = sorted({re.sub(r"\.\d+$", "", one.path) for one in ground.scalars(section) if wanted(one)})
        if not paths:
            return None
        path = ground.random.choice(paths)
        scalar = ground.pick(lambda one: re.sub(r"\.\d+$", "", one.path) == path, section)
        assert scalar is not None
        line = ground.text(scalar.place.file).split("\n")[scalar.place.line - 1]
        word = '"' + scalar.content + '"' if '"' in line[scalar.place.column - 1 :][:1] else scalar.content
        if "." not in scalar.path:
            return replaced(ground, scalar, lambda _: f"[{word}, {word}]", TWICE, raw=True)
        if "[" not in line[: scalar.place.column - 1]:
            return None
        return replaced(ground, scalar, lambda _: f"{word}, {word}", TWICE, raw=True)

    return draw


def planted_twice(ground: Ground) -> Mutant:
    n = ground.count("twice")
    old, new = ground.random.choice(
        (
            ("population: [marrows-fever, bone-blight]", "population: [marrows-fever, bone-blight, marrows-fever]"),
            ("setting: [zel-ward, zel-intensive]", "setting: [zel-ward, zel-ward]"),
            ("intervention: [high-dose-zelvarin]", "intervention: [high-dose-zelvarin, high-dose-zelvarin]"),
        )
    )
    said = {"population": "[marrows-fever, bone-blight]", "setting": "[zel-ward, zel-intensive]"}
    sound = facts(
        record(
            "zel-twice",
            "zel-flat-dose",
            intervention="[high-dose-zelvarin]",
            value=f"{40 + n % 900} mg",
            printed=f"{40 + n % 900} mg",
            **said,
        )
    )
    return planted(sound, old, new, TWICE)


def arm_exchanged(ground: Ground) -> Mutant | None:
    """What a figure is compared with, exchanged for its own treatment."""
    scalar = ground.pick_field("compared_with", of=lambda fact: fact.intervention)
    facts_ = ground.kb.facts
    return replaced(
        ground, scalar, lambda _: ground.random.choice(facts_[scalar.owner].intervention) if scalar else None, ITSELF
    )


def compared(ground: Ground) -> Mutant | None:
    """A comparison with its own treatment added to a figure that is compared with nothing."""

    def fits(fact: Fact) -> bool:
        return bool(fact.intervention and not fact.compared_with and ground.kb.kind(fact) in FIGURES)

    fact = ground.fact(fits)
    own = ground.random.choice(fact.intervention) if fact else ""
    return field_added(ground, fact, f"compared_with: {own}", ITSELF)


def arm_added(ground: Ground) -> Mutant | None:
    """The other arm named among the treatments of a figure too."""
    scalar = ground.pick_field("intervention", of=lambda fact: fact.compared_with)
    if scalar is None:
        return None
    other = ground.kb.facts[scalar.owner].compared_with
    mutant = replaced(
        ground, scalar, lambda own: f"[{own}, {other}]", (*ITSELF, "population-printed-mismatch"), raw=True
    )
    return mutant and mutant.__class__(**{**mutant.__dict__, "field": mutant.record})


def planted_compared(ground: Ground) -> Mutant:
    """A planted ratio of two arms, the other of which is exchanged for its own, or is named twice."""
    n = ground.random.randint(11, 98)
    said = {"value": f"0.{n}", "printed": f"hazard ratio 0.{n}", "compared_with": "low-dose-zelvarin", **FEVER}
    sound = facts(record("zel-arms", "zel-ratio", **said))
    old, new = 'compared_with: "low-dose-zelvarin"', "compared_with: high-dose-zelvarin"
    return planted(sound, old, new, ITSELF)


register("L30", "two actions that can't both be done", opposed, planted_opposed, decided_by="S")
register(
    "K26",
    "term twice in one list",
    repeated(OF_FACTS),
    repeated(OF_ENTRIES, "entry"),
    repeated(OF_COHORTS, "cohort"),
    planted_twice,
    decided_by="S",
)
register("K27", "treatment compared with itself", arm_exchanged, compared, arm_added, planted_compared, decided_by="S")
