"""The promise: what is installed is exactly what was checked, for every wish, from any index, on every system."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
RUN, TEST = ROOT / "requirements.txt", ROOT / "requirements-test.txt"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def entries(lock: Path) -> Iterator[tuple[Requirement, list[str]]]:
    """Each requirement of a lock file with whatever else stands in its entry."""
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    for entry in "\n".join(lines).replace("\\\n", "\t").splitlines():
        requirement, *rest = entry.split("\t")
        yield Requirement(requirement), [part.strip() for part in rest]


def versions(lock: Path) -> dict[str, str]:
    return {canonicalize_name(wish.name): str(wish.specifier).removeprefix("==") for wish, _ in entries(lock)}


@pytest.mark.parametrize("lock", [RUN, TEST], ids=lambda lock: lock.name)
def test_every_line_names_one_version_and_its_hashes_and_nothing_else(lock: Path) -> None:
    locked = list(entries(lock))
    assert locked
    for requirement, hashes in locked:
        assert re.fullmatch(r"==[^,*]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(HASH.fullmatch(part) for part in hashes), requirement


@pytest.mark.parametrize("lock", [RUN, TEST], ids=lambda lock: lock.name)
def test_no_lock_names_an_index_or_an_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "-index" not in text
    assert "--find-links" not in text


@pytest.mark.parametrize("lock", [RUN, TEST], ids=lambda lock: lock.name)
def test_every_system_gets_the_same_version_of_a_package(lock: Path) -> None:
    names = [requirement.name for requirement, _ in entries(lock)]
    assert len(names) == len(set(names))


def test_tests_run_with_the_very_packages_that_people_run() -> None:
    tested = versions(TEST)
    assert {name: tested.get(name) for name in versions(RUN)} == versions(RUN)


@pytest.mark.parametrize(
    ("lock", "wishes"),
    [(RUN, PROJECT["dependencies"] + EXTRAS["postgresql"]), (TEST, EXTRAS["test"])],
    ids=["run", "test"],
)
def test_every_wish_of_the_project_is_locked_at_a_version_it_allows(lock: Path, wishes: list[str]) -> None:
    locked = versions(lock)
    for wish in map(Requirement, wishes):
        assert wish.specifier.contains(locked[canonicalize_name(wish.name)]), wish
