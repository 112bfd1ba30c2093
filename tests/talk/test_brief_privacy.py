"""The promise: whatever is in the story, nothing that wasn't ticked leaves it, in no form and no file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.paper.reading import everything_in, squeezed
from tests.talk.people import DAY, MARKS, NEVER, OWN, stories
from unstuck.cli import execute
from unstuck.paper.page import as_markdown, as_text
from unstuck.readout import assess
from unstuck.story import Story, dump
from unstuck.talk.brief import compose, proposal, told
from unstuck.talk.items import items
from unstuck.talk.page import Form, page
from unstuck.talk.printing import printed_brief

FORMS: tuple[Form, ...] = ("page", "letter", "spoken", "short")
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
ticks = st.sets(st.sampled_from(sorted(MARKS)))


def holds_only(text: str, ticked: set[str], form: Form = "page") -> None:
    """Nothing that wasn't ticked is there."""
    plain = squeezed(text)
    for item, marks in MARKS.items():
        if item not in ticked:
            assert not any(squeezed(mark) in plain for mark in marks), (item, form)
    assert not [mark for mark in NEVER if mark in plain]
    assert "zqgoalid" not in plain


@settings(deadline=None, max_examples=80, suppress_health_check=SLOW)
@given(stories(), ticks, st.sampled_from(FORMS))
def test_only_what_was_ticked_is_in_the_text(story: Story, ticked: set[str], form: Form) -> None:
    made = compose(items(assess(story, DAY, "t1"), story, OWN), ticked)
    shown = page(made, form)
    holds_only(as_text(shown), ticked, form)
    holds_only(as_markdown(shown), ticked, form)
    assert set(made.left_out).isdisjoint(ticked)


@settings(deadline=None, max_examples=80, suppress_health_check=SLOW)
@given(stories(), ticks)
def test_all_that_was_ticked_is_there_or_the_person_hears_that_it_had_no_room(story: Story, ticked: set[str]) -> None:
    made = compose(items(assess(story, DAY, "t1"), story, OWN), ticked)
    plain = squeezed(as_text(page(made)))
    for item in ticked - {"name"} - set(made.no_room) - set(made.cut):
        assert any(squeezed(mark) in plain for mark in MARKS[item]), item


@settings(deadline=None, max_examples=25, suppress_health_check=SLOW)
@given(stories(), ticks, st.sampled_from(FORMS))
def test_only_what_was_ticked_is_in_the_pdf_its_metadata_and_its_inside(
    story: Story, ticked: set[str], form: Form
) -> None:
    _, paper = printed_brief(items(assess(story, DAY, "t1"), story, OWN), ticked, form)
    holds_only(everything_in(paper.pdf), ticked, form)


@settings(deadline=None, max_examples=20, suppress_health_check=SLOW)
@given(story=stories(), ticked=ticks, form=st.sampled_from(FORMS))
def test_the_command_shares_what_was_ticked_and_keeps_the_rest_to_the_person(
    story: Story, ticked: set[str], form: Form, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, paper = tmp_path / "story.json", tmp_path / "out" / "page.pdf"
    paper.parent.mkdir(exist_ok=True)
    paper.unlink(missing_ok=True)
    file.write_bytes(dump(story))
    options = [] if form == "page" else [f"--{form}"]
    own = [part for section, text in OWN.items() for part in ("--own", f"{section}={text}")]
    share = ["--share", ",".join(sorted(ticked))]
    assert execute(["brief", str(file), "--on", DAY.isoformat(), *share, *own, *options, "--pdf", str(paper)]) == 0
    holds_only(capsys.readouterr().out, ticked, form)
    holds_only(everything_in(paper.read_bytes()), ticked, form)
    assert [made.name for made in paper.parent.iterdir()] == ["page.pdf"]


@settings(deadline=None, max_examples=20, suppress_health_check=SLOW)
@given(story=stories())
def test_without_a_tick_nothing_leaves(story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "story.json"
    file.write_bytes(dump(story))
    assert execute(["brief", str(file), "--on", DAY.isoformat()]) == 0
    holds_only(capsys.readouterr().out, set())


@settings(deadline=None, max_examples=60, suppress_health_check=SLOW)
@given(stories())
def test_nothing_private_is_ever_suggested_and_no_sign_of_danger_can_be_ticked_but_in_own_words(story: Story) -> None:
    every = items(assess(story, DAY, "t1"), story)
    private = {item.id for item in every if item.private}
    assert private.isdisjoint(proposal(every))
    assert {"said:stay_from_loyalty", "helped:2026-03-15", "example:2026-03-10"} <= private
    assert not {item.id for item in every} & {"said:suicidal_thoughts", "said:risk_rising"}


@settings(deadline=None, max_examples=30, suppress_health_check=SLOW)
@given(stories(), ticks)
def test_what_is_kept_of_a_page_that_was_handed_over_names_items_and_holds_no_words(
    story: Story, ticked: set[str]
) -> None:
    made = compose(items(assess(story, DAY, "t1"), story, OWN), ticked)
    kept = told(made.shared, DAY, "therapist", "brief", "t1")
    assert set(kept.items) <= ticked
    assert "zq" not in kept.model_dump_json()
