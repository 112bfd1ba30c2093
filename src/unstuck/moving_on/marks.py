"""Does a candidate meet a wish? What the person marked counts; else what follows from facts and from the call."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from unstuck.knowledge import facts
from unstuck.reasons.fit_for_concern import fit_for_concern
from unstuck.story.plans import STYLE, Candidate, Mark, Sounded, Style, Wishes

FROM_CALL = {
    "experience": "experience",
    "reacts_to_feedback": "feedback",
    "availability": "access",
    "identity": "identity",
    "cost": "money",
}
"""Which question of the call tells most about which wish."""

AS_MARK: dict[Sounded, Mark] = {"good": "yes", "mixed": "partly", "concern": "no"}


def mark(candidate: Candidate, criterion: str, wishes: Wishes, concerns: Iterable[str] = ()) -> Mark | None:
    """Whether the candidate meets the criterion; None when nobody knows yet."""
    if criterion in candidate.marks:
        return candidate.marks[criterion]
    from_facts = FROM_FACTS.get(criterion)
    found = from_facts(candidate, wishes, tuple(concerns)) if from_facts else None
    return found or _from_call(candidate, criterion)


def misses_a_must(candidate: Candidate, wishes: Wishes, concerns: Iterable[str] = ()) -> bool:
    """Whether it is known that a must isn't met."""
    return any(mark(candidate, x.id, wishes, concerns) == "no" for x in wishes.criteria if x.need == "must")


def _from_call(candidate: Candidate, criterion: str) -> Mark | None:
    question = FROM_CALL.get(criterion)
    sounded = next((x.sounded for x in candidate.answers if x.question == question), None)
    return AS_MARK[sounded] if sounded else None


def _method(candidate: Candidate, wishes: Wishes, concerns: tuple[str, ...]) -> Mark | None:
    """Whether they offer what was wished for, else what is a first choice for a concern."""
    first = {therapy for concern in concerns for therapy in fit_for_concern(concern, None).first_choices}
    wanted = set(wishes.approaches) or first
    if not wanted or not candidate.approaches:
        return None
    return "yes" if wanted & set(candidate.approaches) else "no"


def _language(candidate: Candidate, wishes: Wishes, _: tuple[str, ...]) -> Mark | None:
    return _any_of(wishes.languages, candidate.languages)


def _format(candidate: Candidate, wishes: Wishes, _: tuple[str, ...]) -> Mark | None:
    return _any_of(wishes.formats, candidate.formats)


def _cost(candidate: Candidate, wishes: Wishes, _: tuple[str, ...]) -> Mark | None:
    return _at_most(candidate.fee, wishes.most_fee)


def _distance(candidate: Candidate, wishes: Wishes, _: tuple[str, ...]) -> Mark | None:
    return _at_most(candidate.minutes_away, wishes.farthest_minutes)


def _style(candidate: Candidate, wishes: Wishes, _: tuple[str, ...]) -> Mark | None:
    """How far apart wish and candidate are on the lines both were placed on, on average."""
    apart = _distances(wishes.style, candidate.style)
    if not apart:
        return None
    mean, close = sum(apart) / len(apart), facts("candidates")["compare"]["apart"]
    return "yes" if mean <= close else "partly" if mean <= 2 * close else "no"


def _distances(wished: Style | None, is_so: Style | None) -> list[float]:
    if wished is None or is_so is None:
        return []
    pairs = ((getattr(wished, line), getattr(is_so, line)) for line in STYLE)
    return [abs(a - b) for a, b in pairs if a is not None and b is not None]


def _any_of(wished: Iterable[str], offered: Iterable[str]) -> Mark | None:
    want, has = ({word.casefold() for word in words} for words in (wished, offered))
    if not want or not has:
        return None
    return "yes" if want & has else "no"


def _at_most(value: float | None, limit: float | None) -> Mark | None:
    if value is None or limit is None:
        return None
    return "yes" if value <= limit else "no"


FROM_FACTS: dict[str, Callable[[Candidate, Wishes, tuple[str, ...]], Mark | None]] = {
    "indicated_method": _method,
    "preference_fit": _style,
    "language": _language,
    "format": _format,
    "cost": _cost,
    "distance": _distance,
}
