"""Slips of form in the bibliography."""

from __future__ import annotations

import re

from fault_kinds_bibliography import KEYWORDS, at, capitals, entry_added, text
from fault_kinds_ground import register

register(
    "C03b", "one key for two works", entry_added(lambda ground, key, entry: entry, "duplicate-bib-key"), decided_by="S"
)
register("C03c", "keys that differ by capitals", entry_added(capitals, "case-colliding-bib-key"), decided_by="S")
register(
    "C14",
    "year that cannot be",
    at(
        r"^ +year += \{\d{4}\}",
        lambda found, ground: re.sub(r"\d{4}", str(ground.random.randint(2028, 2099)), found.group()),
        "future-reference",
        "bib-metadata-mismatch",
    ),
    decided_by="S",
)
register(
    "C15",
    "standing, kind or type misspelt",
    text(r"keywords +=\s*\{(\w+)\}", r"keywords = {\1s}", "unknown-source-kind"),
    at(
        KEYWORDS,
        lambda found, ground: found.group() + f",\n  standing = {{retractd{ground.count('c15')}}}",
        "unknown-standing",
    ),
    text(r"^@article", "@artcle", "unknown-entry-type"),
    decided_by="S",
)
register(
    "C15b", "kind of source deleted", text(r",\n +keywords +=\s*\{\w+\}", "", "missing-source-kind"), decided_by="S"
)
register(
    "C15c",
    "several kinds of one source",
    text(r"keywords +=\s*\{(\w+)\}", r"keywords = {\1, review}", "several-source-kinds", "unknown-source-kind"),
    decided_by="S",
)
register(
    "C21",
    "link between references that leads nowhere",
    at(
        KEYWORDS,
        lambda found, ground: found.group() + f",\n  versionof = {{nobody{ground.random.randint(1900, 2020)}}}",
        "dangling-bib-link",
    ),
    decided_by="S",
)
register(
    "C23",
    "web source without the day it was read",
    text(r"^ +urldate += \{[^}]*\},?\n", "", "web-source-not-captured"),
    decided_by="S",
)
register(
    "C23b",
    "day of reading in another form or to come",
    at(
        r"^ +urldate += \{([^}]*)\}",
        lambda found, ground: found.group().replace(
            found[1],
            ground.random.choice(("last week", "13/02/2025", f"20{ground.random.randint(30, 99)}-01-01", "2026-13-40")),
        ),
        "bib-field-format",
        "future-date",
        "impossible-date",
    ),
    decided_by="S",
)
register(
    "F23",
    "macro in the bibliography",
    at(
        r"^@(article|misc)",
        lambda found, ground: f'@string{{a{ground.random.randint(1, 999)} = "b"}}\n' + found.group(),
        "bib-macro-not-allowed",
    ),
    at(
        r"journal += \{[^}]*\}",
        lambda found, ground: f"journal = jan{ground.random.randint(1, 999)}",
        "bib-macro-not-allowed",
    ),
    decided_by="S",
)
register(
    "F24",
    "brace lost in the bibliography",
    text(r"\},\n", ",\n", "bib-syntax", "duplicate-bib-field"),
    text(r"\}\n\}\n", "}\n\n", "bib-syntax"),
    decided_by="S",
)
register(
    "F34",
    "field of the bibliography misspelt or twice",
    text(r"^ +title +=", "  tilte =", "unknown-bib-field"),
    text(r"^( +year +=[^\n]*,\n)", r"\1\1", "duplicate-bib-field"),
    decided_by="S",
)
register(
    "F35",
    "command of LaTeX or garbled name",
    text(r"^( +title +=\s*\{)", r"\1\\unknowncommand{x} ", "unknown-latex-command"),
    text(r"^( +author +=\s*\{\w+), ([^}]*)\}", r"\1, \2 et al.}", "bib-name-syntax"),
    text(r"^@(article|misc)\{(\w+)", r"@\1{\2/x", "bib-key-syntax"),
    decided_by="S",
)
