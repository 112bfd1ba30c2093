"""How is the practice talk told? Each scene with its replies, a kind remark after each, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from unstuck.explain import Section
from unstuck.knowledge import words
from unstuck.talk.rehearsal import DANGER, STOPPED, Scene, Turn, therapists
from unstuck.told import Line


@dataclass(frozen=True, slots=True)
class Shown:
    """A scene in words.

    Attributes:
        id: which scene.
        says: what the therapist says.
        replies: ids of what can be said to it, each with its words.
    """

    id: str
    says: str
    replies: tuple[tuple[str, str], ...]


def who(language: str = "en") -> tuple[tuple[str, str], ...]:
    """Who one can practise with, each with a name, the easiest first."""
    said = words(language, "rehearsal")
    return tuple((kind, said.say(f"therapists.{kind}")) for kind in therapists())


def shown(scene: Scene, language: str = "en") -> Shown:
    """A scene in words."""
    said = words(language, "rehearsal")
    replies = tuple((one.id, said.say(f"replies.{one.family}.{one.id}")) for one in scene.replies)
    return Shown(scene.id, said.say(f"says.{scene.id}"), replies)


def remark_lines(turn: Turn, language: str = "en") -> tuple[str, ...]:
    """What worked in what was said, and at most one thing to try; nothing where the practice was left."""
    if turn.closing in {DANGER, STOPPED}:
        return ()
    said = words(language, "rehearsal")
    praise = said.say(f"remarks.worked.{turn.worked}") if turn.worked else said.say("remarks.spoke")
    return (praise, said.say(f"remarks.try.{turn.to_try}")) if turn.to_try else (praise,)


def danger_line(turn: Turn, language: str = "en") -> str | None:
    """What to say before the lines for help, when what was written may be a sign of danger; else None."""
    if not turn.danger:
        return None
    return words(language, "rehearsal").say("danger" if turn.closing == DANGER else "danger_maybe")


def closing_sections(closing: str, worked: Iterable[str] = (), language: str = "en") -> tuple[Section, ...]:
    """How it ended, and what worked on the way.

    Args:
        closing: how it ended.
        worked: the signs that were praised, turn by turn.
        language: of the sentences.
    """
    said = words(language, "rehearsal")
    drafts = {
        closing: (said.say(f"closings.{closing}.title"), said.list(f"closings.{closing}.lines")),
        "worked": (said.say("worked"), tuple(said.say(f"remarks.summary.{sign}") for sign in dict.fromkeys(worked))),
    }
    return tuple(
        Section(key, heading, tuple(Line(text) for text in texts)) for key, (heading, texts) in drafts.items() if texts
    )
