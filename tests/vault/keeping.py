"""Keep a vault as this release writes it, so that every later release is shown to open it.

    python -m tests.vault.keeping tests/vault/fixtures/NAME

Once kept, a fixture is never made anew.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.vault.people import NOTE, story
from unstuck.story import dump
from unstuck.vault.connecting import alias_of
from unstuck.vault.store import let_go
from unstuck.vault.vault import Vault

PASSPHRASE = "correct horse, kept since the first release"  # noqa: S105 - of a vault that everyone may open


def keep(folder: Path) -> None:
    """A vault with a story, a correction, a destroyed entry and one of the app's own; a backup; and what opens both."""
    vault, code = Vault.create(folder, PASSPHRASE)
    vault.write_story(story())
    name = vault.append("notes", NOTE | {"text": "first"})
    vault.correct(name, NOTE | {"text": "corrected"}, seen=1)
    vault.destroy(vault.append("notes", NOTE | {"text": "destroyed"}))
    vault.append("app.look", {"dark": True})
    vault.backup(folder / "backup")
    said = {"passphrase": PASSPHRASE, "recovery_code": code, "corrected": name}
    (folder / "opens.json").write_text(json.dumps(said, indent=1) + "\n")
    (folder / "story.json").write_bytes(dump(vault.story()))
    vault.lock()
    let_go(alias_of(folder))
    for path in (folder / "backups").iterdir():
        path.unlink()
    (folder / "backups").rmdir()


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
