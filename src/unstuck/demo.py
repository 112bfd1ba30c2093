"""Who are the invented people that can be looked at before one writes anything?"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from unstuck.story import Story, read

HERE = Path(__file__).parent
# an installed package carries the stories inside it; a checkout has them with the tests
STORIES = next(path for path in (HERE / "stories", HERE.parents[1] / "tests" / "stories") if path.is_dir())

SHOWN = (
    "still_early",
    "hard_and_working",
    "kind_talk_no_plan",
    "brushed_off",
    "stalled_after_a_gain",
    "a_line_crossed",
    "what_she_came_for",
    "going_well",
)
"""Those who are offered first: as different answers as there are."""


@cache
def people() -> Mapping[str, Mapping[str, Any]]:
    """The invented people by name: title, about, the day of their answer, and what a careful clinician would say."""
    return tomllib.loads((STORIES / "people.toml").read_text(encoding="utf-8"))


def story_of(name: str) -> Story:
    """The story of one of them.

    Raises:
        KeyError: nobody of that name.
    """
    if name not in people():
        raise KeyError(name)
    return read((STORIES / f"{name}.json").read_bytes())
