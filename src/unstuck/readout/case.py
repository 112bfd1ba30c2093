"""What does the policy need to know of this record?"""

from __future__ import annotations

from datetime import date

from unstuck.change.trials import standings_in
from unstuck.change.working import Working
from unstuck.decision.case import Case
from unstuck.decision.history import history
from unstuck.decision.limits import Limits
from unstuck.readout.watching import Watch
from unstuck.reasons.ranking import something_wrong
from unstuck.reasons.weights import Finding, Reason
from unstuck.record import Record
from unstuck.story import Story
from unstuck.story.plans import Candidate

GOOD_ALLIANCE = 7.0
TROUBLED = frozenset({"upset", "defensive", "heard_no_plan"})
HARDSHIP = ("practical_hardship", "money_housing_or_work_strain", "violence_or_fear_outside", "illness_or_pain_outside")
TOGETHER = frozenset({"couple", "family"})
ENDING_IS_NEWS_FOR = 180


def case(
    record: Record,
    working: Working,
    watch: Watch,
    known: tuple[Finding, ...],
    reasons: tuple[Reason, ...],
    *,
    story: Story,
) -> Case:
    """All the policy looks at, out of what the rooms found, and out of the plans of the story."""
    talks = history(
        record.conversations, record.on, said_without_effect=record.said("raised_it_nothing_changed") == "yes"
    )
    schedule = record.therapy.schedule if record.therapy else None
    return Case(
        on=record.on,
        minor=record.about.age_band == "under_18",
        open=record.open,
        sessions=record.session_count,
        interval=record.interval,
        danger=watch.safety.level,
        red_flags=watch.flags.level,
        verdict=working.verdict,
        clock_has_run=working.clock_has_run,
        reasons=reasons,
        history=talks,
        alliance_was_good=_alliance_was_good(record, working),
        afraid=record.said("afraid_to_speak") == "yes",
        afraid_at_home=watch.safety.afraid_at_home,
        hardship=any(record.said(indicator) == "yes" for indicator in HARDSHIP),
        something_wrong=something_wrong(known) or any(x.response in TROUBLED for x in record.conversations),
        therapist_ends=_therapist_ends(record),
        couple_or_family=schedule is not None and schedule.format in TOGETHER,
        trials=standings_in(record, story),
        limits=_limits(record, story),
    )


def _limits(record: Record, story: Story) -> Limits:
    allowed = record.therapy.sessions_allowed if record.therapy and record.open else None
    left = None if allowed is None else allowed - record.session_count
    return Limits(
        sessions_left=None if left is None or left < 0 else left,  # who had more than that was granted more
        nobody_near=record.said("no_other_near") == "yes",
        waiting_list=any(_is_waiting(candidate, record.on) for candidate in story.candidates),
    )


def _is_waiting(candidate: Candidate, on: date) -> bool:
    """Whether the newest word from them was a place on their waiting list."""
    contacts = [contact for contact in candidate.contacts if contact.date <= on]
    newest = max(contacts, key=lambda contact: contact.date, default=None)
    return candidate.therapy is None and newest is not None and newest.state == "waiting_list"


def _alliance_was_good(record: Record, working: Working) -> bool:
    """Whether it was rated good before the first poor answer, or said to be safe even when it is hard.

    Before, since an answer that hurt drags the ratings after it down.
    """
    poor = [talk.date for talk in record.conversations if talk.response in {"upset", "defensive"}]
    until = min(poor, default=record.on)
    means = [x.alliance.mean for x in record.attended if x.alliance and x.date <= until]
    rated = [mean for mean in means if mean is not None]
    if rated:
        return sum(rated) / len(rated) >= GOOD_ALLIANCE
    return working.alliance.level == "good" or record.said("safe_even_when_hard") == "yes"


def _therapist_ends(record: Record) -> bool:
    if record.said("therapist_is_ending") == "yes":
        return True
    told = (event.date for event in record.events if event.kind == "therapist_ends")
    return any((record.on - day).days <= ENDING_IS_NEWS_FOR for day in told)
