"""A knowledge base of clinical facts that checks its own numbers, and the reference site made from it."""

__version__ = "0.1.0"
