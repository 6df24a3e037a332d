"""PDFs of cards to print: made where a browser is, linked with pages and size, and never linked where none was made."""

from __future__ import annotations

import datetime
import re
import stat
from pathlib import Path
from typing import Any

import pytest

from kb import card_files
from kb.card_files import write_card_files
from tests.chromium import CHROMIUM
from tests.project_site import project_site

DAY = datetime.date(2026, 11, 22)
PAGE = """<!doctype html><html lang="en"><head><title>Cards</title>
<link rel="stylesheet" href="assets/a.css"><script src="assets/a.js"></script></head><body>
<p>Doses <!--card-file card-doses--> and <!--card-file card-none--></p>
<!--card card-doses--><section id="card-doses"><h2>Doses &amp; weights</h2>
<p><a class="figure" href="measures/dose.html#able-dose" data-fact="able-dose">5 mg</a></p></section><!--/card-->
</body></html>
"""
DATE = b"(D:20261122163605+00'00')"
PRINTED = b"%PDF-1.4\n<</CreationDate " + DATE + b" /ModDate " + DATE + b">>\n/Type /Pages\n/Type /Page\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A finished site of one page with one card, and a page in a folder that leads to it."""
    site = tmp_path / "a site"
    (site / "assets").mkdir(parents=True)
    (site / "assets" / "a.css").write_text("h2 { color: red }")
    (site / "cards.html").write_text(PAGE)
    (site / "rules").mkdir()
    (site / "rules" / "index.html").write_text("<p><!--card-file card-doses--></p>")
    return site


def program(folder: Path, script: str) -> Path:
    """A program that stands in for a browser."""
    path = folder / "made-up-browser"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def printing(folder: Path) -> Path:
    """A stand-in that keeps the page it was given and writes a PDF of one page."""
    (folder / "printed").write_bytes(PRINTED)
    return program(
        folder,
        'for one; do case "$one" in --print-to-pdf=*) out="${one#*=}";; file:*) page="${one#file://}";; esac; done\n'
        f'cp "$page" "{folder}/given.html"; cp "{folder}/printed" "$out"',
    )


def test_a_card_gets_a_file_of_the_day_and_a_link_with_pages_and_size(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_BROWSER", str(printing(tmp_path)))
    assert list(write_card_files(site, DAY)) == []
    made = (site / "cards" / "doses.pdf").read_bytes()
    assert made == PRINTED.replace(b"163605", b"000000"), "the same length, and no hour"
    text = (site / "cards.html").read_text()
    assert '<a class="card-file" href="cards/doses.pdf">PDF, 1 page, 1 kB</a> and </p>' in text
    assert '<a class="card-file" href="../cards/doses.pdf">' in (site / "rules" / "index.html").read_text()
    assert "<!--card" not in text


def test_a_browser_gets_the_card_alone_without_scripts_and_without_links(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_BROWSER", str(printing(tmp_path)))
    list(write_card_files(site, DAY))
    given = (tmp_path / "given.html").read_text()
    assert "<title>Doses &amp; weights</title>" in given
    assert f'href="{(site / "assets" / "a.css").as_uri()}"' in given
    assert '<a class="figure" data-fact="able-dose">5 mg</a>' in given
    assert "<script" not in given
    assert "measures/" not in given


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("/no/such/browser", "No PDF of the cards was made: KB_BROWSER names '/no/such/browser', which is no program"),
        ("", "No PDF of the cards was made: none of chromium, "),
    ],
)
def test_without_a_browser_the_build_says_so_and_no_page_has_a_dead_link(
    named: str, said: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_BROWSER", named)
    monkeypatch.setenv("PATH", "")
    (line,) = write_card_files(site, DAY)
    assert line.startswith(said)
    assert "<p>Doses  and </p>" in (site / "cards.html").read_text()
    assert not (site / "cards").exists()


@pytest.mark.parametrize(
    ("script", "said"),
    [("exit 3", "ended with exit code 3"), ("exec /bin/sleep 30", "was not done within 1 s")],
)
def test_a_browser_that_fails_is_named_with_the_card(
    script: str, said: str, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = program(tmp_path, script)
    monkeypatch.setenv("KB_BROWSER", str(failing))
    monkeypatch.setattr(card_files, "PATIENCE", 1)
    assert list(write_card_files(site, DAY)) == [f"No PDF of the card 'card-doses' was made: {failing} {said}"]
    assert "card-file" not in (site / "cards.html").read_text()


def test_a_preview_makes_none_and_says_nothing(site: Path) -> None:
    assert list(write_card_files(site, DAY, wanted=False)) == []
    assert "card-file" not in (site / "cards.html").read_text()


@pytest.mark.browser
def test_the_same_card_gives_the_same_bytes(browser: Any, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_BROWSER", str(CHROMIUM))
    made = []
    for _ in range(2):
        (site / "cards.html").write_text(PAGE)
        assert list(write_card_files(site, DAY)) == []
        made.append((site / "cards" / "doses.pdf").read_bytes())
    assert made[0] == made[1]
    assert b"(D:20261122000000+00'00')" in made[0]
    assert b"file://" not in made[0]


@pytest.mark.browser
def test_each_card_of_the_project_is_one_page_of_paper(browser: Any) -> None:
    text = (project_site() / "cards.html").read_text()
    cards = re.findall(r'<section class="print-card" id="card-([a-z]+)"', text)
    assert cards == ["doses", "criteria", "monitoring", "targets", "corrective", "medications"]
    for card in cards:
        content = (project_site() / "cards" / f"{card}.pdf").read_bytes()
        assert len(re.findall(rb"/Type\s*/Page\b", content)) == 1, card
        assert re.search(rb"/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]", content), "A4"
        words = f"PDF, 1 page, {-(-len(content) // 1000)} kB"
        assert f'<a class="card-file" href="cards/{card}.pdf">{words}</a>' in text
