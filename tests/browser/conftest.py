"""A real Chromium, walking the real app as a person would: served in a thread, each test with a folder of its own."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.walking import PHONE, Walk
from unstuck.web.serving import App

CHROMIUM = os.environ.get("UNSTUCK_CHROMIUM")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser these tests are left out, aloud."""
    left_out = pytest.mark.skipif(CHROMIUM is None, reason="left out: no Chromium here (UNSTUCK_CHROMIUM names one)")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(left_out)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, and Django then refuses every test after it a database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    served = App(tmp_path_factory.mktemp("data"))
    Thread(target=served.run, args=(lambda: None,), daemon=True).start()
    return served


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this test."""
    place = tmp_path / "data"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setattr(django_settings, "UNSTUCK_FOLDER", place)
    return place


@pytest.fixture
def window(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone-sized window."""
    context = chromium.new_context(viewport=PHONE, locale="en-GB")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext, app: App, folder: Path) -> Page:  # noqa: ARG001 - the folder has to be set
    """A page that was let in, and stands at the first run."""
    opened = window.new_page()
    opened.goto(app.link())
    return opened


@pytest.fixture
def walk(page: Page) -> Walk:
    """The same, with the ways a person walks by."""
    return Walk(page, date.today())  # noqa: DTZ011 - a person's own day
