"""Slips in templates: marks that do not close, and what is loaded from another host."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from fault_kinds_ground import Ground, Mutant, register
from fault_kinds_planted import TEMPLATE
from jinja2 import Environment, TemplateSyntaxError

CUT = ("template-cut-short",)
LOADED = ("resource-of-another-host",)
WHOLE_LINE = re.compile(r"{%-? (?:end)?(?:for|if|macro|block|call|filter|set)\b[^\n]*?%}")
BLOCKS = """\
# Zelvarin

{% for word in ["a", "b"] %}
{% if word == "a" %}
The word is {{ word }}.
{% else %}
{# a note #}
Another word.
{% endif %}
{% endfor %}
"""
HOSTS = ("https://stats.example.org", "http://cdn.example.com", "//fonts.example.net", "HTTPS://Stats.Example.Org")
ELEMENTS = (
    '<img alt="" src="HOST/p.gif">',
    "<img alt='' src='HOST/p.gif'>",
    "<img src=HOST/p.gif>",
    '<img alt="a > b" src="HOST/p.gif">',
    '<img alt="" src = "HOST/p.gif">',
    '<img alt="" src="assets/a.png" srcset="assets/a.png 1x, HOST/p.png 2x">',
    '<img alt="" src=" HOST/p.gif">',
    '<script src="HOST/a.js" defer></script>',
    '<script type="module">import { a } from "HOST/a.js";</script>',
    '<script>fetch("HOST/seen")</script>',
    '<link rel="stylesheet" href="HOST/a.css">',
    '<link href="HOST/a.css" rel="stylesheet">',
    '<link rel="alternate stylesheet" href="HOST/a.css" title="other">',
    '<link rel="preconnect" href="HOST">',
    '<link rel="icon" href="HOST/a.ico">',
    '<iframe title="a" src="HOST/frame"></iframe>',
    '<video poster="HOST/a.png"></video>',
    '<video><source src="HOST/a.mp4"></video>',
    '<video><track src="HOST/a.vtt"></video>',
    '<object data="HOST/a.svg"></object>',
    '<embed src="HOST/a.svg">',
    '<svg><image href="HOST/a.png"/></svg>',
    '<svg><use xlink:href="HOST/a.svg#b"/></svg>',
    '<div style="background: url(HOST/a.png)"></div>',
    "<style>@import 'HOST/a.css';</style>",
    "<style>@font-face { font-family: a; src: url( 'HOST/a.woff2' ) }</style>",
    "![A picture](HOST/a.png)",
    '![A picture](<HOST/a.png> "title")',
    "![A picture][shot]\n\n[shot]: HOST/a.png",
    '<base href="HOST/">',
    '<input type="image" alt="a" src="HOST/a.png">',
    '<a href="about.md" ping="HOST/seen">About</a>',
    '<img alt="" src="{{ \'HOST/p.gif\' }}">',
)


@lru_cache(maxsize=4096)
def _is_whole(text: str) -> bool:
    """Whether jinja2 itself can read a template, its filters and tests aside."""
    try:
        Environment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"]).parse(text)
    except TemplateSyntaxError as fault:
        return "Encountered unknown tag" in str(fault) and "jinja was looking for" not in str(fault)
    return True


def _without(pattern: str, new: str = "") -> Callable[[str, Ground], str]:
    """One random match of a pattern changed."""

    def change(text: str, ground: Ground) -> str:
        found = list(re.finditer(pattern, text))
        if not found:
            return text
        one = ground.random.choice(found)
        return text[: one.start()] + one.expand(new) + text[one.end() :]

    return change


def _cut(text: str, ground: Ground) -> str:
    return text[: ground.random.randrange(len(text))]


def _doubled(text: str, ground: Ground) -> str:
    ends = [one.group() for one in re.finditer(r"{%-? end\w+ -?%}", text)]
    return text + (ground.random.choice(ends) if ends else "{% endif %}") + "\n"


OPENING = (_without(r"{{", "{"), _without(r"{{"), _without(r"{%-? (?=if|for)", ""))
"""What leaves an expression on the page: jinja2 takes it for words."""

CHANGES: tuple[Callable[[str, Ground], str], ...] = (
    _cut,
    _doubled,
    _without(r"{%-? end\w+ -?%}"),
    _without(r"{%-? (?:for|if|macro|call) [^%]*%}"),
    _without(r"}}"),
    _without(r"}}", "}"),
    *OPENING,
    _without(r"%}", "}"),
    _without(r"%}", "%"),
    _without(r"{%", "{"),
    _without(r"{% end(?:if|for) %}", "{% endfi %}"),
    _without(r"#}"),
    _without(r"({% end)(?:if|for|macro)", r"\1set"),
    _without(r"({{[^{}]*)\)([^{}()]*}})", r"\1\2"),
    _without(r"({%[^{}%]*)\)([^{}()%]*%})", r"\1\2"),
    _without(r"({{[^{}\"]*)\"([^{}\"]*\"[^{}\"]*}})", r"\1\2"),
)


def _some_template(ground: Ground) -> tuple[str, str]:
    """A random template and its text; one of the invented drug where there are no others."""
    paths = sorted(path for path in ground.kb.templates if path != TEMPLATE)
    if not paths:
        return TEMPLATE, BLOCKS
    path = ground.random.choice(paths)
    return path, ground.text(path)


def cut_short(ground: Ground) -> Mutant | None:
    """A mark of a random template lost, halved or doubled, or its end cut off, so that jinja2 can't read it."""
    path, text = _some_template(ground)
    change = ground.random.choice(CHANGES)
    changed = change(text, ground)
    if changed == text or (change not in OPENING and _is_whole(changed)):
        return None
    at = next((i for i, (a, b) in enumerate(zip(text, changed, strict=False)) if a != b), len(changed))
    said = f"{path}:{text.count(chr(10), 0, at) + 1} {text[at - 20 : at + 30]!r} -> {changed[at - 20 : at + 30]!r}"
    whole = range(1, changed.count("\n") + 3)
    return Mutant(path, {path: changed.encode()}, whole, whole, frozenset(CUT), said)


def loaded(ground: Ground) -> Mutant | None:
    """Something of another host at a random empty line of a random template."""
    path, text = _some_template(ground)
    blank = [found.start() + 1 for found in re.finditer(r"\n\n", text)] or [len(text)]
    at = ground.random.choice(blank)
    element = ground.random.choice(ELEMENTS).replace("HOST", ground.random.choice(HOSTS))
    if ground.random.random() < 0.2:
        element = re.sub(r"<(\w+) ", r"<\1\n  ", element, count=1)
    added = "\n" + element + "\n\n"
    changed = text[:at] + added + text[at:]
    first = text.count("\n", 0, at) + 1
    where = range(first, first + added.count("\n") + 1)
    return Mutant(path, {path: changed.encode()}, where, where, frozenset(LOADED), f"{path}:{first} {element!r}")


register("W06", "template whose marks do not close", cut_short, decided_by="S")
register("W07", "part of a page loaded from another host", loaded, decided_by="S")
