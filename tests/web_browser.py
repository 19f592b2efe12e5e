"""A browser and the servers that the tests of pages look at with it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from browsing import AXE, CHROMIUM
from conftest import needed
from serving import EDITIONS, GRAPH, serving


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    needed(CHROMIUM, "Chromium (Debian's chromium)")
    with sync_playwright() as playwright:
        result = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield result
        result.close()


@pytest.fixture(scope="module")
def axe() -> str:
    return needed(AXE, "axe-core (npm install --prefix .npm axe-core)").read_text("utf-8")


@pytest.fixture(scope="module")
def address(browser: Browser) -> Iterator[str]:
    del browser  # no server without it
    with serving(GRAPH) as text:
        yield text


@pytest.fixture(scope="module")
def editions(browser: Browser) -> Iterator[str]:
    del browser
    with serving(EDITIONS) as text:
        yield text
