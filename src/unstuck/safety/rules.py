"""How much help has to stand on top of everything else today, and what should be asked first?

Levels, exceptions and periods: `knowledge/facts/safety.toml`, explained in docs/safety.md. The rules err towards
help: every doubt counts as a sign until the person has answered. "none" means that nothing was recorded, never that
someone is safe.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from unstuck.knowledge import facts
from unstuck.safety.answers import KEPT_SAFE, Answer, Said, histories

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

Level = Literal["none", "support", "urgent"]
History = dict[str, list[Answer]]

SEVERITY: dict[Level, int] = {"none": 0, "support": 1, "urgent": 2}


@dataclass(frozen=True, slots=True)
class RiskItem:
    """The answer to a form's item about suicide, in the item's own points ("phq9": 0-3, "core10": 0-4)."""

    measure: str
    on: date
    value: float


@dataclass(frozen=True, slots=True)
class NoteSign:
    """A sign of danger read in a note.

    Attributes:
        kind: one of the kinds in `facts/safety.toml`.
        on: the note's day.
        plain: spoken plainly, not only between the lines.
        guess: whether the person should be asked if it is meant so, and now.
        quote: the words it was read from.
    """

    kind: str
    on: date
    plain: bool
    guess: bool
    quote: str


@dataclass(frozen=True, slots=True)
class SafetyFacts:
    """All that bears on safety, up to and including the day `on`; the order of entries means nothing.

    Attributes:
        severe_or_rising: a score is in its measure's severe band, or has risen reliably.
        severe_without_items_on: the day of the latest severe total whose item about suicide is unknown.
    """

    on: date
    answers: tuple[Answer, ...] = ()
    risk_items: tuple[RiskItem, ...] = ()
    note_signs: tuple[NoteSign, ...] = ()
    severe_or_rising: bool = False
    severe_without_items_on: date | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """Why help stands on top: a safety answer, an item of a form, or "note_<kind>", with its newest day."""

    id: str
    on: date


@dataclass(frozen=True, slots=True)
class Question:
    """A safety question to ask before any other.

    Attributes:
        indicator: the safety answer it asks for.
        on: the day of what leads to it.
        quote: the words from the note, when a note leads to it.
    """

    indicator: str
    on: date
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Safety:
    """The level, why (most serious and newest first), and what to ask first (in this order)."""

    level: Level
    signals: tuple[Signal, ...]
    questions: tuple[Question, ...]

    @property
    def keep_a_contact(self) -> bool:
        """Whether no break, taper or ending may be suggested without another contact in place."""
        return self.level != "none"

    @property
    def afraid_at_home(self) -> bool:
        """Whether couple and family work are out, and nothing is shared by default."""
        return any(signal.id in {"afraid_at_home", "note_fear_at_home"} for signal in self.signals)


@dataclass(frozen=True, slots=True)
class _Found:
    level: Level
    signal: Signal


def safety(known: SafetyFacts) -> Safety:
    """Judge what is known; the same facts in any order give the same answer."""
    said = histories(known.answers)
    found = [*_answers(known, said), *_items(known, said), *_notes(known, said)]
    best: dict[str, _Found] = {}
    for each in sorted(found, key=lambda f: (SEVERITY[f.level], f.signal.on)):
        best[each.signal.id] = each
    ranked = sorted(best.values(), key=lambda f: (-SEVERITY[f.level], -f.signal.on.toordinal(), f.signal.id))
    level = ranked[0].level if ranked else "none"
    return Safety(level, tuple(f.signal for f in ranked), _questions(known, said, found))


def _rules() -> dict[str, Any]:
    return facts("safety")


def _latest(indicator: str, said: History) -> Answer | None:
    return said[indicator][-1] if indicator in said else None


def _answers(known: SafetyFacts, said: History) -> Iterator[_Found]:
    """A yes stands until a later no; after something urgent has passed, support stays for a while."""
    for indicator, weight in _rules()["answers"].items():
        history = said.get(indicator)
        if not history:
            continue
        newest = history[-1]
        if newest.said == "yes":
            yield _Found(weight, Signal(indicator, newest.on))
        elif newest.said == "unsure":
            yield _Found("support", Signal(indicator, newest.on))
        elif weight == "urgent":
            yes = max((i for i, answer in enumerate(history) if answer.said == "yes"), default=None)
            if yes is not None and (known.on - history[yes + 1].on).days <= _rules()["days"]["lowered"]:
                yield _Found("support", Signal(indicator, history[yes].on))


def _items(known: SafetyFacts, said: History) -> Iterator[_Found]:
    """High items are urgent for two weeks and support for two more; low ones are support while they speak."""
    days = _rules()["days"]
    for item in known.risk_items:
        rule = _rules()["items"].get(item.measure)
        age = (known.on - item.on).days
        if rule is None or item.value <= 0 or age > days["item"] + days["lowered"]:
            continue
        signal = Signal(rule["signal"], item.on)
        if item.value >= rule["urgent_at"]:
            urgent = age <= days["item"] and not _kept_safe_since(item.on, said)
            yield _Found("urgent" if urgent else "support", signal)
        elif age <= days["item"] or _is_newest(item, known.risk_items):
            yield _Found("support", signal)


def _kept_safe_since(day: date, said: History) -> bool:
    answer = _latest(KEPT_SAFE, said)
    return answer is not None and answer.said == "yes" and answer.on >= day


def _is_newest(item: RiskItem, items: Iterable[RiskItem]) -> bool:
    return item.on == max(other.on for other in items if other.measure == item.measure)


def _notes(known: SafetyFacts, said: History) -> Iterator[_Found]:
    """Plain words about suicide are urgent for a month, as is any sign beside severe or rising scores."""
    days = _rules()["days"]
    for sign in known.note_signs:
        reply = _reply(sign, said)
        age = (known.on - sign.on).days
        if sign.guess and reply == "no":
            continue
        meant = sign.plain and (not sign.guess or reply == "yes")
        urgent = meant and _rules()["notes"][sign.kind].get("urgent", False)
        if age <= days["note"]:
            level: Level = "urgent" if urgent or known.severe_or_rising else "support"
            yield _Found(level, Signal(f"note_{sign.kind}", sign.on))
        elif urgent and age <= days["note"] + days["lowered"]:
            yield _Found("support", Signal(f"note_{sign.kind}", sign.on))


def _reply(sign: NoteSign, said: History) -> Said | None:
    """What the person has said since the note to the question it leads to."""
    answer = _latest(_rules()["notes"][sign.kind]["asks"], said)
    return answer.said if answer is not None and answer.on >= sign.on else None


def _questions(known: SafetyFacts, said: History, found: list[_Found]) -> tuple[Question, ...]:
    """Each indicator once: what a note leaves open first, then danger now, thoughts, safe-as-usual, the rest."""
    asked: dict[str, Question] = {}
    for question in (*_about_notes(known, said), *_about_danger(said, found), *_about_the_rest(known, said)):
        asked.setdefault(question.indicator, question)
    return tuple(asked.values())


def _about_notes(known: SafetyFacts, said: History) -> Iterator[Question]:
    window = _rules()["days"]["note"]
    guesses = [
        sign
        for sign in known.note_signs
        if sign.guess and _reply(sign, said) in {None, "unsure"} and (known.on - sign.on).days <= window
    ]
    for sign in sorted(guesses, key=lambda s: (not s.plain, -s.on.toordinal(), s.kind, s.quote)):
        yield Question(_rules()["notes"][sign.kind]["asks"], sign.on, sign.quote)


def _about_danger(said: History, found: list[_Found]) -> Iterator[Question]:
    """Are you in danger now? Is it as usual? Both after the newest sign of suicide, unless answered since."""
    items = {rule["signal"] for rule in _rules()["items"].values()}
    about_suicide = {
        "suicidal_thoughts",
        *items,
        *(f"note_{kind}" for kind, rule in _rules()["notes"].items() if rule["asks"] == "suicidal_thoughts"),
    }
    signs = [each for each in found if each.signal.id in about_suicide]
    for indicator, relevant in (
        ("not_safe_now", signs),
        (KEPT_SAFE, [each for each in signs if each.signal.id in items and each.level == "urgent"]),
    ):
        newest = max((each.signal.on for each in relevant), default=None)
        if newest is not None and not _answered_since(newest, indicator, said):
            yield Question(indicator, newest)


def _about_the_rest(known: SafetyFacts, said: History) -> Iterator[Question]:
    severe = known.severe_without_items_on
    if severe is not None and not _answered_since(severe, "suicidal_thoughts", said):
        yield Question("suicidal_thoughts", severe)
    for indicator in _rules()["answers"]:
        answer = _latest(indicator, said)
        if answer is None or answer.said == "no":
            continue
        if answer.said == "unsure" or (known.on - answer.on).days > _rules()["days"]["ask_again"]:
            yield Question(indicator, answer.on)


def _answered_since(day: date, indicator: str, said: History) -> bool:
    answer = _latest(indicator, said)
    return answer is not None and answer.on >= day and answer.said != "unsure"
