"""A range that breaks at the end of a line reads as another limit: `80–` and, below it, `90 mm Hg`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.whole_ranges import with_whole_ranges

STYLE = Path(__file__).parents[1] / "site_templates" / "assets" / "site.css"
UNBROKEN = "\n".join(re.findall(r"^\.unbroken.*", STYLE.read_text(encoding="utf-8"), re.M))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<p>80–90 mm Hg</p>", '<p><span class="unbroken">80–90</span> mm Hg</p>'),
        ("<p>30,000–50,000/mm³</p>", '<p><span class="unbroken">30,000–50,000</span>/mm³</p>'),
        ("<p>&gt; 0.1–2 a day</p>", '<p>&gt; <span class="unbroken">0.1–2</span> a day</p>'),
        ("<p>3–&gt;\u00a0131 months</p>", '<p><span class="unbroken">3–&gt;\u00a0131</span> months</p>'),
        ("<p>15–20%.</p>", '<p><span class="unbroken">15–20%</span>.</p>'),
        ("<p>zelvarin-2 is</p>", '<p><span class="unbroken">zelvarin-2</span> is</p>'),
        ("<p>trial C-144-01</p>", '<p>trial <span class="unbroken">C-144-01</span></p>'),
    ],
)
def test_a_range_and_a_name_with_a_number_stand_on_one_line(text: str, kept: str) -> None:
    assert with_whole_ranges(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        '<a title="80–90 mm Hg">limit</a>',
        "<title>80–90 mm Hg</title>",
        "<option>80–90</option>",
        '<script type="application/json">["80–90 "]</script>',
        "<svg><text>80–90</text><title>1–2</title></svg>",
        "<pre><code>80–90</code></pre>",
        "<p>label2024-dose-2 and 2003-2004 and a-12345</p>",
        "<p>80 – 90</p>",
    ],
)
def test_nothing_is_put_where_no_element_may_stand_or_where_there_is_no_range(text: str) -> None:
    assert with_whole_ranges(text) == text


@given(st.text("0123456789–-,.%<>&; abp/\"='\n", max_size=60))
def test_no_word_of_a_page_is_changed(text: str) -> None:
    made = with_whole_ranges(f"<p>{text}</p>")
    assert made.replace('<span class="unbroken">', "").replace("</span>", "") == f"<p>{text}</p>".replace("</span>", "")


def test_in_a_browser_the_two_ends_of_a_range_are_on_one_line(browser: Any) -> None:
    words = with_whole_ranges("<p>Systolic pressure 80–90 mm Hg</p>")
    page = browser.new_page()
    page.set_content(f"<style>p {{ width: 6ch }}\n{UNBROKEN}</style>{words}")
    tops = page.evaluate(
        "() => { const range = document.createRange(); const text = document.querySelector('.unbroken').firstChild;"
        " return [0, 4].map(at => { range.setStart(text, at); range.setEnd(text, at + 1);"
        " return range.getBoundingClientRect().top; }); }"
    )
    page.close()
    assert tops[0] == tops[1]
