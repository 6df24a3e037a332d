"""A product made of what its drug is not.

What it checks
    The drug of a fact that lists `components` is, by `broader` of the vocabulary, a product of each of them.

Why it matters at the bedside
    The amounts in each tablet belong to that product. Under the name of another drug they are the dose of something
    that was never meant.

How to fix
    Read the row again and correct the drug or the component; a new product names its components under `broader`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the drug, where it is a product of none of its components, else at each odd component."""
    for fact in kb.facts.values():
        if not fact.components or fact.drug not in kb.vocabulary:
            continue
        odd = [index for index, one in enumerate(fact.components) if not kb.vocabulary.covers(one.drug, fact.drug)]
        whole = len(odd) == len(fact.components)
        for path in ("drug",) if whole else tuple(f"components.{index}.drug" for index in odd):
            named = "', '".join(fact.components[index].drug for index in odd)
            message = f"'{fact.drug}' is no product of '{named}'"
            help = "Read the row again; of a new product, name the components under 'broader' of its term."
            yield Remark(kb.place(fact, path), message, help, fact.id)
