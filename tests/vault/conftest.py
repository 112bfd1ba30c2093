"""Every test has its own folders, and none touches this machine's keyring or the tester's own vault."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from django.db import connections
from keyring.backends import fail

from tests.vault.people import Person, person
from unstuck.vault import configure

configure.ready()


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No keyring, no database server, and the device's secrets in a folder of this test."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.delenv("UNSTUCK_DATABASE_URL", raising=False)
    monkeypatch.delenv("UNSTUCK_DATA", raising=False)
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]  # keyring's own class has no types
    known = set(connections.settings)
    yield
    keyring.set_keyring(before)
    for alias in set(connections.settings) - known:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


@pytest.fixture
def alice(tmp_path: Path) -> Person:
    return person(tmp_path / "alice", "Alice's correct horse")


@pytest.fixture
def bob(tmp_path: Path) -> Person:
    return person(tmp_path / "bob", "Bob's correct horse")


@pytest.fixture
def charlie(tmp_path: Path) -> Person:
    return person(tmp_path / "charlie", "Charlie's correct horse")
