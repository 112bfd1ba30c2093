"""The promise: an item of the standard is called met only when a check on the data says so, and the rest is listed."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from tests.knowledge.test_reading_grade import grade, sentences
from tests.shared import SHARED, needs_shared
from unstuck.decision.ipdas import Item, items, page
from unstuck.decision.options import LIVING, alarms_of_100, choice, figure, if_nothing, side_by_side
from unstuck.knowledge import facts, version, words

PAGE = Path(__file__).parents[2] / "docs" / "decision-aid.md"
SAID = words("en", "options")
COMPARED = [one.id for one in side_by_side()]
FIGURES = [figure(name) for name in facts("options")["figures"]]


def equal_room() -> bool:
    """Two sides of one option: the same number of points, lengths within 20 percent."""
    for option in COMPARED:
        sides = [SAID.list(f"options.{option}.{side}") for side in ("upsides", "downsides")]
        short, long = sorted(sum(map(len, side)) for side in sides)
        if len(sides[0]) != len(sides[1]) or long > 1.2 * short:
            return False
    return True


def of_100() -> bool:
    """Every share is told of 100 people or pairs; what isn't a share is a time, a scale or a count of one study."""
    others = {"only_waiting", "therapists_alone"}
    return all("100" in SAID.say(f"figures.{one.id}.text", **one.blanks) for one in FIGURES if one.id not in others)


def pictures() -> bool:
    """What is told of 100 is drawn as well, but where it tells what waiting does, or a count of one study."""
    undrawn = {one.id for one in FIGURES if not one.of_100}
    return undrawn == {"only_waiting", "therapists_alone"}


def alarms_told() -> bool:
    counts = alarms_of_100()
    told = SAID.say(
        "as_a_test.counts",
        worse=counts.found + counts.missed,
        found=counts.found,
        missed=counts.missed,
        others=counts.false_alarms + counts.rightly_quiet,
        false_alarms=counts.false_alarms,
    )
    total = counts.found + counts.missed + counts.false_alarms + counts.rightly_quiet
    return total == 100 and "100 people" in told and bool(SAID.say("as_a_test.ours"))


CHECKS: dict[str, Callable[[], bool]] = {
    "options": lambda: len(COMPARED) == 8 and bool(SAID.say("options.safety.what")),
    "upsides": lambda: all(SAID.list(f"options.{option}.upsides") for option in COMPARED),
    "downsides": lambda: all(SAID.list(f"options.{option}.downsides") for option in COMPARED),
    "living": lambda: all(SAID.say(f"options.{option}.living.{place}") for option in COMPARED for place in LIVING),
    "equal": equal_room,
    "sources": lambda: all(
        {*choice(option).sources, *(one.source for one in choice(option).figures)} <= set(facts("sources"))
        and bool(choice(option).sources)
        for option in COMPARED
    ),
    "certainty": lambda: all(SAID.say(f"certainty.{one.certainty}") for one in FIGURES),
    "side_by_side": lambda: len({tuple(choice(option).meets) for option in COMPARED}) == 1,
    "figures": lambda: bool(if_nothing()) and all(SAID.say(f"figures.{one.id}.text", **one.blanks) for one in FIGURES),
    "pictures": pictures,
    "groups": lambda: all(SAID.say(f"figures.{one.id}.group") for one in FIGURES),
    "periods": lambda: all(SAID.say(f"figures.{one.id}.period") for one in FIGURES),
    "of_100": of_100,
    "reading": lambda: facts("ipdas")["reading"]["median"] <= 8 and facts("ipdas")["reading"]["highest"] <= 10,
    "alarms": alarms_told,
    "with_and_without": lambda: {"found_early", "therapists_alone"} <= set(facts("options")["test_figures"]),
    "steps.list": lambda: len(SAID.list("steps.list")) >= 3,
    "ask.list": lambda: len(SAID.list("ask.list")) >= 3,
}


def passes(check: str) -> bool:
    """A named check, or a sentence of the options page that has to be there."""
    return CHECKS[check]() if check in CHECKS else bool(SAID.say(check, knowledge=version(), n=0))


@pytest.mark.parametrize("item", items(), ids=lambda item: item.code)
def test_an_item_called_met_passes_its_checks_and_an_unmet_one_is_listed_as_not_done(item: Item) -> None:
    if item.met == "no":
        assert f"- {item.code}: " in page()
    else:
        assert item.checks
    assert all(passes(check) for check in item.checks)


def test_all_six_qualifying_items_are_met_without_which_it_is_no_decision_aid() -> None:
    assert [item.met for item in items() if item.item_class == "qualifying"] == ["yes"] * 6


def test_there_are_44_items_in_three_classes() -> None:
    assert Counter(item.item_class for item in items()) == {"qualifying": 6, "certification": 10, "quality": 28}


def test_no_item_that_needs_people_is_claimed() -> None:
    unmet = [item.code for item in items() if item.met == "no"]
    assert unmet == ["Q12", "Q13", "Q14", "Q15", "Q16", "Q17", "Q22", "Q23"]


def test_the_reading_grade_told_is_the_one_measured() -> None:
    grades = [grade(text) for _place, text in sentences("options")]
    reading = facts("ipdas")["reading"]
    assert reading == {"median": round(median(grades), 1), "highest": round(max(grades), 1)}


def test_the_page_is_what_the_data_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


@needs_shared
def test_agrees_with_the_checklist_item_by_item() -> None:
    with (SHARED / "evidence" / "ipdas.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["class"] != "about"]
    assert [(row["code"], row["class"]) for row in rows] == [(item.code, item.item_class) for item in items()]
    for row, item in zip(rows, items(), strict=True):
        allowed = {"yes": {"yes", "partly"}, "partly": {"partly"}, "no": {"no"}}
        assert item.met in allowed[row["applies_to_this_tool"]], item.code
