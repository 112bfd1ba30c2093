"""Someone who writes, edits, deletes, backs up and goes wrong, in a process that logs all it can.

    UNSTUCK_DATA=FOLDER DJANGO_SETTINGS_MODULE=tests.vault.careless python -m tests.vault.writer FOLDER

Says what it has done on standard output, a word a stage, and waits for a line before it goes on.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.vault.people import CHEAP, STORY
from unstuck.story import validate
from unstuck.vault.restoring import restore
from unstuck.vault.unlocked import Unlocked
from unstuck.vault.vault import Vault

from django.contrib.sessions.backends.cached_db import SessionStore  # isort: skip - once the vault has set Django up
from django.core.management import call_command  # isort: skip

PHRASES = (
    "the blue heron by the weir",
    "Größenwahn at four in the morning",
    "Dr. Quintessa Vandermolen",
    "an afternoon nobody may know of",
    "a thing I deleted at once",
    "a thing I wrote first and corrected",
    "a line in the app's own notes",
    "a page I had only half written",
)
DATES = ("2031-07-19", "2031-08-23")
NUMBERS = ("271.8281828", "31415926")
PASSPHRASES = ("a passphrase with herons", "another passphrase with weirs")
KINDS = ('"note"', '"therapist"', "goal_ratings", "do_not_know_method", "life_event")

LOG = logging.getLogger(__name__)


def told() -> dict[str, object]:
    """A story with all the phrases, dates and numbers in it."""
    return {
        **STORY,
        "therapies": [
            {
                "id": "t1",
                "started": DATES[0],
                "schedule": {"every_days": float(NUMBERS[0])},
                "therapist": {"name": PHRASES[2]},
            }
        ],
        "sessions": [{"therapy": "t1", "date": DATES[0], "note": PHRASES[0]}],
        "notes": [{"date": DATES[1], "text": PHRASES[1]}],
    }


@contextmanager
def logged() -> Iterator[None]:
    """What goes wrong is written to the log with its whole traceback."""
    try:
        yield
    except Exception:
        LOG.exception("something went wrong")
    else:
        raise AssertionError("nothing went wrong")


def stage(word: str, secret: str = "") -> None:
    """Say what was done, and wait to be told to go on."""
    print(word, secret, flush=True)  # noqa: T201 - the test reads it
    sys.stdin.readline()


def main(folder: Path) -> None:
    """Write, edit, delete, back up and go wrong."""
    logging.basicConfig(filename=folder / "everything.log", level=logging.DEBUG)
    tempfile.tempdir = str(folder / "temporary")
    Path(tempfile.tempdir).mkdir()
    vault, code = Vault.create(folder, PASSPHRASES[0], cost=CHEAP)
    call_command("migrate", verbosity=0)
    session = SessionStore()
    session["seen"] = True
    session.save()
    open_now = Unlocked[Vault]()
    open_now.put(str(session.session_key), vault)
    vault.write_story(validate(told()))
    note = vault.append("notes", {"date": DATES[1], "text": PHRASES[5]})
    stage("written", code)
    gone = vault.append("notes", {"date": DATES[1], "text": PHRASES[4]})
    vault.correct(note, {"date": DATES[1], "text": PHRASES[3]}, seen=1)
    vault.append("app.notes", [PHRASES[6], int(NUMBERS[1])])
    vault.destroy(gone)
    vault.keep_draft("7", PHRASES[7])
    vault.backup(folder / "a backup")
    stage("edited")
    with logged():
        vault.append("notes", {"date": DATES[1], "text": PHRASES[0], PHRASES[2]: 1})
    with logged():
        vault.append(PHRASES[2], {"text": PHRASES[0]})
    with logged():
        vault.correct(note, {"date": DATES[1], "text": PHRASES[0]}, seen=1)
    with logged():
        vault.append("app.notes", {PHRASES[1]: {PHRASES[0]}})
    with logged():
        Vault.open_with_passphrase(folder, PASSPHRASES[0].upper(), cost=CHEAP)
    with logged():
        restore(folder / "a backup", folder, passphrase=PASSPHRASES[0], cost=CHEAP)
    stage("faults")
    vault.change_passphrase(PASSPHRASES[1], current=PASSPHRASES[0], cost=CHEAP)
    stage("sealed", vault.rekey(PASSPHRASES[1], cost=CHEAP))
    vault.keep_draft("7", "")
    open_now.lock(str(session.session_key))
    restore(folder / "a backup", folder / "restored", passphrase=PASSPHRASES[0], cost=CHEAP).lock()
    stage("locked")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
