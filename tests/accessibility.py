"""The rules of accessibility that a page breaks, by axe."""

from __future__ import annotations

from typing import Any, Final

import pytest

COLOURS: Final = ("color-contrast", "link-in-text-block")
"""The rules whose answer depends on colours. All others say the same of a page in another scheme of colours."""


def broken_rules(page: Any, *, only_colours: bool = False) -> list[tuple[str, str, list[str]]]:
    """Each rule that a page breaks, how grave that is, and the first places.

    `only_colours` is for a page of which all rules were asked already, in the same width and another scheme.
    """
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs the package axe-playwright-python")
    options: dict[str, Any] = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
    if only_colours:
        options["runOnly"] = list(COLOURS)
    found = axe.Axe().run(page, options=options).response["violations"]
    return [(one["id"], one["impact"], [node["html"][:160] for node in one["nodes"][:2]]) for one in found]
