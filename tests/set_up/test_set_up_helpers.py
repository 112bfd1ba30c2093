"""The promise: the tests drive the browser and the database this machine has, the newest, or the one it is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from set_up.helpers import HELPERS, browsers, databases

CHROMIUM, _ = HELPERS


def program(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).touch(mode=0o755)
    return folder / name


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the search path, and it is empty."""
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    return tmp_path / "path"


@pytest.mark.skipif(os.name == "nt", reason="left out: Windows finds programs by their ending")
def test_a_browser_is_found_by_its_name(path: Path) -> None:
    assert not list(browsers(places=()))
    chrome = program(path, "google-chrome")
    assert list(browsers(places=())) == [chrome]
    chromium = program(path, "chromium")
    assert list(browsers(places=())) == [chromium, chrome]


@pytest.mark.usefixtures("path")
def test_a_browser_is_found_where_other_systems_put_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path / "Program Files"))
    assert list(browsers(places=["$PROGRAMFILES/chrome.exe"])) == [tmp_path / "Program Files" / "chrome.exe"]


@pytest.mark.usefixtures("path")
def test_the_newest_database_comes_first(tmp_path: Path) -> None:
    for version in ("9.6", "15", "postgresql@14"):
        program(tmp_path / version / "bin", "initdb")
    found = databases(places=[(str(tmp_path), "*/bin/initdb")])
    assert [folder.parent.name for folder in found] == ["15", "postgresql@14", "9.6"]


def test_the_one_that_is_named_by_hand_decides(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(path, "chromium")
    mine = program(tmp_path / "mine", "browser")
    monkeypatch.setenv(CHROMIUM.variable, str(mine))
    assert CHROMIUM.find() == mine
    monkeypatch.setenv(CHROMIUM.variable, str(tmp_path / "gone"))
    assert CHROMIUM.find() is None
