"""The promise: whatever stops a set-up, there is a sentence for it, and no sentence is there for nothing."""

from __future__ import annotations

import errno
import re
import tomllib
from pathlib import Path

import pytest

from set_up.helpers import HELPERS
from set_up.trouble import BUG, MACHINE, Trouble, from_error, from_output
from set_up.words import say

SET_UP = Path(__file__).parents[2] / "set_up"
SENTENCES = set(tomllib.loads((SET_UP / "en.toml").read_text(encoding="utf-8")))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in SET_UP.glob("*.py"))


def test_every_sentence_is_said_somewhere_and_every_one_that_is_said_is_there() -> None:
    said = set(re.findall(r"\b(?:say|tell|Trouble)\(\s*\"(\w+)\"", CODE))
    shown_by_signs = set(re.findall(r"^    \(\"(\w+)\", \(", CODE, re.MULTILINE))
    for_helpers = {f"without_{helper.name}" for helper in HELPERS}
    assert said | shown_by_signs | for_helpers == SENTENCES


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "disk_full"),
        ("ERROR: Could not install packages: [WinError 112] There is not enough space", "disk_full"),
        ("PermissionError: [Errno 13] Permission denied: 'bin'", "not_allowed"),
        ("WARNING: Retrying after NewConnectionError\nERROR: No matching distribution found for x==1", "network"),
        ("WARNING: Retrying after ReadTimeoutError\nERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "changed_package"),
        ("ERROR: No matching distribution found for scipy==1.17.1", "not_offered"),
    ],
)
def test_what_stopped_pip_is_told_from_what_it_printed(output: str, sentence: str) -> None:
    trouble = from_output("pip", output)
    assert trouble.sentence == sentence
    assert trouble.code == MACHINE
    assert "{" not in say(trouble.sentence, **trouble.blanks)


def test_what_nobody_foresaw_is_a_bug_and_quotes_the_program() -> None:
    trouble = from_output("pip", "Collecting x\nERROR: the sky fell\n")
    assert trouble.code == BUG
    assert "pip" in say(trouble.sentence, **trouble.blanks)
    assert "ERROR: the sky fell" in say(trouble.sentence, **trouble.blanks)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(errno.ENOSPC, "disk_full"), (errno.EROFS, "not_allowed"), (errno.EACCES, "not_allowed"), (errno.EIO, "machine")],
)
def test_what_the_system_refused_is_told_from_its_number(number: int, sentence: str) -> None:
    trouble = from_error(OSError(number, "refused", "the file"))
    assert (trouble.sentence, trouble.code) == (sentence, MACHINE)
    assert "the file" in say(trouble.sentence, **trouble.blanks)


def test_a_blank_left_empty_is_an_error_and_never_reaches_a_person() -> None:
    with pytest.raises(KeyError):
        say("setting_up")


def test_a_trouble_carries_what_to_say_and_how_to_end() -> None:
    trouble = Trouble("no_venv", package="python3.11-venv")
    assert trouble.code == MACHINE
    assert "python3.11-venv" in say(trouble.sentence, **trouble.blanks)
