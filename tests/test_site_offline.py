"""A site on a device: kept after one visit, honest about its edition, and light at the first visit."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kb.offline import write_offline
from tests.chromium import expect
from tests.project_site import project_site
from tests.second_base_site import build_second_base, lay_out_second_base, second_site
from tests.serving import served

MOST_BYTES = 150_000
"""What the first visit to the home page may load, compressed."""


def listed(worker: str, name: str) -> dict[str, str]:
    """The files that a worker lists under a name, each with its digest."""
    found = re.search(rf"^const {name} = (.*);$", worker, re.M)
    assert found is not None
    return dict(json.loads(found[1]))


def test_the_worker_lists_every_page_and_every_part_with_its_digest() -> None:
    site = second_site().site
    worker = (site / "service-worker.js").read_text()
    core, rest = listed(worker, "CORE"), listed(worker, "REST")
    assert {"index.html", "dosing.html", "conflicts/index.html", "search/search_index.json"} <= core.keys()
    assert "assets/site.css" in core
    assert {"measures/dose.html", "references/able2001.html", "rules/KB101.html"} <= rest.keys()
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - {"404.html"}
    assert not any(name.startswith("api/") for name in core | rest)
    assert pages <= core.keys() | rest.keys()
    for name, digest in (core | rest).items():
        assert hashlib.sha256((site / name).read_bytes()).hexdigest().startswith(digest), name


def test_the_edition_and_the_manifest_are_told() -> None:
    site = second_site().site
    edition = json.loads((site / "edition.json").read_text())["edition"]
    assert f'data-edition="{edition}"' in (site / "index.html").read_text()
    manifest = json.loads((site / "manifest.webmanifest").read_text())
    assert (manifest["name"], manifest["start_url"]) == ("Zelvarin", "index.html")
    assert all((site / icon["src"]).is_file() for icon in manifest["icons"])


def test_a_site_without_the_program_of_the_worker_gets_none(tmp_path: Path) -> None:
    (tmp_path / "404.html").write_text("<title>A site</title>")
    write_offline(tmp_path, "1a2b3c4d")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["404.html", "edition.json", "manifest.webmanifest"]


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the second base's site, and the address that it is served at."""
    site = tmp_path / "site"
    shutil.copytree(second_site().site, site)
    with served(site) as address:
        yield site, address


def visited(browser: Any, address: str) -> Any:
    """A page that has been to the home page once, and stayed until the site was kept."""
    page = browser.new_context().new_page()
    page.goto(address + "index.html")
    page.wait_for_selector("html[data-kept]", state="attached", timeout=20_000)
    return page


def until(page: Any, condition: str) -> None:
    """Wait until a condition of the kept files holds, at most a minute."""
    kept = (
        "async function kept() { const all = []; for (const name of await caches.keys()) "
        "for (const one of await (await caches.open(name)).keys()) "
        "all.push(one.url.slice(location.origin.length + 1)); return all; }"
    )
    for _ in range(300):
        if page.evaluate(f"async () => {{ {kept} return {condition}; }}"):
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"never came true: {condition}")


@pytest.mark.browser
def test_after_one_visit_the_site_works_without_a_network(browser: Any, copy: tuple[Path, str]) -> None:
    _, address = copy
    page = visited(browser, address)
    until(page, "(await kept()).includes('rules/KB001.html')")
    page.context.set_offline(True)
    for path in ("index.html", "dosing.html", "conflicts/index.html", "measures/dose.html#label-dose", ""):
        page.goto(address + path)
        assert page.locator("h1").is_visible(), path
        page.wait_for_selector("#edition-notice")
        words = page.locator("#edition-notice").inner_text()
        assert re.match(r"Offline: edition [0-9a-f]{8}, kept on this device\. A newer edition may exist\.", words)
        assert re.search(r"last compared with the published one on \d{4}-\d\d-\d\d\.", words)
    page.goto(address + "dosing.html")
    page.locator('a.figure[data-fact="label-dose"]').first.click()
    expect(page.locator("#proof")).to_contain_text("400,000 International Units/kg", use_inner_text=True)
    page.locator('input[name="query"]').click()
    page.keyboard.type("0.4 million")
    page.wait_for_selector('.md-search-result__item a[href*="label-dose"]', state="attached")
    page.context.close()


@pytest.mark.browser
def test_an_old_edition_says_so_and_a_click_brings_the_new_one(browser: Any, copy: tuple[Path, str]) -> None:
    site, address = copy
    page = visited(browser, address)
    expect(page.locator("#edition-notice")).to_have_count(0)
    home = (site / "index.html").read_text()
    old = json.loads((site / "edition.json").read_text())["edition"]
    (site / "index.html").write_text(home.replace(old, "0000abcd"))
    worker = (site / "service-worker.js").read_text()
    (site / "edition.json").write_text('{"edition": "0000abcd"}\n')
    page.evaluate("Date.now = () => 8.64e15 / 2; document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_selector("#edition-notice")
    words = page.locator("#edition-notice").inner_text()
    assert words.startswith(f"This is an old edition ({old}). A newer one exists: 0000abcd.")
    digest = hashlib.sha256((site / "index.html").read_bytes()).hexdigest()[:16]
    changed = worker.replace(listed(worker, "CORE")["index.html"], digest).replace('BUILD = "', 'BUILD = "next-')
    (site / "service-worker.js").write_text(changed)
    page.locator("#edition-notice button").click()
    page.wait_for_selector('[data-edition="0000abcd"]')
    expect(page.locator("#edition-notice")).to_have_count(0)
    page.wait_for_selector("html[data-kept]", state="attached")
    until(page, "(await caches.keys()).join().includes(' next-') && (await caches.keys()).length === 1")
    page.context.set_offline(True)
    page.goto(address + "index.html")
    page.wait_for_selector('[data-edition="0000abcd"]')
    page.context.close()


@pytest.mark.browser
def test_what_is_not_of_the_edition_byte_for_byte_is_not_kept(browser: Any, copy: tuple[Path, str]) -> None:
    site, address = copy
    (site / "dosing.html").write_text("<!doctype html><title>another</title>")
    page = browser.new_context().new_page()
    page.goto(address + "index.html")
    page.wait_for_timeout(4000)
    assert page.evaluate("document.documentElement.dataset.kept") is None
    assert page.evaluate("navigator.serviceWorker.getRegistration().then(one => !!(one && one.active))") is False
    page.context.close()


@pytest.mark.browser
def test_the_first_visit_to_the_home_page_is_light(browser: Any) -> None:
    with served(project_site()) as address:
        context = browser.new_context(service_workers="block")
        page = context.new_page()
        asked: set[str] = set()
        context.on("request", lambda request: asked.add(request.url.partition("?")[0]))
        page.goto(address + "index.html", wait_until="networkidle")
        for _ in range(100):
            page.wait_for_timeout(300)
            if any("assets/javascripts/workers" in url for url in asked):
                break
        page.wait_for_timeout(1500)
        context.close()
    sizes = {
        url.removeprefix(address): len(gzip.compress((project_site() / url.removeprefix(address)).read_bytes(), 6))
        for url in asked
        if url.startswith(address)
    }
    assert not re.search(r"search_index|javascripts/workers", " ".join(sizes)), "loaded when somebody searches"
    assert sum(sizes.values()) <= MOST_BYTES, sorted(sizes.items(), key=lambda one: -one[1])


def test_two_builds_write_the_same_lists(tmp_path: Path) -> None:
    root = lay_out_second_base(tmp_path / "another place")
    build_second_base(root)
    for name in ("service-worker.js", "edition.json", "manifest.webmanifest"):
        assert (root / "site" / name).read_bytes() == (second_site().site / name).read_bytes()
