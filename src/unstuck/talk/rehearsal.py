"""How could the talk go? A practice talk that branches, ends, and never sends anyone back to someone who threatens.

Scenes and where replies lead are data (`facts/rehearsal.toml`). Someone picks a reply or writes one; what they write is
taken for the reply it is most like, and gets a kind remark. Nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from unstuck.knowledge import facts
from unstuck.safety.notes import read_note
from unstuck.talk.remarks import signs_in, to_try, worked

END = "end."
STOPPED = "stop_here"
DANGER = "help"


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing that can be said in a scene.

    Attributes:
        id: its name within `family`, the words' `replies`.
        family: which set of replies it belongs to.
        shows: what it shows of how one speaks.
        to: the scene it leads to, or None when it ends the talk.
        closing: how it ends, or None when it goes on.
    """

    id: str
    family: str
    shows: frozenset[str]
    to: str | None
    closing: str | None


@dataclass(frozen=True, slots=True)
class Scene:
    """The therapist has said something.

    Attributes:
        id: which, and what they say (words `rehearsal`, under `says`).
        replies: what can be said to it.
        otherwise: the reply that words without any sign are taken for.
        threat: whether it is a threat; after it no reply leads to a talk.
    """

    id: str
    replies: tuple[Reply, ...]
    otherwise: str
    threat: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """What comes of a reply.

    Attributes:
        scene: what comes next, or None at the end.
        closing: how it ended, or None.
        worked: what worked in how it was said (words, under `remarks.worked`), or None.
        to_try: what could be tried another way, or None.
        danger: whether what was written may be a sign of danger; then help is shown, and if it is plain, the talk ends.
    """

    scene: Scene | None
    closing: str | None
    worked: str | None = None
    to_try: str | None = None
    danger: bool = False


def therapists() -> tuple[str, ...]:
    """Who one can practise with, the easiest first."""
    return tuple(facts("rehearsal")["therapists"])


def begin(therapist: str) -> Scene:
    """The first scene with one of `therapists()`.

    Raises:
        KeyError: nobody of that kind.
    """
    return _scenes()[therapist]


def scene(id_: str) -> Scene:
    """A scene by its id.

    Raises:
        KeyError: no such scene.
    """
    return _scenes()[id_]


def pick(here: Scene, reply: str) -> Turn:
    """What comes of a reply of the scene.

    Raises:
        KeyError: the scene has no such reply.
    """
    chosen = {one.id: one for one in here.replies}[reply]
    return _turn(chosen, chosen.shows)


def write(here: Scene, text: str, language: str = "en") -> Turn:
    """What comes of words of one's own; a line without any ends the practice."""
    if not text.strip():
        return Turn(None, STOPPED)
    danger = read_note(text)
    if any(sign.level == "plain" and sign.certainty == "clear" for sign in danger):
        return Turn(None, DANGER, danger=True)
    signs = signs_in(text, language)
    return replace(_turn(_most_like(here, signs), signs), danger=bool(danger))


def may_talk_again(closing: str) -> bool:
    """Whether a closing may speak of another talk with this therapist."""
    return bool(facts("rehearsal")["closings"][closing]["talk"])


def as_response(closing: str) -> str | None:
    """What a real answer that ends so is called in a story, None where there was none."""
    found: str | None = facts("rehearsal")["closings"][closing].get("response")
    return found


def _most_like(here: Scene, signs: frozenset[str]) -> Reply:
    """The reply that shares most signs; of those the one with least besides, and without any the usual one."""
    usual = next(one for one in here.replies if one.id == here.otherwise)
    best = max(here.replies, key=lambda one: (len(one.shows & signs), -len(one.shows - signs), one.id == usual.id))
    return best if best.shows & signs else usual


def _turn(chosen: Reply, signs: frozenset[str]) -> Turn:
    following = _scenes()[chosen.to] if chosen.to is not None else None
    return Turn(following, chosen.closing, worked(signs), to_try(signs))


@cache
def _scenes() -> Mapping[str, Scene]:
    rules = facts("rehearsal")
    families: dict[str, dict[str, list[str]]] = rules["replies"]
    return {
        name: Scene(
            id=name,
            replies=tuple(
                _reply(reply, row["replies"], shows, row["to"][reply])
                for reply, shows in families[row["replies"]].items()
            ),
            otherwise=row["otherwise"],
            threat=row.get("threat", False),
        )
        for name, row in rules["scenes"].items()
    }


def _reply(name: str, family: str, shows: list[str], to: str) -> Reply:
    ends = to.startswith(END)
    return Reply(
        id=name,
        family=family,
        shows=frozenset(shows),
        to=None if ends else to,
        closing=to.removeprefix(END) if ends else None,
    )
