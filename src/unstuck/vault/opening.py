"""How does someone get in: with a passphrase, a recovery code, or because this is their device?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from unstuck.vault import device, recovery
from unstuck.vault.keys import (
    STANDARD,
    Cost,
    Way,
    Wrap,
    spend,
    unwrap_with_passphrase,
    unwrap_with_secret,
    wrap_with_passphrase,
    wrap_with_secret,
)
from unstuck.vault.problems import VaultProblem
from unstuck.vault.seal import Broken, Key, Newer

Wraps = Mapping[Way, Wrap]


def with_passphrase(wraps: Wraps, owner: str, passphrase: str, cost: Cost = STANDARD) -> Key:
    """The data key, for the passphrase. A wrong one takes as long, and says no more, than any other.

    Raises:
        VaultProblem: it doesn't open.
    """
    _refuse_destroyed(wraps)
    wrap = wraps.get("passphrase")
    if wrap is None:
        spend(passphrase, cost)
        raise VaultProblem("wrong_passphrase")
    return _tried(lambda: unwrap_with_passphrase(wrap, owner, passphrase), "wrong_passphrase")


def with_recovery_code(wraps: Wraps, owner: str, code: str) -> Key:
    """The data key, for the recovery code, however it was typed.

    Raises:
        VaultProblem: it was mistyped, or doesn't open this vault.
    """
    _refuse_destroyed(wraps)
    try:
        secret = recovery.read(code)
    except recovery.Mistyped:
        raise VaultProblem("mistyped_code") from None
    wrap = wraps.get("recovery_code")
    if wrap is None:
        raise VaultProblem("wrong_code")
    return _tried(lambda: unwrap_with_secret(wrap, owner, secret), "wrong_code")


def on_this_device(wraps: Wraps, owner: str) -> Key:
    """The data key, without being asked anything.

    Raises:
        VaultProblem: the vault doesn't open without a passphrase on this device.
    """
    _refuse_destroyed(wraps)
    wrap, known = wraps.get("device"), device.find(owner)
    if wrap is None or known is None:
        raise VaultProblem("not_on_this_device")
    return _tried(lambda: unwrap_with_secret(wrap, owner, known[0]), "not_on_this_device")


def for_passphrase(key: Key, owner: str, passphrase: str | None, cost: Cost = STANDARD) -> Wrap:
    """The data key for a passphrase, or for this device where there is to be none.

    Raises:
        VaultProblem: the passphrase is empty, or this device can't keep a secret.
    """
    if passphrase is None:
        secret, place = device.secret(owner)
        return wrap_with_secret(key, owner, "device", secret, place=place)
    if not passphrase.strip():
        raise VaultProblem("empty_passphrase")
    return wrap_with_passphrase(key, owner, passphrase, cost)


def for_new_code(key: Key, owner: str) -> tuple[Wrap, str]:
    """The data key for a recovery code, and the code, which is kept nowhere."""
    code = recovery.new_code()
    return wrap_with_secret(key, owner, "recovery_code", recovery.read(code)), code


def _refuse_destroyed(wraps: Wraps) -> None:
    if not wraps:
        raise VaultProblem("half_destroyed")


def _tried(unwrap: Callable[[], Key], problem: str) -> Key:
    try:
        return unwrap()
    except Newer:
        raise VaultProblem("newer_release") from None
    except Broken:
        raise VaultProblem(problem) from None
