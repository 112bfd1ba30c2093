"""The read-out in a terminal: help first, then one page from the answer to what it rests on."""

from __future__ import annotations

import click

from unstuck.change.working import MeasureChange
from unstuck.cli.output import heading, line
from unstuck.knowledge import Words, words
from unstuck.readout import Readout
from unstuck.readout.asking import questions
from unstuck.readout.heeding import HEEDED
from unstuck.readout.sentences import asks, behind, evidence, help_now, notices, step, working_said, would_change
from unstuck.readout.written import lines
from unstuck.reasons.weights import Reason
from unstuck.safety.reporting import places
from unstuck.safety.reporting import told as described

REASONS = 3


def show(answer: Readout, language: str = "en") -> None:
    """Print the whole answer."""
    told = words(language, "terminal")
    line(told.say("as_of", date=answer.record.on, sessions=_sessions(answer, language)))
    urgent = answer.watch.safety.level != "none"
    if urgent:
        heading(told.say("help"))
        for sentence in help_now(answer, language):
            line(sentence)
        _lines(answer, told, language)
    _working(answer, told, language)
    _reasons(answer, told, language)
    heading(told.say("now"))
    for name, sentence in notices(answer, language):
        if name in HEEDED:
            line(sentence)
    for sentence in step(answer, language):
        line(sentence)
    click.echo()
    line(told.say("would_change"))
    for sentence in would_change(answer, language):
        line(sentence, indent=2)
    _places(answer, told, language)
    _questions(answer, told, language)
    _notices(answer, told, language)
    if not urgent:
        heading(told.say("help_any_time"))
        _lines(answer, told, language)
    click.echo()
    line(told.say("not_a_device"))


def _sessions(answer: Readout, language: str) -> str:
    return words(language, "working").say("sessions", n=answer.record.session_count)


def _lines(answer: Readout, told: Words, language: str) -> None:
    for one in lines(answer, language):
        ways = [one["phone"], told.say("by_text", text=one["text"]) if one["text"] else None, one["hours"], one["url"]]
        line(f"{one['name']}: {', '.join(way for way in ways if way)}", indent=2)


def _working(answer: Readout, told: Words, language: str) -> None:
    heading(told.say("working"))
    line(working_said(answer, language))
    for change in answer.working.measures:
        line(_figures(change, told, language), indent=2)
    alliance, feel = answer.working.alliance, answer.working.feel
    spoken = words(language, "working")
    state = "rupture" if alliance.ruptured else alliance.level
    if f"alliance.{state}" in spoken:
        line(spoken.say(f"alliance.{state}"), indent=2)
    if f"feel.{feel.pattern}" in spoken:
        line(spoken.say(f"feel.{feel.pattern}"), indent=2)


def _figures(change: MeasureChange, told: Words, language: str) -> str:
    values = ", ".join(words(language, "terminal").written(round(value, 1)) for value in change.series.values[-12:])
    if change.threshold is None:
        return told.say("figures_bare", measure=change.scale.name, values=values)
    points = round(change.threshold.points, 1)
    return told.say(f"figures_{change.scale.better}", measure=change.scale.name, values=values, points=points)


def _reasons(answer: Readout, told: Words, language: str) -> None:
    if not answer.reasons:
        return
    heading(told.say("behind"))
    for sentence in behind(answer, language):
        line(sentence)
    for reason in answer.reasons[:REASONS]:
        _reason(answer, reason, told, language)


def _reason(answer: Readout, reason: Reason, told: Words, language: str) -> None:
    name = words(language, "reasons").say(f"{reason.id}.name")
    click.echo()
    line(told.say(f"strength.{reason.strength}", name=name), indent=2)
    for found in reason.speaks_for:
        line(evidence(found, language), indent=4, mark="+ ")
    for found in reason.speaks_against:
        line(evidence(found, language), indent=4, mark="- ")
    for question in asks(answer, reason, language):
        line(question, indent=4, mark="? ")


def _questions(answer: Readout, told: Words, language: str) -> None:
    asked = questions(answer, language)
    if asked:
        heading(told.say("questions"))
    for one in asked:
        line(f"{one.text} ({one.indicator})", indent=2)


def _notices(answer: Readout, told: Words, language: str) -> None:
    found = [sentence for name, sentence in notices(answer, language) if name not in HEEDED]
    if found:
        heading(told.say("notices"))
    for sentence in found:
        line(sentence, indent=2)


def _places(answer: Readout, told: Words, language: str) -> None:
    """Where a crossed line can be talked over or told, when there is one."""
    if answer.watch.flags.level == "none":
        return
    heading(told.say("places"))
    found = places(answer.record.about.country)
    if not found:
        line(words(language, "ending").say("report_elsewhere"), indent=2)
    for place in found:
        line(described(place, words(language, "reporting")), indent=2)
