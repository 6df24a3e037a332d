"""What readers find their own way with: packets, filters of the list of conflicts, the claim graph to walk through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Final

from kb.pages.conflict_view import STATE_WORDS, TYPE_WORDS, ConflictView
from kb.pages.explorer import Explorer, explorer
from kb.pages.facets import Facet, facet
from kb.pages.fact_view import FactViews
from kb.pages.neighbourhood import Neighbourhoods
from kb.pages.packet import CHUNKS, packet_files
from kb.pages.tables import TopicView

VERDICT_WORDS: Final = {"contradicts": "contradict each other", "differs": "differ"}


class Browsing:
    """Made of the views of facts, conflicts and topics; each part once, when first asked for."""

    def __init__(
        self,
        facts: FactViews,
        conflicts: tuple[ConflictView, ...],
        topics: Mapping[str, TopicView],
        neighbourhoods: Neighbourhoods,
    ) -> None:
        self._facts = facts
        self._conflicts = conflicts
        self._topics = topics
        self._neighbourhoods = neighbourhoods
        self.packet_chunks = CHUNKS

    def packet_files(self) -> dict[str, str]:
        """What packets are drawn from: the text of each file, by its path on the site."""
        return packet_files(self._facts, self._conflicts)

    @cached_property
    def conflict_facets(self) -> tuple[Facet, ...]:
        """What the list of conflicts can be filtered by."""
        topics = {topic.id: topic.label for topic in self._topics.values()}
        states = {state: words.partition(":")[0] for state, words in STATE_WORDS.items()}
        return (
            self._facet("topic", "Topic", topics, lambda view: (view.topic,)),
            self._facet("state", "State", states, lambda view: (view.state,)),
            self._facet("verdict", "Verdict", VERDICT_WORDS, lambda view: (view.verdict,)),
            self._facet("type", "Explanation", TYPE_WORDS, lambda view: view.types),
        )

    def _facet(
        self, name: str, label: str, words: Mapping[str, str], values: Callable[[ConflictView], tuple[str, ...]]
    ) -> Facet:
        return facet(name, label, words, map(values, self._conflicts))

    @cached_property
    def explorer(self) -> Explorer:
        """The whole claim graph, to walk through."""
        return explorer(self._facts, self._conflicts, self._neighbourhoods)
