"""As a person meets it: Debian's Chromium on the explorer and on the site, with axe-core.

Chromium is Debian's package ``chromium``; axe-core is looked for in ``.npm``, where ``.ci/run`` puts it. Without them
the tests say so and skip; in CI they may not. With ``--update-golden`` the pictures of docs/pictures/ are taken anew.
"""

import http.server
import json
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Self

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect, sync_playwright

from conftest import ROOT, needed
from serving import EDITIONS, GRAPH, RUNAWAY, opened, serving
from skosmith.web import Files, write_site

CHROMIUM = Path("/usr/bin/chromium")
AXE = ROOT / ".npm" / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    needed(CHROMIUM, "Chromium (Debian's chromium)")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def axe() -> str:
    return needed(AXE, "axe-core (npm install --prefix .npm axe-core)").read_text("utf-8")


@pytest.fixture(scope="module")
def address(browser: Browser) -> Iterator[str]:
    del browser  # no server without it
    with serving(GRAPH) as found:
        yield found


@pytest.fixture(scope="module")
def editions(browser: Browser) -> Iterator[str]:
    del browser
    with serving(EDITIONS) as found:
        yield found


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


class Watched:
    """A page of the browser that notes what it asks for, and what goes wrong."""

    def __init__(self, browser: Browser, **options: Any) -> None:  # noqa: ANN401 - those of new_context
        self.context = browser.new_context(**{"locale": "en-GB", "viewport": {"width": 1180, "height": 900}} | options)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.wrong: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.wrong.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        foreign = [url for url in self.requests if not url.startswith("http://127.0.0.1:")]
        self.context.close()
        if kind is None:
            assert foreign == []
            assert self.wrong == []


def picture(page: Page, name: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        page.screenshot(path=ROOT / "docs" / "pictures" / f"{name}.png")


def faults(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in SERIOUS]


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


def editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Query in SPARQL")


def ask(page: Page, query: str) -> None:
    editor(page).press("Control+a")
    page.keyboard.type(f"{query} ")
    page.keyboard.press("Control+Enter")


def refused(watched: Watched, status: int) -> None:
    """What the browser and YASGUI say of an answer that is an error; nothing else may be wrong by then."""
    expected = [f"the server responded with a status of {status}", "    at "]
    assert [text for text in watched.wrong if not any(one in text for one in expected)] == []
    assert len(watched.wrong) == 2
    watched.wrong.clear()


def test_a_person_asks_a_query(browser: Browser, address: str, request: pytest.FixtureRequest) -> None:
    with Watched(browser) as watched:
        page = watched.page
        page.goto(f"{address}query.en.html")
        expect(page.locator("#plain")).to_be_hidden()
        editor(page).press("Control+Enter")
        expect(page.locator("#editor tbody tr")).to_have_count(3)
        expect(page.locator("#state")).to_have_text("Rows: 3")
        page.get_by_text("The ladder of a skill: its levels").first.click()
        page.get_by_role("button", name="Show ladder").click()
        expect(page.get_by_role("tab", name="ladder")).to_have_attribute("aria-selected", "true")
        expect(editor(page)).to_be_focused()
        page.get_by_role("button", name="Run query").click()
        expect(page.locator("#state")).to_have_text("Rows: 14")
        expect(page.get_by_role("gridcell", name="MAPD").first).to_be_visible()
        page.get_by_role("heading", level=1).scroll_into_view_if_needed()
        picture(page, "query", request)
        page.get_by_role("button", name="Shows Response view").click()
        expect(page.get_by_role("region", name="Results")).to_contain_text('"head"')
        with page.expect_download() as download:
            page.get_by_role("button", name="Download Results").click()
        assert json.loads(download.value.path().read_text("utf-8"))["head"]["vars"][0] == "code"
        page.get_by_role("button", name="Shows Table view").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Download Results").click()
        assert "MAPD" in download.value.path().read_text("utf-8")
        assert download.value.suggested_filename == "ladder.csv"
        ask(page, "DESCRIBE <https://example.org/framework/lor/4>")
        expect(page.get_by_role("region", name="Results")).to_contain_text("skm:Level")
        ask(page, "ASK {}")
        expect(page.get_by_role("region", name="Results")).to_have_text("True")
        page.get_by_role("button", name="New query").click()
        expect(page.get_by_role("tab")).to_have_count(3)
        page.get_by_role("button", name="Show ladder").click()  # the tab holds another query by now
        expect(page.get_by_role("tab")).to_have_count(4)
        page.reload()
        expect(page.get_by_role("tab")).to_have_count(4)
        expect(page.locator("#editor tbody tr")).to_have_count(0)  # what was answered is not kept
        page.get_by_role("tab").last.dblclick()
        page.keyboard.press("Home")
        page.keyboard.press("Delete")
        page.keyboard.press("Enter")
        expect(page.get_by_role("tab", name="adder").last).to_be_visible()
        for left in (3, 2, 1, 0):
            page.get_by_role("tab").last.press("Delete")
            expect(page.get_by_role("tab")).to_have_count(left)
        page.get_by_role("button", name="New query").click()
        expect(editor(page)).to_be_focused()


@pytest.mark.parametrize(
    "refusal",
    [
        ("SELECT * {\n ?s ?p", 400, "error at 2:"),
        (RUNAWAY, 422, "The query ran longer than 1.5 seconds"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", 422, "more than 1,000 rows"),
        ("SELECT * { SERVICE <https://example.org/> { ?a ?b ?c } }", 403, "SERVICE is refused"),
        ("CLEAR ALL", 403, "it takes no updates"),
    ],
)
def test_a_person_reads_why_a_query_is_not_answered(
    refusal: tuple[str, int, str], browser: Browser, address: str, axe: str
) -> None:
    query, status, said = refusal
    with Watched(browser, color_scheme="dark") as watched:
        page = watched.page
        page.goto(f"{address}query.en.html")
        ask(page, query)
        results = page.get_by_role("region", name="Results")
        expect(results).to_contain_text(f"(#{status})")
        expect(results).to_contain_text(said)
        expect(page.locator("#state")).to_contain_text(said)
        assert faults(page, axe) == []
        refused(watched, status)


def test_the_editor_offers_the_terms_of_the_data(browser: Browser, address: str, axe: str) -> None:
    """The vendor's completers ask prefix.cc and lov.linkeddata.es: Watched holds the requests to this server."""
    with Watched(browser) as watched:
        page, offered = watched.page, watched.page.locator(".CodeMirror-hint")
        page.goto(f"{address}query.en.html")
        editor(page).press("Control+a")
        page.keyboard.type("PREFIX sk")
        expect(offered).to_have_text(
            ["skm: <https://w3id.org/skosmith/ns#>", "skos: <http://www.w3.org/2004/02/skos/core#>"]
        )
        assert faults(page, axe) == []
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.keyboard.type("\nSELECT * { ?a skos:prefL")
        page.keyboard.press("Control+Space")
        expect(offered).to_have_text(["skos:prefLabel"])
        page.keyboard.press("Enter")
        page.keyboard.type(" ?b ; a skm:SkillL")
        expect(editor(page)).to_contain_text("PREFIX skm: <https://w3id.org/skosmith/ns#>")  # put there by itself
        page.keyboard.press("Control+Space")
        expect(offered).to_have_text(["skm:SkillLevel"])
        page.keyboard.press("Enter")
        page.keyboard.type(" . ?b prov:wasD")
        page.keyboard.press("Control+Space")
        expect(offered).to_have_text(["prov:wasDerivedFrom"])
        page.keyboard.press("Escape")
        page.get_by_role("heading", level=1).click()
        page.wait_for_load_state("networkidle")


def test_the_editor_lets_the_keyboard_through(browser: Browser, address: str) -> None:
    with Watched(browser) as watched:
        page = watched.page
        page.goto(f"{address}query.en.html")
        page.get_by_role("button", name="New query").focus()
        page.keyboard.press("Tab")
        expect(page.get_by_role("tab")).to_be_focused()
        page.keyboard.press("Tab")
        expect(editor(page)).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Run query")).to_be_focused()
        page.keyboard.press("Shift+Tab")
        expect(editor(page)).to_be_focused()
        page.keyboard.press("Control+Enter")
        expect(page.locator("#editor tbody tr")).to_have_count(3)
        page.get_by_role("button", name="Shows Response view").press("Enter")
        response = page.get_by_role("textbox", name="Results")
        response.focus()
        page.keyboard.press("Tab")
        expect(response).not_to_be_focused()
        assert page.evaluate("document.activeElement.textContent") == "Show all"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_the_editor_draws_stands_in_nobodys_way(scheme: str, browser: Browser, axe: str, editions: str) -> None:
    """Nothing that it draws is stopped by the policy of the page, either: Watched notes what the console says."""
    with Watched(browser, color_scheme=scheme) as watched:
        page = watched.page
        page.goto(f"{editions}query.ar.html")
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.locator("#editor .CodeMirror").evaluate("node => getComputedStyle(node).direction") == "ltr"
        query = page.get_by_role("textbox", name="استعلام SPARQL")
        query.press("Control+a")
        page.keyboard.type("SELECT * { ?s ?p ?o } LIMIT 80 ")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#editor tbody tr")).to_have_count(50)
        assert faults(page, axe) == []
        page.locator("#editor th").nth(1).click()
        grip = page.locator(".grip-handle .grip-resizable").nth(1).bounding_box()
        assert grip
        page.mouse.move(grip["x"] + 4, grip["y"] + 4)
        page.mouse.down()
        page.mouse.move(grip["x"] + 40, grip["y"] + 4, steps=3)
        assert page.locator("body").evaluate("node => getComputedStyle(node).cursor") == "col-resize"
        page.mouse.up()
        page.get_by_label("Simple view").check()
        page.get_by_label("Filter query results").press_sequentially("KITE")
        page.get_by_label("Page size").select_option("10")
        expect(page.locator("#editor tbody tr")).to_have_count(10)
        assert faults(page, axe) == []
        page.locator(".select_response").click()
        expect(page.locator(".yasr_results .CodeMirror")).to_be_visible()
        assert faults(page, axe) == []
        query.press("Control+a")
        page.keyboard.type("SELECT ? ")
        page.locator(".parseErrorIcon").hover()
        underlined = page.locator(".yasqe_tooltip strong").first
        assert underlined.evaluate("node => getComputedStyle(node).textDecorationLine") == "underline"


def test_no_iri_brings_markup_into_the_editor(browser: Browser, address: str) -> None:
    with Watched(browser) as watched:
        page = watched.page
        page.goto(f"{address}query.en.html")
        ask(
            page, """SELECT * { VALUES ?a { <http://a.example/'/onclick='x'/b='> <javascript:alert(1)> "<b>c</b>" } }"""
        )
        expect(page.locator("#editor tbody tr")).to_have_count(3)
        links = page.locator("#editor tbody a")
        expect(links).to_have_count(1)
        assert links.get_attribute("href") == "http://a.example/'/onclick='x'/b='"
        assert links.get_attribute("onclick") is None
        expect(page.locator("#editor tbody")).to_contain_text("<javascript:alert(1)>")
        expect(page.locator("#editor tbody")).to_contain_text("<b>c</b>")


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
        field, said = page.locator("#q").bounding_box(), page.locator("#count").bounding_box()
        assert field
        assert said
        assert said["width"] > 100
        assert said["y"] >= field["y"] + field["height"]
