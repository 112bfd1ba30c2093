"""Where does a page rest that is only half written? Sealed in one file beside the vault, until it is saved or let go.

It is no entry: what someone typed and took back leaves no version behind and is in no backup.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from unstuck.vault.memory import Memory
from unstuck.vault.places import HALF_WRITTEN, wipe, write_private
from unstuck.vault.problems import plainly
from unstuck.vault.seal import Broken, padded


def drafts(memory: Memory) -> dict[str, str]:
    """What is half written, by name; nothing where the file is damaged or was sealed under another key.

    Raises:
        VaultProblem: `locked`, or what the machine says.
    """
    key, file = memory.unlocked().key, memory.rows.place / HALF_WRITTEN
    with plainly(file):
        sealed = file.read_bytes() if file.exists() else b""
    try:
        found = json.loads(key.open(sealed, _bound(memory))) if sealed else {}
    except Broken:
        return {}
    return {str(name): str(text) for name, text in found.items()}


def keep(memory: Memory, name: str, text: str) -> None:
    """Keep a draft instead of the one of that name; an empty one is let go of, and with the last of them the file.

    Raises:
        VaultProblem: `locked`, or what the machine says; then the older draft is still there.
    """
    rest = {old: said for old, said in drafts(memory).items() if old != name}
    put(memory, {**rest, name: text} if text else rest)


def put(memory: Memory, found: Mapping[str, str]) -> None:
    """Keep these drafts and no others, sealed under the key of this moment.

    Raises:
        VaultProblem: `locked`, or what the machine says; then the older drafts are still there.
    """
    key, file = memory.unlocked().key, memory.rows.place / HALF_WRITTEN
    with plainly(file):
        if found:
            write_private(file, key.seal(padded(json.dumps(found).encode()), _bound(memory)))
        elif file.exists():
            wipe(file)


def _bound(memory: Memory) -> str:
    return f"half written\n{memory.rows.owner}"
