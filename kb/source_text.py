"""From the bytes of a file to text that may be read: size, encoding, and characters that hide or control."""

from __future__ import annotations

from typing import Final

from kb.finding import Place, Problem
from kb.hostile_text import character_fault
from kb.yaml_nodes import LARGEST_FILE

_AS_UTF_8: Final = "Save the file as UTF-8 without a byte order mark."


def decode(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """The text of a file's bytes, or None with the one problem that keeps it from being read."""
    text, problem = _decoded(data, file)
    return text, [problem] if problem else []


def _decoded(data: bytes, file: str) -> tuple[str | None, Problem | None]:
    if len(data) > LARGEST_FILE:
        message = f"the file has {len(data):,} bytes; at most {LARGEST_FILE:,} are read"
        return None, Problem("oversized-file", Place(file), message, "Split it: many small files, one topic each.")
    if _is_utf_16(data):
        return None, Problem("encoding-not-utf8", Place(file), "the file is UTF-16, not UTF-8", _AS_UTF_8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = Place(file, data.count(b"\n", 0, error.start) + 1)
        return None, Problem("encoding-not-utf8", place, f"byte {data[error.start]:#04x} is not UTF-8", _AS_UTF_8)
    fault = character_fault(text)
    if fault:
        help = "Delete the character and type the text anew."
        return None, Problem(fault.name, Place.in_text(file, text, fault.offset), f"the file holds {fault.what}", help)
    if not text.strip():
        return None, Problem("empty-file", Place(file), "the file is empty", "Delete it, or restore what it held.")
    return text, None


def _is_utf_16(data: bytes) -> bool:
    """Whether bytes look like UTF-16: a mark of byte order, or a NUL beside every other character."""
    head = data[:200]
    return head[:2] in (b"\xff\xfe", b"\xfe\xff") or head.count(0) > len(head) // 3
