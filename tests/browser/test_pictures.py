"""The promise: each page the manual shows is one the app has today, and no picture lies about unused."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.pictures import PICTURES, PLACE, Picture, draw
from unstuck.web.serving import App

MANUAL = PLACE.parent / "manual.md"
README = Path(__file__).parents[2] / "README.md"
PNG = b"\x89PNG\r\n\x1a\n"


def test_every_picture_is_shown_and_every_one_shown_is_there() -> None:
    shown = set()
    for page in (MANUAL, README):
        shown |= set(re.findall(r"pictures/([\w-]+)\.png", page.read_text(encoding="utf-8")))
    assert shown == {picture.name for picture in PICTURES} == {path.stem for path in PLACE.glob("*.png")}


@pytest.mark.parametrize("picture", PICTURES[:2], ids=lambda picture: picture.name)
def test_a_picture_can_be_drawn_anew(chromium: Browser, app: App, picture: Picture) -> None:
    assert draw(chromium, app, picture).startswith(PNG)
