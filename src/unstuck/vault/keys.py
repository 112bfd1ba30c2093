"""What opens a vault?

A person's data key is random; it is wrapped once for each way to open the vault, and only the wrapped copies are
kept. A passphrase goes through Argon2id (RFC 9106) with the cost that is written beside it; a recovery code and a
device's secret are random themselves and go through HKDF-SHA256 (RFC 5869).
"""

from __future__ import annotations

import json
import os
import unicodedata
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from unstuck.vault.problems import VaultProblem
from unstuck.vault.seal import ID_BYTES, KEY_BYTES, Broken, Key

Way = Literal["passphrase", "recovery_code", "device"]
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs.

    Attributes:
        memory: KiB.
        iterations: passes over that memory.
        lanes: how many of them run side by side.
    """

    memory: int
    iterations: int
    lanes: int

    def grew_from(self, older: Cost) -> bool:
        """Whether this costs more than `older` in memory or in passes."""
        return self.memory > older.memory or self.iterations > older.iterations


STANDARD = Cost(memory=256 * 1024, iterations=3, lanes=4)
"""About a second on a small machine; RFC 9106 recommends 64 MiB where memory is scarce, 2 GiB where it is not."""
MOST = Cost(memory=4 * 1024 * 1024, iterations=100, lanes=64)
"""What we are willing to spend: a changed file can't make us ask for more."""


@dataclass(frozen=True, slots=True)
class Wrap:
    """A data key that one way opens.

    Attributes:
        way: which way.
        parameters: how the way's secret becomes a key, as JSON; bound to the seal to the letter.
        sealed: the data key.
    """

    way: Way
    parameters: str
    sealed: bytes = field(repr=False)


def wrap_with_passphrase(key: Key, owner: str, passphrase: str, cost: Cost = STANDARD) -> Wrap:
    """The data key of `owner`, for who knows the passphrase."""
    parameters = {"kdf": "argon2id", "salt": os.urandom(SALT_BYTES).hex(), **asdict(cost)}
    return _wrap(key, owner, "passphrase", parameters, _normal(passphrase))


def wrap_with_secret(
    key: Key, owner: str, way: Literal["recovery_code", "device"], secret: bytes, **about: str
) -> Wrap:
    """The data key of `owner`, for who has a random secret of at least 160 bits; `about` is kept with it."""
    parameters = {"kdf": "hkdf-sha256", "salt": os.urandom(SALT_BYTES).hex(), **about}
    return _wrap(key, owner, way, parameters, secret)


def unwrap_with_passphrase(wrap: Wrap, owner: str, passphrase: str) -> Key:
    """The data key.

    Raises:
        Broken: the passphrase is wrong, or the wrap was changed; nobody can tell which.
    """
    return _unwrap(wrap, owner, _normal(passphrase))


def unwrap_with_secret(wrap: Wrap, owner: str, secret: bytes) -> Key:
    """The data key.

    Raises:
        Broken: the secret is wrong, or the wrap was changed; nobody can tell which.
    """
    return _unwrap(wrap, owner, secret)


def spend(passphrase: str, cost: Cost) -> None:
    """Take as long as a guess takes, where there is nothing to guess at."""
    _derived({"kdf": "argon2id", "salt": bytes(SALT_BYTES).hex(), **asdict(cost)}, _normal(passphrase))


def cost_of(wrap: Wrap) -> Cost:
    """The cost a passphrase's wrap was made with.

    Raises:
        Broken: its parameters are not ours.
    """
    return _cost(_read(wrap.parameters))


def about(wrap: Wrap, name: str) -> str | None:
    """What is kept with the wrap under a name, None when nothing is."""
    try:
        found = _read(wrap.parameters).get(name)
    except Broken:
        return None
    return found if isinstance(found, str) else None


def _wrap(key: Key, owner: str, way: Way, parameters: dict[str, Any], secret: bytes) -> Wrap:
    text = json.dumps(parameters, sort_keys=True)
    wrapping = Key(bytes(ID_BYTES), _derived(parameters, secret))
    return Wrap(way, text, wrapping.seal(key.id + key.secret, f"wrap\n{owner}\n{way}\n{text}"))


def _unwrap(wrap: Wrap, owner: str, secret: bytes) -> Key:
    wrapping = Key(bytes(ID_BYTES), _derived(_read(wrap.parameters), secret))
    plain = wrapping.open(wrap.sealed, f"wrap\n{owner}\n{wrap.way}\n{wrap.parameters}")
    if len(plain) != ID_BYTES + KEY_BYTES:
        raise Broken
    return Key(plain[:ID_BYTES], plain[ID_BYTES:])


def _derived(parameters: dict[str, Any], secret: bytes) -> bytes:
    try:
        salt = bytes.fromhex(parameters["salt"])
        if parameters["kdf"] == "hkdf-sha256":
            return HKDF(SHA256(), KEY_BYTES, salt, info=b"unstuck vault").derive(secret)
        cost = _cost(parameters)
        return Argon2id(
            salt=salt, length=KEY_BYTES, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory
        ).derive(secret)
    except MemoryError:
        raise VaultProblem("memory", megabytes=int(parameters["memory"]) // 1024) from None
    except (KeyError, TypeError, ValueError):
        raise Broken from None


def _cost(parameters: dict[str, Any]) -> Cost:
    numbers = [parameters.get(name) for name in ("memory", "iterations", "lanes")]
    known = parameters.get("kdf") == "argon2id" and all(type(number) is int and number > 0 for number in numbers)
    cost = Cost(*numbers) if known else None  # type: ignore[arg-type]  # the line above saw to it
    if cost is None or cost.memory > MOST.memory or cost.iterations > MOST.iterations or cost.lanes > MOST.lanes:
        raise Broken
    return cost


def _read(parameters: str) -> dict[str, Any]:
    try:
        found = json.loads(parameters)
    except (ValueError, RecursionError):
        raise Broken from None
    if not isinstance(found, dict):
        raise Broken
    return found


def _normal(passphrase: str) -> bytes:
    """The same bytes for the same passphrase, whichever keyboard composed its letters."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
