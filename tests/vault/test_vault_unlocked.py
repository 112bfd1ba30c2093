"""The promise: an open vault is locked after a while, when asked to and at the end, and lives only in this process."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.vault.people import Person, elsewhere
from unstuck.vault.unlocked import Unlocked
from unstuck.vault.vault import Vault


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_now(clock: Clock) -> Iterator[Unlocked[Vault]]:
    kept = Unlocked[Vault](idle=timedelta(minutes=10), clock=clock)
    yield kept
    kept.lock_all()


def test_it_stays_open_while_it_is_used(open_now: Unlocked[Vault], clock: Clock, alice: Person) -> None:
    open_now.put("session", alice.vault)
    for _ in range(10):
        clock.now += 599
        assert open_now.get("session") is alice.vault
    assert not alice.vault.locked


def test_it_is_locked_after_idle_time(open_now: Unlocked[Vault], clock: Clock, alice: Person) -> None:
    open_now.put("session", alice.vault)
    clock.now += 600
    assert open_now.get("session") is None
    assert alice.vault.locked


def test_one_session_can_stay_open_for_longer_than_the_others(
    open_now: Unlocked[Vault], clock: Clock, alice: Person, bob: Person
) -> None:
    open_now.put("patient", alice.vault, timedelta(minutes=30))
    open_now.put("usual", bob.vault)
    clock.now += 1799
    assert open_now.get("usual") is None
    assert open_now.get("patient") is alice.vault
    clock.now += 1800
    assert open_now.get("patient") is None
    assert alice.vault.locked


def test_what_a_page_does_by_itself_is_no_use(open_now: Unlocked[Vault], clock: Clock, alice: Person) -> None:
    open_now.put("session", alice.vault)
    clock.now += 599
    assert open_now.get("session", used=False) is alice.vault
    clock.now += 1
    assert open_now.get("session", used=False) is None


def test_one_window_that_is_used_keeps_no_other_one_open(
    open_now: Unlocked[Vault], clock: Clock, alice: Person, bob: Person
) -> None:
    open_now.put("alice", alice.vault)
    open_now.put("bob", bob.vault)
    clock.now += 400
    assert open_now.get("bob") is bob.vault
    clock.now += 400
    assert open_now.get("bob") is bob.vault
    assert alice.vault.locked


def test_it_is_locked_at_once_when_asked_to(open_now: Unlocked[Vault], alice: Person) -> None:
    open_now.put("session", alice.vault)
    open_now.lock("session")
    open_now.lock("session")
    open_now.lock(None)
    assert alice.vault.locked
    assert open_now.get("session") is None


def test_another_vault_in_the_same_session_locks_the_first(
    open_now: Unlocked[Vault], alice: Person, bob: Person
) -> None:
    open_now.put("session", alice.vault)
    assert open_now.get("session") is alice.vault
    open_now.put("session", bob.vault)
    assert alice.vault.locked
    assert open_now.get("session") is bob.vault


def test_a_vault_that_was_locked_by_itself_is_not_handed_out(open_now: Unlocked[Vault], alice: Person) -> None:
    open_now.put("session", alice.vault)
    alice.vault.lock()
    assert open_now.get("session") is None


def test_it_is_locked_after_idle_time_even_when_nobody_asks(alice: Person, bob: Person) -> None:
    kept = Unlocked[Vault](idle=timedelta(seconds=0.2))
    kept.put("alice", alice.vault)
    time.sleep(0.1)
    kept.put("bob", bob.vault)
    deadline = time.monotonic() + 10
    while not (alice.vault.locked and bob.vault.locked):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    again = alice.again()
    kept.put("alice", again)
    while not again.locked:
        assert time.monotonic() < deadline
        time.sleep(0.02)


@dataclass
class Page:
    """Something private that is kept in memory alone."""

    text: str | None = "mine"

    @property
    def locked(self) -> bool:
        return self.text is None

    def lock(self) -> None:
        self.text = None


def test_what_is_kept_in_memory_alone_is_locked_in_the_same_way(clock: Clock) -> None:
    kept, page, other = Unlocked[Page](idle=timedelta(minutes=10), clock=clock), Page(), Page()
    kept.put("session", page)
    kept.put("other", other)
    clock.now += 599
    assert kept.get("session") is page
    clock.now += 1
    kept.lock_idle()
    assert (page.locked, other.locked) == (False, True)
    kept.lock_all()
    assert page.text is None


END = """
import sys
from pathlib import Path
from tests.vault.people import CHEAP
from unstuck.vault.unlocked import Unlocked
from unstuck.vault.vault import Vault
vault = Vault.open_with_passphrase(Path(sys.argv[1]), sys.argv[2], cost=CHEAP)
vault.append("notes", {"date": "2026-02-03", "text": "at the end"})
Unlocked().put("session", vault)
"""


def test_it_is_locked_when_the_process_ends(alice: Person) -> None:
    subprocess.run([sys.executable, "-c", END, alice.folder, alice.passphrase], check=True, env=elsewhere(), timeout=30)
    assert not (alice.folder / "vault.sqlite3-wal").exists() or not (alice.folder / "vault.sqlite3-wal").stat().st_size
    assert len(list((alice.folder / "backups").iterdir())) == 1
