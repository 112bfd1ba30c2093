"""What a person does in the app, in a person's words; and what every page has to be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page, ViewportSize

from unstuck.demo import people, story_of
from unstuck.knowledge import words
from unstuck.web.desk import COOKIE, DESKS
from unstuck.web.notebook import Loose, Notebook

PHONE: ViewportSize = {"width": 400, "height": 800}
SMALL: ViewportSize = {"width": 320, "height": 640}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def said(key: str, **blanks: Any) -> str:  # noqa: ANN401 - what fills a blank
    """A sentence of the app, so that a test breaks when the page changes and not when a word does."""
    file, _, rest = key.partition(".")
    return words("en", file).say(rest, **blanks)


@dataclass
class Walk:
    """One person at one window."""

    page: Page
    today: date

    def button(self, key: str) -> None:
        """Press the button that says so."""
        self.page.get_by_role("button", name=said(key), exact=True).first.click()

    def link(self, key: str) -> None:
        """Follow the link that says so."""
        self.page.get_by_role("link", name=said(key), exact=True).first.click()

    def demo(self, number: int) -> None:
        """Look at an invented person, as if chosen from the list."""
        name = list(people())[number]
        self.own(Notebook(Loose(story_of(name)), demo=name, day=date.fromisoformat(people()[name]["on"])))

    def own(self, notebook: Notebook | None = None) -> Notebook:
        """Have pages open, empty ones unless others are given, and stand at the first page."""
        found = notebook or Notebook(Loose())
        keys = [cookie["value"] for cookie in self.page.context.cookies() if cookie["name"] == COOKIE]
        desk = DESKS.find(keys[0])
        assert desk is not None
        desk.open(found)
        self.page.goto(self.page.url.split("/", 3)[0] + "//" + self.page.url.split("/", 3)[2] + "/")
        return found

    def section(self, name: str) -> None:
        """Go to a section by the menu."""
        self.page.get_by_role("navigation").get_by_role("link", name=said(f"frame.nav.{name}"), exact=True).click()


def trouble(page: Page, scheme: str) -> Mapping[str, Any]:
    """What axe finds wrong with a page, by rule; nothing is what is wanted."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    return {one["id"]: [node["html"] for node in one["nodes"]] for one in found.response["violations"]}


def too_wide(page: Page) -> bool:
    """Whether a page has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
