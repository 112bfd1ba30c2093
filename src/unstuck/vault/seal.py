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

    def __post_init__(self) -> None:
        object.__setattr__(self, "_cipher", AESGCM(self.secret))

    def seal(self, plain: bytes, *bound: object) -> bytes:
        """The sealed record of `plain`, which opens only with the same key and the same `bound`, in that order.

        What is bound are names and numbers without line breaks.
        """
        nonce = os.urandom(NONCE_BYTES)
        header = bytes((FORMAT,)) + self.id
        return header + nonce + self._cipher.encrypt(nonce, plain, _associated(header, bound))

    def open(self, sealed: bytes, *bound: object) -> bytes:
        """What was sealed.

        Raises:
            Newer: a newer release made this seal.
            Broken: it does not open.
        """
        if sealed[:1] > bytes((FORMAT,)):
            raise Newer
        header, nonce, rest = sealed[: 1 + ID_BYTES], sealed[1 + ID_BYTES : HEADER_BYTES], sealed[HEADER_BYTES:]
        if header != bytes((FORMAT,)) + self.id or len(rest) < TAG_BYTES:
            raise Broken
        try:
            return self._cipher.decrypt(nonce, rest, _associated(header, bound))
        except InvalidTag:
            raise Broken from None


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


def _associated(header: bytes, bound: tuple[object, ...]) -> bytes:
    # What is bound never holds a line break, so no two lists of the same length give the same bytes.
    return header + "\n".join(map(str, bound)).encode("utf-8", "surrogatepass")
