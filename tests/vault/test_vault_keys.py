"""The promise: a vault opens for who has the passphrase, the code or the device, and for nobody else."""

import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vault.people import CHEAP
from unstuck.vault.keys import (
    MOST,
    STANDARD,
    Cost,
    Wrap,
    cost_of,
    unwrap_with_passphrase,
    unwrap_with_secret,
    wrap_with_passphrase,
    wrap_with_secret,
)
from unstuck.vault.seal import Broken, Key, new_key

KEY = new_key()
OWNER = "a" * 32
WRAP = wrap_with_passphrase(KEY, OWNER, "correct horse", CHEAP)


@settings(deadline=None)
@given(st.text(min_size=1))
def test_any_passphrase_opens_what_it_closed(passphrase: str) -> None:
    wrap = wrap_with_passphrase(KEY, OWNER, passphrase, CHEAP)
    assert unwrap_with_passphrase(wrap, OWNER, passphrase) == KEY


@pytest.mark.parametrize("wrong", ["", "correct hors", "Correct horse", "correct horse ", "correct  horse"])
def test_a_passphrase_that_is_nearly_right_is_wrong(wrong: str) -> None:
    with pytest.raises(Broken):
        unwrap_with_passphrase(WRAP, OWNER, wrong)


def test_letters_composed_on_another_keyboard_are_the_same_letters() -> None:
    wrap = wrap_with_passphrase(KEY, OWNER, "caf\u00e9", CHEAP)
    assert unwrap_with_passphrase(wrap, OWNER, "cafe\u0301") == KEY


def test_a_wrap_of_one_person_does_not_open_for_another() -> None:
    with pytest.raises(Broken):
        unwrap_with_passphrase(WRAP, "b" * 32, "correct horse")


def test_a_recovery_code_and_a_device_open_with_their_secret_and_no_other() -> None:
    wrap = wrap_with_secret(KEY, OWNER, "recovery_code", b"s" * 20)
    assert unwrap_with_secret(wrap, OWNER, b"s" * 20) == KEY
    for way, secret in (("recovery_code", b"t" * 20), ("device", b"s" * 20)):
        with pytest.raises(Broken):
            unwrap_with_secret(replace(wrap, way=way), OWNER, secret)  # type: ignore[arg-type]  # of a parametrised str


def test_the_key_is_nowhere_in_its_wrap() -> None:
    assert KEY.secret not in WRAP.sealed
    assert "correct" not in WRAP.parameters
    assert "sealed" not in repr(WRAP)


def test_the_same_passphrase_never_makes_the_same_wrap() -> None:
    other = wrap_with_passphrase(KEY, OWNER, "correct horse", CHEAP)
    assert other.parameters != WRAP.parameters
    assert other.sealed != WRAP.sealed


@pytest.mark.parametrize(
    "change",
    [
        {"memory": 63},
        {"memory": MOST.memory + 1},
        {"iterations": 10**9},
        {"iterations": 0},
        {"lanes": 10**6},
        {"lanes": True},
        {"salt": "zz"},
        {"salt": 5},
        {"salt": ""},
        {"kdf": "none"},
        {"kdf": None},
        {"memory": "64"},
    ],
)
def test_changed_parameters_open_nothing_and_cost_nothing(change: dict[str, object]) -> None:
    parameters = json.dumps(json.loads(WRAP.parameters) | change, sort_keys=True)
    with pytest.raises(Broken):
        unwrap_with_passphrase(replace(WRAP, parameters=parameters), OWNER, "correct horse")


@pytest.mark.parametrize("parameters", ["", "null", "[]", "{", "[" * 100_000, '"text"', "{}"])
def test_parameters_that_are_none_open_nothing(parameters: str) -> None:
    with pytest.raises(Broken):
        unwrap_with_passphrase(replace(WRAP, parameters=parameters), OWNER, "correct horse")


def test_a_cheaper_cost_written_beside_a_passphrase_opens_nothing() -> None:
    dear = wrap_with_passphrase(KEY, OWNER, "correct horse", Cost(memory=128, iterations=2, lanes=1))
    cheap = dear.parameters.replace('"memory": 128', '"memory": 64')
    with pytest.raises(Broken):
        unwrap_with_passphrase(replace(dear, parameters=cheap), OWNER, "correct horse")


def test_cost_grows_in_memory_or_in_passes() -> None:
    assert Cost(128, 1, 1).grew_from(CHEAP)
    assert Cost(64, 2, 1).grew_from(CHEAP)
    assert not CHEAP.grew_from(CHEAP)
    assert not Cost(64, 1, 4).grew_from(CHEAP)
    assert not CHEAP.grew_from(STANDARD)


def test_a_real_guess_costs_at_least_what_the_rfc_asks_for() -> None:
    """RFC 9106, 4: 64 MiB and 3 passes at the least."""
    assert STANDARD.memory >= 64 * 1024
    assert STANDARD.iterations >= 3
    assert cost_of(wrap_with_passphrase(KEY, OWNER, "x", CHEAP)) == CHEAP


def test_a_wrap_is_what_the_description_says_for_anyone_with_the_passphrase() -> None:
    stored = json.loads(WRAP.parameters)
    kdf = Argon2id(salt=bytes.fromhex(stored["salt"]), length=32, iterations=1, lanes=1, memory_cost=64)
    opened = Key(bytes(16), kdf.derive(b"correct horse")).open(
        WRAP.sealed, f"wrap\n{OWNER}\npassphrase\n{WRAP.parameters}"
    )
    assert opened == KEY.id + KEY.secret


def test_argon2id_is_that_of_the_rfc() -> None:
    """RFC 9106, 5.3."""
    kdf = Argon2id(
        salt=b"\x02" * 16, length=32, iterations=3, lanes=4, memory_cost=32, ad=b"\x04" * 12, secret=b"\x03" * 8
    )
    assert kdf.derive(b"\x01" * 32).hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def test_a_wrap_that_holds_something_else_opens_nothing() -> None:
    wrong = wrap_with_secret(KEY, OWNER, "device", b"s" * 32)
    with pytest.raises(Broken):
        unwrap_with_secret(Wrap("device", wrong.parameters, WRAP.sealed), OWNER, b"s" * 32)
