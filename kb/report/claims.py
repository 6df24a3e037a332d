"""The claim graph for a terminal: its size, or the neighbourhood of what is called by one name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kb.graph import ClaimGraph

_KINDS = ("fact", "reference", "cohort", "conflict", "term")


def summary_text(graph: ClaimGraph) -> str:
    """How many nodes and edges of each kind the graph has."""
    network = graph.network
    nodes = Counter(node.partition(":")[0] for node in network)
    edges = Counter(kind for _, _, kind in network.edges(keys=True))
    lines = [f"{network.number_of_nodes():,} nodes"]
    lines += [f"  {count:>8,} {kind}" for kind, count in sorted(nodes.items())]
    lines += [f"{network.number_of_edges():,} edges"]
    lines += [f"  {count:>8,} {kind}" for kind, count in sorted(edges.items())]
    return "\n".join(lines) + "\n"


def neighbourhood_text(graph: ClaimGraph, name: str) -> str | None:
    """Everything that a node is related to, a line an edge; None where no node is called so.

    A name is an id, or an id with its kind (`fact:dose`) where a fact and a term share one.
    """
    nodes = [node for node in (name, *(f"{kind}:{name}" for kind in _KINDS)) if node in graph.network]
    return "\n".join(line for node in nodes for line in _around(graph, node)) + "\n" if nodes else None


def _around(graph: ClaimGraph, node: str) -> Iterator[str]:
    kind, _, id = node.partition(":")
    yield node
    for edge, other in sorted((key, other) for _, other, key in graph.network.out_edges(node, keys=True)):
        yield f"  {edge} -> {other}"
    for edge, other in sorted((key, other) for other, _, key in graph.network.in_edges(node, keys=True)):
        yield f"  {edge} <- {other}"
    if kind == "reference":
        fallen = len(graph.falling_without(id))
        yield f"  {fallen:,} {'fact' if fallen == 1 else 'facts'} would fall without it"
