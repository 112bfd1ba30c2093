"""How is a fact told? Guideline rows, effects, fit, remit and figures become sentences, each with its sources.

Sentences stand in `knowledge/<language>/*.toml`; here only their ids are chosen and their blanks filled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unstuck.decision.remit import BY_LAW, NEEDS, remit, within_remit
from unstuck.knowledge import facts, words
from unstuck.reasons.fit_for_concern import better_of_100_pairs, condition_of, fit_for_concern, strictest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unstuck.decision.options import Figure
    from unstuck.reasons.approach import Guess
    from unstuck.reasons.fit_for_concern import Effect, Fit, Recommendation


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence and what it rests on.

    Attributes:
        text: the sentence, in the language asked for.
        sources: ids in `facts/sources.toml` or `facts/sources_measures.toml`; empty where it states no fact.
        confirmed: False when nobody has read it at its source, which must be shown.
    """

    text: str
    sources: tuple[str, ...] = ()
    confirmed: bool = True


def therapy_name(language: str, therapy: str) -> str:
    """A therapy as it stands inside a sentence."""
    return words(language, "therapies").say(f"{therapy}.short")


def concern_name(language: str, concern: str, key: str = "in_text") -> str:
    """A concern inside a sentence (`in_text`) or as a heading (`name`).

    Raises:
        KeyError: no such concern.
    """
    whole = condition_of(concern)
    place = concern if whole == concern else f"{whole}.parts.{concern}"
    return words(language, "conditions").say(f"{place}.{key}")


def listed(language: str, items: Sequence[str]) -> str:
    """Several things in one sentence, joined as the language joins them (CLDR)."""
    from babel.lists import format_list  # noqa: PLC0415 - late: a tenth of the start-up time

    return format_list(items, locale=language)


def fit_lines(fit: Fit, language: str) -> tuple[Line, ...]:
    """Does this approach fit this concern? How much the kind matters, the standing, the effect, and what it is not."""
    say = words(language, "conditions").say
    condition = condition_of(fit.concern)
    if condition is None:
        return (Line(say("fit.standing.unknown_concern")),)
    lines = [Line(say(f"fit.matters.{fit.matters}", concern=concern_name(language, fit.concern)), fit.sources)]
    if fit.approach:
        lines.append(_standing_line(fit, language))
        lines += [_note_line(row, language, condition) for row in fit.recommendations if row.note and row.confirmed]
    if fit.standing in {"not_listed", "advised_against"} and fit.first_choices:
        lines.append(_first_choices_line(fit, language))
    effect = strictest(fit.effects)
    lines += (
        [effect_line(effect, language), technical_line(effect, language)] if effect else [Line(say("fit.effect.none"))]
    )
    return (*lines, Line(say("fit.not_a_forecast")))


def effect_line(effect: Effect, language: str) -> Line:
    """An effect as pairs of 100 people, its range and how sure it is."""
    say = words(language, "conditions").say
    low, high = (better_of_100_pairs(g) for g in effect.interval)
    versus = say(f"fit.versus.{effect.versus}")
    text = (
        say("fit.effect.pairs", n=better_of_100_pairs(effect.g), versus=versus),
        say("fit.effect.range", low=low, high=high),
        say(f"fit.certainty.{effect.certainty}"),
    )
    return Line(" ".join(text), (effect.source,))


def technical_line(effect: Effect, language: str) -> Line:
    """An effect as researchers write it: Hedges g, interval, number of trials."""
    key = "technical" if effect.studies else "technical_without_studies"
    low, high = effect.interval
    blanks = {"g": effect.g, "low": low, "high": high, "studies": effect.studies or 0}
    return Line(words(language, "conditions").say(f"fit.effect.{key}", **blanks), (effect.source,))


def trial_line(effect: Effect, language: str) -> Line:
    """An effect in one line of a list: therapy, comparator, pairs of 100, how sure, and Hedges g."""
    low, high = (better_of_100_pairs(g) for g in effect.interval)
    conditions = words(language, "conditions").say
    frame = words(language, "library").say
    any_kind = effect.therapy == "any"
    name = frame("lines.any_therapy") if any_kind else words(language, "therapies").say(f"{effect.therapy}.name")
    if effect.variant:
        name = frame(f"variants.{effect.variant}", therapy=name)
    text = frame(
        "lines.trial",
        therapy=name,
        versus=conditions(f"fit.versus.{effect.versus}"),
        n=better_of_100_pairs(effect.g),
        low=low,
        high=high,
        certainty=conditions(f"fit.certainty.{effect.certainty}"),
        technical=technical_line(effect, language).text,
    )
    return Line(text, (effect.source,))


def recommendation_line(row: Recommendation, language: str, condition: str) -> Line:
    """What one body says: therapy, grade, length, and the note that qualifies it."""
    say = words(language, "conditions").say
    key = "lines.guideline_part" if row.part else "lines.guideline"
    blanks = {
        "therapy": therapy_name(language, row.therapy),
        "status": say(f"fit.status.{row.status}"),
        "body": facts("sources")[row.source]["citation"],
    }
    if row.part:
        blanks["part"] = concern_name(language, row.part)
    parts = [words(language, "library").say(key, **blanks)]
    if row.dose:
        parts.append(dose(language, *row.dose))
    if row.note:
        parts.append(say(f"{condition}.notes.{row.note}"))
    return Line("; ".join(parts), (row.source,), row.confirmed)


def dose(language: str, low: int, high: int, unit: str) -> str:
    """A length as people say it: a highest of 0 has no upper end, a lowest of 1 reads "up to"."""
    shape = "exactly" if low == high else "at_least" if not high else "up_to" if low == 1 else "between"
    return words(language, "conditions").say(f"fit.dose.{unit}.{shape}", low=low, high=high)


def professionals(language: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Every kind of professional we know as (id, name), by the country whose rules are theirs."""
    from babel import Locale  # noqa: PLC0415 - late: a tenth of the start-up time

    countries, said = Locale.parse(language).territories, words(language, "providers")
    found: dict[str, list[tuple[str, str]]] = {code: [] for code in facts("catalogue")["countries"]}
    for id_ in facts("catalogue")["providers"]:
        kind = remit(id_)
        if kind is not None:
            found[kind.country].append((id_, said.say(f"{id_}.name")))
    return tuple((str(countries[code]), tuple(kinds)) for code, kinds in found.items())


def remit_lines(provider_type: str, language: str, needs: Iterable[str] = NEEDS) -> tuple[Line, ...]:
    """Whether each need is within the remit of a kind of professional, and what to ask where it isn't a plain yes."""
    kind = remit(provider_type)
    say = words(language, "remit").say
    if kind is None:
        return (Line(say("page.unknown_kind")),)
    lines = []
    for need in needs:
        answer = within_remit(provider_type, need)
        text = say(f"answer.{answer}", need=say(f"needs.{need}.label"))
        field = BY_LAW.get(need)
        sources = (kind.sources or ("judgement",)) if field else ("judgement",)
        lines.append(Line(text, sources, field is None or field in kind.confirmed))
        if answer == "ask":
            lines.append(Line(say(f"needs.{need}.ask")))
        if answer == "no":
            lines.append(Line(say(f"needs.{need}.look_for"), ("judgement",)))
    return tuple(lines)


def figure_line(figure: Figure, language: str) -> Line:
    """A study's figure with whom and how long it holds for, and how sure it is."""
    say = words(language, "options").say
    text = (
        say(f"figures.{figure.id}.text", **figure.blanks),
        words(language, "library").say(
            "lines.group_and_period",
            group=say(f"figures.{figure.id}.group"),
            period=say(f"figures.{figure.id}.period"),
        ),
        say(f"certainty.{figure.certainty}"),
    )
    return Line(" ".join(text), (figure.source,), facts("sources")[figure.source]["confirmed"])


def guess_lines(guess: Guess, language: str) -> tuple[Line, ...]:
    """Which therapy this may be, how sure, and the one question for the therapist, which comes last."""
    say = words(language, "approach").say
    sources = facts("therapies")
    lines = [
        Line(
            say(f"sure.{one.sure}", approach=therapy_name(language, one.therapy)),
            tuple(sources[one.therapy]["sources"]),
            not one.unconfirmed,
        )
        for one in guess.likely
    ]
    if not lines:
        lines.append(Line(say("page.nothing")))
    names = dict(zip(("first", "second"), (therapy_name(language, one) for one in guess.about), strict=False))
    return (*lines, Line(say("page.mixed")), Line(say(f"ask.{guess.ask}", **names)))


def _standing_line(fit: Fit, language: str) -> Line:
    blanks = {"concern": concern_name(language, fit.concern)}
    if fit.approach and fit.standing != "unknown":
        blanks["approach"] = therapy_name(language, fit.approach)
        blanks["forms"] = listed(language, [therapy_name(language, form) for form in fit.ask_about])
    text = words(language, "conditions").say(f"fit.standing.{fit.standing}", **blanks)
    return Line(text, _sources_of(row for row in fit.recommendations if row.confirmed))


def _note_line(row: Recommendation, language: str, condition: str) -> Line:
    note = words(language, "conditions").say(f"{condition}.notes.{row.note}")
    if row.part:
        part = concern_name(language, row.part, "name")
        note = words(language, "library").say("lines.note_part", part=part, note=note)
    return Line(note, (row.source,), row.confirmed)


def _first_choices_line(fit: Fit, language: str) -> Line:
    names = listed(language, [therapy_name(language, therapy) for therapy in fit.first_choices])
    text = words(language, "conditions").say(
        "fit.first_choices.some", concern=concern_name(language, fit.concern), therapies=names
    )
    rows = fit_for_concern(fit.concern, None).recommendations
    return Line(text, _sources_of(row for row in rows if row.therapy in fit.first_choices and row.confirmed))


def _sources_of(rows: Iterable[Recommendation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.source for row in rows))
