"""Circles among links: which things, followed from one to the next, lead back to themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def circles(links: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """The number of the circle that each thing lies in; what lies in none is left out.

    Two things have one number if each leads to the other. The time taken grows with the number of links and no faster,
    and nothing recurses: a chain of any length is followed (Tarjan 1972, strongly connected components).
    """
    found: dict[str, int] = {}
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    waiting: list[str] = []
    open_now: set[str] = set()
    for start in links:
        if start in order:
            continue
        path = [(start, iter(links[start]))]
        order[start] = lowest[start] = len(order)
        waiting.append(start)
        open_now.add(start)
        while path:
            thing, further = path[-1]
            for next_one in further:
                if next_one not in order:
                    order[next_one] = lowest[next_one] = len(order)
                    waiting.append(next_one)
                    open_now.add(next_one)
                    path.append((next_one, iter(links.get(next_one, ()))))
                    break
                if next_one in open_now:
                    lowest[thing] = min(lowest[thing], order[next_one])
            else:
                path.pop()
                if path:
                    lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[thing])
                if lowest[thing] == order[thing]:
                    _close(thing, links, waiting, open_now, found, order[thing])
    return found


def _close(
    thing: str,
    links: Mapping[str, Iterable[str]],
    waiting: list[str],
    open_now: set[str],
    found: dict[str, int],
    number: int,
) -> None:
    """Take what belongs together off the list of what waits; alone, a thing is a circle only if it leads to itself."""
    together = []
    while True:
        together.append(waiting.pop())
        open_now.discard(together[-1])
        if together[-1] == thing:
            break
    if len(together) > 1 or thing in links.get(thing, ()):
        found.update(dict.fromkeys(together, number))
