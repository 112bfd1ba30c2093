"""Which database keeps the sealed rows, and how careful is it?

SQLite in the person's own folder, or PostgreSQL where `UNSTUCK_DATABASE_URL` (or the caller) names one. The web
project's settings and the commands take the same answer from here.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from unstuck.vault.places import DATABASE
from unstuck.vault.problems import VaultProblem

BUSY_SECONDS = 30
CAREFUL = (
    "PRAGMA foreign_keys = ON;"
    "PRAGMA secure_delete = ON;"  # what is deleted is overwritten with zeros
    "PRAGMA synchronous = FULL;"  # what is acknowledged survives a power cut
    "PRAGMA temp_store = MEMORY;"
)


def databases(folder: Path, url: str | None = None) -> dict[str, dict[str, Any]]:
    """Django's DATABASES for a person's folder: `url`, else `UNSTUCK_DATABASE_URL`, else SQLite in the folder.

    Raises:
        VaultProblem: the address is not one of PostgreSQL.
    """
    address = url or os.environ.get("UNSTUCK_DATABASE_URL")
    return {"default": _postgresql(address) if address else sqlite(folder / DATABASE)}


def sqlite(file: Path, journal: str = "WAL") -> dict[str, Any]:
    """One SQLite file, with a write-ahead log unless another journal is asked for."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            "init_command": f"PRAGMA journal_mode = {journal};{CAREFUL}",
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_SECONDS,
        },
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise VaultProblem("database_address")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
