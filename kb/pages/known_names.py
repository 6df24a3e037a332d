"""What a template asks for by id: known, or an error that names the nearest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kb.source_file import nearest


class UnknownName(LookupError):
    """A template asks for a fact, measure or topic that the base does not have; the text says so, with the nearest."""


def insist(ids: Iterable[str], known: Mapping[str, object], what: str) -> None:
    """Raise UnknownName for the first id that is not among the known ones; `what` is what it was taken for."""
    for id in ids:
        if id not in known:
            close = nearest(id, known)
            raise UnknownName(f"no {what} has the id '{id}'" + (f"; did you mean '{close}'?" if close else ""))
