"""The promise: what is published names no registry, no machine of ours, and nobody's way of working."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def dotted(*parts: str) -> str:
    """A host's name, put together here so that this page doesn't name it either."""
    return re.escape(".".join(parts))


HOSTS = (
    dotted("pypi", "org"),
    dotted("pythonhosted", "org"),
    dotted("npmjs", "org"),
    dotted("npmjs", "com"),
    dotted("deb", "debian", "org"),
    dotted("crates", "io"),
    dotted("osv", "dev"),
)
# A folder at the very root; `https://example.org/home/x` and `../shared` are something else.
FOLDERS = tuple(rf"(?<![\w.:/])/{folder}/" for folder in ("work", "root", "home", "Users", "opt/py" + "pi", "tmp"))
WORKSHOP = (
    "clau" + "de",
    "anthro" + "pic",
    "chat" + "gpt",
    "co-authored" + "-by",
    "coding" + " agent",
)
FORBIDDEN = re.compile(
    "|".join((*HOSTS, *FOLDERS, *(rf"\b{word}\b" for word in WORKSHOP))),
    re.IGNORECASE,
)


def published() -> list[Path]:
    """Every file that is committed or about to be; only git knows."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    if listed.returncode:
        pytest.skip("left out: this is not a git checkout, so nothing tells what is published")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_nothing_published_names_a_registry_a_machine_or_the_workshop() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for path in published()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if (match := FORBIDDEN.search(line))
    ]
    assert not found


@pytest.mark.parametrize("line", ["cd /wo" + "rk/main", "at /ho" + "me/kim/unstuck", "https://py" + "pi.org/simple"])
def test_the_search_sees_what_it_looks_for(line: str) -> None:
    assert FORBIDDEN.search(line)


@pytest.mark.parametrize("line", ["../shared/data", "https://example.org/home/", "src/root/x", "a workshop"])
def test_the_search_lets_ordinary_text_pass(line: str) -> None:
    assert not FORBIDDEN.search(line)
