"""Figures where no check of figures looks: in the words of a fact, in a script; and components of another product."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from fault_kinds_changes import field_added, planted, replaced
from fault_kinds_ground import Ground, Mutant, Scalar, register
from fault_kinds_planted import SCRIPT, facts, record

from kb.held_figures import held_figures

FEVER = {"population": "marrows-fever"}
TOLD = ("number-in-words-not-printed",)
IN_SCRIPT = ("figure-in-a-script",)
PRODUCT = ("component-unlike-drug",)
OF_A_UNIT = (
    "{n} mg", "{n}%", "{n} %", "{n} hours", "{n} h", "{n} days", "{n} doses", "{n} mmHg", "{n} mm Hg", "{n} °C",
    "{n}°C", "{n}/min", "{n} mg/dL", "{n} patients", "{n} kg", "{n} mL/h", "{n} µg/min", "{n} mcg/kg/min", "{n} mEq/L",
    "{n} million International Units/kg", "{n}.5 L", "{n} mmol", "{n} kDa",
)  # fmt: skip
WITHOUT_UNIT = ("{n}", "{n}-fold", "grade {n}", "{n} or more", "more than {n}")


def told(ground: Ground) -> Mutant | None:
    """A number of ten or more in the words of a fact exchanged for another that stands nowhere in the record."""
    facts_ = ground.kb.facts
    scalar = ground.pick(
        lambda one: (
            one.path == "says" and facts_[one.owner].printed and re.search(r"(?<![\w.,-])\d\d+(?![\w.,-])", one.content)
        )
    )
    if scalar is None:
        return None
    new = _unheard(ground, scalar)
    return replaced(ground, scalar, lambda text: re.sub(r"(?<![\w.,-])\d\d+(?![\w.,-])", f"{new}", text, count=1), TOLD)


def told_more(ground: Ground) -> Mutant | None:
    """A number of no print at the end of what a fact says."""
    facts_ = ground.kb.facts
    scalar = ground.pick(lambda one: one.path == "says" and facts_[one.owner].printed)
    if scalar is None:
        return None
    phrases = OF_A_UNIT if ground.random.random() < 0.8 else WITHOUT_UNIT
    phrase = ground.random.choice(phrases).format(n=_unheard(ground, scalar, 2 if phrases is OF_A_UNIT else 11))
    return replaced(ground, scalar, lambda text: f"{text.rstrip('.')}, {phrase}", TOLD)


def _unheard(ground: Ground, scalar: Scalar, least: int = 11) -> int:
    """A number that stands nowhere in the record of a fact."""
    record_ = "\n".join(ground.lines_of(ground.kb.facts[scalar.owner])[2])
    return ground.random.choice([n for n in range(least, 98) if str(n) not in record_ and n % 5])


def planted_told(ground: Ground) -> Mutant:
    n = ground.random.randint(11, 89)
    told_ = ground.random.choice((f"Zelvarin for {n} days", f"At most {n}%", f"Zelvarin, {n} mg of it", f"Up to {n}"))
    sound = facts(record("zel-told", "zel-flat-dose", value=f"{n} mg", says=told_, printed=f"{n} mg", **FEVER))
    return planted(sound, told_, told_.replace(str(n), str(n + 7)), TOLD)


def script(ground: Ground) -> Mutant | None:
    """A figure of a fact, or any with a unit in words, in a script of the site, new or there before."""
    chance = ground.random
    held = {number for fact in ground.kb.facts.values() for _, value in held_figures(fact) for number in value.numbers}
    numbers = sorted(filter(_can_only_be_a_figure, held))
    n = chance.randint(2, 400)
    words = [
        f"At most {n} mg/kg are given", f"Hold below {n} mmHg", f"{n} mm Hg", f"above {n} °C", f"{n} patients",
        f"{n}%", f"every {n} hours", f"{n} µg/min", f"over {n} minutes", f"pulse above {n}/min", f"{n} mEq",
        f"{n} mmol/L", f"{n} mg/dL", f"{n},000 International Units",
    ]  # fmt: skip
    shapes = [f'const shown = "{chance.choice(words)}";', f"say('{chance.choice(words)}');"]
    shapes += [f"show(`{chance.choice(words)}`);"]
    for number in chance.sample(numbers, 1) if numbers else ():
        shapes += [f"const limit = {number:f};", f"if (given > {number:f}) stop();", f'limits.set("a", "{number:f}");']
        shapes += [f"const most = [1, {number:f}];", f"return {number:f} * weight;"]
        if number >= 1000 and number == int(number):
            shapes += [f"const limit = {int(number):_};"]
    line = chance.choice(shapes)
    there = sorted(ground.kb.scripts)
    path = chance.choice(there) if there and chance.random() < 0.6 else SCRIPT
    text = ground.text(path) if path in ground.kb.scripts else "var weight = 1;\n"
    changed = text.rstrip("\n") + "\n" + line + "\n"
    last = range(changed.count("\n"), changed.count("\n") + 1)
    return Mutant(path, {path: changed.encode()}, last, last, frozenset(IN_SCRIPT), line)


def _can_only_be_a_figure(number: Decimal) -> bool:
    """Whether no program counts with a number: one with a fraction, or a large one that is neither round nor a year."""
    if number % 1:
        return len(number.normalize().as_tuple().digits) > 1
    return number >= 1000 and number % 1000 != 0 and not 1900 <= number <= 2100


def component(ground: Ground) -> Mutant | None:
    """A component of a product of the base exchanged for another drug."""
    drugs = [term.id for term in ground.kb.vocabulary.of_type("drug")]
    scalar = ground.pick(lambda one: re.fullmatch(r"components\.\d+\.drug", one.path))
    if scalar is None:
        return None
    product = ground.kb.facts[scalar.owner].drug
    wrong = [one for one in drugs if not ground.kb.vocabulary.covers(one, product)]
    return _somewhere(replaced(ground, scalar, lambda _: ground.random.choice(wrong), PRODUCT, raw=True))


def component_added(ground: Ground) -> Mutant | None:
    """Components given to a drug that has none."""
    fact = ground.fact(lambda fact: fact.drug and fact.dose is not None and not fact.components)
    if fact is None:
        return None
    vocabulary = ground.kb.vocabulary
    drugs = [one.id for one in vocabulary.of_type("drug") if not vocabulary.covers(one.id, fact.drug)]
    assert fact.dose is not None
    text = f"components: [{{drug: {ground.random.choice(drugs)}, dose: {fact.dose.text}}}]"
    return _somewhere(field_added(ground, fact, text, PRODUCT))


def _somewhere(mutant: Mutant | None) -> Mutant | None:
    """A mutant that may be named anywhere in its record: of one part and its product, nothing tells which is wrong."""
    return mutant and replace(mutant, field=mutant.record)


def planted_component(ground: Ground) -> Mutant:
    a, b = ground.random.sample(range(11, 300), 2)
    said = {
        "components": f"[{{drug: warmol, dose: {a} mg}}, {{drug: coolin, dose: {b} mg}}]",
        "dose": "30 mL", "role": "scheduled", "printed": f"30 mL ({a} mg, {b} mg)",
    }  # fmt: skip
    sound = facts(record("zel-product", "zel-medication", drug="warmol-coolin", **said, **FEVER))
    old, new = ground.random.choice(
        (
            ('drug: "warmol-coolin"', 'drug: "stillol"'),
            ("drug: warmol,", "drug: stillol,"),
            ("drug: coolin,", "drug: stillol,"),
        )
    )
    return planted(sound, old, new, PRODUCT)


register("W08", "number that only the words tell", told, told_more, planted_told)
register("W08b", "number put into the words", told_more, planted_told)
register("W09", "figure in a script", script, decided_by="S")
register("L24", "component of another product", component, component_added, planted_component, decided_by="S")
