"""Which connection leads to a folder's rows, and are its tables those of this release?"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

from unstuck.vault.configure import ready
from unstuck.vault.database import databases, sqlite
from unstuck.vault.places import private_folder, settle
from unstuck.vault.problems import VaultProblem

APP = "vault"
SQLITE = "django.db.backends.sqlite3"
PATIENCE = 2.0
PAUSE = 0.1
_SAME = ("ENGINE", "NAME", "USER", "HOST", "PORT")


def alias_of(folder: Path) -> str:
    """Django's name for the connection to the database of a person's folder; nothing is opened or made yet."""
    ready()
    return _alias(databases(folder, getattr(settings, "UNSTUCK_DATABASE_URL", None))["default"])


@contextmanager
def alias_of_file(file: Path) -> Iterator[str]:
    """Django's name for the connection to one SQLite file that has no other files beside it, closed at the end."""
    ready()
    alias = _alias(sqlite(file, journal="DELETE"))
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


def file_of(alias: str) -> Path | None:
    """The database's own file, None where a server keeps it."""
    known = connections.settings[alias]
    return Path(known["NAME"]) if known["ENGINE"] == SQLITE else None


def make_file(alias: str) -> None:
    """Make the file of an SQLite database, readable by nobody else, and its folder.

    Raises:
        OSError: the system says no.
    """
    file = file_of(alias)
    if file is not None:
        private_folder(file.parent)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        settle(file.parent)


def bring_up_to_date(alias: str) -> None:
    """Give the tables the shape of this release.

    Two processes may start at once: who comes second waits until the first is done.

    Raises:
        VaultProblem: a newer release made them; nothing was changed.
        DatabaseError: the database says no.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        executor = MigrationExecutor(connections[alias])
        loader = executor.loader
        applied = {name for name in loader.applied_migrations if name[0] == APP}
        if applied - set(loader.disk_migrations):
            raise VaultProblem("newer_release")
        ours = [node for node in loader.graph.leaf_nodes() if node[0] == APP]
        if not executor.migration_plan(ours):
            return
        try:
            executor.migrate(ours)
        except DatabaseError:
            if time.monotonic() > deadline:
                raise
            time.sleep(PAUSE)


def _alias(wanted: dict[str, Any]) -> str:
    known = connections.settings
    for alias, there in known.items():
        if all(str(there.get(part) or "") == str(wanted.get(part) or "") for part in _SAME):
            return str(alias)
    alias = f"{APP} {wanted['NAME']}"
    known[alias] = connections.configure_settings({"default": wanted})["default"]
    return alias
