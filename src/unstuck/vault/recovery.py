"""How does someone write down 160 random bits, and type them back years later?

As Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O or U; small letters, spaces and hyphens
don't matter, O reads as 0 and I and L as 1. Two more signs are the number modulo 1021, the largest prime two signs
hold: they notice any one wrong sign and any two that changed places.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BYTES = 20
SIGNS = 32
CHECK_SIGNS = 2
CHECK = 1021
GROUP = 4
_READ_AS = str.maketrans("OIL", "011", " -\u2010\u2011\u2012\u2013\u2014\u2212\u00a0\t\r\n._")


class Mistyped(ValueError):
    """This was never a recovery code: a sign is wrong, missing or too many."""


def new_code() -> str:
    """A fresh code, such as `7QX2-...-M4`: eight groups of four signs and the two that check them."""
    return written(os.urandom(BYTES))


def written(secret: bytes) -> str:
    """The code for 20 bytes."""
    number = int.from_bytes(secret, "big")
    signs = _signs(number, SIGNS) + _signs(number % CHECK, CHECK_SIGNS)
    return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))


def read(code: str) -> bytes:
    """The 20 bytes a code stands for, however it was typed.

    Raises:
        Mistyped: it isn't one of our codes.
    """
    signs = code.upper().translate(_READ_AS)
    if len(signs) != SIGNS + CHECK_SIGNS or not set(signs) <= set(ALPHABET):
        raise Mistyped
    number, check = _number(signs[:SIGNS]), _number(signs[SIGNS:])
    if number % CHECK != check:
        raise Mistyped
    return number.to_bytes(BYTES, "big")


def _signs(number: int, length: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def _number(signs: Iterable[str]) -> int:
    number = 0
    for sign in signs:
        number = number << 5 | ALPHABET.index(sign)
    return number
