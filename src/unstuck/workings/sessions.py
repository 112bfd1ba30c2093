"""How were the ratings of working together and of sessions worked out?"""

from __future__ import annotations

from unstuck.change.alliance import BEFORE_A_FALL
from unstuck.change.hard_but_working import HardWork
from unstuck.knowledge import Blank, Words, facts, words
from unstuck.readout import Readout
from unstuck.told import Line
from unstuck.workings.saying import JUDGED, Pieces, tidy

SRS = "srs-psychologyroots"


def alliance_pieces(answer: Readout, language: str) -> Pieces:
    """Level, direction, falls and gaps of the ratings of working together."""
    said, found = words(language, "workings"), answer.working.alliance
    if found.n:
        yield "level", Line(said.say("alliance.scale"))
        yield "level", Line(said.say("alliance.count", n=found.n))
    if found.recent is not None and found.latest is not None:
        mean = said.say("alliance.mean", recent=tidy(found.recent), latest=tidy(found.latest))
        yield "level", Line(mean)
        yield "level", Line(said.say(f"alliance.{found.level}"), JUDGED)
        yield "trend", Line(said.say(f"alliance.{found.trend}"))
        yield "trend", Line(said.say("alliance.trend_rule"), JUDGED)
        yield from _rupture(answer, said)
    if found.low_from_start:
        yield "level", Line(said.say("alliance.low_from_start"), JUDGED)
    if found.unrated and found.n:
        yield "missing", Line(said.say("alliance.unrated", n=found.unrated))
    if found.stopped_rating:
        yield "missing", Line(said.say("alliance.stopped"), JUDGED)
    srs = answer.working.srs
    if srs is not None:
        yield "level", Line(said.say("alliance.srs", latest=tidy(srs.latest[1])), (SRS,))


def _rupture(answer: Readout, said: Words) -> Pieces:
    found = answer.working.alliance
    yield "rupture", Line(said.say("alliance.rule"), JUDGED)
    fall = found.last_rupture
    if found.n <= BEFORE_A_FALL:
        yield "rupture", Line(said.say("alliance.too_few"))
    elif fall is None:
        yield "rupture", Line(said.say("alliance.none"))
    else:
        days = {"date": fall.began, "since": fall.since}
        text = said.say(f"alliance.{fall.state}", mean=tidy(fall.own_mean), depth=tidy(fall.depth), **days)
        yield "rupture", Line(text)
    yield "errors", Line(said.say("alliance.errors", **facts("working")["rupture"]), JUDGED)
    yield "clinician", Line(said.say("clinician.rupture"), JUDGED)


def feel_pieces(answer: Readout, language: str) -> Pieces:
    """Relief or drain, and whether a rise of distress looks like hard work."""
    said, found = words(language, "workings"), answer.working.feel
    if found.before is not None and found.after is not None and found.gain is not None:
        blanks = {"before": tidy(found.before), "after": tidy(found.after), "gain": tidy(found.gain)}
        yield "feel", Line(said.say("feel.mean", n=found.n, **blanks))
        yield "feel", Line(said.say(f"feel.{found.pattern}"), JUDGED)
    if found.pattern == "relief":
        yield "feel", Line(said.say("feel.not_yet"), JUDGED)
    work = answer.working.hard_work
    if work is not None and work.began is not None and work.rise is not None:
        yield from _rise(work, said)


def _rise(work: HardWork, said: Words) -> Pieces:
    blanks: dict[str, Blank] = {"date": work.began or "", "points": tidy(work.rise or 0)}
    yield "rise", Line(said.say(f"rise.{work.id}", **blanks), JUDGED)
    yield "errors", Line(said.say("rise.errors", **facts("working")["rise"]), JUDGED)
