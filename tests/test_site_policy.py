"""What a page may run: its policy in force, hostile words that stay words, and how a reader reports an error."""

from __future__ import annotations

import base64
import copy
import dataclasses
import functools
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kb.folder_swap import BuildProblem
from kb.hostile_text import phrase_faults
from kb.model import KnowledgeBase
from kb.page_policy import policy, put_policies
from kb.report_link import put_report_links, report_place
from tests.checklist_site import lay_out_checklist_base
from tests.chromium import Watched
from tests.second_base_site import build_second_base, lay_out_second_base, load_second_base, second_site
from tests.test_site_browser import KINDS, address, path_of

__all__ = ["address"]

RUN = "window.hostile=1"
HOSTILE = (
    f"</template></p><script>{RUN}</script><img src=x onerror={RUN}><svg onload={RUN}>"
    f"\"' onmouseover={RUN} x='\" [a](javascript:{RUN}) `b` {{{{ 7*7 }}}} --><!--proofs--><!--report x y--> &lt;i&gt;"
)
CONTENT = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def test_every_page_has_a_policy_that_names_its_inline_scripts_and_no_host() -> None:
    for path in second_site().site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        policies = CONTENT.findall(text)
        assert len(policies) == 1, path
        assert text.index(policies[0]) < text.index("<script"), "a policy binds only what follows it"
        scripts = [
            body
            for attributes, body in re.findall(r"<script([^>]*)>(.*?)</script>", text, re.S)
            if "src=" not in attributes and "json" not in attributes
        ]
        digests = {base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in scripts}
        assert set(re.findall(r"'sha256-([^']+)'", policies[0])) == digests
        assert "default-src 'none'" in policies[0]
        assert "unsafe" not in policies[0]
        assert "http" not in policies[0]


def test_no_page_holds_code_in_attributes() -> None:
    for path in second_site().site.rglob("*.html"):
        assert not re.search(r"<[a-z][^<>]*\s(?:on[a-z]+|style)=", path.read_text(encoding="utf-8")), path


def test_a_policy_is_the_same_whatever_the_order_of_scripts() -> None:
    assert policy(["a", "b"]) == policy(["b", "a", "a"])
    assert policy([]).endswith("script-src 'self'")


def test_an_inline_script_that_is_not_of_the_theme_gets_no_hash_but_stops_the_build(tmp_path: Path) -> None:
    head = '<meta charset="utf-8">'
    (tmp_path / "404.html").write_text(f'{head}<script>scope=new URL("/",location)</script>')
    (tmp_path / "a.html").write_text(f'{head}<script>scope=new URL("..",location)</script><script src="b.js"></script>')
    assert put_policies(tmp_path) == []
    (tmp_path / "b.html").write_text(f"{head}<SCRIPT >{RUN}</SCRIPT>")
    assert put_policies(tmp_path) == [f"b.html: an inline script is not the theme's own: '{RUN}'"]
    (tmp_path / "404.html").unlink()
    assert "404.html: this page was not built" in put_policies(tmp_path)[0]


PAGE = f"<p>{report_place('a-dose', 'measures/dose.html#a-dose')}</p>"


def test_without_an_address_for_reports_a_reference_can_be_copied() -> None:
    text, problems = put_report_links("dosing.html", PAGE, "1a2b3c4d")
    assert problems == []
    assert 'data-report="Fact a-dose, edition 1a2b3c4d, measures/dose.html#a-dose, seen on dosing.html"' in text
    assert "Copy reference for a report" in text
    assert "href" not in text


def test_with_an_address_for_reports_a_link_names_the_fact() -> None:
    meta = '<meta name="kb-report" content="https://errors.example/new?fact={id}&amp;of={edition}&amp;at={page}">'
    text, problems = put_report_links("dosing.html", meta + PAGE, "1a2b3c4d")
    assert problems == []
    assert 'href="https://errors.example/new?fact=a-dose&amp;of=1a2b3c4d&amp;at=measures%2Fdose.html%23a-dose"' in text


@pytest.mark.parametrize(
    ("address_template", "problem"),
    [
        ("javascript:alert({id})", "mkdocs.yml: report_url 'javascript:alert({id})' begins with none of https://"),
        ("https://errors.example/new", "mkdocs.yml: report_url 'https://errors.example/new' needs {id}"),
        ("https://e.example/{id}/{name}", "mkdocs.yml: report_url 'https://e.example/{id}/{name}' needs {id}, and may"),
    ],
)
def test_an_address_for_reports_that_will_not_do_is_refused(address_template: str, problem: str) -> None:
    _, problems = put_report_links("a.html", f'<meta name="kb-report" content="{address_template}">', "1a2b3c4d")
    assert len(problems) == 1
    assert problems[0].startswith(problem)


def test_an_address_set_in_the_configuration_reaches_every_card(tmp_path: Path) -> None:
    root = lay_out_second_base(tmp_path / "base")
    configuration = root / "mkdocs.yml"
    configuration.write_text(configuration.read_text() + "extra: {report_url: 'https://errors.example/?f={id}'}\n")
    build_second_base(root)
    for page in ("measures/dose.html", "dosing.html"):
        assert 'href="https://errors.example/?f=label-dose"' in (root / "site" / page).read_text()
    configuration.write_text(configuration.read_text().replace("?f={id}", ""))
    with pytest.raises(BuildProblem, match=r"mkdocs.yml: report_url 'https://errors.example/' needs \{id\}"):
        build_second_base(root)


def test_every_page_says_for_whom_and_for_what_it_is_which_edition_and_when_reviewed() -> None:
    edition = json.loads((second_site().site / "edition.json").read_text())["edition"]
    for path in second_site().site.rglob("*.html"):
        foot = re.search(r'<footer class="page-foot".*?</footer>', path.read_text(encoding="utf-8"), re.S)
        if path.name == "404.html":
            continue
        assert foot is not None, path
        for said in ("For nobody", "Not for anything else"):
            assert said in foot[0], (path, said)
        dates = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", foot[0]))
        assert dates == {
            "Edition": f"{edition}, made on 22 November 2026",
            "Last clinical review": "never",
            "Next review due": "not set",
        }, path


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Watched]:
    watched = Watched(browser, address, viewport={"width": 1280, "height": 900})
    yield watched
    watched.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("kind", [*KINDS, "search", "palette", "wrong address"])
def test_the_policy_is_in_force_and_nothing_of_the_site_offends_it(kind: str, page: Watched) -> None:
    if kind == "wrong address":
        shown = page.go("404.html")
    else:
        shown = page.go(path_of(kind) if kind in KINDS else "index.html")
    if kind == "search":
        shown.locator('input[name="query"]').click()
        shown.keyboard.type("dose")
        shown.wait_for_selector(".md-search-result__item a", state="attached")
    if kind == "palette":
        shown.locator("label.md-header__button[title='Switch to dark']").click()
        assert shown.evaluate("document.body.dataset.mdColorScheme") == "slate"
    if kind != "search" and shown.locator("a.figure:visible").count():
        shown.locator("a.figure:visible").first.click()
    assert page.errors == []
    shown.evaluate(f"document.body.append(Object.assign(document.createElement('script'), {{text: '{RUN}'}}))")
    assert shown.evaluate("window.hostile") is None
    assert len(page.errors) == 1
    assert "Content Security Policy" in page.errors[0]


@pytest.mark.browser
def test_the_reference_for_a_report_is_copied_with_id_edition_and_page(page: Watched) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shown = page.go("dosing.html")
    shown.locator('a.figure[data-fact="able-dose"]').first.click()
    button = shown.locator("#proof button", has_text="Copy reference for a report")
    button.click()
    shown.wait_for_function("[...document.querySelectorAll('#proof button')].some(one => one.textContent === 'Copied')")
    copied = shown.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(
        r"Fact able-dose, edition [0-9a-f]{8}, measures/dose.html#able-dose, seen on dosing.html", copied
    )


def _hostile(record: Any, **others: Any) -> Any:
    """A copy of a record with hostile words in its texts, past the validation that would refuse them."""
    made = copy.copy(record)
    for field in dataclasses.fields(record):
        if field.name in _WORDS:
            object.__setattr__(made, field.name, f"{getattr(record, field.name)} {HOSTILE}".strip())
    for name, value in others.items():
        object.__setattr__(made, name, value)
    return made


_WORDS = {
    "says", "hedge", "locator", "printed", "data_cutoff", "cites_as", "misprint", "graded", "reason", "note", "label",
    "because", "settled_by", "by", "title", "short_title", "journal", "organization", "howpublished", "doi", "pmid",
    "retracted", "retraction_notice", "jurisdiction", "pages", "volume", "number", "year",
}  # fmt: skip


@functools.cache
def hostile_site(folder: Path) -> Path:
    root = lay_out_checklist_base(folder / "base")
    return build_second_base(root, _made_hostile(load_second_base(root))).site


def _made_hostile(kb: KnowledgeBase) -> KnowledgeBase:
    facts = {id: _hostile(fact) for id, fact in kb.facts.items()}
    lists = {"intervention": (HOSTILE,), "population": (HOSTILE,), "near": (HOSTILE,), "timing": (HOSTILE,)}
    facts["label-interval"] = _hostile(kb.facts["label-interval"], **lists, voice="reported", status="disputed")
    facts["label-interval"] = _hostile(facts["label-interval"], drug=HOSTILE, parameter=HOSTILE, subgroup=HOSTILE)
    references = {key: _hostile(reference) for key, reference in kb.references.items()}
    extra = {"synonyms": (HOSTILE,), "misprints": (HOSTILE,), "note": HOSTILE}
    entries = [
        _hostile(entry, **{name: extra[name] for name in extra if hasattr(entry, name)}) for entry in kb.vocabulary
    ]
    cohorts = {id: _hostile(cohort) for id, cohort in kb.cohorts.items()}
    explanations = tuple(_hostile(one) for one in kb.explanations)
    return KnowledgeBase(facts, type(kb.vocabulary)(entries), references, cohorts, explanations, kb.today)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_site(tmp_path_factory.mktemp("hostile"))


def test_hostile_words_in_every_field_reach_pages_as_words(hostile: Path) -> None:
    texts = {path.relative_to(hostile).as_posix(): path.read_text() for path in hostile.rglob("*.html")}
    assert sum("window.hostile" in text for text in texts.values()) > 10, "they are shown"
    for name, text in texts.items():
        without = re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.S)
        for tag in re.findall(r"<[a-zA-Z/!][^<>]*>", without):
            plain = re.sub(r"\"[^\"]*\"|'[^']*'", "", tag)
            assert "hostile" not in plain, (name, tag)
            assert not re.search(r"(?:href|src)=[\"']?\s*javascript:", tag, re.I), (name, tag)


@pytest.mark.browser
def test_hostile_words_in_every_field_do_nothing_in_a_browser(hostile: Path, browser: Any) -> None:
    watched = Watched(browser, hostile.as_uri() + "/", viewport={"width": 1280, "height": 900})
    for path in sorted(hostile.rglob("*.html")):
        name = path.relative_to(hostile).as_posix()
        if name.startswith("rules/") or name == "404.html":
            continue
        shown = watched.go(name)
        shown.evaluate("for (const one of [...document.querySelectorAll('a.figure, input')].slice(0, 9)) one.click()")
        assert shown.evaluate("window.hostile") is None, name
    watched.context.close()
    assert watched.errors == []


def test_the_checker_would_refuse_the_hostile_words() -> None:
    assert phrase_faults(HOSTILE)


def test_a_link_that_would_run_code_stops_the_build(tmp_path: Path) -> None:
    root = lay_out_second_base(tmp_path / "base")
    kb = load_second_base(root)
    kb.references = {
        key: _hostile(one, url=f"JavaScript:{RUN}") if key == "page2020" else one for key, one in kb.references.items()
    }
    with pytest.raises(BuildProblem, match="references/page2020.html: the link 'JavaScript:window.hostile=1' may run"):
        build_second_base(root, kb)
