"""Reliable change, cut-offs, percentages, anchors and slopes against the R package clinicalsignificance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import nan
from pathlib import Path
from typing import cast

import numpy as np

from benchmarks.references_table import Cells, Row, apart, number, read
from unstuck.change import tables
from unstuck.change.cutoffs import Cutoffs, Norms, border_after, cutoffs, true_cutoffs
from unstuck.change.methods import RULES, Group, Method, Rule
from unstuck.change.reliable_change import Better, Kind
from unstuck.change.significance import (
    CATEGORIES,
    GroupEffect,
    between_groups,
    by_anchor,
    by_crossing,
    by_percentage,
    category,
    within_group,
)

METHODS: tuple[Method, ...] = ("jt", "gln", "hll", "en", "nk", "ha")
SOURCES = {  # configuration: data set, who, when, which score
    "claus_bdi": ("claus_2020", "id", "time", "bdi"),
    "claus_who": ("claus_2020", "id", "time", "who"),
    "claus_hamd": ("claus_2020", "id", "time", "hamd"),
    "jacobson_gds": ("jacobson_1989", "subject", "time", "gds"),
    "jacobson_das": ("jacobson_1989", "subject", "time", "das"),
    "hechler": ("hechler_2014", "patient", "measurement", "disability"),
    "antidep": ("antidepressants", "patient", "measurement", "mom_di"),
}
KINDS: Mapping[Kind, str] = {"better": "Improved", "within error": "Unchanged", "worse": "Deteriorated"}
EFFECTS = {"large": "Large clinically significant effect", "probable": "Probably clinically significant effect"}
T_QUANTILE = 1e-9
CUTOFF_B = "the peer's cut-off b takes the clinical SD for the functional one"
FROM_ZERO = "the peer counts a change from 0 as infinite per cent; there is no share of nothing"
STILL_INSIDE = "the peer's Hageman-Arrindell calls people harmed who never left the usual range"
Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Setting:
    """One configuration of the reference run, with its people; scores are NaN where missing."""

    name: str
    ids: tuple[str, ...]
    pre: tables.Floats
    post: tables.Floats
    group: Group
    functional: Norms
    better: Better
    percentage: float
    mid: float

    def rule(self, method: Method) -> Rule:
        """The yardstick of a method for this group."""
        return RULES[method](self.group)

    def cutoffs(self, method: Method) -> Cutoffs:
        """The three cut-offs of a method."""
        if method == "ha":
            return true_cutoffs(self.group, self.functional, self.better)
        clinical = Norms(self.group.mean_pre, self.group.sd_pre, "pre")
        return cutoffs(clinical, self.functional, self.better)

    def limits(self, method: Method, cutoff: float) -> tables.Limits:
        """A cut-off as the method applies it before and after."""
        after = border_after(cutoff, self.group).inner(self.better) if method == "ha" else cutoff
        return tables.Limits(cutoff, after)

    def pairs(self) -> list[Pair]:
        """People with both scores."""
        return [pair for pair in zip(self.pre.tolist(), self.post.tolist(), strict=True) if sum(pair) == sum(pair)]


def clinicalsignificance(folder: Path) -> Iterator[Row]:
    """Every file of the package's reference run."""
    every = settings(folder)
    borders = {
        (row["config"], cast("Method", row["pre"].lower()), row["post"]): float(row["mid"])
        for row in read(folder / "CONFIG_and_cutoffs.csv")
        if row["better_is"] == "cutoff_value"
    }
    for setting in every:
        for method in METHODS:
            yield _distribution(folder, setting, method)
            yield _combined(folder, setting, method)
        yield _anchor_group(folder, setting)
    yield _anchor_between(folder)
    yield from _cutoffs(every, borders)
    yield from _summary(folder, {setting.name: setting for setting in every}, borders)


def settings(folder: Path) -> list[Setting]:
    """The seven configurations of the run."""
    config = read(folder / "CONFIG_and_cutoffs.csv")
    return [_setting(folder, row) for row in config if row["better_is"] != "cutoff_value"]


def _setting(folder: Path, row: Cells) -> Setting:
    data, who, when, what = SOURCES[row["config"]]
    people = wide(read(folder / f"data__{data}.csv"), who, when, what)
    ids = tuple(people)
    pre, post = (np.array([people[person].get(row[at], nan) for person in ids]) for at in ("pre", "post"))
    r_post = float(row["reliability_post"])
    return Setting(
        name=row["config"],
        ids=ids,
        pre=pre,
        post=post,
        group=tables.group(pre, post, float(row["reliability"]), row["config"], reliability_post=r_post),
        functional=Norms(float(row["m_functional"]), float(row["sd_functional"]), "illustrative"),
        better="lower" if row["better_is"] == "lower" else "higher",
        percentage=float(row["pct"]),
        mid=float(row["mid"]),
    )


def wide(rows: list[Cells], who: str, when: str, what: str) -> dict[str, dict[str, float]]:
    """Scores by person and time; missing ones are not there."""
    people: dict[str, dict[str, float]] = {}
    for row in rows:
        person = people.setdefault(row[who], {})
        score = number(row[what])
        if score is not None:
            person[row[when]] = score
    return people


def _distribution(folder: Path, setting: Setting, method: Method) -> Row:
    name = f"{setting.name}__distribution_{method.upper()}.csv"
    theirs = {row["id"]: row for row in read(folder / name)}
    judged = tables.judge(setting.pre, setting.post, setting.rule(method), setting.better)
    ours = {who: found for who, found in zip(setting.ids, judged.categories(), strict=True) if found is not None}
    index = dict(zip(setting.ids, judged.index.tolist(), strict=True))
    largest = max(abs(index[who] - float(row["rci"])) for who, row in theirs.items())
    different = sum(row[ours[who]] != "TRUE" for who, row in theirs.items())
    return Row(name, len(theirs), largest, different + len(theirs.keys() ^ ours.keys()))


def _combined(folder: Path, setting: Setting, method: Method) -> Row:
    name = f"{setting.name}__combined_{method.upper()}_c.csv"
    theirs = {row["id"]: row for row in read(folder / name)}
    cutoff = setting.cutoffs(method).c
    judged = tables.judge(
        setting.pre, setting.post, setting.rule(method), setting.better, setting.limits(method, cutoff)
    )
    ours = {who: found for who, found in zip(setting.ids, judged.categories(), strict=True) if found is not None}
    largest = 0.0
    if method == "ha":
        border = border_after(cutoff, setting.group)
        largest = max(abs(border.index(float(row["post"])) - float(row["cs_indiv"])) for row in theirs.values())
    different = sum(row["category"].lower() != ours[who] for who, row in theirs.items())
    return Row(name, len(theirs), largest, different + len(theirs.keys() ^ ours.keys()))


def _anchor_group(folder: Path, setting: Setting) -> Row:
    name = f"{setting.name}__anchor_group_within_freq.csv"
    (theirs,) = read(folder / name)
    return _effect_row(
        name, [(within_group(setting.pre.tolist(), setting.post.tolist(), setting.mid, setting.better), theirs)]
    )


def _anchor_between(folder: Path) -> Row:
    name = "antidep__anchor_group_between_freq.csv"
    rows = [row for row in read(folder / "data__antidepressants.csv") if row["measurement"] == "After"]
    groups: dict[str, list[float | None]] = {}
    for row in rows:
        groups.setdefault(row["condition"], []).append(number(row["mom_di"]))
    mid = 8.0  # of the configuration `antidep`
    return _effect_row(
        name,
        [
            (between_groups(groups[row["reference"]], groups[row["comparison"]], mid), row)
            for row in read(folder / name)
        ],
    )


def _effect_row(name: str, compared: list[tuple[GroupEffect, Cells]]) -> Row:
    largest = max(
        apart(getattr(ours, part), float(theirs[part]))
        for ours, theirs in compared
        for part in ("difference", "lower", "upper")
    )
    different = sum(EFFECTS.get(ours.effect) != theirs["category"] for ours, theirs in compared)
    return Row(name, sum(ours.n for ours, _ in compared), largest, different, tolerance=T_QUANTILE)


def _cutoffs(every: list[Setting], borders: Mapping[tuple[str, Method, str], float]) -> Iterator[Row]:
    for kind in "abc":
        ours_theirs = [
            (getattr(setting.cutoffs(method), kind), borders[setting.name, method, kind])
            for setting in every
            for method in METHODS
        ]
        gaps = [apart(ours, theirs) for ours, theirs in ours_theirs]
        name = f"CONFIG_and_cutoffs.csv: cut-off {kind}"
        if kind == "b":
            yield Row(name, len(gaps), named=sum(gap > 1e-12 for gap in gaps), reason=CUTOFF_B)
        else:
            yield Row(name, len(gaps), max(gaps))


def _summary(
    folder: Path, named: Mapping[str, Setting], borders: Mapping[tuple[str, Method, str], float]
) -> Iterator[Row]:
    """Counts: with the peer's own b they are the same, so that nothing but its b is behind what differs with our b."""
    theirs: dict[tuple[str, str, str], dict[str, int]] = {}
    for row in read(folder / "SUMMARY_all_methods.csv"):
        if row["dataset"] in named and not row["approach"].endswith("HLM"):
            counts = theirs.setdefault((row["dataset"], row["approach"], row["cutoff"]), {})
            counts[row["category"]] = int(row["n"])
    tallies = dict.fromkeys(("", CUTOFF_B, FROM_ZERO, STILL_INSIDE), 0)
    for (name, approach, kind), counts in theirs.items():
        setting = named[name]
        found = approach.rpartition("_")[2].lower()
        method = found if found in METHODS else "jt"
        same = _counts(setting, approach, method, borders.get((name, method, kind), nan))
        tallies[_reason(setting, approach, same, counts)] += _moved(same, counts)
        if kind == "b":
            ours = _counts(setting, approach, method, setting.cutoffs(method).b)
            tallies[CUTOFF_B] += _moved(ours, counts)
    n = sum(sum(counts.values()) for counts in theirs.values())
    yield Row("SUMMARY_all_methods.csv", n, different=tallies.pop(""))
    for reason, people in tallies.items():
        yield Row("SUMMARY_all_methods.csv", n, named=people, reason=reason)


def _reason(setting: Setting, approach: str, ours: Mapping[str, int], theirs: Mapping[str, int]) -> str:
    """Which defect explains different counts, "" if none does."""
    if approach == "percentage" and min(setting.pre) == 0:
        return FROM_ZERO
    worse = ("Deteriorated", "Harmed")
    kept = all(ours[name] == count for name, count in theirs.items() if name not in worse)
    return STILL_INSIDE if approach == "combined_HA" and kept and ours["Harmed"] < theirs["Harmed"] else ""


def _moved(ours: Mapping[str, int], theirs: Mapping[str, int]) -> int:
    """How many people stand in another category, at the least, going by counts."""
    return sum(max(ours[name] - count, 0) for name, count in theirs.items()) or sum(theirs.values()) - sum(
        ours.values()
    )


def _counts(setting: Setting, approach: str, method: Method, cutoff: float) -> dict[str, int]:
    """People by category, as the peer names them."""
    if approach.startswith("combined") and approach != "combined_anchor":
        limits = setting.limits(method, cutoff)
        judged = tables.judge(setting.pre, setting.post, setting.rule(method), setting.better, limits)
        return {name.capitalize(): count for name, count in judged.summary().counts.items()}
    if approach.startswith("distribution"):
        judged = tables.judge(setting.pre, setting.post, setting.rule(method), setting.better)
        return {name.capitalize(): judged.summary().counts[name] for name in CATEGORIES[1:4]}
    found = [_kind(setting, approach, method, cutoff, pair) for pair in setting.pairs()]
    names = [name.capitalize() for name in CATEGORIES] if approach == "combined_anchor" else list(KINDS.values())
    return {name: found.count(name) for name in names}


def _kind(setting: Setting, approach: str, method: Method, cutoff: float, pair: Pair) -> str | None:
    """One person's category by percentage, anchor or crossing."""
    pre, post = pair
    sign = -1 if setting.better == "lower" else 1
    if approach == "percentage":
        kind = by_percentage(pre, post, setting.percentage, setting.better)
        return kind and KINDS[kind]
    if approach == "anchor_individual":
        kind = by_anchor(pre, post, setting.mid, setting.better)
        return kind and KINDS[kind]
    began = sign * pre > sign * cutoff
    if approach == "combined_anchor":
        kind = by_anchor(pre, post, setting.mid, setting.better)
        return kind and category(kind, began_inside=began, now_inside=sign * post > sign * cutoff).capitalize()
    inner = setting.limits(method, cutoff).after
    outer = 2 * border_after(cutoff, setting.group).middle - inner if method == "ha" else cutoff
    inside, outside = sign * post > sign * inner, sign * post <= sign * outer
    return KINDS[by_crossing(began_inside=began, now_inside=inside, now_outside=outside)]
