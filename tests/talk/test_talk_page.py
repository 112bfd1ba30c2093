"""The promise: the page on the talk names every item, sign, reading and therapist there is, and its code runs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from tests.talk.people import mara
from unstuck.knowledge import facts
from unstuck.talk.answering import Reading, signs
from unstuck.talk.items import RATED
from unstuck.talk.rehearsal import therapists

PAGE = (Path(__file__).parents[2] / "docs" / "talk.md").read_text(encoding="utf-8")
NAMED = frozenset(re.findall(r"`([\w:.]+)`", PAGE))


def test_every_item_is_named() -> None:
    kinds = set(facts("brief")["kinds"])
    assert {name.partition(":")[0] for name in NAMED} >= kinds
    assert {f"ask:{kind}" for kind in facts("brief")["ask"]} | {f"own:{one}" for one in facts("brief")["own"]} <= NAMED
    assert set(RATED) - {"heard"} <= NAMED


def test_every_sign_and_reading_and_everyone_to_practise_with_is_named() -> None:
    assert {*signs(), *get_args(Reading), *therapists()} <= NAMED


def test_the_code_on_the_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(code, "docs/talk.md", "exec"), {"story": mara()})  # noqa: S102 - our own page
    assert "Could we begin with the nights?" in capsys.readouterr().out
