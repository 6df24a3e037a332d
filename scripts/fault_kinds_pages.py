"""Slips of the words of pages: figures in disguise, abbreviations, placeholders, facts that are set aside."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

from collections.abc import Callable

from fault_kinds_ground import Draw, Ground, Mutant, register
from fault_kinds_planted import TEMPLATE

PAGE = ("bare-numeral", "unknown-fact-on-a-page", "error-prone-abbreviation", "placeholder", "quoted-passage")


def written(*said: str | Callable[[Ground], str]) -> Draw:
    """A sentence added to a page."""

    def draw(ground: Ground) -> Mutant | None:
        chosen = ground.random.choice(said)
        line = chosen if isinstance(chosen, str) else chosen(ground)
        line = line.replace("N", str(ground.random.randint(2, 980)))
        text = f"# Zelvarin\n\n{line}\n"
        return Mutant(TEMPLATE, {TEMPLATE: text.encode()}, range(3, 4), range(3, 4), frozenset(PAGE), line)

    return draw


register(
    "W01",
    "figure on a page in words",
    written("Give fifteen doses. (N0)", "Give twelve doses every eight hours.", "It falls by a third, or N%."),
    decided_by="S",
)
register(
    "W02",
    "figure on a page in disguise",
    written(
        "Give N<b>0</b> mg/kg.",
        "Give &#52;&#48; mg/kg, N.",
        'Give {{ "N mg/kg" }}.',
        "Give {{ N }} mg/kg.",
        "Give **N** mg.",
    ),
    written('<span title="N mg/kg">the dose</span>', "[N mg/kg](dosing.md)", "| dose | N mg/kg |", "Give `N mg`."),
    decided_by="S",
)
register(
    "W03",
    "abbreviation that causes errors, on a page",
    written(
        "Give it q8h. NZ",
        "Give it SC, not IV, for N0 days QD.",
        "The dose is counted in IU of zelvarin.",
        "Give it BID.",
    ),
    decided_by="S",
)
register(
    "W04",
    "placeholder on a page",
    written("TODO: write this N", "Lorem ipsum dolor sit amet.", "XXX check this", "TBD", "FIXME: the dose"),
    decided_by="S",
)
register(
    "W05",
    "fact on a page that does not exist",
    written('The dose is {{ fact("zel-bas-dose") }}.', "The dose is {{ fact('zel-dose-N') }}."),
    decided_by="S",
)
