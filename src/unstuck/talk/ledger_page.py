"""How is the ledger told? Each talk with what came of it, what is due, and how the last answer can be read."""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.explain import Section
from unstuck.knowledge import words
from unstuck.talk.answering import Reading, signs
from unstuck.talk.ledger import Ledger, Talk
from unstuck.told import Line, listed


def ledger_sections(found: Ledger, reading: Reading | None, language: str = "en") -> tuple[Section, ...]:
    """The ledger as a page: title, what is due, how to read the last answer, and every talk, the newest first.

    Args:
        found: the ledger.
        reading: how the last answer can be read (`unstuck.talk.answering`); None says nothing about it.
        language: of the sentences.
    """
    said = words(language, "ledger")
    intro = _section("title", said.say("title"), tuple(_intro(found, language)))
    due = _section("due", said.say("due_title"), tuple(_due(found, language)))
    read = _section("reading", said.say("read_title"), said.list(f"reading.{reading}.lines") if reading else ())
    talks = (
        _section("talk", said.written(talk.conversation.date), tuple(_talk(talk, language)))
        for talk in reversed(found.talks)
    )
    return tuple(section for section in (intro, due, read, *talks) if section.lines)


def sign_choices(language: str = "en") -> tuple[tuple[str, str], ...]:
    """Everything that may have been seen and heard, each in words, the best first."""
    said = words(language, "ledger")
    return tuple((sign, said.say(f"saw.{sign}")) for sign in signs())


def _section(id_: str, heading: str, texts: tuple[str, ...]) -> Section:
    return Section(id_, heading, tuple(Line(text) for text in texts))


def _intro(found: Ledger, language: str) -> Iterator[str]:
    said = words(language, "ledger")
    if not found.talks:
        yield said.say("none")
    elif found.review_on is not None:
        yield said.say("next_review", date=found.review_on)
    else:
        yield said.say("talks", n=len(found.talks))


def _due(found: Ledger, language: str) -> Iterator[str]:
    said = words(language, "ledger")
    for promise in found.due:
        text = promise.text or said.say("no_text")
        yield said.say("due", number=promise.number, text=text, date=promise.made_on)
        yield said.say("due_ask", number=promise.number)


def _talk(talk: Talk, language: str) -> Iterator[str]:
    said = words(language, "ledger")
    noted = talk.conversation
    yield said.say("asked", text=noted.asked_for) if noted.asked_for else said.say("asked_nothing")
    if noted.about:
        names = [words(language, "reasons").say(f"{reason}.name") for reason in noted.about]
        yield said.say("about", reasons=listed(language, names))
    yield said.say(f"response.{noted.response or 'unknown'}")
    if noted.offered:
        yield said.say("offered", offers=listed(language, [said.say(f"offer.{offer}") for offer in noted.offered]))
    for promise in talk.promises:
        yield said.say(f"state.{promise.state}", number=promise.number, text=promise.text or said.say("no_text"))
    looked_at = bool(talk.promises) and all(promise.state in {"kept", "broken"} for promise in talk.promises)
    if noted.review_on is not None and not looked_at:
        yield said.say("review", date=noted.review_on)
