"""What does a person do with an answer? Trials, what matters, wishes, candidates, handovers, and what was shared.

Each list holds whole entries: the newest day of `values` and `wishes` counts, the others are named by an id. Nothing
here points at another of these lists, so each entry can be kept, corrected or destroyed alone. How they are read:
docs/trial.md and docs/moving-on.md.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from unstuck.story.ground import DatedEntry, Day, Entry, Feeling, Format, Id, Rating, Schedule

Amount = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
Slider = Annotated[int, Field(ge=0, le=10)]
Weight = Annotated[int, Field(ge=1, le=5)]
Ratings = Annotated[int, Field(ge=4, le=20)]

Change = Literal["weekday", "time", "frequency", "length", "format", "homework", "focus", "break", "other"]
Need = Literal["must", "nice"]
Mark = Literal["yes", "partly", "no"]
State = Literal["to_call", "no_answer", "waiting_list", "called", "first_session_booked", "no"]
When = Literal["call", "first_session", "third_session"]
Sounded = Literal["good", "mixed", "concern"]
Whom = Literal["therapist", "new_therapist", "doctor", "partner", "family", "friend", "other"]
Form = Literal["brief", "letter", "spoken", "chart", "handover", "other"]

OWN = "own:"
"""How the id of a criterion begins that is the person's own."""

SESSION_RATINGS = ("after", "gain", "alliance")
"""Ratings a trial can rest on beside measures and goals: feeling after, after minus before, the alliance's mean."""


class Values(DatedEntry):
    """What matters to the person: in their own words, and how much, 0-10, of what the decision aid asks about."""

    text: str | None = None
    sliders: dict[Id, Slider] = Field(default_factory=dict)


class Stopped(DatedEntry):
    """A trial that was given up."""

    why: str | None = None


class Trial(Entry):
    """One change, tried on oneself; all but `started_on` and `stopped` is decided before it starts.

    Attributes:
        change: what is changed; `schedule` is the new slot, `text` the person's own words.
        rating: what it is judged by: "after", "gain", "alliance", a measure's id, or "goal:" and a goal's id.
        before, after: how many ratings count on either side.
        started_on: the day of the first session with the change; None until then.
    """

    id: Id
    therapy: Id | None = None
    planned_on: Day
    change: Change
    text: str | None = None
    schedule: Schedule | None = None
    rating: Id
    before: Ratings
    after: Ratings
    review_on: Day | None = None
    started_on: Day | None = None
    stopped: Stopped | None = None


class Style(Entry):
    """How therapy should be, or is, -5 to +5.

    Attributes:
        directiveness: from the client leads to the therapist leads and gives tasks.
        emotion: from cool thinking to strong feelings.
        time: from the present and future to the past.
        challenge: from gentle support to firm challenge.
    """

    directiveness: Feeling | None = None
    emotion: Feeling | None = None
    time: Feeling | None = None
    challenge: Feeling | None = None


class Criterion(Entry):
    """Something wished for: a known id, or one of one's own ("own:evenings") with words.

    A must filters and has no weight; a nice-to-have weighs 1 to 5, and 3 when nothing was said.
    """

    id: Id
    need: Need
    weight: Weight | None = None
    text: str | None = None


class Wishes(DatedEntry):
    """What a person wants from a therapist; on its day the weights were set.

    Attributes:
        trouble: what it is about, in own words.
        worked, missing: what helped before and what did not happen, in own words.
        ended: why the last therapy ended, in own words.
        about_me: identity, faith, culture, body: what a therapist has to know or share.
        style, style_text: how it should be, on four lines and in own words.
        times: when it has to be possible, in own words.
        most_fee: highest price of a session that can be paid, in the money of one's own country.
        farthest_minutes: longest way there, one way.
    """

    trouble: str | None = None
    worked: str | None = None
    missing: str | None = None
    ended: str | None = None
    about_me: str | None = None
    style: Style | None = None
    style_text: str | None = None
    languages: tuple[Id, ...] = ()
    formats: tuple[Format, ...] = ()
    approaches: tuple[Id, ...] = ()
    provider_types: tuple[Id, ...] = ()
    times: str | None = None
    most_fee: Amount | None = None
    farthest_minutes: Amount | None = None
    criteria: tuple[Criterion, ...] = ()


class Contact(DatedEntry):
    """One try to reach a candidate, and what stood afterwards."""

    state: State
    note: str | None = None


class CallAnswer(Entry):
    """How one question of the call sheet was answered."""

    question: Id
    sounded: Sounded | None = None
    text: str | None = None


class Impression(DatedEntry):
    """How it felt with a candidate, 0-10, straight after a call or after the first or third session."""

    when: When
    heard: Rating | None = None
    at_ease: Rating | None = None
    trust: Rating | None = None
    hope: Rating | None = None

    @property
    def mean(self) -> float | None:
        """The mean of the ratings given, 0-10, or None when none was."""
        given = [x for x in (self.heard, self.at_ease, self.trust, self.hope) if x is not None]
        return sum(given) / len(given) if given else None


class Candidate(Entry):
    """A professional who might be the next one.

    Attributes:
        name, contact: for the person's own eyes.
        found: where the name came from.
        approaches, languages, formats, fee, minutes_away, style: what is known of them.
        marks: whether a criterion is met, as the person judged it; it counts before what follows from the facts.
        contacts: every try to reach them; the newest says how it stands.
        note: why yes, why no.
        therapy: the therapy it became.
    """

    id: Id
    added: Day | None = None
    name: str | None = None
    provider_type: Id | None = None
    contact: str | None = None
    found: str | None = None
    approaches: tuple[Id, ...] = ()
    languages: tuple[Id, ...] = ()
    formats: tuple[Format, ...] = ()
    fee: Amount | None = None
    minutes_away: Amount | None = None
    style: Style | None = None
    marks: dict[Id, Mark] = Field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()
    answers: tuple[CallAnswer, ...] = ()
    impressions: tuple[Impression, ...] = ()
    note: str | None = None
    therapy: Id | None = None


class OwnWords(Entry):
    """What one takes along from a therapy, in own words; each is shared only when it is ticked."""

    problem: str | None = None
    helped: str | None = None
    not_helped: str | None = None
    keep: str | None = None
    warning_signs: str | None = None
    plan: str | None = None
    goals_now: str | None = None
    diagnoses: str | None = None
    medicine: str | None = None
    risk: str | None = None
    consent: str | None = None


class Handover(DatedEntry):
    """A handover sheet: what the person wrote for it, and which items they ticked.

    Attributes:
        therapy: the therapy it is about; without one it is about all.
        share: items such as "problem", "scores:phq9" or "goal:sleep".
    """

    id: Id
    therapy: Id | None = None
    words: OwnWords = OwnWords()
    share: tuple[Id, ...] = ()


class Told(DatedEntry):
    """What was shared with whom: ids of items, never their text."""

    to: Whom
    name: str | None = None
    form: Form
    items: tuple[Id, ...] = ()
    therapy: Id | None = None


WORDS = tuple(OwnWords.model_fields)
"""Items of a handover that are the person's own words."""

FACTS = ("therapist", "dates", "sessions", "schedule", "method")
"""Items that follow from what was recorded of the therapy."""

OF_EACH = ("scores", "chart", "goal")
"""Items there is one of for each measure or goal, such as "scores:phq9"; without the part after ":" all of them."""

STYLE = tuple(Style.model_fields)
STATES: tuple[State, ...] = get_args(State)
