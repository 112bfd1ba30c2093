"""The promise: each scene of the practice can be shown, each reply gets a kind remark, each end has its words."""

from __future__ import annotations

from unstuck.knowledge import facts, words
from unstuck.talk.rehearsal import DANGER, STOPPED, begin, pick, scene, therapists, write
from unstuck.talk.rehearsal_page import closing_sections, danger_line, remark_lines, shown, who

SCENES = tuple(facts("rehearsal")["scenes"])


def test_everyone_one_can_practise_with_has_a_name() -> None:
    assert tuple(kind for kind, _ in who()) == therapists()
    assert len({name for _, name in who()}) == len(therapists())


def test_every_scene_says_something_and_offers_each_of_its_replies() -> None:
    for id_ in SCENES:
        found = shown(scene(id_))
        assert found.id == id_
        assert found.says
        assert [reply for reply, _ in found.replies] == [reply.id for reply in scene(id_).replies]
        assert all(text for _, text in found.replies)


def test_every_reply_gets_one_remark_or_two_and_leaving_gets_none() -> None:
    for id_ in SCENES:
        here = scene(id_)
        for reply in here.replies:
            turn = pick(here, reply.id)
            lines = remark_lines(turn)
            assert len(lines) == (0 if turn.closing in {DANGER, STOPPED} else 2 if turn.to_try else 1)
    assert remark_lines(write(begin("welcomes"), "")) == ()


def test_words_that_may_be_a_sign_of_danger_are_met_first() -> None:
    said = words("en", "rehearsal")
    here = begin("welcomes")
    assert danger_line(write(here, "I am going to kill myself tonight.")) == said.say("danger")
    assert danger_line(write(here, "Could we go slower?")) is None


def test_every_way_to_end_has_its_lines_and_what_worked_stands_below_once() -> None:
    for closing in facts("rehearsal")["closings"]:
        (only,) = closing_sections(closing)
        assert only.id == closing
        assert only.lines
    end, worked = closing_sections("stop_here", ["request", "request", "about_me"])
    assert end.heading
    assert len(worked.lines) == 2
