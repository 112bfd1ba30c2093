"""How does what opens a vault change: another passphrase, another recovery code, or another data key for everything?"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from unstuck.vault import device, half_written, opening
from unstuck.vault.keys import Cost, Way, Wrap
from unstuck.vault.manifest import belonging, check, open_root, seal_root
from unstuck.vault.memory import Memory
from unstuck.vault.problems import VaultProblem
from unstuck.vault.seal import Broken, new_key
from unstuck.vault.store import Snapshot
from unstuck.vault.writing import rebuilt, resealed

LOOKED_AT_FIRST = frozenset({"missing", "older", "page", "root", "file"})


def prove(memory: Memory, passphrase: str | None, cost: Cost) -> None:
    """Make sure that who asks knows the passphrase, where there is one.

    Raises:
        VaultProblem: `wrong_passphrase`.
    """
    wraps = memory.rows.wraps()
    if "passphrase" in wraps:
        opening.with_passphrase(wraps, memory.rows.owner, passphrase or "", cost)


def change_passphrase(memory: Memory, passphrase: str | None, cost: Cost) -> None:
    """Open with this passphrase from now on, or with none on this device; no entry is sealed anew.

    Raises:
        VaultProblem: `locked`, `empty_passphrase`, or what the machine says.
    """
    wrap = opening.for_passphrase(memory.unlocked().key, memory.rows.owner, passphrase, cost)
    _put(memory, wrap, "passphrase", "device")
    if passphrase is not None:
        device.forget(memory.rows.owner)


def renew_recovery_code(memory: Memory) -> str:
    """A new recovery code; the old one opens nothing any more.

    Raises:
        VaultProblem: `locked`, or what the machine says.
    """
    wrap, code = opening.for_new_code(memory.unlocked().key, memory.rows.owner)
    _put(memory, wrap, "recovery_code")
    return code


def rekey(memory: Memory, passphrase: str | None, cost: Cost) -> str:
    """Seal everything anew under a new data key, in one transaction; gives the new recovery code.

    Raises:
        VaultProblem: `locked`; `list_damaged`: something is missing or damaged and has not been accepted;
            `newer_release`: a newer release wrote some of it; or what the machine says.
    """
    rows, old, new = memory.rows, memory.unlocked().key, new_key()
    drafts = half_written.drafts(memory)
    wrap = opening.for_passphrase(new, rows.owner, passphrase, cost)
    code_wrap, code = opening.for_new_code(new, rows.owner)
    wraps: dict[Way, Wrap] = {wrap.way: wrap, code_wrap.way: code_wrap}
    with rows.writing() as root:
        snapshot = rows.everything(root)
        contents = check(old, rows.owner, snapshot.root, snapshot.pages, snapshot.rows)
        if contents.root is None or any(found.kind in LOOKED_AT_FIRST for found in contents.findings):
            raise VaultProblem("list_damaged")
        mine = belonging(old, rows.owner, contents, snapshot.rows)
        done, left = resealed(old, new, rows.owner, snapshot.rows, mine)
        rows.put_wraps(wraps)
        rows.put_rows(Snapshot(*rebuilt(new, rows.owner, done, contents.root), [*done, *left], wraps))
    memory.restart(new)
    half_written.put(memory, drafts)
    return code


def _put(memory: Memory, wrap: Wrap, *instead_of: Way) -> None:
    rows, key = memory.rows, memory.unlocked().key
    with rows.writing() as sealed:
        kept = {way: old for way, old in rows.wraps().items() if way not in instead_of}
        rows.put_wraps({**kept, wrap.way: wrap})
        with suppress(Broken):  # a damaged list stays damaged, and is no reason to keep an old passphrase
            root = open_root(key, rows.owner, sealed)
            counter = root.counter + 1
            changed = replace(root, counter=counter, destroyed_at=counter)
            rows.apply(seal_root(key, rows.owner, changed), {}, ())
