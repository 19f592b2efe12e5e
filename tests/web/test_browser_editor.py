"""The query editor as a person meets it: in Debian's Chromium, with axe-core."""

import json

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browsing import Watched, faults, picture
from serving import RUNAWAY

pytest_plugins = ["web_browser"]
pytestmark = pytest.mark.slow


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
        expect(page.locator("#state")).to_be_empty()  # the state is that of the tab in front
        page.get_by_role("button", name="Run query").click()
        expect(page.locator("#state")).to_have_text("Rows: 14")
        page.get_by_role("tab").first.click()
        expect(page.locator("#state")).to_have_text("Rows: 3")
        page.get_by_role("tab", name="ladder").click()
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


def test_tabs_are_kept_renamed_and_closed(browser: Browser, address: str) -> None:
    with Watched(browser) as watched:
        page = watched.page
        page.goto(f"{address}query.en.html")
        page.get_by_text("The ladder of a skill: its levels").first.click()
        page.get_by_role("button", name="Show ladder").click()
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
        ("SELECT * { SERVICE <https://example.org/> { ?a ?b ?c } }", 403, "SERVICE is not allowed"),
        ("CLEAR ALL", 403, "it takes no updates"),
    ],
)
def test_a_person_reads_why_a_query_is_not_answered(
    refusal: tuple[str, int, str], browser: Browser, address: str, axe: str
) -> None:
    query, status, output = refusal
    with Watched(browser, color_scheme="dark") as watched:
        page = watched.page
        page.goto(f"{address}query.en.html")
        ask(page, query)
        results = page.get_by_role("region", name="Results")
        expect(results).to_contain_text(f"(#{status})")
        expect(results).to_contain_text(output)
        expect(page.locator("#state")).to_contain_text(output)
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
