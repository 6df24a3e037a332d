"""Where things stand on the site: permanent paths of pages and anchors of facts, relative to the root of the site.

Pages end in `.html`, so that a site opened as a file works as one that is served.
"""

from __future__ import annotations

from kb.model import Fact


def measure_page(measure: str) -> str:
    """The page with every fact about a measure."""
    return f"measures/{measure}.html"


def fact_address(fact: Fact) -> str:
    """The permanent address of a fact: the page of its measure, with its id as anchor."""
    return f"{measure_page(fact.measure)}#{fact.id}"


def reference_page(key: str) -> str:
    """The page of a reference, with all that rests on it."""
    return f"references/{key}.html"


def conflict_page(conflict: str) -> str:
    """The card of a conflict."""
    return f"conflicts/{conflict}.html"


def rule_page(code: str) -> str:
    """The page of a rule."""
    return f"rules/{code}.html"


def topic_page(topic: str) -> str:
    """The page of a topic."""
    return f"{topic}.html"


def relative(target: str, page: str) -> str:
    """An address of the site as a link from a page of it, both relative to the root."""
    up = "../" * page.count("/")
    return up + target if target else up or "./"
