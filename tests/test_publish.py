"""Building a site: what must come out, what stops it, and that a torn site is never seen."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.folder_swap import swap
from kb.output_check import Expected, output_problems
from kb.publish import BuildProblem, serve_site
from tests.second_base_site import (
    PROJECT,
    build_second_base,
    few_rules,
    lay_out_second_base,
    load_second_base,
    second_site,
)

BUILD = """
import pathlib, sys
from tests.second_base_site import build_second_base
build_second_base(pathlib.Path(sys.argv[1]))
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out_second_base(tmp_path / "a base")


def digest(site: Path) -> dict[str, str]:
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def build(root: Path, *, release: bool = False) -> None:
    build_second_base(root, release=release)


def test_the_second_base_builds_with_the_same_code_and_the_same_templates() -> None:
    report = second_site()
    pages = {path.relative_to(report.site).as_posix() for path in report.site.rglob("*.html")}
    assert {"index.html", "dosing.html", "measures/dose.html", "references/able2001.html", "rules/KB101.html"} <= pages
    assert report.pages == len(pages - {"404.html"})
    assert [step.name for step in report.steps][-2:] == ["verify the output", "swap in"]
    assert not list(report.site.parent.glob(".site-*"))


def test_every_fact_stands_at_its_permanent_address() -> None:
    site = second_site().site
    for fact in load_second_base(PROJECT / "tests" / "second_base").facts.values():
        assert f'id="{fact.id}"' in (site / "measures" / f"{fact.measure}.html").read_text()


def test_the_words_of_a_fact_stay_words() -> None:
    text = (second_site().site / "measures" / "remark.html").read_text()
    assert "*one* cycle &amp; [some](never) do _not_." in text


def test_nothing_is_loaded_from_another_host_and_nothing_names_the_generator() -> None:
    for path in second_site().site.rglob("*.html"):
        text = path.read_text()
        assert not re.search(r"<(?:link|script|img)[^>]*(?:href|src)=\"(?:https?:)?//", text)
        assert "Made with" not in text


def test_search_finds_a_fact_in_every_spelling_and_lands_on_it() -> None:
    index = json.loads((second_site().site / "search" / "search_index.json").read_text())
    text = {entry["location"]: entry["title"] + " " + entry["text"] for entry in index["docs"]}
    found = text["measures/dose.html#label-dose"]
    assert all(spelling in found for spelling in ("400,000", "400000", "0.4 million", "Zelvan"))
    pages = {location.split("/")[0] for location, words in text.items() if "400,000 International" in words}
    assert pages == {"measures", "conflicts"}, "a figure is indexed where it stands for good, not in every table"


def test_the_same_input_gives_the_same_bytes(root: Path) -> None:
    build(root)
    first = digest(root / "site")
    changed = dict(os.environ, TZ="Pacific/Kiritimati", PYTHONHASHSEED="7", LC_ALL="C")
    subprocess.run([sys.executable, "-c", BUILD, str(root)], env=changed, cwd=PROJECT, check=True)
    assert digest(root / "site") == first


def test_a_build_that_fails_says_why_and_leaves_the_old_site(root: Path) -> None:
    site = root / "site"
    site.mkdir()
    (site / "index.html").write_text("old")
    (root / "site_templates" / "pages" / "dosing.md.j2").write_text("{{ fact('nothing-at-all') }}")
    with pytest.raises(BuildProblem, match="site_templates/pages/dosing.md.j2:1: no fact has the id 'nothing-at-all'"):
        build(root)
    assert digest(site) == {"index.html": hashlib.sha256(b"old").hexdigest()}
    assert not list(root.glob(".site-*"))


def test_what_mkdocs_complains_of_is_passed_on(root: Path) -> None:
    configuration = root / "mkdocs.yml"
    configuration.write_text(configuration.read_text().replace("dosing.md", "missing.md"))
    with pytest.raises(BuildProblem, match="(?s)MkDocs ended with exit code 1.*missing.md"):
        build(root)


def test_a_figure_shown_without_its_mark_stops_the_build(root: Path) -> None:
    figure = root / "site_templates" / "generic" / "_figure.md.j2"
    figure.write_text(figure.read_text().replace("{% for mark in view.marks %}", "{% for mark in view.marks[1:] %}"))
    with pytest.raises(BuildProblem, match="the figure of 'label-dose' is shown without its mark 'conflict'"):
        build(root)


def test_two_builds_of_one_base_do_not_mix(root: Path) -> None:
    (root / ".build").mkdir()
    with (root / ".build" / "lock").open("w") as lock:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BuildProblem, match="another build of this base is running"):
            build(root)


def test_a_release_refuses_a_tool_whose_facts_nobody_signed(root: Path) -> None:
    (root / "site_templates" / "pages" / "dosing.md.j2").write_text(
        '{% extends "generic/_layout.md.j2" %}{% block title %}Dosing{% endblock %}'
        '{% block body %}{{ page.tool("dose table") }}<p>{{ fact("label-dose") }}</p>{% endblock %}'
    )
    with pytest.raises(
        BuildProblem, match="dosing.md: a decision tool rests on 1 safety-critical facts without sign-off"
    ):
        build(root, release=True)
    build(root)


def test_a_killed_build_leaves_the_old_site_or_the_new_one(root: Path) -> None:
    started = time.perf_counter()
    build(root)
    whole = time.perf_counter() - started
    before = digest(root / "site")
    (root / "CHANGELOG.md").write_text("## One change\n\n- so that the new site is another one\n")
    left = []
    for part in (0.3, 0.6, 0.8, 1.0, 1.2):
        process = subprocess.Popen([sys.executable, "-c", BUILD, str(root)], cwd=PROJECT, start_new_session=True)
        time.sleep(part * whole)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        left.append(digest(root / "site"))
    build(root)
    after = digest(root / "site")
    assert after != before
    assert all(state in (before, after) for state in left)
    assert not list(root.glob(".site-*"))


def test_a_site_left_between_two_renames_is_put_back(root: Path) -> None:
    old = root / ".site-old"
    old.mkdir()
    (old / "index.html").write_text("old")
    (root / "mkdocs.yml").write_text("nav: 3")
    with pytest.raises(BuildProblem):
        build(root)
    assert (root / "site" / "index.html").read_text() == "old"


def test_readers_never_see_a_site_without_pages(tmp_path: Path) -> None:
    new, site = tmp_path / "new", tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("0")
    missing: list[int] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                (site / "index.html").read_text()
            except FileNotFoundError:
                missing.append(1)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(200):
        new.mkdir(exist_ok=True)
        (new / "index.html").write_text(str(number))
        swap(new, site)
    done.set()
    reader.join()
    assert (site / "index.html").read_text() == "199"
    if sys.platform == "linux":
        assert not missing


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ('<a href="b.html">b</a>', "a.html: the link 'b.html' leads nowhere"),
        ('<a href="#x">x</a>', "a.html: the link '#x' leads to an anchor that does not exist"),
        (
            '<img src="https://elsewhere.example/x.png">',
            "a.html: loads 'https://elsewhere.example/x.png' from another host",
        ),
        ("<article>5 IU</article>", "a.html: error-prone-abbreviation: 'IU'; write International Units"),
        (
            '<a class="figure" href="#f" data-fact="f">1</a><i id="f"></i>',
            "a.html: the figure of 'f' is shown without its mark 'disputed'",
        ),
    ],
)
def test_a_fault_in_the_output_is_named(tmp_path: Path, page: str, problem: str) -> None:
    (tmp_path / "a.html").write_text(page)
    expected = Expected(frozenset({"a.html"}), {}, {"f": frozenset({"disputed"})})
    assert output_problems(tmp_path, expected) == [problem]


def test_pages_and_anchors_that_were_not_made_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>a</p>")
    expected = Expected(frozenset({"a.html", "b.html"}), {"a.html": frozenset({"f"})}, {})
    assert output_problems(tmp_path, expected) == [
        "b.html: this page was not built",
        "a.html#f: this fact has no anchor on the page of its measure",
    ]


@pytest.fixture
def said(root: Path) -> Iterator[list[str]]:
    lines: list[str] = []
    stop = threading.Event()
    options = {"progress": lines.append, "stop": stop, "every": 0.1}
    server = threading.Thread(target=serve_site, args=(root, 0), kwargs=options)
    with few_rules():
        server.start()
        yield lines
        stop.set()
        server.join()


def wait_for(lines: list[str], pattern: str, count: int = 1) -> re.Match[str]:
    for _ in range(600):
        found = [match for line in list(lines) if (match := re.search(pattern, line))]
        if len(found) >= count:
            return found[-1]
        time.sleep(0.1)
    raise AssertionError(f"never said {pattern!r}: {lines}")


def test_a_preview_is_served_here_only_and_built_again_when_a_fact_changes(root: Path, said: list[str]) -> None:
    address = wait_for(said, r"http://127\.0\.0\.1:\d+/").group()
    facts = root / "facts" / "zelvarin.yaml"
    facts.write_text(facts.read_text().replace("650 mg", "725 mg"))
    wait_for(said, r"^Built \d+ pages", 2)
    with urllib.request.urlopen(f"{address}measures/medication.html") as answer:
        assert "725 mg" in answer.read().decode()
    (root / "site_templates" / "pages" / "dosing.md.j2").write_text("{{ nothing }}")
    wait_for(said, r"^site_templates/pages/dosing.md.j2:1: 'nothing' is undefined")
