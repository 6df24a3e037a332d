"""How a reader reports an error in a fact: a link that names it already, or its reference to be copied.

Where errors go to is a matter of who runs the site: `extra.report_url` of `mkdocs.yml` is an address with `{id}` in it,
and perhaps `{edition}` and `{page}`. Without one, no address is made up. The theme hands the address to each page.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Final
from urllib.parse import quote

_PLACE: Final = re.compile(r"<!--report ([a-z0-9-]+) ([a-z0-9./#-]+)-->")
_ADDRESS: Final = re.compile(r'<meta name="kb-report" content="([^"]*)">')
_SCHEMES: Final = ("https://", "http://", "mailto:")


def report_place(id: str, address: str) -> str:
    """What a template writes where the way to report a fact goes; `address` is the fact's own, from the root."""
    return f"<!--report {id} {address}-->"


def put_report_links(page: str, text: str, edition: str) -> tuple[str, list[str]]:
    """A finished page with a way to report each fact that it shows, and what is wrong with the address."""
    named = _ADDRESS.search(text)
    template = html.unescape(named[1]) if named else ""
    problems = list(_problems(template))

    def filled(place: re.Match[str]) -> str:
        id, address = place.groups()
        return _link(template, id, edition, address) if template else _button(id, edition, page, address)

    return (text if problems else _PLACE.sub(filled, text)), problems


def _problems(template: str) -> list[str]:
    if not template:
        return []
    if not template.startswith(_SCHEMES):
        return [f"mkdocs.yml: report_url '{template}' begins with none of {', '.join(_SCHEMES)}"]
    unknown = set(re.findall(r"\{([^{}]*)\}", template)) - {"id", "edition", "page"}
    if unknown or "{id}" not in template:
        return [f"mkdocs.yml: report_url '{template}' needs {{id}}, and may have {{edition}} and {{page}}; no other"]
    return []


def _link(template: str, id: str, edition: str, address: str) -> str:
    target = template
    for name, value in (("id", id), ("edition", edition), ("page", address)):
        target = target.replace(f"{{{name}}}", quote(value, safe=""))
    return f'<a class="report" href="{html.escape(target)}" rel="noreferrer">Report an error in this fact</a>'


def _button(id: str, edition: str, page: str, address: str) -> str:
    reference = html.escape(f"Fact {id}, edition {edition}, {address}, seen on {page}")
    return f'<button type="button" data-report="{reference}">Copy reference for a report</button>'


def put_all_report_links(site: Path, edition: str) -> list[str]:
    """Put the ways to report an error into all pages of a site; what is wrong with the address, one line each."""
    problems: list[str] = []
    for path in sorted(site.rglob("*.html")):
        text, found = put_report_links(path.relative_to(site).as_posix(), path.read_text(encoding="utf-8"), edition)
        path.write_text(text, encoding="utf-8", newline="\n")
        problems += found
    return sorted(set(problems))
