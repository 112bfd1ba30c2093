"""How is something sealed, so that nobody without the key reads it, changes it or puts it elsewhere?

AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. What a seal is for and where it belongs are bound to it
as associated data: a seal that is moved no longer opens. A sealed record is

    format (1 byte) | key id (16) | nonce (12) | ciphertext | tag (16)
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = 1
KEY_BYTES = 32
ID_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16
HEADER_BYTES = 1 + ID_BYTES + NONCE_BYTES
SMALLEST_PAD = 512


class Broken(Exception):
    """A seal that does not open: changed, cut, moved, or made with another key."""


class Newer(Broken):
    """A seal made by a newer release."""


@dataclass(frozen=True, slots=True)
class Key:
    """Something to seal with.

    Attributes:
        id: 16 random bytes that name the key in every seal it made; no secret.
        secret: 32 random bytes.
    """

    id: bytes
    secret: bytes = field(repr=False)
    _cipher: AESGCM = field(init=False, repr=False, compare=False)
    _header: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_header", bytes((FORMAT,)) + self.id)
        object.__setattr__(self, "_cipher", AESGCM(self.secret))

    def seal(self, plain: bytes, bound: str) -> bytes:
        """The sealed record of `plain`, which opens only with the same key and the same `bound`.

        Parameters:
            bound: what it is for and where it belongs, a line for each, so that no two lists give the same text.
        """
        nonce = os.urandom(NONCE_BYTES)
        return self._header + nonce + self._cipher.encrypt(nonce, plain, self._associated(bound))

    def open(self, sealed: bytes, bound: str) -> bytes:
        """What was sealed.

        Raises:
            Newer: a newer release made this seal.
            Broken: it does not open.
        """
        if sealed and sealed[0] > FORMAT:
            raise Newer
        if not sealed.startswith(self._header) or len(sealed) < HEADER_BYTES + TAG_BYTES:
            raise Broken
        nonce = sealed[1 + ID_BYTES : HEADER_BYTES]
        try:
            return self._cipher.decrypt(nonce, sealed[HEADER_BYTES:], self._associated(bound))
        except InvalidTag:
            raise Broken from None

    def _associated(self, bound: str) -> bytes:
        return self._header + bound.encode("utf-8", "surrogatepass")


def new_key() -> Key:
    """A random 256-bit key with a random name."""
    return Key(os.urandom(ID_BYTES), os.urandom(KEY_BYTES))


def tag(sealed: bytes) -> bytes:
    """The 16 bytes that tell this seal from every other, however it was made."""
    return sealed[-TAG_BYTES:]


def key_id(sealed: bytes) -> bytes:
    """The name of the key that made this seal."""
    return sealed[1 : 1 + ID_BYTES]


def padded(text: bytes) -> bytes:
    """JSON followed by spaces, up to the next power of two from 512 bytes: its length says little of what it says."""
    size = SMALLEST_PAD
    while size < len(text):
        size *= 2
    return text.ljust(size)
