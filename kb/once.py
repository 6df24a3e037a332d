"""What is computed once for a knowledge base, however many rules ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from kb.model import KnowledgeBase

Item = TypeVar("Item")


def once_a_base(compute: Callable[[KnowledgeBase], Iterable[Item]]) -> Callable[[KnowledgeBase], tuple[Item, ...]]:
    """The same function, its items found at the first call for a base and kept as long as that base is."""
    known: WeakKeyDictionary[KnowledgeBase, tuple[Item, ...]] = WeakKeyDictionary()

    @wraps(compute)
    def found(kb: KnowledgeBase) -> tuple[Item, ...]:
        items = known.get(kb)
        if items is None:
            items = known[kb] = tuple(compute(kb))
        return items

    return found
