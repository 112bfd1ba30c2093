"""Where does the secret lie that opens a vault on this device without a passphrase?

In the system's keyring where there is one that works, else in a file only this user may read, never in the data
folder. Whoever can use this account can then open the vault: that is what "no passphrase" means, and it is said.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Literal

import keyring
from keyring.errors import KeyringError

from unstuck.vault.places import device_folder, private_folder, wipe, write_private
from unstuck.vault.problems import plainly

SERVICE = "local vault"
"""What a keyring shows: nothing about what is kept."""
SECRET_BYTES = 32
RECOMMENDED = 1
"""keyring's own word for backends that keep secrets properly: a priority of at least 1."""

Place = Literal["keyring", "file"]


def place() -> Place:
    """Where a new secret would lie, for all that can be told before: said to the person who chooses."""
    return "keyring" if _keyring_works() else "file"


def secret(owner: str) -> tuple[bytes, Place]:
    """This device's secret for a vault, made if there is none, and where it lies.

    Raises:
        VaultProblem: neither a keyring nor the disk takes it.
    """
    known = find(owner)
    if known is not None:
        return known
    made = os.urandom(SECRET_BYTES)
    if _in_keyring(owner, made):
        return made, "keyring"
    folder = device_folder()
    with plainly(folder):
        private_folder(folder)
        write_private(folder / f"{owner}.key", made)
    return made, "file"


def find(owner: str) -> tuple[bytes, Place] | None:
    """This device's secret for a vault and where it lies, None when it has none.

    Raises:
        VaultProblem: there is one and the machine won't let us read it.
    """
    with suppress(KeyringError, ValueError):
        found = keyring.get_password(SERVICE, owner) if _keyring_works() else None
        if found is not None:
            return bytes.fromhex(found), "keyring"
    file = device_folder() / f"{owner}.key"
    with plainly(file):
        return (file.read_bytes(), "file") if file.exists() else None


def forget(owner: str) -> None:
    """Destroy this device's secret for a vault, wherever it lies.

    Raises:
        VaultProblem: the machine won't let us.
    """
    with suppress(KeyringError):
        if _keyring_works():
            keyring.delete_password(SERVICE, owner)
    file = device_folder() / f"{owner}.key"
    with plainly(file):
        if file.exists():
            wipe(file)


def _keyring_works() -> bool:
    try:
        return keyring.get_keyring().priority >= RECOMMENDED
    except (KeyringError, RuntimeError):
        return False


def _in_keyring(owner: str, made: bytes) -> bool:
    """Whether the keyring took the secret and gives it back."""
    if not _keyring_works():
        return False
    try:
        keyring.set_password(SERVICE, owner, made.hex())
        return keyring.get_password(SERVICE, owner) == made.hex()
    except KeyringError:
        return False
