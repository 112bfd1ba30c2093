"""What does the app look like? `python -m tests.browser.pictures` draws docs/pictures anew, from invented people.

The pages are real and so is the browser (`UNSTUCK_CHROMIUM` names it); the people and the day are fixed.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unstuck.web.settings")  # before anything else sets Django up

from tests.browser.walking import Walk
from tests.moving_on.people import NOOR, ON
from unstuck.demo import people
from unstuck.story import validate
from unstuck.web.notebook import Loose, Notebook
from unstuck.web.serving import App

PLACE = Path(__file__).parents[2] / "docs" / "pictures"
WIDTH, HEIGHT = 420, 860


@dataclass(frozen=True, slots=True)
class Picture:
    """One page, as one person sees it.

    Attributes:
        name: of the file.
        address: where it is.
        who: an invented person; "noor", who is looking for someone; "" for nobody yet.
        whole: whether to show all of a long page, not only the first screen.
        scheme: light or dark.
    """

    name: str
    address: str
    who: str = "stalled_after_a_gain"
    whole: bool = False
    scheme: Literal["light", "dark"] = "light"


PICTURES = (
    Picture("begin", "10", who=""),
    Picture("now", "", whole=True),
    Picture("now-dark", "", scheme="dark"),
    Picture("now-well", "", who="well_and_staying_well"),
    Picture("now-crossed", "", who="a_line_crossed"),
    Picture("check-in", "20"),
    Picture("why", "30"),
    Picture("options", "40"),
    Picture("talk", "51"),
    Picture("practice", "56/4"),
    Picture("trial", "61"),
    Picture("ending", "71"),
    Picture("wishes", "82", who="noor"),
    Picture("call", "86/0", who="noor"),
    Picture("compare", "88", who="noor"),
    Picture("library", "90"),
    Picture("mine", "100"),
    Picture("help", "1"),
)


def draw(browser: Browser, app: App, picture: Picture) -> bytes:
    """The picture, as PNG."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=picture.scheme, locale="en-GB"
    )
    page = context.new_page()
    page.goto(app.link())
    walk = Walk(page, ON)
    if picture.who == "noor":
        walk.own(Notebook(Loose(validate(NOOR)), day=ON))
    elif picture.who:
        walk.demo(list(people()).index(picture.who))
    page.goto(f"{app.address}/{picture.address}")
    found = page.screenshot(full_page=picture.whole, animations="disabled")
    context.close()
    return found


def main() -> int:
    """Draw them all."""
    PLACE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = App(Path(folder) / "data")
        Thread(target=app.run, args=(lambda: None,), daemon=True).start()
        browser = playwright.chromium.launch(executable_path=os.environ.get("UNSTUCK_CHROMIUM"), args=["--no-sandbox"])
        for picture in PICTURES:
            (PLACE / f"{picture.name}.png").write_bytes(draw(browser, app, picture))
        browser.close()
    for stray in {path.stem for path in PLACE.glob("*.png")} - {picture.name for picture in PICTURES}:
        (PLACE / f"{stray}.png").unlink()
    sys.stdout.write(f"{len(PICTURES)} pictures\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
