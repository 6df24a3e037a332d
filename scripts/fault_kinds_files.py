"""Damaged and hostile files, and texts that try to become something else than text."""

from __future__ import annotations

from fault_kinds_changes import planted
from fault_kinds_file_changes import file_changed, line_changed, lines_added, linked, renamed
from fault_kinds_ground import Ground, Mutant, register
from fault_kinds_planted import quantity


def required(ground: Ground) -> Mutant | None:
    dose = ground.random.randint(2, 890)
    sound = quantity("zel-whole", "zel-flat-dose", f"{dose} mg")
    line = ground.random.choice(
        [
            f'    value: "{dose} mg"\n',
            "    measure: zel-flat-dose\n",
            '    cite: "zelguide2010"\n',
            '    locator: "Table 3"\n',
            f'    printed: "{dose} mg"\n',
            '    access: "full-text"\n',
        ]
    )
    return planted(
        sound,
        line,
        "",
        ("incomplete-fact", "missing-field", "uncited-fact", "missing-locator", "missing-printed", "missing-access"),
    )


def emptied(ground: Ground) -> Mutant | None:
    """A field with nothing behind its colon."""
    dose = ground.random.randint(2, 890)
    sound = quantity("zel-empty", "zel-flat-dose", f"{dose} mg")
    field = ground.random.choice(
        (f'value: "{dose} mg"', 'cite: "zelguide2010"', 'locator: "Table 3"', f'printed: "{dose} mg"')
    )
    return planted(
        sound,
        field,
        field.partition(":")[0] + ":" + ground.random.choice(("", " ~", ' ""')),
        (
            "type-mismatch",
            "missing-field",
            "value-syntax",
            "id-syntax",
            "not-a-number",
            "dangling-citation",
            "yaml-syntax",
            "placeholder",
            "number-not-in-printed",
        ),
    )


register(
    "F01",
    "key twice in a mapping",
    line_changed(r"^    (locator|cite|printed|measure): [^\n]*\n", r"\g<0>\g<0>", "duplicate-key"),
    decided_by="S",
)
register(
    "F02",
    "anchor and alias",
    line_changed(r"^  - id: ", "  - id: &a ", "alias-not-allowed"),
    line_changed(r"^    cite: \w+", "    cite: *a", "alias-not-allowed"),
    decided_by="S",
)
register(
    "F03",
    "custom tag",
    line_changed(r"^  - id: ", "  - id: !!python/object:x.y ", "tag-not-allowed"),
    line_changed(r"^    cite: ", "    cite: !!binary ", "tag-not-allowed"),
    decided_by="S",
)
register(
    "F04",
    "deep nesting",
    file_changed(
        lambda data, ground: data + b"terms: " + b"[" * ground.random.randint(20, 5000),
        "nesting-too-deep",
        "yaml-syntax",
    ),
    decided_by="S",
)
register(
    "F05",
    "second document",
    lines_added("---\nfacts: []\n# N\n", "multiple-documents"),
    lines_added("...\n---\n# N\nfacts:\n  - id: x\n", "multiple-documents"),
    decided_by="S",
)
register(
    "F15",
    "control character",
    line_changed(
        r"^    locator: ([^\"'\n]+)$", lambda found: f'    locator: "{found[1].strip()[:20]}\\0"', "control-character"
    ),
    line_changed(
        r"^    locator: ([^\"'\n]+)$",
        lambda found: f"    locator: {found[1].strip()[:20]}\x07",
        "control-character",
        "yaml-syntax",
    ),
    line_changed(
        r"^    locator: ([^\"'\n]+)$",
        lambda found: f'    locator: "{found[1].strip()[:20]}\\ud800"',
        "control-character",
        "yaml-syntax",
    ),
    decided_by="S",
)
register(
    "F16",
    "other encoding",
    file_changed(lambda data, ground: data + b"# \xe9\n" * ground.random.randint(1, 9), "encoding-not-utf8"),
    file_changed(lambda data, ground: data.decode().encode("utf-16"), "encoding-not-utf8"),
    decided_by="S",
)
register(
    "F17",
    "tabs or wrong indentation",
    line_changed(r"^    locator:", "\tlocator:", "yaml-syntax", "control-character"),
    line_changed(r"^    cite:", "  cite:", "yaml-syntax", "unknown-field", "missing-field", "type-mismatch"),
    decided_by="S",
)
register(
    "F19",
    "symbolic link",
    linked("/etc/hostname", "symlink-not-allowed"),
    linked("../X", "symlink-not-allowed"),
    decided_by="S",
)
register(
    "F25",
    "file that would be passed over",
    renamed(
        lambda file, ground: file.replace(
            ".yaml", ground.random.choice((".yml", ".YAML", ".yaml.bak", ".json", ".txt"))
        ),
        "unexpected-file",
    ),
    renamed(lambda file, ground: file.replace("facts/", "facts/.hidden/"), "unexpected-file"),
    decided_by="S",
)
register(
    "F26",
    "truncated or empty file",
    file_changed(lambda data, ground: b"", "empty-file", "vanished-figure", "dangling-link", "dangling-explanation"),
    file_changed(
        lambda data, ground: data[: len(data) // 2].rstrip() + b'\n    printed: "',
        "yaml-syntax",
        "missing-field",
        "duplicate-key",
    ),
    decided_by="S",
)
register(
    "F27",
    "optional field misspelt",
    line_changed(
        r"^    (cohort|data_cutoff|cites_as|near|subgroup|timepoint|ctcae_grade):",
        lambda found: f"    {found[1][:-2]}{found[1][-1]}:",
        "unknown-field",
    ),
    decided_by="S",
)
register(
    "F27b",
    "section misspelt",
    line_changed(r"^facts:", "fact:", "unknown-field"),
    line_changed(r"^explanations:", "explanation:", "unknown-field"),
    decided_by="S",
)
register("F28", "required field missing", required, decided_by="S")
register("F29", "field with nothing in it", emptied, decided_by="S")
register(
    "F31",
    "list or mapping where a text belongs",
    line_changed(r"^    locator: [^\n]*", "    locator: [a, b]", "type-mismatch"),
    line_changed(r"^    cite: [^\n]*", "    cite: {a: b}", "type-mismatch"),
    decided_by="S",
)
register(
    "F32",
    "key that is no text",
    line_changed(r"^    access: ", "    ? [a]\n    : b\n    access: ", "non-text-key", "yaml-syntax"),
    decided_by="S",
)
register(
    "F33",
    "merge key",
    line_changed(r"^  - id: ", "  - <<: {measure: x}\n    id: ", "merge-key-not-allowed"),
    decided_by="S",
)
register("F38", "ledger damaged", lambda ground: _ledger(ground), decided_by="S")


def _ledger(ground: Ground) -> Mutant | None:
    ledgers = [one.file for one in ground.kb.ledgers.values()]
    file = ground.random.choice(ledgers) if ledgers else "facts/verification/zelable2001.json"
    data = (ground.root / file).read_bytes() if ledgers else b"{}"
    new = data[: ground.random.randint(1, max(len(data) - 3, 2))]
    return Mutant(
        file, {file: new}, range(0), range(0), frozenset({"damaged-ledger"}), f"{file} cut to {len(new)} bytes"
    )
