"""As a person meets it: Debian's Chromium on the explorer and on the site, with axe-core.

Chromium is Debian's package ``chromium``; axe-core is looked for in ``.npm``, where ``.ci/run`` puts it. Without them
the tests say so and skip; in CI they may not. With ``--update-golden`` the pictures of docs/pictures/ are taken anew.
"""

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, expect

from browsing import Watched, faults, picture
from serving import GRAPH, opened
from skosmith.web import Files, write_site

pytest_plugins = ["web_browser"]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    del browser
    folder = tmp_path_factory.mktemp("browsed") / "site"
    with opened(GRAPH, is_site=True) as explorer:
        write_site(Files(explorer), folder)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


PAGES = [
    "index.en.html", "index.pt.html", "lor.en.html", "lor/4.pt.html", "skills/MAPD.en.html", "skills/SSUP.en.html",
    "skilllevels/SSUP_3.pt.html", "compare/skills/MAPD.en.html", "compare.en.html?a=skills/MAPD&b=skills/SSUP",
    "search.en.html?q=map", "report.en.html", "data.en.html", "query.en.html", "pages/mapd.pt.txt.en.html", "nothing",
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_serious_stands_in_anybodys_way(
    name: str, scheme: str, browser: Browser, axe: str, address: str
) -> None:
    with Watched(browser, color_scheme=scheme) as watched:
        watched.page.goto(address + name)
        assert faults(watched.page, axe) == []
        if name == "nothing":
            watched.wrong.clear()  # the 404 itself


@pytest.mark.parametrize(
    "name", ["index.ar.html", "9/index.ar.html", "9/skills/KITE.ar.html", "editions/9/skills/KITE.en.html"]
)
def test_nor_where_it_is_written_from_right_to_left(name: str, browser: Browser, axe: str, editions: str) -> None:
    with Watched(browser) as watched:
        watched.page.goto(editions + name)
        assert faults(watched.page, axe) == []


def test_nothing_is_wider_than_a_telephone(browser: Browser, address: str, editions: str) -> None:
    with Watched(browser, viewport={"width": 360, "height": 740}) as watched:
        for name in [*(address + one for one in PAGES[:-1]), editions + "9/skills/KITE.ar.html"]:
            watched.page.goto(name)
            wide = watched.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= 360, name


def test_a_person_finds_a_skill_reads_it_and_follows_a_level(
    browser: Browser, address: str, request: pytest.FixtureRequest
) -> None:
    with Watched(browser) as watched:
        page = watched.page
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Skills framework (example)")
        picture(page, "framework", request)
        page.get_by_role("combobox", name="Search").fill("VENDÁS")
        expect(page.get_by_role("option")).to_have_count(1)
        picture(page, "search", request)
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("option")).to_have_attribute("aria-selected", "true")
        page.keyboard.press("Enter")
        page.wait_for_url("**/skills/SSUP.en.html")
        assert page.locator("h1 [lang=pt]").inner_text() == "Suporte à vendas"
        page.get_by_role("link", name="Português", exact=True).click()
        page.wait_for_url("**/skills/SSUP.pt.html")
        assert page.locator("html").get_attribute("lang") == "pt"
        expect(page.get_by_role("listitem").filter(has_text="Nível 7")).to_contain_text("Não definida neste nível")
        picture(page, "skill", request)
        page.get_by_role("link", name="Nível 4").click()
        page.wait_for_url("**/skilllevels/SSUP_4.pt.html")
        page.get_by_role("link", name="Nível 4: Possibilita").click()
        page.wait_for_url("**/lor/4.pt.html")
        expect(page.locator("main")).to_contain_text("Abre caminho para o trabalho dos outros")
        page.get_by_role("link", name="Desenho de mapas").click()
        page.wait_for_url("**/skilllevels/MAPD_4.pt.html")


def test_a_person_compares(browser: Browser, address: str, editions: str, request: pytest.FixtureRequest) -> None:
    with Watched(browser, color_scheme="dark") as watched:
        page = watched.page
        page.goto(f"{address}skills/MAPD.en.html")
        page.get_by_role("link", name="Compare with Português").click()
        expect(page.locator("table.sides")).to_contain_text("Desenho de mapas")
        picture(page, "compare", request)
        page.get_by_role("link", name="Compare", exact=True).click()
        page.get_by_label("Skill", exact=True).nth(1).select_option("skills/SSUP")
        page.get_by_role("button", name="Show").click()
        expect(page.locator("table.sides")).to_contain_text("Suporte à vendas")
        page.goto(f"{editions}9/skills/KITE.en.html")
        page.get_by_role("link", name="Compare with edition 8").click()
        expect(page.locator("mark").first).to_be_visible()


def test_it_works_from_the_keyboard(browser: Browser, address: str) -> None:
    with Watched(browser) as watched:
        page = watched.page
        page.goto(f"{address}skills/MAPD.en.html")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        assert page.get_by_role("link", name="Skip to the content").bounding_box()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        page.keyboard.press("/")
        reached = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.textContent.trim().slice(0, 40)"))
        assert {"Level 2", "Where the texts come from", "jsonld"} <= reached


def test_it_works_without_javascript(browser: Browser, address: str) -> None:
    with Watched(browser, java_script_enabled=False) as watched:
        page = watched.page
        page.goto(address)
        page.get_by_role("searchbox").fill("mapas")
        page.get_by_role("searchbox").press("Enter")
        page.get_by_role("link", name="Map drawing").click()
        page.wait_for_url("**/skills/MAPD.en.html")
        page.get_by_text("Where the texts come from").click()
        page.get_by_role("link", name="mapd.en.txt").click()
        page.goto(f"{address}compare.en.html")
        page.get_by_role("button", name="Show").click()
        expect(page.locator("table.sides")).to_be_visible()
        page.goto(f"{address}query.en.html")
        expect(page.get_by_role("button", name="Show")).to_have_count(0)  # nothing that would do nothing
        page.get_by_label("Query in SPARQL").fill("ASK {}")
        with page.expect_download() as answer:  # no browser shows the results of SPARQL by itself
            page.get_by_role("button", name="Run the query").click()
        assert "<boolean>true</boolean>" in answer.value.path().read_text("utf-8")


def test_as_you_type_folds_as_the_page_of_results_does(browser: Browser, editions: str) -> None:
    """The same word with a vowel sign and a stretched letter."""
    typed = "تَطـيير"
    with Watched(browser) as watched:
        page = watched.page
        page.goto(f"{editions}9/skills/KITE.ar.html")
        page.get_by_role("combobox").fill(typed)
        expect(page.locator("#found li").first).to_contain_text("تطيير")
        page.goto(f"{editions}search.ar.html?q={typed}")
        expect(page.locator("#all-results li").first).to_contain_text("تطيير")


def test_it_prints(browser: Browser, address: str, tmp_path: Path) -> None:
    with Watched(browser) as watched:
        watched.page.goto(f"{address}skills/MAPD.en.html")
        watched.page.emulate_media(media="print")
        assert not watched.page.get_by_role("searchbox").or_(watched.page.get_by_role("combobox")).is_visible()
        assert watched.page.locator(".ladder").is_visible()
        watched.page.pdf(path=tmp_path / "page.pdf")
        assert (tmp_path / "page.pdf").stat().st_size > 10_000


def test_scripts_in_texts_do_not_run(browser: Browser, editions: str) -> None:
    with Watched(browser) as watched:
        opened_boxes: list[str] = []

        def note(box: Dialog) -> None:
            opened_boxes.append(box.message)
            box.dismiss()

        watched.page.on("dialog", note)
        for name in (
            "index.en.html",
            "8/index.en.html",
            "9/skills/KITE.en.html",
            "search.en.html?q=<img src=x onerror=alert(5)>",
        ):
            watched.page.goto(editions + name)
        box = watched.page.get_by_role("combobox")
        box.fill("<script>alert(6)</script> reel")
        assert opened_boxes == []
        assert watched.page.evaluate("try { eval('1') } catch (error) { error.name }") in {"EvalError", 1}


def test_the_site_searches_switches_and_compares(browser: Browser, axe: str, site: str) -> None:
    with Watched(browser) as watched:
        page = watched.page
        page.goto(site)
        page.get_by_role("combobox").fill("mapas")
        page.get_by_role("combobox").press("Enter")
        page.wait_for_url("**/search.en.html?q=mapas")
        expect(page.locator("#all-results li")).to_have_count(1)
        page.locator("#all-results a").first.click()
        page.wait_for_url("**/skills/MAPD.en.html")
        assert faults(page, axe) == []
        page.get_by_role("link", name="Português", exact=True).click()
        page.get_by_role("link", name="Nível 3").click()
        page.wait_for_url("**/skilllevels/MAPD_3.pt.html")
        page.goto(f"{site}compare.en.html?a=skills/MAPD&la=pt&b=skills/SSUP&lb=pt")
        expect(page.locator("table.sides")).to_contain_text("Segura a mira")
        expect(page.locator("table.sides")).to_contain_text("Atende pedidos simples")
        page.get_by_label("Language", exact=True).nth(0).select_option("en")
        page.get_by_role("button", name="Show").click()
        expect(page.locator("table.sides")).to_contain_text("Holds the staff")
        assert faults(page, axe) == []


def test_the_site_opens_from_a_folder(browser: Browser, tmp_path: Path) -> None:
    with opened(GRAPH, is_site=True) as explorer:
        write_site(Files(explorer), tmp_path / "site")
    context = browser.new_context()
    page = context.new_page()
    page.goto((tmp_path / "site" / "index.html").as_uri())
    page.get_by_role("link", name="Map drawing").click()
    assert page.locator("main").evaluate("node => getComputedStyle(node).maxWidth") != "none"
    expect(page.get_by_role("heading", level=1)).to_contain_text("Map drawing")
    context.close()


def test_who_types_what_is_nowhere_sees_that_nothing_is_found(browser: Browser, site: str) -> None:
    with Watched(browser) as watched:
        page = watched.page
        page.goto(site)
        page.get_by_role("combobox").fill("mapas")
        expect(page.locator("#found li")).not_to_have_count(0)
        page.get_by_role("combobox").fill("zzzz")
        expect(page.locator("#count")).to_have_text("Nothing found.")
        field, result = page.locator("#q").bounding_box(), page.locator("#count").bounding_box()
        assert field
        assert result
        assert result["width"] > 100
        assert result["y"] >= field["y"] + field["height"]
