"""The promise: what the pages show as an entry of a story is one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from unstuck.knowledge import facts
from unstuck.story import FORMAT, validate
from unstuck.story.plans import FACTS, OF_EACH, STATES, WORDS

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {name: (DOCS / f"{name}.md").read_text(encoding="utf-8") for name in ("trial", "moving-on")}
ENTRIES = [json.loads(block) for page in PAGES.values() for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL)]


@pytest.mark.parametrize("entries", ENTRIES, ids="-".join)
def test_each_example_fits_into_a_story(entries: dict[str, Any]) -> None:
    story = validate({"format": FORMAT, "therapies": [{"id": "t1", "started": "2026-01-06"}], **entries})
    assert all(getattr(story, name) for name in entries)


def test_all_six_lists_are_shown() -> None:
    assert {key for entries in ENTRIES for key in entries} == {
        "trials", "values", "wishes", "candidates", "handovers", "told",
    }  # fmt: skip


def test_the_page_names_every_item_state_and_criterion() -> None:
    for word in (*WORDS, *FACTS, *(f"{kind}:" for kind in OF_EACH), *STATES, *facts("candidates")["criteria"]):
        assert word in PAGES["moving-on"], word
