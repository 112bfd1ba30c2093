"""What does a score of this scale mean: better or worse, usual or not, how severe?

Jacobson, N. S., & Truax, P. (1991). Clinical significance. J Consult Clin Psychol 59, 12-19: a score counts as
usual only strictly on the healthy side of the cut-off, so a score on a mark always belongs to the worse side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Better = Literal["lower", "higher"]
Kind = Literal["symptom", "wellbeing", "alliance", "own", "goal"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was read.

    Attributes:
        id: its id among the sources.
        citation: who found it, and who tells it.
        url: the page that was read; None when none was.
        secondary: told by someone other than its author.
    """

    id: str
    citation: str
    url: str | None
    secondary: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its source, in points of the scale unless its name says otherwise.

    Attributes:
        low: the number, or the lower end where the source gives a range.
        high: the number, or the upper end.
        source: id of the source.
        confirmed: whether someone has read it there.
    """

    low: float
    high: float
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Reliability(Figure):
    """The share of the variance between people that is not error, in (0, 1).

    Attributes:
        kind: "alpha" (within one filling in) or "retest" (between two).
    """

    kind: Literal["alpha", "retest"]


@dataclass(frozen=True, slots=True)
class ImportantDifference(Figure):
    """The smallest change that people themselves call one.

    Attributes:
        percent: the same as a share of the score before, where the source gives one; the points are then what it
            comes to at moderate severity.
    """

    percent: float | None


@dataclass(frozen=True, slots=True)
class Norm:
    """Mean and, where known, standard deviation of a group, in points."""

    mean: float
    sd: float | None
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A licence, a web address or a code, with its source."""

    value: str
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ItemScale:
    """How a total is made from items, each already scored in the scale's direction.

    Attributes:
        n: number of items.
        lowest: lowest score of an item.
        highest: highest score of an item.
        mean: whether the total is made from the items' mean rather than their sum.
        times: what that is multiplied by.
    """

    n: int
    lowest: float
    highest: float
    mean: bool
    times: float


@dataclass(frozen=True, slots=True)
class Band:
    """A range of scores with a name.

    Attributes:
        id: its name's id, as in "moderately_severe".
        mark: where it begins, coming from the lowest scores. The mark itself is in the worse of the two bands:
            this one where lower is better, else the one below.
    """

    id: str
    mark: float


@dataclass(frozen=True, slots=True)
class Cutoff:
    """The mark beyond which a score is no longer usual.

    Attributes:
        value: the mark, in points.
        rule: how a score outside the usual range stands to it: ">=" or "<=".
        stated: what the source gives, which may be a range.
    """

    value: float
    rule: Literal[">=", "<="]
    stated: Figure


@dataclass(frozen=True, slots=True)
class Measure:
    """A scale and what is known of it.

    Attributes:
        id: as in a story.
        name: short name, the same in every language.
        full_name: official title.
        kind: what it is about; an "alliance" measure is about the therapy, never about a symptom.
        better: the direction that is better.
        decimals: whether totals may have decimals.
        lowest: lowest total.
        highest: highest total.
        range_source: where range and items come from.
        items: how a total is made from items; None where that is not known or the items are licensed.
        parts: ids of the items where they are our own.
        risk_item: the item about suicide or self-harm, counted from 1.
        risk_source: id of the source that says so.
        bands: from the lowest scores up; empty where none were published.
        bands_source: where the bands come from.
        severe_from: the mark of the first band bad enough to ask about safety, coming from better scores.
        cutoff: None where the authors name none.
        judges_change: whether one person's change may be judged with it.
        reliability: known figures, alpha and retest.
        clinical: people at the start of treatment.
        population: people in general.
        published_change: published reliable changes; a change of that many points counts.
        important_difference: the smallest change that people call one.
        loinc: code of the total.
        licence: id of the licence of the form.
        site: official site of the form.
    """

    id: str
    name: str
    full_name: str
    kind: Kind
    better: Better
    decimals: bool
    lowest: float
    highest: float
    range_source: Link
    items: ItemScale | None
    parts: tuple[str, ...]
    risk_item: int | None
    risk_source: str | None
    bands: tuple[Band, ...]
    bands_source: Link | None
    severe_from: float | None
    cutoff: Cutoff | None
    judges_change: bool
    reliability: tuple[Reliability, ...]
    clinical: Norm | None
    population: Norm | None
    published_change: tuple[Figure, ...]
    important_difference: ImportantDifference | None
    loinc: Link | None
    licence: Link
    site: Link | None

    @property
    def step(self) -> float:
        """The smallest difference between two totals, in points."""
        return 0.1 if self.decimals else 1.0

    def worse(self, score: float, than: float) -> bool:
        """Whether `score` is the worse of the two."""
        return score > than if self.better == "lower" else score < than

    def gain(self, before: float, now: float) -> float:
        """How much better `now` is than `before`, in points; negative when it is worse."""
        return before - now if self.better == "lower" else now - before

    def usual(self, score: float) -> bool | None:
        """Whether `score` is strictly on the healthy side of the cut-off; None without one."""
        return None if self.cutoff is None else self.worse(self.cutoff.value, score)

    def severe(self, score: float) -> bool:
        """Whether `score` is so bad that the question about safety comes first."""
        return self.severe_from is not None and not self.worse(self.severe_from, score)

    def band(self, score: float) -> Band | None:
        """The band `score` lies in; None where no bands were published."""
        reached = [band for band in self.bands[1:] if not self.worse(band.mark, score)]
        if self.better == "higher":
            reached = [band for band in self.bands[1:] if self.worse(band.mark, score)]
        return (*self.bands[:1], *reached)[-1] if self.bands else None
