"""The claim graph for a terminal: its size, or the neighbourhood of one node."""

from __future__ import annotations

from collections import Counter

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


def neighbourhood_text(graph: ClaimGraph, id: str) -> str | None:
    """Everything that one node is related to, a line an edge; None where no node is called so."""
    network = graph.network
    node = next((f"{kind}:{id}" for kind in _KINDS if f"{kind}:{id}" in network), None)
    if node is None:
        return None
    lines = [node]
    lines += [f"  {kind} -> {other}" for _, other, kind in sorted(network.out_edges(node, keys=True))]
    lines += [f"  {kind} <- {other}" for other, _, kind in sorted(network.in_edges(node, keys=True))]
    if node.startswith("reference:"):
        fallen = graph.falling_without(id)
        lines.append(f"  {len(fallen)} facts would fall without it")
    return "\n".join(lines) + "\n"
