"""The promise: what the README shows is what the command prints."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").glob("**/*.md")))
LINK = re.compile(r"\]\(([^)#:]+)\)")
EXAMPLE = re.compile(r"```sh\npython3 start\.py (assess .+)\n```\n\n```text\n(.+?)```", re.DOTALL)


def test_the_example_is_what_the_command_prints() -> None:
    found = EXAMPLE.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert found is not None
    done = subprocess.run(
        [sys.executable, "-m", "unstuck", *found[1].split()], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert found[2] == done.stdout


@pytest.mark.parametrize("page", PAGES)
def test_no_link_leads_nowhere(page: str) -> None:
    at = ROOT / page
    missing = [link for link in LINK.findall(at.read_text(encoding="utf-8")) if not (at.parent / link).exists()]
    assert not missing
