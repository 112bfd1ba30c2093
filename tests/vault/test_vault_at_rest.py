"""The promise: whoever takes the folder finds nothing of what was written in it, not in one byte of any file."""

import base64
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vault.people import Person, elsewhere, python
from tests.vault.searching import found
from tests.vault.writer import DATES, KINDS, NUMBERS, PASSPHRASES, PHRASES
from unstuck.vault import recovery

SECRETS = (*PHRASES, *DATES, *NUMBERS, *PASSPHRASES, *KINDS)


class Writer:
    """Another process that writes, stage by stage."""

    def __init__(self, folder: Path) -> None:
        settings = {"UNSTUCK_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "tests.vault.careless"}
        self.process = subprocess.Popen(
            python("tests.vault.writer", folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=elsewhere() | settings,
        )

    def stages(self) -> Iterator[tuple[str, str]]:
        """Each stage and the secret it told, once it is reached; the next is begun when the next is asked for."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        for line in self.process.stdout:
            word, _, secret = line.strip().partition(" ")
            yield word, secret
            self.process.stdin.write("\n")
            self.process.stdin.flush()
        self.process.stdin.close()
        self.process.stdout.close()
        assert self.process.wait() == 0


def test_nothing_that_was_written_stands_in_any_file_at_any_time(tmp_path: Path) -> None:
    seen = []
    secrets: list[str | bytes] = list(SECRETS)
    for word, secret in Writer(tmp_path).stages():
        seen.append(word)
        if secret:
            secrets += [secret, secret.replace("-", ""), recovery.read(secret)]
        files = {path.name for path in tmp_path.rglob("*") if path.is_file()}
        assert {"vault.sqlite3", "everything.log"} <= files
        assert ("vault.sqlite3-wal" in files) == (word != "locked")
        assert not found(secrets, tmp_path), word
    assert seen == ["written", "edited", "faults", "sealed", "locked"]
    assert (tmp_path / "a backup").exists()
    assert (tmp_path / "restored" / "vault.sqlite3").exists()
    log = (tmp_path / "everything.log").read_text()
    assert log.count("Traceback") >= 6
    assert "INSERT INTO" in log


@pytest.mark.parametrize("secret", [*SECRETS, b"\x00\x01 raw key bytes \xff"])
def test_the_search_would_find_each_of_them_in_any_disguise(tmp_path: Path, secret: str | bytes) -> None:
    plain = (
        [secret.encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be")] if isinstance(secret, str) else [secret]
    )
    written = [way for each in plain for way in (each, each.hex().encode(), each.hex().upper().encode())]
    for start in range(3):
        written += [base64.b64encode(b"x" * start + each + b"and so on") for each in plain]
    for number, each in enumerate(written):
        (tmp_path / str(number)).write_bytes(b"before" + each + b"after")
    assert len(found([secret], tmp_path)) == len(written)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file").write_bytes(b"before, after")
    assert not found([secret], tmp_path / "other")


def test_the_key_itself_is_in_no_file(alice: Person) -> None:
    alice.note("mine")
    key = alice.vault._memory.unlocked().key
    alice.vault.lock()
    assert not found([key.secret], alice.folder)
    assert found([key.id], alice.folder)


def test_a_file_tells_the_length_of_a_note_only_roughly(alice: Person) -> None:
    """A short note, a score and a rating look alike; a long note shows only which power of two it stays under."""
    values = [
        ("notes", {"date": "2026-02-03", "text": "x"}),
        ("notes", {"date": "2026-02-03", "text": "x" * 400}),
        ("scores", {"date": "2026-02-03", "measure": "gad7", "total": 3}),
        ("answers", {"date": "2026-02-03", "indicator": "do_not_know_method", "answer": "yes"}),
        ("notes", {"date": "2026-02-03", "text": "x" * 600}),
        ("notes", {"date": "2026-02-03", "text": "x" * 900}),
    ]
    names = alice.vault.append_all(values)
    sizes = {row.id: len(row.sealed) for row in alice.vault._memory.rows.snapshot().rows}
    assert [sizes[name] for name in names] == [557, 557, 557, 557, 1069, 1069]


def test_an_entry_never_shows_what_it_says(alice: Person) -> None:
    name = alice.note("nobody may read this over a shoulder")
    for shown in (repr(alice.vault.entry(name)), str(alice.vault.entry(name)), repr(alice.vault._memory.unlocked())):
        assert "nobody may" not in shown
        assert "notes" not in shown
