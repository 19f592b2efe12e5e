"""Debian's Chromium as a person uses it, with axe-core, for the tests of pages."""

from pathlib import Path
from typing import Any, Self

import pytest
from playwright.sync_api import Browser, Page

from conftest import ROOT

CHROMIUM = Path("/usr/bin/chromium")
AXE = ROOT / ".npm" / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = {"serious", "critical"}


class Watched:
    """A page of the browser that notes what it asks for, and what goes wrong."""

    def __init__(self, browser: Browser, **options: Any) -> None:  # noqa: ANN401 - those of new_context
        # Nothing scrolls smoothly: what moves under the mouse is not what is clicked.
        still = {"locale": "en-GB", "viewport": {"width": 1180, "height": 900}, "reduced_motion": "reduce"}
        self.context = browser.new_context(**still | options)
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
    answer = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [
        f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}" for one in answer if one["impact"] in SERIOUS
    ]
