"""How does a whole vault become one file, and a file a whole vault?

A copy is itself a small vault: one SQLite file with the same tables and the same sealed rows, taken at one moment.
It needs no key to be made, opens with the passphrase or the recovery code of that moment, and an old one is brought
up to date as an old vault is.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from unstuck.vault import store
from unstuck.vault.connecting import alias_of_file, bring_up_to_date, make_file
from unstuck.vault.places import BESIDE_DATABASE, RESTORING, private_folder, settle, wipe, write_private
from unstuck.vault.problems import VaultProblem, plainly
from unstuck.vault.store import Snapshot, Store

DATABASE_FILE = b"SQLite format 3\x00"
"""How the file of a copy begins."""
NOT_ONE = frozenset({"no_vault", "file_damaged"})


def write(source: Store, path: Path) -> None:
    """Write a copy of a vault as a new file, whole or not at all; the vault may be in use.

    Raises:
        VaultProblem: `file_exists`; the vault's own file is damaged, or the machine says no.
    """
    if path.exists():
        raise VaultProblem("file_exists", place=str(path))
    snapshot = source.snapshot()
    if snapshot.damaged:
        raise VaultProblem("file_damaged", place=str(source.place))
    part = path.with_name(path.name + ".part")
    with plainly(path):
        try:
            _clear(part)
            with alias_of_file(part) as alias:
                make_file(alias)
                bring_up_to_date(alias)
                Store(path, alias, source.owner).begin(snapshot)
            part.replace(path)
            settle(path.parent)
        finally:
            _clear(part)


def content(source: Store) -> bytes:
    """A copy of a vault as the bytes of a file, sealed as it is. Raises as `write`."""
    file = source.place / f"{RESTORING}-out"
    with plainly(file):
        _clear(file)
        try:
            write(source, file)
            return file.read_bytes()
        finally:
            if file.exists():
                wipe(file)


@contextmanager
def as_file(copy: bytes, folder: Path) -> Iterator[Path]:
    """The bytes of a copy as a file within `folder`, gone afterwards; what is no database is never written.

    Raises:
        VaultProblem: it is no copy of a vault, or the machine says no.
    """
    file = folder / f"{RESTORING}-in"
    if not copy.startswith(DATABASE_FILE):
        raise VaultProblem("no_backup")
    there = folder.exists()
    with plainly(file):
        private_folder(folder)
        write_private(file, copy)
    try:
        yield file
    except VaultProblem as problem:
        ours = problem.blanks.get("place") == str(file)  # a name the person never saw
        raise VaultProblem("no_backup") if ours and problem.id in NOT_ONE else problem from None
    finally:
        with plainly(file):
            wipe(file)
            if not there and not any(folder.iterdir()):
                folder.rmdir()


@contextmanager
def opened(path: Path, folder: Path) -> Iterator[tuple[str, Snapshot]]:
    """The owner and all rows of a copy, looked at in a copy of its own within `folder`: the file is left as it is.

    Raises:
        VaultProblem: there is no such file, it is no copy of a vault, or a newer release wrote it.
    """
    file = folder / RESTORING
    there = folder.exists()
    with plainly(path):
        try:
            private_folder(folder)
            _clear(file)
            shutil.copyfile(path, file)
            with alias_of_file(file) as alias:
                bring_up_to_date(alias)
                found = store.only(path, alias)
                yield found.owner, found.snapshot()
        finally:
            _clear(file)
            if not there and not any(folder.iterdir()):
                folder.rmdir()


def _clear(part: Path) -> None:
    for ending in BESIDE_DATABASE:
        part.with_name(part.name + ending).unlink(missing_ok=True)
