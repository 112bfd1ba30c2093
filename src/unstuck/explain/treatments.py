"""What is known about a kind of therapy, a concern and a kind of professional?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from unstuck.decision.remit import BY_LAW, NEEDS, Field, Link, remit, within_remit
from unstuck.knowledge import facts, words
from unstuck.reasons.approach import signs_of
from unstuck.reasons.fit_for_concern import DOSE_UNITS, FIRST, OPTION, fit_for_concern
from unstuck.told import Line, concern_name, dose, fit_lines, listed, recommendation_line, trial_line

Draft = Mapping[str, Iterable[Line]]
"""Heading to lines, in reading order."""


def therapy(id_: str, language: str) -> Draft:
    """A kind of therapy: what a session is like, how to tell, how long, and what it is named for."""
    held = facts("therapies")[id_]
    said = words(language, "therapies")
    signs = words(language, "approach")
    sources = tuple(held["sources"])
    summed_up = "summary" in held["confirmed"]
    unconfirmed = held.get("unconfirmed_signs", ())
    also = words(language, "library").say("lines.also_called", names=listed(language, said.list(f"{id_}.also")))
    length = next(((*held[unit], unit) for unit in DOSE_UNITS if unit in held), None)
    return {
        "what": [Line(said.say(f"{id_}.what"), sources, summed_up), Line(also)],
        "session": [Line(said.say(f"{id_}.session"), sources, summed_up)],
        "signs": [Line(signs.say(f"signs.{sign}"), sources, sign not in unconfirmed) for sign in signs_of(id_)],
        "length": [Line(dose(language, *length), sources, "dose" in held["confirmed"])] if length else [],
        "fits": _named_for(id_, language),
        "training": [Line(said.say(f"{id_}.training"), sources)],
    }


def _named_for(therapy: str, language: str) -> Iterable[Line]:
    """The concerns for which a guideline or list names the therapy."""
    for condition in facts("catalogue")["conditions"]:
        for row in fit_for_concern(condition, therapy).recommendations:
            if row.status in FIRST | OPTION:
                name = concern_name(language, row.part or condition, "name")
                status = words(language, "conditions").say(f"fit.status.{row.status}")
                text = words(language, "library").say("lines.note_part", part=name, note=status)
                yield Line(text, (row.source,), row.confirmed)


def condition(id_: str, language: str) -> Draft:
    """A concern: whether the kind of therapy matters, what guidelines say and what trials found."""
    fit = fit_for_concern(id_, None)
    whole = facts("catalogue")["parts"].get(id_, id_)
    say = words(language, "conditions").say
    guidelines = tuple(dict.fromkeys(row.source for row in fit.recommendations))
    pairs = Line(words(language, "library").say("lines.pairs"))
    trials = [pairs, *(trial_line(effect, language) for effect in fit.effects)]
    return {
        "what": [Line(say(f"{whole}.what"), guidelines), Line(say("fit.no_diagnosis"))],
        "matters": fit_lines(fit, language)[:1],
        "guidelines": [recommendation_line(row, language, whole) for row in fit.recommendations],
        "trials": trials if fit.effects else [],
    }


def professional(id_: str, language: str) -> Draft:
    """A kind of professional: training, what they may do, what they are there for, and where to check.

    Raises:
        KeyError: no such kind.
    """
    kind = remit(id_)
    if kind is None:
        raise KeyError(id_)
    said = words(language, "providers")
    general = words(language, "remit").say

    def line(field: Field, plain: str = "") -> Line:
        own = f"{id_}.{field}"
        text = said.say(own) if own in said else general(f"{field}.{plain}")
        return Line(text, kind.sources or ("judgement",), field in kind.confirmed)

    return {
        "trained": [line("training")],
        "work": [Line(said.say(f"{id_}.work"), ("judgement",))],
        "may": [line("diagnose", kind.diagnose), line("prescribe", kind.prescribe), line("title", kind.title)],
        "needs": _needs(id_, language),
        "register": [
            line("register"),
            *(_link_line(link, language) for link in kind.registers),
            Line(general("page.not_a_rule")),
            Line(general("page.checked", date=kind.checked)),
        ],
    }


def _link_line(link: Link, language: str) -> Line:
    key = "lines.register_at" if link.opened else "lines.not_opened"
    return Line(words(language, "library").say(key, name=link.name, url=link.url))


def _needs(id_: str, language: str) -> Iterable[Line]:
    """The needs by whether they are usual work; medicine and diagnosis stand under what the law lets them do."""
    frames = {"yes": "lines.usual", "ask": "lines.ask_about", "no": "lines.elsewhere"}
    for answer, frame in frames.items():
        found = [need for need in NEEDS if need not in BY_LAW and within_remit(id_, need) == answer]
        if found:
            labels = listed(language, [words(language, "remit").say(f"needs.{need}.in_text") for need in found])
            yield Line(words(language, "library").say(frame, needs=labels), ("judgement",))
