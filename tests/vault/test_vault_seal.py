"""The promise: a seal opens only with its key, in its place and unchanged, and its length tells little."""

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import assume, given
from hypothesis import strategies as st

from unstuck.vault.seal import Broken, Key, Newer, new_key, padded, tag

KEY = new_key()


@given(st.binary(max_size=200), st.text(max_size=20))
def test_what_was_sealed_opens_in_its_place(plain: bytes, place: str) -> None:
    assert KEY.open(KEY.seal(plain, place), place) == plain


@given(st.binary(max_size=100), st.text(max_size=20), st.text(max_size=20))
def test_a_seal_does_not_open_in_another_place(plain: bytes, place: str, other: str) -> None:
    assume(place != other)
    with pytest.raises(Broken):
        KEY.open(KEY.seal(plain, place), other)


def test_a_seal_does_not_open_with_another_key_even_of_the_same_name() -> None:
    sealed = KEY.seal(b"mine", "here")
    for other in (new_key(), Key(KEY.id, new_key().secret)):
        with pytest.raises(Broken):
            other.open(sealed, "here")


def test_every_flipped_bit_and_every_cut_is_noticed() -> None:
    sealed = KEY.seal(b"Slept five nights.", "here")
    for place in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(Broken):
            KEY.open(bytes(changed), "here")
    for length in range(len(sealed)):
        with pytest.raises(Broken):
            KEY.open(sealed[:length], "here")
        with pytest.raises(Broken):
            KEY.open(sealed[length + 1 :], "here")


def test_a_seal_of_a_newer_release_is_told_from_a_broken_one() -> None:
    with pytest.raises(Newer):
        KEY.open(b"\x02" + KEY.seal(b"from the future", "here")[1:], "here")


def test_the_same_words_are_never_sealed_alike() -> None:
    seals = {KEY.seal(b"the same", "here") for _ in range(1000)}
    assert len(seals) == len({sealed[17:29] for sealed in seals}) == len({tag(sealed) for sealed in seals}) == 1000


def test_a_seal_is_what_the_description_says_for_anyone_with_the_key() -> None:
    sealed = KEY.seal(b"open to anyone with the key", "entry\nplace")
    version, name, nonce, body, end = sealed[:1], sealed[1:17], sealed[17:29], sealed[29:-16], sealed[-16:]
    decryptor = Cipher(algorithms.AES(KEY.secret), modes.GCM(nonce, end)).decryptor()
    decryptor.authenticate_additional_data(version + name + b"entry\nplace")
    assert decryptor.update(body) + decryptor.finalize() == b"open to anyone with the key"
    assert (version, name) == (b"\x01", KEY.id)


@given(st.integers(0, 5000))
def test_a_length_tells_only_between_which_powers_of_two_it_lies(length: int) -> None:
    size = len(padded(b"x" * length))
    assert size >= 512
    assert size & (size - 1) == 0
    assert size < 2 * max(length, 512)


def test_a_key_never_shows_itself() -> None:
    assert KEY.secret.hex() not in repr(KEY)
    assert repr(KEY.secret) not in repr(KEY)
