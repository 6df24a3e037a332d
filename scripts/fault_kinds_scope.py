"""Slips of scope: other patients, another drug, route, endpoint, grade, country, cohort or look."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import re

from fault_kinds_changes import planted, replaced
from fault_kinds_ground import Draw, Ground, Mutant, Scalar, register
from fault_kinds_planted import facts, quantity, record

from kb.analysis_sets import scope_of
from kb.estimate import effective_cohort
from kb.model import Fact

PEOPLE = (
    "indication-unlike-cohort", "population-printed-mismatch", "scope-unlike-source", "unexplained-contradiction",
    "denominator-not-of-cohort", "look-not-of-cohort", "jurisdiction-unlike-source",
)  # fmt: skip
RATE = {"value": "31 %", "printed": "31%"}


def disjoint(ground: Ground, field: str, term: str) -> list[str]:
    """Terms in use under a field that share nothing with a term."""
    used = sorted({one for fact in ground.kb.facts.values() for one in getattr(fact, field)})
    return [one for one in used if not ground.kb.vocabulary.overlap((one,), (term,))]


def exchanged(field: str, expected: tuple[str, ...], cohort: bool) -> Draw:
    """The only term of a scope field replaced by one that shares nothing with it."""

    def draw(ground: Ground) -> Mutant | None:
        def fits(fact: Fact) -> bool:
            return len(getattr(fact, field)) == 1 and bool(fact.cohort or fact.restates) == cohort

        scalar = ground.pick_field(field, f"{field}.0", of=fits)
        if scalar is None:
            return None
        others = disjoint(ground, field, scalar.content)
        if cohort:
            others = [one for one in others if not _of_cohort(ground, scalar.owner, field, one)]
        return replaced(ground, scalar, lambda _: ground.random.choice(others) if others else None, expected)

    return draw


def _of_cohort(ground: Ground, owner: str, field: str, term: str) -> bool:
    """Whether the cohort of a fact, in the report that it cites, may hold people of a term: then nothing tells."""
    kb = ground.kb
    fact = kb.facts[owner]
    cohort = kb.cohorts.get(fact.cohort or effective_cohort(kb, fact)[0])
    if cohort is None:
        return False
    declared = kb.vocabulary.apart(scope_of(cohort, fact, field))
    return all(kb.vocabulary.overlap((part,), declared) for part in kb.vocabulary.apart((term,)))


def named(field: str, expected: tuple[str, ...]) -> Draw:
    """As `exchanged`, where print, near words or locator name the right term."""

    def draw(ground: Ground) -> Mutant | None:
        def said(scalar: Scalar) -> bool:
            fact = ground.kb.facts[scalar.owner]
            label = ground.kb.vocabulary.label(scalar.content).lower()
            words = set(re.findall(r"[a-z]{5,}", label)) - {
                "metastatic",
                "patients",
                "people",
                "dose",
                "advanced",
                "cancer",
                "treatment",
            }
            text = f"{fact.printed} {' '.join(fact.near)} {fact.locator}".lower()
            return any(word in text for word in words)

        scalar = ground.pick(
            lambda one: (
                one.path in (field, f"{field}.0")
                and len(getattr(ground.kb.facts[one.owner], field)) == 1
                and said(one)
                and ground.kb.facts[one.owner].status == "active"
            )
        )
        if scalar is None:
            return None
        others = disjoint(ground, field, scalar.content)
        return replaced(ground, scalar, lambda _: ground.random.choice(others) if others else None, expected)

    return draw


def printed_people(ground: Ground) -> Mutant | None:
    right, words, wrong = ground.random.choice(
        (
            ("marrows-fever", "marrow's fever", "bone-blight"),
            ("bone-blight", "bone blight", "marrows-fever"),
            ("adults-with-fever", "adults", "children-with-fever"),
            ("children-with-fever", "children", "adults-with-fever"),
        )
    )
    n = ground.random.randint(11, 89)
    where = ground.random.choice(("printed", "near", "locator"))
    said = {"printed": f"{n}%", "near": "[rate]", "locator": "Table 7"}
    said[where] = {
        "printed": f"{n}% in {words}",
        "near": "[" + ", ".join(f'"{one}"' for one in words.split()) + "]",
        "locator": f"Table 7, {words}",
    }[where]
    sound = facts(record("zel-people", "zel-stable", value=f"{n} %", population=right, **said))
    return planted(sound, f'population: "{right}"', f'population: "{wrong}"', ("population-printed-mismatch",))


def cohort_people(ground: Ground) -> Mutant | None:
    n = ground.random.randint(11, 60)
    sound = facts(
        record(
            "zel-people",
            "zel-stable",
            value=f"{n} %",
            printed=f"{n}%",
            total="100",
            population="marrows-fever",
            cohort="zel-trial",
            data_cutoff="June 2000",
            cite="zelable2001",
            locator="Table 4",
        )
    )
    return planted(sound, 'population: "marrows-fever"', 'population: "bone-blight"', ("indication-unlike-cohort",))


def restated_people(ground: Ground) -> Mutant | None:
    n = ground.random.randint(1, 999)
    sound = facts(
        record(
            "zel-again",
            "zel-response",
            value="20 %",
            printed="20%",
            population="marrows-fever",
            restates="zel-base-response",
            locator=f"Table {n}",
        )
    )
    return planted(sound, 'population: "marrows-fever"', 'population: "bone-blight"', ("indication-unlike-cohort",))


def route(ground: Ground) -> Mutant | None:
    named_route = re.compile(
        r"\biv\b|intraven|oral|mouth|\bpo\b|subcut|\bsc\b|rectal|suppos|\bim\b|intramusc|topical|bolus|infusion", re.I
    )
    scalar = ground.pick(
        lambda one: (
            re.match(r"route(\.0)?$", one.path)
            and named_route.search(
                f"{ground.kb.facts[one.owner].printed} {' '.join(ground.kb.facts[one.owner].near)} {ground.kb.facts[one.owner].locator}"
            )
        )
    )
    swap = {
        "intravenous": "oral",
        "oral": "intravenous",
        "rectal": "oral",
        "topical": "oral",
        "intravenous-bolus": "oral",
        "intramuscular": "intravenous",
        "intravenous-infusion": "oral",
    }
    return replaced(
        ground,
        scalar,
        lambda text: swap.get(text),
        ("route-printed-mismatch", "unexplained-safety-difference", "lapsed-explanation"),
    )


def planted_route(ground: Ground) -> Mutant | None:
    right, words, wrong = ground.random.choice(
        (
            ("zel-into-vein", "IV", "zel-under-skin"),
            ("zel-into-vein", "intravenously", "zel-by-mouth"),
            ("zel-under-skin", "subcutaneously", "zel-into-vein"),
            ("zel-by-mouth", "PO", "zel-into-vein"),
            ("zel-under-skin", "SC", "zel-into-vein"),
        )
    )
    n = ground.random.randint(11, 890)
    where = ground.random.choice(("printed", "near"))
    said = {"printed": f"{n} mg {words}"} if where == "printed" else {"printed": f"{n} mg", "near": f"[{words}]"}
    sound = facts(
        record("zel-by", "zel-medication", drug="warmol", dose=f"{n} mg", route=right, role="scheduled", **said)
    )
    return planted(sound, f'route: "{right}"', f'route: "{wrong}"', ("route-printed-mismatch",))


def line_of_therapy(ground: Ground) -> Mutant | None:
    right, words, wrong = ground.random.choice(
        (("zel-first-line", "first-line", "zel-second-line"), ("zel-second-line", "second-line", "zel-first-line"))
    )
    n = ground.random.randint(3, 80)
    said = (
        {"printed": f"{n}% {words}"}
        if ground.random.random() < 0.5
        else {"printed": f"{n}%", "locator": f"Table 5, {words}"}
    )
    sound = facts(record("zel-line", "zel-stable", subgroup=right, value=f"{n} %", population="marrows-fever", **said))
    return planted(sound, f'subgroup: "{right}"', f'subgroup: "{wrong}"', ("population-printed-mismatch",))


def intensity(ground: Ground) -> Mutant | None:
    right, words, wrong = ground.random.choice(
        (
            ("high-dose-zelvarin", "high-dose", "low-dose-zelvarin"),
            ("low-dose-zelvarin", "low-dose", "high-dose-zelvarin"),
        )
    )
    n = ground.random.randint(3, 80)
    sound = facts(
        record(
            "zel-arm",
            "zel-stable",
            intervention=right,
            value=f"{n} %",
            population="marrows-fever",
            printed=f"{n}% {words} zelvarin",
        )
    )
    return planted(sound, f'intervention: "{right}"', f'intervention: "{wrong}"', ("population-printed-mismatch",))


def setting(ground: Ground) -> Mutant | None:
    right, words, wrong = ground.random.choice(
        (("zel-ward", "on the ward", "zel-intensive"), ("zel-intensive", "in intensive care", "zel-ward"))
    )
    n = ground.random.randint(3, 80)
    sound = quantity("zel-place", "zel-flat-dose", f"{n} mg", f"{n} mg {words}", setting=right)
    return planted(sound, f'setting: "{right}"', f'setting: "{wrong}"', ("population-printed-mismatch",))


register("P01", "population of another cohort", exchanged("population", PEOPLE, True), cohort_people, restated_people)
register(
    "P02", "disease exchanged, where print, near words or locator name it", named("population", PEOPLE), printed_people
)
register("P02b", "disease exchanged, no cohort", exchanged("population", PEOPLE, False), decided_by="H")
register("P02c", "treatment exchanged, of a cohort", exchanged("intervention", PEOPLE, True))
register("P02d", "treatment exchanged, no cohort", exchanged("intervention", PEOPLE, False), decided_by="H")
register("P03", "route exchanged", route, planted_route)
register("P04", "line of therapy exchanged", line_of_therapy)
register("P04b", "high and low dose exchanged", intensity)
register("P06", "adults and children exchanged", printed_people)
register("P10", "setting exchanged", setting)
