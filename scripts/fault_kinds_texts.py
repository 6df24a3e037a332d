"""Texts that try to become something else than text, and words of judgement."""

from __future__ import annotations

from collections.abc import Callable

from fault_kinds_changes import field_added, replaced
from fault_kinds_ground import Draw, Ground, Mutant, Scalar, register


def texted(paths: tuple[str, ...], change: Callable[[str, Ground], str], *expected: str) -> Draw:
    """A text of a fact changed into something hostile."""

    def draw(ground: Ground) -> Mutant | None:
        def fits(one: Scalar) -> bool:
            return one.path in paths and ground.kb.facts[one.owner].status == "active" and len(one.content) < 120

        return replaced(ground, ground.pick(fits), lambda text: change(text, ground), expected)

    return draw


TEXTS = ("locator", "says", "note", "printed")


HIDDEN = ("\u202e", "\u2066", "\u202a", "\u2067", "\u202d")


ZERO = ("\u200b", "\u2060", "\ufeff", "\u00ad", "\u200d")


register(
    "F06",
    "boolean by accident",
    texted(
        ("access", "status", "statistic"),
        lambda text, ground: ground.random.choice(("no", "on", "off", "NO", "Yes")),
        "type-mismatch",
    ),
    decided_by="S",
)
register(
    "F12",
    "bidirectional control",
    texted(TEXTS, lambda text, ground: text[:1] + ground.random.choice(HIDDEN) + text[1:], "bidi-control-character"),
    decided_by="S",
)
register(
    "F13",
    "look-alike letter in a word",
    texted(
        ("drug", "measure", "cite"),
        lambda text, ground: text.replace("a", "\u0430", 1).replace("e", "\u0435", 1),
        "mixed-script-token",
        "id-syntax",
    ),
    decided_by="S",
)
register(
    "F14",
    "invisible character",
    texted(
        (*TEXTS, "value"),
        lambda text, ground: text[:1] + ground.random.choice(ZERO) + text[1:],
        "invisible-character",
        "value-syntax",
        "number-format",
        "unknown-unit",
    ),
    decided_by="S",
)
register(
    "F18",
    "path or device in an id",
    texted(
        ("id",),
        lambda text, ground: ground.random.choice(
            ("../../" + text, "/etc/" + text, "con", "nul", text + "/x", "..", "C:" + text)
        ),
        "id-syntax",
    ),
    decided_by="S",
)
register(
    "F20",
    "template syntax in a text",
    texted(
        TEXTS,
        lambda text, ground: text + ground.random.choice((" {{ 7*7 }}", " {% raw %}", " {# x #}")),
        "template-syntax",
    ),
    decided_by="S",
)
register(
    "F21",
    "markup in a text",
    texted(
        TEXTS,
        lambda text, ground: (
            text
            + ground.random.choice(
                (
                    " <img src=x onerror=alert(1)>",
                    " <script>x</script>",
                    " <form action=x>",
                    " <svg/onload=x>",
                    " &lt;script&gt;",
                    " <a href='javascript:x'>y</a>",
                )
            )
        ),
        "markup-not-allowed",
        "url-scheme-not-allowed",
    ),
    decided_by="S",
)
register(
    "F22",
    "unsafe link scheme",
    texted(
        ("locator", "note", "says"),
        lambda text, ground: ground.random.choice(
            (
                "JavaScript:alert(1)",
                "data:text/html,x",
                "vbscript:x",
                "java\tscript:x",
                "see javascript:x",
                "[x](javascript:y)",
                "&#106;avascript:x",
            )
        ),
        "url-scheme-not-allowed",
        "markup-not-allowed",
        "control-character",
    ),
    decided_by="S",
)
register(
    "F30",
    "oversized text",
    texted(
        ("note", "says"),
        lambda text, ground: text + " word" * ground.random.randint(300, 900),
        "oversized-text",
        "type-mismatch",
    ),
    decided_by="S",
)
register(
    "F36",
    "abbreviation that causes errors, in our words",
    texted(
        ("note", "says"),
        lambda text, ground: (
            text.rstrip(".")
            + ground.random.choice(
                (
                    " 5 U.",
                    " at 4 \u00b5g.",
                    " QD.",
                    " 600000 IU.",
                    " q8h.",
                    " 2 cc.",
                    " 1.0 mg.",
                    " SC.",
                    " .5 mg.",
                    " BID.",
                )
            )
        ),
        "error-prone-abbreviation",
    ),
    decided_by="S",
)
register(
    "F37",
    "passage of a source quoted",
    texted(
        ("note", "says"),
        lambda text, ground: text + ' "this is a passage of the source that was copied as it stood there in print"',
        "quoted-passage",
        "oversized-text",
    ),
    decided_by="S",
)
register(
    "F39",
    "near words that are none",
    lambda ground: field_added(
        ground,
        ground.fact(lambda fact: not fact.near and fact.printed),
        f"near: [{ground.random.choice(('two words', '---', 'a b c'))}]",
        ("near-not-words",),
    ),
    decided_by="S",
)
register(
    "H01",
    "association told as cause",
    texted(("says",), lambda text, ground: "It causes this: " + text, "human-review-required"),
    decided_by="H",
)
register(
    "H03",
    "wording stronger than the evidence",
    texted(
        ("says",),
        lambda text, ground: text.replace("may", "must").replace("can ", "always ") + " This is recommended.",
        "human-review-required",
        "hedge-lost",
    ),
    decided_by="H",
)
