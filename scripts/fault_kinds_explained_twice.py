"""Disagreements that are explained a second time, with another reason."""

from __future__ import annotations

import re

from fault_kinds_changes import planted
from fault_kinds_explanations import explained
from fault_kinds_ground import PLANTED, Ground, Mutant, record_lines, register

TWICE = ("explained-twice",)
ANOTHER = "A second hand wrote down another reason, which sits in the years between the two of them."


def _another(text: str, ground: Ground) -> str:
    """The record of an explanation with another type and reason, or as it is, its facts in any order."""
    if ground.random.random() < 0.5:
        text = re.sub(r"because: >-\n(?: {6,}.*\n?)+", f"because: {ANOTHER}\n", text)
    if ground.random.random() < 0.5:
        text = re.sub(r"type: [\w-]+", f"type: {ground.random.choice(('era', 'practice-variation'))}", text)
    found = re.search(r"(between:\n)((?: {6,}\S+: .*\n)+)", text)
    if found:
        facts = found[2].splitlines(keepends=True)
        ground.random.shuffle(facts)
        text = text.replace(found.group(), found[1] + "".join(facts))
    return text


def explained_again(ground: Ground) -> Mutant | None:
    """An explanation of the base written once more, in a file of its own or right after the first."""
    told = [one for one in ground.kb.explanations if "zel" not in str(one.between)]
    if not told:
        return None
    one = ground.random.choice(told)
    place = ground.kb.place(one, "type")
    lines = ground.text(place.file).split("\n")
    record = record_lines(lines, place.line)
    text = _another("\n".join(lines[record.start - 1 : record.stop - 1]) + "\n", ground).rstrip("\n")
    said = f"{place} explained again: {text.strip()[:60]!r}"
    if ground.random.random() < 0.5:
        data = f"explanations:\n{text}\n".encode()
        return Mutant(place.file, {PLANTED: data}, record, record, frozenset(TWICE), said)
    at = record.stop - 1
    lines[at:at] = text.split("\n")
    again = range(record.stop, record.stop + text.count("\n") + 1)
    return Mutant(place.file, {place.file: "\n".join(lines).encode()}, again, again, frozenset(TWICE), said)


def planted_again(ground: Ground) -> Mutant:
    sound, lines = explained()
    n = ground.random.randint(41, 99)
    sound = sound.replace("p 31", f"p {30 + n % 10}, row {n}")
    between = ground.random.choice(
        (
            "{zel-base-dose: 40 mg/kg, zel-review-dose: 50 mg/kg}",
            "{zel-review-dose: 50 mg/kg, zel-base-dose: 40 mg/kg}",
        )
    )
    because = ground.random.choice((ANOTHER, "The review tells of another centre, which gives more of it."))
    second = re.sub(r"because: .*", f'because: "{because}"', lines)
    last = lines.splitlines()[-1] + "\n"
    return planted(sound, last, f"{last}  - between: {between}\n{second}", TWICE, also=range(1, 40))


register("K28", "disagreement explained twice", explained_again, planted_again, decided_by="S")
