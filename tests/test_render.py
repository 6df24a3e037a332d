"""Templates: no figure of their own, mistakes named at their line, and nothing of a fact taken for markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.render import Rendered, RenderProblem, render_site, template_problems
from kb.template_prose import bare_numerals, error_prone_abbreviations
from tests.second_base_site import PROJECT, lay_out_second_base, load_second_base, second_views


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out_second_base(tmp_path / "base")


def rendered(root: Path) -> Rendered:
    return render_site(second_views(load_second_base(root)), root / "site_templates")


def page(root: Path, body: str) -> None:
    head = '{% extends "generic/_layout.md.j2" %}\n{% block title %}T{% endblock %}\n{% block body %}\n'
    text = f"{head}{body}\n{{% endblock %}}\n"
    (root / "site_templates" / "pages" / "index.md.j2").write_text(text)


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Give 600,000 units.</p>", [(1, 9, "600,000")]),
        ("<p>a</p>\n<p>over 15 minutes</p>", [(2, 9, "15")]),
        ("<p>15% of them</p>", [(1, 4, "15")]),
        ("<p>Rest for two weeks.</p>", [(1, 13, "two weeks")]),
        ("<p>half a vial, one million units</p>", [(1, 17, "one million units")]),
        ('<img alt="at 8 hours" src="x8.svg">', [(1, 14, "8")]),
        ('{{ figure("600,000 per kg") }}', [(1, 12, "600,000")]),
        ("<p>½ of the dose</p>", [(1, 4, "½")]),
    ],
)
def test_a_figure_of_a_templates_own_is_found_at_its_place(template: str, found: list[tuple[int, int, str]]) -> None:
    assert [tuple(one) for one in bare_numerals(template)] == found


@pytest.mark.parametrize(
    "template",
    [
        "<p>Give {{ fact('dose-600000') }}.</p>",
        '<h2 id="part-2" class="w-50">The H2 antagonists and interleukin-2</h2>',
        '<svg viewBox="0 0 10 10"><rect x="3"/></svg>',
        "<p>One source differs from the other; two doubts remain.</p>",
        "## Heading {: #anchor-2 }",
        "{# 600,000 is an example #}<!-- 14 doses -->",
        "{% if loop.index <= 3 %}a{% endif %}",
        "<p>it&#8217;s</p><style>a { margin: 3px }</style>",
    ],
)
def test_digits_that_are_no_figure_are_left_alone(template: str) -> None:
    assert bare_numerals(template) == []


@given(st.text(alphabet="ab{}%#<>\"'=123 \n&;", max_size=80))
def test_any_template_is_read_without_failing_and_places_hold_the_token(template: str) -> None:
    lines = template.split("\n")
    for line, column, token in bare_numerals(template):
        assert "\n".join(lines[line - 1 :])[column - 1 :].startswith(token)


def test_a_template_with_a_figure_stops_the_build_under_the_name_of_its_rule(root: Path) -> None:
    page(root, "<p>at most 14 doses</p>")
    with pytest.raises(RenderProblem) as caught:
        rendered(root)
    assert caught.value.messages == [
        "site_templates/pages/index.md.j2:4:12: bare-numeral: '14' stands in a template. "
        'Take the figure from a fact: {{ fact("its-id") }}.'
    ]


def test_the_projects_own_templates_hold_no_figure() -> None:
    assert template_problems(PROJECT / "site_templates") == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            '<p>{{ fact("label-dos") }}</p>',
            "pages/index.md.j2:4: no fact has the id 'label-dos'; did you mean 'label-dose'?",
        ),
        (
            "{{ site.measures.dose.unitt }}",
            "pages/index.md.j2:4: 'kb.pages.tables.MeasureView object' has no attribute 'unitt'",
        ),
        ("{{ nothing }}", "pages/index.md.j2:4: 'nothing' is undefined"),
        ("{% if %}", "pages/index.md.j2:4: Expected an expression, got 'end of statement block'"),
    ],
)
def test_a_mistake_in_a_template_is_named_at_its_line(root: Path, body: str, message: str) -> None:
    page(root, body)
    with pytest.raises(RenderProblem) as caught:
        rendered(root)
    assert caught.value.messages == [f"site_templates/{message}"]


def test_what_a_fact_says_is_never_taken_for_markup(root: Path) -> None:
    kb = load_second_base(root)
    text = render_site(second_views(kb), root / "site_templates")["measures/remark.md"]
    assert "*one* cycle &amp; [some](never) do _not_." in text


def test_a_heading_made_of_a_facts_words_holds_no_markdown(root: Path) -> None:
    terms = root / "facts" / "vocabulary" / "terms.yaml"
    terms.write_text(terms.read_text().replace("label: Response,", "label: 'A *b* [c](d) {e} # f',"))
    text = rendered(root)["outcomes.md"]
    assert "## A &#42;b&#42; &#91;c&#93;&#40;d&#41; &#123;e&#125; &#35; f {: #response }" in text


def test_a_page_that_is_a_tool_lists_what_nobody_signed(root: Path) -> None:
    page(root, '{{ page.tool("dose table") }}{{ fact("label-dose") }}')
    assert rendered(root).unsigned_tools == {"index.md": ["label-dose"]}


def test_a_topic_without_a_page_of_its_own_gets_the_generic_one(root: Path) -> None:
    assert "## Dose {: #dose }" in rendered(root)["dosing.md"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("<p>600,000 IU/kg</p>", ["IU"]),
        ("<p>18 MIU</p>", ["MIU"]),
        ("<p>5 µg</p>", ["µg"]),
        ("<p>q8h or q 6 h</p>", ["q8h", "q 6 h"]),
        ("<p>1.0 mg</p>", ["1.0 mg"]),
        ("<p>.5 mg</p>", [".5 mg"]),
        ("<p>QD</p>", ["QD"]),
        ('<a href="q8h" class="IU">10 mg</a><script>IU</script>', []),
        ("<p>15.0% of SCIURUS; 0.5 mg; 10 mg; 3.0 months</p>", []),
    ],
)
def test_error_prone_abbreviations_are_found_in_the_text_of_a_page(text: str, tokens: list[str]) -> None:
    assert [one.token for one in error_prone_abbreviations(text)] == tokens


def test_a_sign_and_its_limit_never_part_at_the_end_of_a_line(root: Path) -> None:
    text = "".join(text for path, text in rendered(root).items() if not path.startswith("rules/"))
    assert re.findall(r"(?:&gt;|&lt;|[\u2264\u2265])\u00a0\d", text)
    assert re.findall(r"(?<!\d )(?:&gt;|&lt;|[\u2264\u2265]) \d", text) == []
