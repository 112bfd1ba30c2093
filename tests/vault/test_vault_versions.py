"""The promise: a vault opens in every later release, and a newer one is refused with clear words and left as it is."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.test import override_settings

from tests.vault.people import NOTE, Person, story, tampering
from unstuck.story import read
from unstuck.vault.connecting import alias_of
from unstuck.vault.problems import VaultProblem
from unstuck.vault.restoring import restore
from unstuck.vault.store import let_go
from unstuck.vault.vault import Vault

KEPT = sorted(path for path in (Path(__file__).parent / "fixtures").iterdir() if path.is_dir())
next_release = override_settings(MIGRATION_MODULES={"vault": "tests.vault.next_release.migrations"})


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("release", KEPT, ids=lambda path: path.name)
def test_a_vault_of_every_release_since_the_first_opens_whole(release: Path, tmp_path: Path) -> None:
    shutil.copytree(release, tmp_path / "kept")
    opens = json.loads((release / "opens.json").read_text())
    told = read((release / "story.json").read_bytes())
    by_code = Vault.open_with_recovery_code(tmp_path / "kept", opens["recovery_code"])
    by_passphrase = Vault.open_with_passphrase(tmp_path / "kept", opens["passphrase"])
    restored = restore(release / "backup", tmp_path / "restored", recovery_code=opens["recovery_code"])
    for vault in (by_code, by_passphrase, restored):
        assert vault.story() == told
        assert [entry.value["text"] for entry in vault.history(opens["corrected"])] == ["first", "corrected"]
        assert [entry.value for entry in vault.entries("app.look")] == [{"dark": True}]
        assert not vault.findings
        assert not vault.unfit()
    by_passphrase.append("notes", NOTE)
    assert len(by_code.story().notes) == len(told.notes) + 1


def test_the_first_release_is_kept() -> None:
    assert "first" in {path.name for path in KEPT}


def test_a_newer_releases_vault_is_refused_and_left_as_it_is(alice: Person) -> None:
    alice.note("from now")
    alice.vault.lock()
    let_go(alias_of(alice.folder))
    with next_release:
        vault = alice.again()
        vault.append("notes", NOTE)
        vault.backup(alice.folder / "backup")
        vault.lock()
    let_go(alias_of(alice.folder))
    before = files(alice.folder)
    uses = (
        alice.again,
        lambda: Vault.open_with_recovery_code(alice.folder, alice.code),
        lambda: Vault.ways(alice.folder),
        lambda: restore(alice.folder / "backup", alice.folder.parent / "new", recovery_code=alice.code),
        lambda: restore(alice.folder / "backup", alice.folder, recovery_code=alice.code, instead=True),
    )
    for use in uses:
        with pytest.raises(VaultProblem, match="newer_release") as raised:
            use()
        assert "newer version" in raised.value.text()
    let_go(alias_of(alice.folder))
    assert files(alice.folder) == before
    assert not (alice.folder.parent / "new").exists()
    with next_release:
        assert len(alice.again().entries()) == 2


def test_an_older_releases_vault_and_its_backups_open_in_a_newer_one(alice: Person, tmp_path: Path) -> None:
    alice.vault.write_story(story())
    alice.vault.backup(tmp_path / "backup")
    alice.vault.lock()
    before = (tmp_path / "backup").read_bytes()
    with next_release:
        assert alice.again().story() == story()
        assert restore(tmp_path / "backup", tmp_path / "new", recovery_code=alice.code).story() == story()
    assert (tmp_path / "backup").read_bytes() == before


def test_tables_and_the_models_of_this_release_agree() -> None:
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    assert "vault" not in detector.changes(graph=loader.graph)


def test_the_database_keeps_its_promises_by_itself(alice: Person) -> None:
    """What no row may be is refused by the database too, whoever writes it."""
    alice.note("mine")
    wrap = "INSERT INTO vault_wrapped (owner_id, way, parameters, sealed) SELECT id, '{}', '', x'' FROM vault_owner"
    row = (
        "INSERT INTO vault_sealed (owner_id, entry, version, position, sealed) SELECT owner_id, entry, version, 9, x''"
    )
    wrong = (
        wrap.format("guess"),
        wrap.format("passphrase"),
        "INSERT INTO vault_page (owner_id, number, sealed) SELECT id, -1, x'' FROM vault_owner",
        "UPDATE vault_sealed SET version = 0",
        "UPDATE vault_sealed SET position = -1",
        f"{row} FROM vault_sealed",
        "UPDATE vault_sealed SET owner_id = 'nobody'",
    )
    with tampering(alice.folder) as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("PRAGMA ignore_check_constraints = OFF")
        for statement in wrong:
            with pytest.raises(sqlite3.IntegrityError, match="constraint failed"):
                database.execute(statement)
