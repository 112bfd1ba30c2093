"""The app's pages without a browser: Django's own test client, let in by a link as a browser would be."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.web.clients import ADDRESS, let_in


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this test; without a keyring, so that the machine of who runs it isn't touched."""
    place = tmp_path / "data"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setattr(settings, "UNSTUCK_FOLDER", place)
    monkeypatch.setattr(settings, "UNSTUCK_ADDRESSES", (ADDRESS,))
    return place


@pytest.fixture
def client(folder: Path) -> Client:  # noqa: ARG001 - the folder has to be set
    """A browser that was let in."""
    return let_in()
