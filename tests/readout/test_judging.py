"""The promise: what the contract says of judging holds from the file to the answer, rule by rule."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given

from tests.people import CHECK_FIRST, START, STOP_NOW, day, trees
from tests.readout.test_laws import answer_to, laws
from unstuck.measures import measure
from unstuck.readout import Readout, assess
from unstuck.readout.sentences import paragraph
from unstuck.readout.written import written
from unstuck.story import FORMAT, validate

ON = START + timedelta(days=70)
FLAT = [{"date": day(7 * week), "measure": "phq9", "total": 14} for week in range(10)]
SESSIONS = [{"date": day(7 * week)} for week in range(10)]


def told(on: date = ON, therapy: dict[str, Any] | None = None, **tree: Any) -> Readout:  # noqa: ANN401 - JSON values
    """The answer for a therapy of ten weekly sessions in which nothing moved, but for what `tree` says."""
    plain = {
        "therapies": [{"id": "t1", "started": START.isoformat()} | (therapy or {})],
        "sessions": SESSIONS,
        "scores": FLAT,
    }
    return assess(validate({"format": FORMAT} | plain | tree), on)


def said(indicator: str, answer: str = "yes", number: int = 68, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"date": day(number), "indicator": indicator, "answer": answer} | more


def talk(number: int, response: str | None = None, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"date": day(number), "response": response} | more


def also(answer: Readout) -> set[str]:
    return {option.id for option in answer.next_step.also}


def notices(answer: Readout) -> set[str]:
    return {notice["id"] for notice in written(answer)["notices"]}


def asked(answer: Readout) -> list[str]:
    return [question["indicator"] for question in written(answer)["questions"]]


# Red flags and danger


@pytest.mark.parametrize(
    ("flag", "step"), [(STOP_NOW[0], "leave_now_and_report"), (CHECK_FIRST[0], "get_independent_advice")]
)
def test_in_danger_help_comes_first_and_one_may_stop_all_the_same(flag: str, step: str) -> None:
    answer = told(answers=[said("not_safe_now"), said(flag)])
    assert (answer.next_step.id, also(answer)) == ("get_urgent_help", {step})
    assert "someone other than this therapist" in paragraph(answer)


def test_two_of_the_others_together_mean_stop_now() -> None:
    assert told(answers=[said(CHECK_FIRST[0])]).next_step.id == "get_independent_advice"
    assert told(answers=[said(flag) for flag in CHECK_FIRST[:2]]).next_step.id == "leave_now_and_report"


def test_a_punishing_answer_means_stop_now_however_good_the_scores() -> None:
    better = [score | {"total": 14 - min(place, 9)} for place, score in enumerate(FLAT)]
    assert told(scores=better, conversations=[talk(60, "punishing")]).next_step.id == "leave_now_and_report"


@pytest.mark.parametrize(
    "answers", [[said(STOP_NOW[0], "unsure")], [said(STOP_NOW[0], "yes", 40), said(STOP_NOW[0], "no")]]
)
def test_unsure_or_taken_back_is_checked_first_and_asked_again(answers: list[dict[str, Any]]) -> None:
    answer = told(answers=answers)
    assert answer.next_step.id == "get_independent_advice"
    assert asked(answer)[0] == STOP_NOW[0]


@pytest.mark.parametrize("flag", CHECK_FIRST)
def test_what_is_checked_first_comes_with_a_way_to_check_it(flag: str) -> None:
    assert "To check: " in paragraph(told(answers=[said(flag)]))


def test_flags_of_an_ended_therapy_are_aftercare_and_no_step_back_to_that_therapist() -> None:
    ended = told(answers=[said(STOP_NOW[0])], therapy={"ended": day(69)})
    assert "aftercare" in notices(ended)
    assert (ended.next_step.id, ended.next_step.handover) == ("change_therapist", False)
    assert "Your therapist can help" not in paragraph(ended)


def test_flags_of_another_open_therapy_are_told_and_change_no_step() -> None:
    both = [{"id": "t1", "started": START.isoformat(), "main": True}, {"id": "t2", "started": START.isoformat()}]
    sessions = [{"date": day(7 * week), "therapy": "t1"} for week in range(10)]
    answer = told(therapies=both, sessions=sessions, answers=[said(STOP_NOW[0], therapy="t2")])
    assert "elsewhere" in notices(answer)
    assert answer.next_step.id == "talk_to_therapist"
    assert not answer.watch.flags.flags


# Safety


@pytest.mark.parametrize(
    ("name", "before", "now"), [("who5", 60, 48), ("bdi2", 16, 25), ("phq9", 8, 15), ("wsas", 9, 18), ("hamd17", 8, 15)]
)
def test_a_sign_in_a_note_beside_scores_that_rise_is_urgent_on_every_scale(name: str, before: int, now: int) -> None:
    scores = [{"date": day(7 * week), "measure": name, "total": now if week > 8 else before} for week in range(10)]
    steady = [score | {"total": before} for score in scores]
    note = [{"date": day(69), "text": "Everyone would be better off without me."}]
    assert not measure(name).severe(now)
    assert told(scores=steady, notes=note).watch.safety.level == "support"
    assert told(scores=scores, notes=note).watch.safety.level == "urgent"


def test_a_severe_total_without_items_puts_the_question_about_safety_first() -> None:
    severe = [score | {"total": 22} for score in FLAT]
    assert asked(told(scores=severe))[0] == "suicidal_thoughts"
    assert told(scores=severe).watch.safety.level == "none"


def test_where_the_text_is_a_guess_the_first_question_quotes_it_and_the_answer_decides() -> None:
    note = [{"date": day(66), "text": "Back then I wanted to die, and now it is back again."}]
    guess = told(notes=note)
    assert guess.watch.safety.level != "none"
    assert written(guess)["questions"][0]["text"].startswith("You wrote: “")
    assert told(notes=note, answers=[said("suicidal_thoughts", "no")]).watch.safety.level == "none"


def test_who_is_afraid_at_home_hears_of_shared_devices_and_of_help_alone() -> None:
    answer = told(answers=[said("afraid_at_home")], therapy={"schedule": {"format": "couple"}})
    assert "shared_device" in notices(answer)
    assert answer.next_step.id == "add_or_refer_specialist"
    assert "couple or family sessions are not advised" in paragraph(answer)


def test_while_support_stands_nobody_is_told_to_go_without_another_contact() -> None:
    twice = [talk(40, "upset"), talk(60, "defensive", offered=["break"])]
    assert told(conversations=twice).next_step.id == "change_therapist"
    answer = told(conversations=twice, answers=[said("suicidal_thoughts")])
    assert answer.next_step.id == "add_or_refer_specialist"
    assert not {answer.next_step.id, *also(answer)} & {"planned_break", "change_therapist", "end_or_space_out"}


# The talk, and leaving


@pytest.mark.parametrize("indicator", ["leave_misunderstood", "goals_or_identity_overridden"])
def test_dismissed_at_the_first_session_means_a_talk_now_or_leaving_without_blame(indicator: str) -> None:
    answer = told(
        on=START + timedelta(days=1), sessions=SESSIONS[:1], scores=FLAT[:1], answers=[said(indicator, number=0)]
    )
    assert (answer.next_step.id, also(answer)) == ("talk_to_therapist", {"change_therapist"})
    assert "Leaving without blame is fine, too." in paragraph(answer)
    assert "After one or two sessions a line is enough" in paragraph(answer)


def test_the_fit_has_a_clock_of_two_or_three_sessions() -> None:
    answer = told(
        on=START + timedelta(days=1),
        sessions=SESSIONS[:1],
        scores=FLAT[:1],
        answers=[said("no_trust_or_ease", number=0)],
    )
    assert answer.next_step.id == "wait_and_review"


def test_after_years_a_last_session_is_worth_it() -> None:
    long = [{"date": day(7 * week)} for week in range(110)]
    scores = [{"date": day(7 * week), "measure": "phq9", "total": 14} for week in range(0, 110, 4)]
    talks = [talk(700, "heard_no_plan"), talk(740, "heard_no_plan")]
    answer = told(on=START + timedelta(days=770), sessions=long, scores=scores, conversations=talks)
    assert answer.next_step.id == "change_therapist"
    assert "last sessions are worth it" in paragraph(answer)


def test_who_is_afraid_to_say_it_gets_the_letter_or_the_way_out() -> None:
    answer = told(answers=[said("afraid_to_speak")])
    assert answer.next_step.id == "talk_to_therapist"
    assert "a letter can say it, or you can go without one" in paragraph(answer)
    carrying = told(answers=[said("afraid_to_speak"), said("suicidal_thoughts")])
    assert "a short letter can say it for you" in paragraph(carrying)
    assert "go without one" not in paragraph(carrying)


@pytest.mark.parametrize("bond", [8, 5])
def test_after_a_first_poor_answer_it_matters_if_working_together_was_good(bond: int) -> None:
    rated = [session | {"alliance": {"bond": bond}} for session in SESSIONS]
    answer = told(sessions=rated, conversations=[talk(66, "defensive")])
    steps = (answer.next_step.id, also(answer))
    trusted, not_trusted = ("talk_to_therapist", {"change_therapist"}), ("change_therapist", {"talk_to_therapist"})
    assert steps == (trusted if bond == 8 else not_trusted)


@pytest.mark.parametrize("response", ["welcomed_with_plan", "heard_no_plan", "needs_time", "upset", "defensive", None])
def test_a_break_that_was_offered_is_reasonable_however_it_was_answered(response: str | None) -> None:
    offered = [talk(66, response, offered=["break"])]
    assert "planned_break" in also(told(conversations=offered))
    for bound in (said("suicidal_thoughts"), said(STOP_NOW[0])):
        assert "planned_break" not in also(told(conversations=offered, answers=[bound]))
    assert "planned_break" not in also(told(conversations=offered, about={"age_band": "under_18"}))


def test_an_agreement_is_asked_about_once_its_day_has_come() -> None:
    agreed = [talk(50, "welcomed_with_plan", agreed=[{"text": "start with my list"}], review_on=day(65))]
    assert "agreement_kept" in asked(told(conversations=agreed))
    assert "agreement_kept" not in asked(told(on=START + timedelta(days=60), conversations=agreed))


# Notices


@pytest.mark.parametrize(
    ("name", "tree"),
    [
        ("minor", {"about": {"age_band": "under_18"}}),
        ("stale", {"on": ON + timedelta(days=90)}),
        ("left_out", {"on": ON - timedelta(days=21)}),
        ("repeated", {"scores": [*FLAT, FLAT[-1]]}),
        ("assumed_sessions", {"sessions": []}),
        ("notes_not_read", {"notes": [{"date": day(60), "text": "Heute war es schwer und ich bin müde."}]}),
    ],
)
def test_what_bends_the_answer_is_a_notice_and_otherwise_there_is_none(name: str, tree: dict[str, Any]) -> None:
    assert name in notices(told(**tree))
    assert name not in notices(told())


def test_who_is_sent_reads_that_before_any_step_that_changes_or_ends_therapy() -> None:
    twice = [talk(40, "heard_no_plan"), talk(60, "heard_no_plan")]
    text = paragraph(told(about={"mandated": True}, conversations=twice))
    assert text.index("Your therapy is ordered.") < text.index("You could look for another therapist.")
    early = told(on=START + timedelta(days=8), about={"mandated": True})
    assert "mandated" not in notices(early)


def test_leaving_someone_who_prescribes_needs_the_next_prescriber_first() -> None:
    twice = [talk(40, "heard_no_plan"), talk(60, "heard_no_plan")]
    prescribes = {"therapist": {"provider_type": "us_psychiatrist"}}
    text = paragraph(told(therapy=prescribes, conversations=twice))
    assert text.index("This person prescribes for you.") < text.index("You could look for another therapist.")
    assert "prescriber" not in notices(told(therapy=prescribes, on=START + timedelta(days=8)))
    counsellor = {"therapist": {"provider_type": "us_lcsw"}}
    assert "prescriber" not in notices(told(therapy=counsellor, conversations=twice))


# Is it working


def test_a_third_of_the_sessions_allowed_runs_the_clock() -> None:
    three: dict[str, Any] = {"sessions": SESSIONS[:4], "scores": FLAT[:5], "on": START + timedelta(days=30)}
    assert told(**three).working.verdict == "too_early"
    assert told(**three, therapy={"sessions_allowed": 12}).working.verdict == "unchanged"
    assert told(**three, therapy={"sessions_allowed": 8}).working.verdict == "too_early"


def test_a_baseline_in_the_usual_range_says_so_and_asks_for_the_aim() -> None:
    usual = [score | {"total": 6} for score in FLAT]
    open_aim, stay_well = told(scores=usual), told(scores=usual, about={"aim": "stay_well"})
    assert open_aim.working.verdict == stay_well.working.verdict == "holding"
    assert "This scale can't show more than that." in paragraph(open_aim)
    assert "What would you like therapy to do for you now" in paragraph(open_aim)
    assert "you are staying well" in paragraph(stay_well)
    assert stay_well.next_step.id == "keep_going"


def test_one_measure_better_and_another_worse_is_mixed() -> None:
    both = [{"date": day(7 * w), "measure": "phq9", "total": 20 if w < 1 else 8} for w in range(10)]
    both += [{"date": day(7 * w), "measure": "gad7", "total": 5 if w < 1 else 15} for w in range(10)]
    assert told(scores=both).working.verdict == "mixed"


def test_the_measure_that_fits_the_concern_leads_else_the_one_with_most_scores() -> None:
    worried = [{"date": day(7 * week), "measure": "gad7", "total": 12} for week in (0, 4, 8)]
    leads = {concern: told(scores=[*FLAT, *worried], about={"concerns": [concern]}) for concern in ("gad", "eating")}
    assert [x.working.leading.scale.id for x in leads.values() if x.working.leading] == ["gad7", "phq9"]


def test_before_the_clock_has_run_missing_change_weighs_nothing() -> None:
    early = told(
        sessions=SESSIONS[:3], scores=FLAT[:3], on=START + timedelta(days=18), therapy={"approach": "supportive"}
    )
    assert not [reason for reason in early.reasons if reason.id in {"wrong_therapy_type", "lost_effect"}]


def test_what_only_the_record_can_show_is_taken_from_the_record_and_from_no_answer() -> None:
    claimed = [said(name) for name in ("sustained_deterioration", "gains_reversing", "recovered_and_stable")]
    assert written(told(answers=claimed)) == written(told())


# Every answer


def numbers(part: Any) -> list[float]:  # noqa: ANN401 - JSON values
    if isinstance(part, dict | list):
        return [x for inner in (part.values() if isinstance(part, dict) else part) for x in numbers(inner)]
    return [part] if isinstance(part, float) else []


@laws
@given(trees(quiet=False))
def test_every_answer_keeps_to_the_form(tree: dict[str, Any]) -> None:
    answer = answer_to(tree)
    file, step = written(answer), written(answer)["next_step"]
    assert all(round(number, 3) == number for number in numbers(file))
    weights = [reason["weight"] for reason in file["reasons"]]
    assert weights == sorted(weights, reverse=True)
    assert all(reason["for"] for reason in file["reasons"])
    for option in (step, *step["also_reasonable"]):
        assert ("handover" in option) is (option["id"] == "change_therapist")
    if step["id"] == "wait_and_review":
        most = max(round(3 * answer.record.interval), 1)
        assert 0 < (date.fromisoformat(step["review_on"]) - answer.record.on).days <= most
    if step["id"] == "keep_going":
        assert step["review_on"] is None
