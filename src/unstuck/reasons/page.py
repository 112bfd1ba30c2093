"""`python -m unstuck.reasons.page > docs/reasons.md`: every weight, made from the facts and checked to be current."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from unstuck.knowledge import facts, words
from unstuck.reasons.weights import DECIBANS_A_POINT, Indicator, indicators


def page(language: str = "en") -> str:
    """The page: what bears on each reason, strongest first; what bears on none; and what it rests on."""
    told = words(language, "library_pages")
    parts = [told.say("reasons.head"), told.say("reasons.scale")]
    for reason in facts("reasons")["reasons"]:
        parts.append(f"## {words(language, 'reasons').say(f'{reason}.name')} (`{reason}`)")
        parts.append("\n".join(_table(reason, language)))
    parts += [told.say("reasons.step_alone"), "\n".join(_without_reason(language))]
    parts += [told.say("reasons.sources_head"), "\n".join(_sources(language))]
    return "\n\n".join(parts) + "\n"


def _table(reason: str, language: str) -> Iterator[str]:
    yield words(language, "library_pages").say("reasons.columns")
    bearing = [x for x in indicators().values() if reason in x.weights]
    for one in sorted(bearing, key=lambda x: (-x.weights[reason], x.id)):
        yes = DECIBANS_A_POINT * one.weights[reason]
        no = -yes * one.no + 0.0
        marks = ", ".join(_marks(one, language))
        yield f"| `{one.id}` | {_question(one, language)} | {yes:+g} | {no:+g} | {marks} | {_rests_on(one, language)} |"


def _without_reason(language: str) -> Iterator[str]:
    yield words(language, "library_pages").say("reasons.step_columns")
    for one in indicators().values():
        if not one.weights:
            yield f"| `{one.id}` | {_question(one, language)} | {_rests_on(one, language)} |"


def _question(one: Indicator, language: str) -> str:
    if one.computed:
        return words(language, "library_pages").say("reasons.from_the_record")
    return words(language, "indicators").say(f"{one.id}.ask")


def _marks(one: Indicator, language: str) -> Iterator[str]:
    told = words(language, "library_pages")
    if one.group:
        yield told.say("reasons.group", group=one.group)
    if one.context:
        yield told.say("reasons.context")
    if one.clock:
        yield told.say("reasons.clock")


def _rests_on(one: Indicator, language: str) -> str:
    named = ", ".join(f"`{source}`" for source in one.sources)
    return named or words(language, "library_pages").say("reasons.judgement")


def _sources(language: str) -> Iterator[str]:
    told = words(language, "library_pages")
    for name in dict.fromkeys(source for one in indicators().values() for source in one.sources):
        row = facts("sources")[name]
        key = "reasons.source" if row["confirmed"] else "reasons.source_unconfirmed"
        yield told.say(key, id=name, citation=row["citation"])


if __name__ == "__main__":
    sys.stdout.write(page())
