"""Edits of facts whose figure was found in the text of its source, of which nothing but the record of that tells."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import re

from fault_kinds_changes import record_changed, replaced
from fault_kinds_ground import Draw, Ground, Mutant, register

from kb.model import Fact

EDITED = ("changed-since-verified",)


def verified(ground: Ground, fact: Fact) -> bool:
    return ground.kb.verification(fact) == "verified" and fact.status == "active"


def alike(ground: Ground) -> Mutant | None:
    """The figure and its print changed to the same wrong number."""
    fact = ground.fact(
        lambda fact: (
            verified(ground, fact)
            and fact.value is not None
            and bool(re.fullmatch(r"[<>=~ ]*\d{1,3}(\.\d+)?( .*)?", fact.value.text))
            and len(re.findall(r"\d+", fact.printed)) == 1
        )
    )
    if fact is None or fact.value is None:
        return None
    found = re.search(r"\d+", fact.value.text)
    assert found is not None
    old, new = found.group(), str(int(found.group()) + ground.random.randint(1, 3))

    def change(text: str) -> str | None:
        made, times = re.subn(rf"(\n +(?:value|printed): .*?)(?<![\d.]){old}(?![\d])", rf"\g<1>{new}", text)
        return made if times == 2 else None

    return record_changed(ground, fact, change, EDITED)


def edited(path: str) -> Draw:
    """A text of a verified fact replaced by that of another."""

    def draw(ground: Ground) -> Mutant | None:
        scalar = ground.pick_field(path, of=lambda fact: verified(ground, fact))
        if scalar is None:
            return None
        others = sorted({one.content for one in ground.scalars() if one.path == path and one.content != scalar.content})
        return replaced(ground, scalar, lambda _: ground.random.choice(others), EDITED)

    return draw


register("V01", "figure and print changed alike", alike, decided_by="L")
register("V02", "locator of another fact", edited("locator"), decided_by="L")
register("V03", "statement of another fact", edited("says"), decided_by="L")
register("V04", "measure of another fact", edited("measure"), decided_by="L")
register("V05", "population of another fact", edited("population"), decided_by="L")
register("V06", "treatment of another fact", edited("intervention"), decided_by="L")
