"""Who of a table of people recovered, improved, stayed the same, got worse or was harmed?

The engine behind `unstuck classify`: bytes and options in, answers or problems out. The reliability is the one that
is given; the standard deviation is that of the table's own scores before treatment, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isfinite
from typing import NamedTuple

from unstuck.change import tables
from unstuck.change.cutoffs import Cutoffs, Norms, border_after, cutoffs, true_cutoffs
from unstuck.change.methods import RULES, Group, Method, Rule
from unstuck.change.pairs import Columns, Pairs, Problem, read_pairs
from unstuck.change.reliable_change import Better
from unstuck.change.significance import CATEGORIES, Category
from unstuck.change.tables import Judged, Limits

GIVEN = "given"
TABLE = "table"
PLAIN_CATEGORIES: tuple[Category, ...] = ("improved", "unchanged", "deteriorated")


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of a table.

    Attributes:
        reliability: of the measure, in (0, 1).
        columns: which columns hold who, before and after.
        method: one of `methods.RULES`.
        functional: mean and standard deviation of people who are well; without them there are no cut-offs, and
            nobody is recovered or harmed.
        better: which way the measure runs.
    """

    reliability: float
    columns: Columns = field(default_factory=Columns)
    method: Method = "jt"
    functional: tuple[float, float] | None = None
    better: Better = "lower"


class Person(NamedTuple):
    """One person's result; the index is negative when the score fell."""

    id: str
    pre: float
    post: float
    rci: float
    category: Category


@dataclass(frozen=True, slots=True, eq=False)
class Classified:
    """What came out.

    Attributes:
        options: what was asked.
        pairs: who was classified, with both scores, and who was left out and why.
        group: what the scores look like; its reliability was given, the rest is the table's.
        rule: the yardstick that came of it.
        cutoffs: all three; the categories use c. None without figures of people who are well.
        judged: index and category, one a person.
        notes: ids of what a reader has to know, such as "hll_calls_many_worse".
    """

    options: Options
    pairs: Pairs
    group: Group
    rule: Rule
    cutoffs: Cutoffs | None
    judged: Judged
    notes: tuple[str, ...]

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories that could come out, best first."""
        return PLAIN_CATEGORIES if self.cutoffs is None else CATEGORIES

    def people(self) -> Iterator[Person]:
        """Everyone who was classified, in the order of the table."""
        names = CATEGORIES
        rows = zip(
            self.pairs.ids,
            self.pairs.pre.tolist(),
            self.pairs.post.tolist(),
            self.judged.index.tolist(),
            self.judged.code.tolist(),
            strict=True,
        )
        return (Person(who, pre, post, index, names[code]) for who, pre, post, index, code in rows)


def classify_table(raw: bytes, options: Options) -> Classified | tuple[Problem, ...]:
    """Classify everyone in a table.

    Args:
        raw: a CSV file as it is, UTF-8, with a header.
        options: what is asked of it.

    Returns:
        The result, or everything that is wrong (up to a hundred things in the table).
    """
    problems = _option_problems(options)
    pairs = read_pairs(raw, options.columns)
    if not isinstance(pairs, Pairs):
        return (*problems, *pairs)
    return problems or classify_pairs(pairs, options)


def classify_pairs(pairs: Pairs, options: Options) -> Classified | tuple[Problem, ...]:
    """Classify people whose scores are already at hand; `options` are taken as checked.

    Scores that don't tell people apart, or change from error, come back as problems.
    """
    left_out = len(pairs.left_out)
    if len(pairs.ids) < 2:  # noqa: PLR2004 - a spread needs two
        return (Problem("", "one_person" if pairs.ids else "nobody", {"n": left_out}),)
    group = tables.group(pairs.pre, pairs.post, options.reliability, f"{GIVEN}+{TABLE}")
    if not group.sd_pre:
        return (Problem("", "all_the_same", {"column": options.columns.pre, "value": group.mean_pre}),)
    try:
        rule = RULES[options.method](group)
        borders, limits = _borders(group, options)
    except ValueError:  # with the options checked and a spread before, only Hageman-Arrindell has more to ask
        return (Problem("", "nothing_beyond_error", {"error": round(group.error, 2)}),)
    judged = tables.judge(pairs.pre, pairs.post, rule, options.better, limits)
    return Classified(options, pairs, group, rule, borders, judged, _notes(group, options))


def _borders(group: Group, options: Options) -> tuple[Cutoffs | None, Limits | None]:
    """The cut-offs, and the two scores that someone inside the usual range has to be strictly beyond."""
    if options.functional is None:
        return None, None
    functional = Norms(*options.functional, GIVEN)
    if options.method == "ha":
        borders = true_cutoffs(group, functional, options.better)
        return borders, Limits(borders.c, border_after(borders.c, group).inner(options.better))
    borders = cutoffs(Norms(group.mean_pre, group.sd_pre, TABLE), functional, options.better)
    return borders, Limits(borders.c, borders.c)


def _option_problems(options: Options) -> tuple[Problem, ...]:
    found = []
    if not 0 < options.reliability < 1:
        found.append(Problem("reliability", "reliability", {"value": str(options.reliability)}))
    if options.functional is not None:
        mean, sd = options.functional
        if not isfinite(mean):
            found.append(Problem("functional", "functional_mean", {"value": str(mean)}))
        if not (isfinite(sd) and sd > 0):
            found.append(Problem("functional", "functional_sd", {"value": str(sd)}))
    return tuple(found)


def _notes(group: Group, options: Options) -> tuple[str, ...]:
    found = []
    if options.method == "hll":
        found.append("hll_calls_many_worse")
    if options.functional is not None:
        healthier = group.mean_pre - options.functional[0]
        if (healthier if options.better == "lower" else -healthier) <= 0:
            found.append("began_as_well_as_the_well")
    return tuple(found)
