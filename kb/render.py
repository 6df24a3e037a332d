"""Fills the templates of a site: the only importer of Jinja.

Templates lie in `site_templates/`: `generic/` serves any subject, `pages/` holds the pages of this one, of which a page
named like a topic takes the place of the generic one. A template never computes: it gets views, and a few functions
that pick facts.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import jinja2
from markupsafe import Markup, escape

from kb.finding import Place
from kb.pages import FactView, Site, UnknownName
from kb.pages.addresses import relative
from kb.report_link import report_place
from kb.template_prose import bare_numerals

TEMPLATES: Final = "site_templates"
_REVIEW: Final = "<!--review-->"
PROOFS: Final = "<!--proofs-->"
"""Where the hidden proofs of a page go once MkDocs is done: to parse them with the page would double its time."""
_SUFFIX: Final = ".md.j2"
MOST_SIDES: Final = 3
"""How many values of a conflict an index names before it says that there are others."""


class RenderProblem(Exception):
    """Templates that cannot be rendered; `messages` are lines for people, each with its place."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


class Page:
    """One page while it is rendered: where it stands, and which facts it shows."""

    def __init__(self, path: str, figure: jinja2.Template) -> None:
        self.path = path
        self.shown: dict[str, FactView] = {}
        self.inline: set[str] = set()
        self.tools: list[str] = []
        self.most_sides = MOST_SIDES
        self._figure = figure

    def link(self, address: str) -> str:
        """An address of the site, as a link from this page."""
        return relative(address, self.path)

    def figure(self, view: FactView, words: str = "", after: str = "") -> Markup:
        """The figure of a fact (or other words of it), opening to its source, with the marks that it wears.

        `after` closes the words (a stop, a kind of source): it belongs before the marks.
        """
        self.shown[view.id] = view
        said = _UNIT.sub("\u00a0", (words or view.figure) + after)
        return Markup(self._figure.render(view=view, words=said, link=self.link))

    def source(self, view: FactView, after: str = "") -> Markup:
        """The name of the source of a fact, opening to the proof of a fact whose words are no figure."""
        return self.figure(view, view.source.name, after)

    def shows_proof_of(self, view: FactView) -> str:
        """Declare that the page shows the proof of a fact openly, so that no hidden copy is needed."""
        self.inline.add(view.id)
        return ""

    def report(self, view: FactView) -> Markup:
        """Where the way to report an error in a fact goes, once MkDocs is done."""
        return Markup(report_place(view.id, view.address))

    def tool(self, name: str) -> str:
        """Declare that this page is a decision tool: a release needs its facts signed off."""
        self.tools.append(name)
        return ""


class Rendered(dict[str, str]):
    """Pages by path (`measures/dose.md`), and what goes with them.

    `proofs` is the HTML that figures open to, by page, to stand in the finished page where `PROOFS` stands;
    `unsigned_tools` are facts that nobody has signed off, by page that is a decision tool.
    """

    def __init__(self) -> None:
        super().__init__()
        self.proofs: dict[str, str] = {}
        self.unsigned_tools: dict[str, list[str]] = {}


def template_problems(templates: Path) -> list[str]:
    """The clinical figures that templates hold of their own, one line each with place and rule."""
    problems = []
    for path in sorted(templates.rglob(f"*{_SUFFIX}")):
        name = f"{TEMPLATES}/{path.relative_to(templates).as_posix()}"
        for line, column, token in bare_numerals(path.read_text(encoding="utf-8")):
            help_text = 'Take the figure from a fact: {{ fact("its-id") }}.'
            problems.append(
                f"{Place(name, line, column)}: bare-numeral: '{token.strip()}' stands in a template. {help_text}"
            )
    return problems


def render_site(site: Site, templates: Path) -> Rendered:
    """All pages of a site as Markdown, by path. Raises RenderProblem with every template that failed, at its line."""
    problems = template_problems(templates)
    if problems:
        raise RenderProblem(problems)
    rendering = _Rendering(site, templates)
    for path, template, values in _plan(site, rendering.names):
        rendering.add(path, template, values)
    if rendering.problems:
        raise RenderProblem(list(dict.fromkeys(rendering.problems)))
    return rendering.pages


Planned = tuple[str, str, Mapping[str, Any]]


def _plan(site: Site, names: frozenset[str]) -> Iterator[Planned]:
    """Every page: its path, its template and what it is about."""
    own = {
        name.removeprefix("pages/").removesuffix(_SUFFIX)
        for name in names
        if name.startswith("pages/") and "/_" not in name
    }
    for id, topic in site.topics.items():
        yield f"{id}.md", f"pages/{id}{_SUFFIX}" if id in own else f"generic/topic{_SUFFIX}", {"topic": topic}
    for name in sorted(own - set(site.topics)):
        yield f"{name}.md", f"pages/{name}{_SUFFIX}", {}
    for name in (
        "index",
        "conflicts/index",
        "measures/index",
        "references/index",
        "rules/index",
        "claims/index",
        "knock-out",
        "explore",
        "packet",
        "data",
        "changes",
        "about",
    ):
        if name not in own:
            yield f"{name}.md", f"generic/{name.replace('/index', '-index')}{_SUFFIX}", {}
    for measure in site.measures.values():
        yield measure.address.replace(".html", ".md"), f"generic/measure{_SUFFIX}", {"measure": measure}
    for reference in site.references:
        yield reference.address.replace(".html", ".md"), f"generic/reference{_SUFFIX}", {"reference": reference}
    for conflict in site.conflicts:
        yield conflict.address.replace(".html", ".md"), f"generic/conflict{_SUFFIX}", {"conflict": conflict}
    for rule in site.rules:
        yield rule.address.replace(".html", ".md"), f"generic/rule{_SUFFIX}", {"rule": rule}


class _Rendering:
    """Templates compiled once, and the pages made so far."""

    def __init__(self, site: Site, templates: Path) -> None:
        self.site = site
        self.templates = templates
        self.pages = Rendered()
        self.problems: list[str] = []
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(templates),
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            finalize=_unbroken,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.environment.filters["md"] = _markdown
        self.environment.filters["count"] = _count
        self.environment.globals["site"] = site
        self.names = frozenset(name for name in self.environment.list_templates() if name.endswith(_SUFFIX))

    def add(self, path: str, template: str, values: Mapping[str, Any]) -> None:
        """Render one page; what goes wrong is kept with its place in the template."""
        try:
            page = Page(path, self.environment.get_template(f"generic/_figure{_SUFFIX}"))
            text = self.environment.get_template(template).render(page=page, fact=self._fact(page), **values)
            proofs = self.environment.get_template(f"generic/_proofs{_SUFFIX}").render(page=page, fact=self._fact(page))
            review = self.environment.get_template(f"generic/_review{_SUFFIX}").render(shown=list(page.shown.values()))
        except jinja2.TemplateSyntaxError as problem:
            self.problems.append(f"{TEMPLATES}/{problem.name}:{problem.lineno}: {problem.message}")
        except jinja2.TemplateNotFound as problem:
            self.problems.append(f"{TEMPLATES}/{template}: the template '{problem.name}' is missing")
        except (jinja2.TemplateError, UnknownName, TypeError, AttributeError, KeyError) as problem:
            self.problems.append(f"{self._place(problem, template)}: {problem}")
        else:
            self.pages.proofs[path] = proofs if page.shown else ""
            self.pages[path] = text.replace(_REVIEW, review)
            unsigned = [id for id, view in page.shown.items() if view.safety_critical and not view.signed_off]
            if page.tools and unsigned:
                self.pages.unsigned_tools[path] = unsigned

    def _fact(self, page: Page) -> Any:
        return lambda id: page.figure(self.site.fact(id))

    def _place(self, problem: BaseException, template: str) -> str:
        """The innermost line of a template that an error went through."""
        root = str(self.templates)
        for frame in reversed(traceback.extract_tb(problem.__traceback__)):
            if frame.filename.startswith(root):
                return f"{TEMPLATES}/{Path(frame.filename).relative_to(self.templates).as_posix()}:{frame.lineno}"
        return f"{TEMPLATES}/{template}"


_MARKDOWN: Final = str.maketrans({mark: f"&#{ord(mark)};" for mark in "\\`*_{}[]()#+-.!|~^:<>&\"'$=@"})


_UNIT: Final = re.compile(
    r"(?<=\d) (?=(?!(?:or|and|to|of|in|at|with|against)\b)[A-Za-z\u00b0][\w/]{0,6}(?![\w/]))|(?<=\bmm) (?=Hg\b)"
)
"""The space between a number and its unit in a figure: neither says anything at the end of a line without the other."""
_LIMIT: Final = re.compile(r"(?<!\d )([<>\u2264\u2265]) (?=\d)")
"""A sign before its limit; between two numbers it belongs to neither."""


def _unbroken(value: object) -> object:
    """Plain text that keeps a sign and its limit on one line: what reads `130/min` alone reads wrong."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else _LIMIT.sub("\\1\u00a0", value)


def _count(number: int) -> str:
    """A count with its thousands grouped."""
    return f"{number:,}"


def _markdown(text: object) -> Markup:
    """Text of a fact within a Markdown heading: nothing in it is taken for markup of any kind."""
    plain = text.unescape() if isinstance(text, Markup) else str(text)
    return Markup(" ".join(plain.split()).translate(_MARKDOWN))


__all__ = ["PROOFS", "Page", "RenderProblem", "Rendered", "escape", "render_site", "template_problems"]
