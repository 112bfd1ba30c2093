"""The promise: a recovery code written on paper can be typed back, and a slip of the pen is noticed."""

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unstuck.vault.recovery import ALPHABET, Mistyped, new_code, read, written

secrets = st.binary(min_size=20, max_size=20)


@given(secrets)
def test_a_code_reads_back_as_what_it_was_made_from(secret: bytes) -> None:
    assert read(written(secret)) == secret


def test_a_code_is_eight_groups_of_four_and_a_check_of_two() -> None:
    assert re.fullmatch(r"([0-9A-Z]{4}-){8}[0-9A-Z]{2}", new_code())


def test_no_two_codes_are_alike() -> None:
    assert len({new_code() for _ in range(100)}) == 100


@given(secrets)
def test_capitals_spaces_hyphens_and_letters_that_look_like_digits_do_not_matter(secret: bytes) -> None:
    code = written(secret)
    assert read(code.lower().replace("-", " ")) == secret
    assert read(code.replace("-", "")) == secret
    assert read(code.replace("0", "o").replace("1", "l")) == secret
    assert read(f"  {code.replace('0', 'O').replace('1', 'I').replace('-', chr(0x2013))}\n") == secret


@settings(max_examples=10, deadline=None)
@given(secrets)
def test_every_wrong_sign_is_noticed(secret: bytes) -> None:
    signs = written(secret).replace("-", "")
    for place in range(len(signs)):
        for other in ALPHABET:
            if other != signs[place]:
                with pytest.raises(Mistyped):
                    read(signs[:place] + other + signs[place + 1 :])


@settings(max_examples=20, deadline=None)
@given(secrets)
def test_any_two_signs_that_changed_places_are_noticed(secret: bytes) -> None:
    signs = written(secret).replace("-", "")
    for first in range(len(signs)):
        for second in range(first):
            if signs[first] != signs[second]:
                swapped = list(signs)
                swapped[first], swapped[second] = swapped[second], swapped[first]
                with pytest.raises(Mistyped):
                    read("".join(swapped))


@pytest.mark.parametrize("slip", ["", "hello", "ÜÄÖ", "0" * 33, "0" * 35, "U" * 34, "１" * 34])
def test_what_was_never_a_code_is_no_code(slip: str) -> None:
    with pytest.raises(Mistyped):
        read(slip)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_code_or_a_slip(text: str) -> None:
    with suppress(Mistyped):
        assert len(read(text)) == 20
