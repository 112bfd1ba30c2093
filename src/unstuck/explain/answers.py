"""What is known about what an answer is made of: a reason, a sign or question, a next step, an option?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from unstuck.decision.options import LIVING, choice, option_of
from unstuck.decision.steps import StepId
from unstuck.explain.sources import source
from unstuck.explain.treatments import Draft
from unstuck.knowledge import facts, words
from unstuck.reasons.weights import SOME, STRONG, Indicator, indicators
from unstuck.told import Line, figure_line


def reason(id_: str, language: str) -> Draft:
    """A reason: what speaks for and against it, what is known of it, and what to ask."""
    said = words(language, "reasons")
    known = words(language, "evidence").say
    weights = {
        name: row["weights"][id_]
        for name, row in facts("indicators")["indicators"].items()
        if id_ in row.get("weights", {})
    }
    return {
        "what": [Line(words(language, "library").say("lines.behind", may=said.say(f"{id_}.may")))],
        "for": [_indicator_line(name, language) for name, points in weights.items() if points > 0],
        "against": [_indicator_line(name, language) for name, points in weights.items() if points < 0],
        "known": [
            Line(known(f"claims.{name}"), tuple(row["sources"]), row.get("confirmed", True))
            for name, row in facts("evidence")["claims"].items()
            if id_ in row["reasons"]
        ],
        "ask": [Line(text) for text in said.list(f"{id_}.ask")],
    }


def _indicator_line(name: str, language: str) -> Line:
    sources = indicators()[name].sources or ("judgement",)
    return Line(_in_general(name, language), sources, all(source(key).confirmed for key in sources))


def option(id_: str, language: str) -> Draft:
    """An option: both sides, what living with it is like, by when, and what studies found."""
    one = choice(id_)
    said = words(language, "options")
    at = f"options.{id_}"
    figures = [figure_line(figure, language) for figure in one.figures]
    last = {"figures": figures or [Line(said.say("page.no_figure"))]}
    if one.branch == "safety":
        told = ("what", "first", "advice", "record", "no_blame")
        return {"what": [Line(said.say(f"{at}.{key}")) for key in told], **last}
    return {
        "what": [Line(said.say(f"{at}.what"))],
        "upsides": [Line(text, one.sources) for text in said.list(f"{at}.upsides")],
        "downsides": [Line(text, one.sources) for text in said.list(f"{at}.downsides")],
        "living": [Line(said.say(f"{at}.living.{place}"), ("judgement",)) for place in LIVING],
        "when": [Line(said.say(f"{at}.by_when"), ("judgement",))],
        **last,
    }


def step(id_: str, language: str) -> Draft:
    """A next step that is no option of its own: what it says, and where it stands among the options."""
    chosen = _step_ids()[id_]
    among = dict.fromkeys((option_of(chosen), option_of(chosen, handover=False)))
    names = [words(language, "options").say(f"options.{one}.name") for one in among if one is not None]
    part = words(language, "library")
    options = [Line(part.say("lines.part_of", name=name)) for name in names] or [Line(part.say("lines.above_all"))]
    return {"what": [Line(words(language, "steps").say(f"{id_}.you"), ("judgement",)), *options]}


def _step_ids() -> dict[str, StepId]:
    return {name: name for name in get_args(StepId)}


def indicator_name(id_: str, language: str) -> str:
    """A question as it is asked, or a sign as it is told without anyone's numbers."""
    safety = words(language, "safety")
    if f"questions.{id_}.text" in safety:
        return safety.say(f"questions.{id_}.text")
    asking = words(language, "indicators")
    if f"{id_}.ask" in asking:
        return asking.say(f"{id_}.ask")
    shown = _in_general(id_, language)
    return shown[:1].upper() + shown[1:]


def indicator(id_: str, language: str) -> Draft:
    """A question or sign: how it is answered, what it speaks for and against, how it counts, and what that rests on."""
    part = words(language, "library")
    if id_ not in indicators():
        why = words(language, "safety").say(f"questions.{id_}.why")
        return {"what": [Line(why), Line(part.say("lines.answers"))], "counts": [Line(part.say("lines.safety"))]}
    one = indicators()[id_]
    return {
        "what": [Line(part.say("lines.seen" if one.computed else "lines.answers"))],
        "bears": [*_bearing(one, language)],
        "counts": [*_counting(one, language)],
    }


def _bearing(one: Indicator, language: str) -> Iterator[Line]:
    """Each reason a "yes" speaks for or against, in words, the strongest first."""
    said, part = words(language, "reasons"), words(language, "library")
    sources = one.sources or ("judgement",)
    for name, decibans in sorted(one.decibans("yes").items(), key=lambda x: -abs(x[1])):
        size = "strong" if abs(decibans) >= STRONG else "some" if abs(decibans) >= SOME else "little"
        side = "for" if decibans > 0 else "against"
        text = part.say(f"bears.{side}.{size}", reason=said.say(f"{name}.name"))
        yield Line(text, sources, all(source(key).confirmed for key in sources))


def _counting(one: Indicator, language: str) -> Iterator[Line]:
    say = words(language, "library").say
    flags = facts("safety")["red_flags"]
    for kind in ("stop_now", "check_first"):
        if one.id in flags[kind].split():
            yield Line(say(f"counts.{kind}"), ("judgement",))
    if one.weights and not one.computed:
        yield Line(say("counts.no" if one.no else "counts.no_nothing"), ("judgement",))
    held = {"group": bool(one.group), "context": one.context, "clock": one.clock, "step_alone": not one.weights}
    for name, holds in held.items():
        if holds:
            yield Line(say(f"counts.{name}"), ("judgement",))


def _in_general(id_: str, language: str) -> str:
    """What the record shows, told without anyone's numbers."""
    general, own = words(language, "library"), f"in_general.{id_}"
    return general.say(own) if own in general else words(language, "indicators").say(f"{id_}.yes")
