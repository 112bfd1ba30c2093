"""The promise: whatever can go wrong with a vault is said in words, with what to do next and an exit code."""

import ast
import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest

import unstuck.vault
from unstuck.knowledge import ROOT, words
from unstuck.vault.destroying import ON_A_SERVER, OUT_OF_REACH
from unstuck.vault.manifest import FindingKind
from unstuck.vault.problems import _SQLITE, _SYSTEM, MACHINE, VaultProblem

HOUSE = Path(unstuck.vault.__file__).parent
SAID = tomllib.loads((ROOT / "en" / "vault.toml").read_text(encoding="utf-8"))
BLANKS: dict[str, str | int] = {"place": "alex/notes", "megabytes": 256}


def raised_in_code() -> set[str]:
    """The ids of all problems that our code can raise."""
    found: set[str] = set()
    for path in HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="VaultProblem"), args=[ast.Constant(value=str(name)), *_]):
                    found.add(name)
                case ast.Call(func=ast.Name(id="_tried"), args=[_, ast.Constant(value=str(name))]):
                    found.add(name)
    return found | set(_SQLITE.values()) | set(_SYSTEM.values()) | {"disk_error", "database_away", "disk_full"}


def test_every_problem_has_its_words_and_no_words_lie_idle() -> None:
    assert raised_in_code() == set(SAID["problem"])


def test_what_the_machine_can_not_do_is_told_from_what_can_not_be_asked() -> None:
    assert set(SAID["problem"]) > MACHINE
    assert VaultProblem("disk_full", place="x").exit_code == 3
    assert VaultProblem("wrong_passphrase").exit_code == 2


@pytest.mark.parametrize("name", sorted(SAID["problem"]))
def test_a_problem_is_said_shortly_and_without_blame(name: str) -> None:
    text = VaultProblem(name, **BLANKS).text()
    assert "{" not in text
    assert len(text) < 260
    assert not re.search(
        r"\b(invalid|illegal|fatal|abort|failed|exception|error|null|sqlite|transaction)\b", text.lower()
    )


def test_every_finding_and_everything_out_of_reach_has_its_words() -> None:
    assert set(get_args(FindingKind)) | {"unfit"} == set(SAID["finding"])
    for name in get_args(FindingKind):
        for number in (1, 2):
            assert words("en", "vault").say(f"finding.{name}", n=number)
    assert {*OUT_OF_REACH, ON_A_SERVER} == set(SAID["out_of_reach"])
