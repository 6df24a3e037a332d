"""Slips of what a rule leads to: actions, verbs, tiers and stances exchanged."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import dataclasses
import re

from fault_kinds_changes import field_removed, planted, replaced
from fault_kinds_ground import Ground, Mutant, register
from fault_kinds_logic import PULSE, SIGN, limit
from fault_kinds_planted import facts, record

_ANOTHER = {
    "withhold": "stop",
    "stop": "withhold",
    "delay": "stop",
    "never-again": "withhold",
    "stop-cycle": "continue",
    "continue": "stop",
}


def named_action(ground: Ground) -> Mutant | None:
    """An action for another where print, near words or locator name it."""
    scalar = ground.pick_field(
        "action",
        of=lambda fact: re.search(
            r"h[eo]ld|stop|discontinu|delay|permanent|never|retreat|continu|proceed",
            f"{fact.printed} {' '.join(fact.near)} {fact.locator}",
            re.I,
        ),
    )
    return replaced(ground, scalar, _ANOTHER.get, ("action-printed-mismatch", *SIGN))


def any_action(ground: Ground) -> Mutant | None:
    return replaced(ground, ground.pick_field("action"), _ANOTHER.get, ("action-printed-mismatch", *SIGN))


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


def _names_verb(verb: str, printed: str) -> bool:
    """Whether a print names what a verb of the ladder says: stopping, or waiting."""
    waits = re.search("delay|withhold", verb) is not None
    return re.search(r"h[eo]ld|delay" if waits else r"stop|discontinu|terminat", printed, re.I) is not None


def verb(ground: Ground) -> Mutant | None:
    """A verb on the ladder for another, where the print names it."""
    verbs = {
        entry.id: entry.order
        for entry in ground.kb.vocabulary.of_type("verb")
        if getattr(entry, "action", "") or getattr(entry, "order", 0)
    }
    scalar = ground.pick(
        lambda one: (
            re.match(r"do(\.\d)?$", one.path)
            and one.content in verbs
            and _names_verb(one.content, ground.kb.facts[one.owner].printed)
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
        swap.get,
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
        swap.get,
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


register("L04", "hold and stop exchanged, where the source names the act", named_action, planted_action, verb)
register("L04b", "action exchanged anywhere", any_action, decided_by="H")


def without_ground(ground: Ground) -> Mutant | None:
    """What a tier was taken from deleted, where the column of the source is not shown."""
    scalar = ground.pick_field("tier_inferred")
    deleted = field_removed(ground, scalar, ("tier-unlike-locator",))
    return deleted and dataclasses.replace(deleted, field=deleted.record)


def planted_without_ground(ground: Ground) -> Mutant:
    pulse, tier = ground.random.randint(101, 160), ground.random.choice(("relative", "absolute"))
    why = f"Taken as {tier} from another table."
    said = {"tier": tier, "tier_inferred": why, "locator": "Table 3, column not shown"}
    sound = facts(limit("zel-tier", f"> {pulse} /min", **said))
    old = f'    tier_inferred: "{why}"\n'
    other = "absolute" if tier == "relative" else "relative"
    return planted(
        sound, old, ground.random.choice(("", old.replace(tier, other))), ("tier-unlike-locator",), anywhere=True
    )


register("L05", "relative and absolute exchanged", tier, planted_tier)
register("L06", "negation of a stance lost", stance, planted_stance)
register("L05b", "tier that nothing shows, without its ground", without_ground, planted_without_ground, decided_by="S")
