"""The promise: every sentence can be translated. A second, tiny language shows that none is left in the code.

Its folder is made here out of the English one: each Latin letter of a sentence becomes a Greek one. Whatever a page in
that language still says in Latin letters is a name, an id, an address or a person's own words, or it is a sentence that
nobody could translate.
"""

from __future__ import annotations

import ast
import json
import re
import string
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.moving_on.people import noor
from tests.people import PEOPLE, day_of, story_of
from tests.talk.people import MARA, mara
from tests.talk.people import answer_of as talking
from unstuck import aid, knowledge, pictures, told
from unstuck.cli.show import show
from unstuck.decision import ipdas
from unstuck.decision.options import Get
from unstuck.explain import explain, library
from unstuck.knowledge import facts, words
from unstuck.measures import page as measures_page
from unstuck.moving_on.candidates import calls
from unstuck.moving_on.candidates_page import list_sections, side_by_side
from unstuck.moving_on.ending import ending
from unstuck.moving_on.ending_page import ending_sections
from unstuck.moving_on.handover_page import label_of, word_choices
from unstuck.paper.page import as_text
from unstuck.readout import Readout, assess
from unstuck.readout.asking import bank
from unstuck.readout.interview import tick_list, turn
from unstuck.readout.sentences import would_change
from unstuck.readout.written import written
from unstuck.reasons import page as reasons_page
from unstuck.reasons.approach import recognise, signs_of
from unstuck.reasons.fit_for_concern import fit_for_concern
from unstuck.story import Measurement, Unreadable, read
from unstuck.talk.brief import compose
from unstuck.talk.choosing import choices, hint_lines
from unstuck.talk.items import items
from unstuck.talk.ledger import ledger
from unstuck.talk.ledger_page import ledger_sections
from unstuck.talk.page import Form, page
from unstuck.talk.rehearsal import begin, therapists
from unstuck.talk.rehearsal_page import shown
from unstuck.trial.page import plan_sections
from unstuck.trial.planning import prepare
from unstuck.workings import workings

SRC = Path(knowledge.__file__).parents[1]
OTHER = "el"
FORMS: tuple[Form, ...] = ("page", "letter")
LETTERS = str.maketrans(
    string.ascii_letters, "αβγδεζηθικλμνξοπρστυφχψωάέήίό" + "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉ"[: 52 - 29]
)
BLANK = re.compile(r"(\{\w+\})")
LATIN = re.compile(r"[A-Za-z]{2,}")
ID = re.compile(r"`[^`]*`|\b\w+(?:[_:]\w+)+\b|<[^>]*>|https?://\S+|\]\([^)]*\)")
NAMES = frozenset(["citation", "url", "name", "full_name", "body", "text", "hours", "phone", "read_at", "part"])
LONG = 12  # characters of a name that no sentence holds by chance
FACES = ("cli", "web")


def translated(entry: Any, key: str = "") -> Any:  # noqa: ANN401 - what TOML holds
    """The same entry in the other language; ids of sources stay."""
    if isinstance(entry, str):
        return "".join(x if BLANK.fullmatch(x) else x.translate(LETTERS) for x in BLANK.split(entry))
    if isinstance(entry, list):
        return entry if key == "sources" else [translated(one) for one in entry]
    if isinstance(entry, dict):
        return {name: translated(one, name) for name, one in entry.items()}
    return entry


def as_toml(table: Mapping[str, Any], place: tuple[str, ...] = ()) -> Iterator[str]:
    """The lines of a file of sentences."""
    if place:
        yield f"[{'.'.join(json.dumps(part) for part in place)}]"
    for key, value in table.items():
        if not isinstance(value, dict):
            yield f"{json.dumps(key)} = {json.dumps(value, ensure_ascii=False)}"
    for key, value in table.items():
        if isinstance(value, dict):
            yield from as_toml(value, (*place, key))


@pytest.fixture(scope="module", autouse=True)
def other_language(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A knowledge folder with one more language in it."""
    root, at = knowledge.ROOT, tmp_path_factory.mktemp("knowledge")
    for folder in ("facts", "curves", "en"):
        (at / folder).symlink_to(root / folder)
    (at / OTHER).mkdir()
    for file in (root / "en").glob("*.toml"):
        made = translated(tomllib.loads(file.read_text(encoding="utf-8")))
        (at / OTHER / file.name).write_text("\n".join(as_toml(made)) + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(knowledge, "ROOT", at)
        yield
    words.cache_clear()


def texts(value: object) -> Iterator[str]:
    """Every string inside."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from texts(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, Iterable):
        for one in value:
            yield from texts(one)


def _names(entry: object, key: str = "") -> Iterator[str]:
    if isinstance(entry, str) and key in NAMES:
        yield entry
    elif isinstance(entry, dict):
        for name, one in entry.items():
            yield from _names(one, name)
    elif isinstance(entry, list):
        for one in entry:
            yield from _names(one, key)


@cache
def names() -> frozenset[str]:
    """What no language can change: names and addresses in the facts."""
    files = [*(knowledge.ROOT / "facts").glob("**/*.toml"), *(knowledge.ROOT / "curves").glob("*.toml")]
    found = (tomllib.loads(path.read_text(encoding="utf-8")) for path in files)
    return frozenset(re.sub(r"\s+", " ", name) for sheet in found for name in _names(sheet))


def untranslated(said: Iterable[str], *own: object) -> set[str]:
    """Words in Latin letters that are no names, no ids, no addresses and nobody's own words."""
    text = " | ".join(re.sub(r"\s+", " ", one) for one in said)
    known = sorted({re.sub(r"\s+", " ", name) for name in (*names(), *texts(own))}, key=len, reverse=True)
    for name in known:
        if len(name) >= LONG:
            text = text.replace(name, " ")
    text = ID.sub(" ", text)
    short = "|".join(re.escape(name) for name in known if 1 < len(name) < LONG)
    return set(LATIN.findall(re.sub(rf"(?<![A-Za-z])(?:{short})(?![A-Za-z])", " ", text)))


everyone = pytest.mark.parametrize("name", PEOPLE)


def answer(name: str) -> Readout:
    return assess(story_of(name), day_of(name))


def own_words(name: str) -> object:
    return story_of(name).model_dump(mode="json")


def test_a_sentence_left_in_the_code_would_be_seen() -> None:
    assert untranslated([words(OTHER, "steps").say("keep_going.you"), "You can go on."]) == {"You", "can", "go", "on"}
    assert untranslated([words(OTHER, "steps").say("text.review", date=date(2026, 3, 1))]) == set()


@everyone
def test_a_read_out(name: str) -> None:
    made = written(answer(name), OTHER)
    said = [made["text"], made["next_step"]["why"]]
    said += [x["text"] for x in (*made["notices"], *made["questions"])]
    said += [x["why"] for x in made["questions"]]
    for reason in made["reasons"]:
        said += [*reason["ask"], *(x["evidence"] for x in (*reason["for"], *reason["against"]))]
    assert untranslated(said, own_words(name)) == set()


@everyone
def test_the_read_out_in_a_terminal(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    show(answer(name), OTHER)
    assert untranslated([capsys.readouterr().out], own_words(name)) == set()


@everyone
def test_how_it_was_worked_out_and_what_would_change_it(name: str) -> None:
    found = answer(name)
    lines = [line.text for one in workings(found, OTHER) for part in one.sections for line in part.lines]
    assert untranslated([*lines, *would_change(found, OTHER)], own_words(name)) == set()


def test_the_interview_and_the_whole_bank_of_questions() -> None:
    found = answer("still_early")
    asked = turn(found, (), OTHER)
    assert asked is not None
    said = [*tick_list(found, OTHER).lines, asked.asked, *bank(OTHER)]
    assert untranslated(text for one in said for text in (one.text, one.why)) == set()


def test_everything_in_the_library() -> None:
    for entry in library(OTHER):
        found = explain(entry.id, OTHER)
        said = [found.name, *(line.text for part in found.sections for line in part.lines)]
        assert untranslated([*said, *(part.heading for part in found.sections)]) == set(), entry.id


def test_which_therapy_does_it_fit_and_is_it_within_their_remit() -> None:
    index = facts("catalogue")
    lines = [line for therapy in index["therapies"] for line in told.guess_lines(recognise(signs_of(therapy)), OTHER)]
    for concern in (*index["conditions"], *index["parts"]):
        for therapy in (None, *index["therapies"]):
            lines += told.fit_lines(fit_for_concern(concern, therapy), OTHER)
    lines += [line for kind in index["providers"] for line in told.remit_lines(kind, OTHER)]
    assert untranslated(dict.fromkeys(line.text for line in lines)) == set()


def test_the_decision_aid() -> None:
    found, sliders = answer("stalled_after_a_gain"), dict.fromkeys(facts("options")["values"], 5)
    get: dict[str, Get] = dict.fromkeys(facts("options")["help"], "no")
    said = [aid.apart(OTHER).name, *aid.apart(OTHER).lines, *aid.about(OTHER), *aid.as_a_test(OTHER)[0]]
    said += [*aid.to_mind(found, OTHER), *(one.line.text for one in aid.nothing_done(OTHER))]
    for column in aid.columns(found, sliders, OTHER):
        said += [column.name, column.what, column.by_when, *column.upsides, *column.downsides]
        said += [*texts(column.living), *texts(column.meets), *(one.line.text for one in column.figures)]
    said += [*texts([one.by_meeting for one in aid.matters(sliders, found, OTHER)])]
    said += [one.name for one in aid.lacks(get, found, OTHER)]
    assert untranslated(said) == set()


@pytest.mark.parametrize("of", [ipdas, reasons_page, measures_page], ids=lambda of: str(of.__name__))
def test_the_pages_made_from_the_facts(of: Any) -> None:  # noqa: ANN401 - a module with a page
    assert untranslated([of.page(OTHER)], list(facts("indicators")["indicators"])) == set()


def test_the_page_for_a_talk_its_choices_the_ledger_and_the_practice() -> None:
    story = mara()
    found = talking(story)
    every = items(found, story, None, OTHER)
    said = [as_text(page(compose(every, []), form, language=OTHER)) for form in FORMS]
    said += [one.text for one in every]
    said += [*(one.heading for one in choices(every, OTHER)), *hint_lines(found, OTHER)]
    said += [line.text for part in ledger_sections(ledger(found), None, OTHER) for line in part.lines]
    said += [
        text
        for one in therapists()
        for text in (shown(begin(one), OTHER).says, *(x for _, x in shown(begin(one), OTHER).replies))
    ]
    assert untranslated(said, MARA, [one.id for one in every]) == set()


def test_a_trial_an_ending_a_handover_and_candidates() -> None:
    found, story = answer("stalled_after_a_gain"), story_of("stalled_after_a_gain")
    sections = [*plan_sections(prepare(found, "time", "alliance"), story.goals, None, OTHER)]
    sections += ending_sections(found, ending(found), story.goals, language=OTHER)
    moving = noor()
    sections += list_sections(calls(moving, date(2026, 9, 30)), OTHER)
    said = [text for part in sections for text in (part.heading, *(line.text for line in part.lines))]
    said += [label_of("problem", language=OTHER), *(text for _, *both in word_choices(OTHER) for text in both)]
    said += [*texts(side_by_side(moving, date(2026, 9, 30), OTHER))]
    assert untranslated(said, own_words("stalled_after_a_gain"), moving.model_dump(mode="json")) == set()


@everyone
def test_the_pictures(name: str) -> None:
    found = answer(name)
    drawn = [pictures.scores_picture(found, one, OTHER, forecast=True) for one in found.working.measures]
    sessions = pictures.sessions_picture(found, OTHER)
    drawn += [sessions] if sessions else []
    said = [text for picture in drawn for text in ET.fromstring(picture).itertext()]  # noqa: S314 - our own
    assert untranslated(said, own_words(name)) == set()


def test_what_is_wrong_with_a_file() -> None:
    with pytest.raises(Unreadable) as caught:
        read(
            b'{"format": "unstuck-story/1", "scores": [{"date": "2026-02-30", "measure": "phq9", "total": 99}], "x": 1}'
        )
    assert untranslated(problem.text(OTHER) for problem in caught.value.problems) <= set(Measurement.model_fields) | {
        "scores"
    }


BELOW = sorted(path for path in SRC.rglob("*.py") if path.relative_to(SRC).parts[0] not in FACES)
FOR_DEVELOPERS = frozenset({"change/curves.py", "safety/release_check.py"})  # a curve's file, and a check of releases
SENTENCE = re.compile(r"[\w ,;:'’“”()–-]+[.?!…]?")
WORD = re.compile(r"(?<![\w-])[a-z]{2,}(?![\w-])")
each_file = pytest.mark.parametrize("path", BELOW, ids=lambda path: path.relative_to(SRC).as_posix())


def constants(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Every text of a file with what it stands in, but those a person never reads: docstrings and exceptions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    unread = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.Raise) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.Constant) or isinstance(node, ast.Expr) or id(child) in unread:
                continue
            if isinstance(child.value, str):
                yield child.value, node


@each_file
def test_no_room_below_the_faces_chooses_a_language(path: Path) -> None:
    """English may be the default of a parameter; whoever calls decides."""
    method = "change/methods.py"  # "en" is Edwards-Nunnally there
    places = [place for text, place in constants(path) if text == "en"]
    chosen = [place for place in places if not isinstance(place, (ast.arguments, ast.AnnAssign))]
    assert not chosen or path.relative_to(SRC).as_posix() == method


@each_file
def test_no_sentence_stands_in_the_code(path: Path) -> None:
    found = [text for text, _ in constants(path) if SENTENCE.fullmatch(text.strip()) and len(WORD.findall(text)) > 3]
    assert not found or path.relative_to(SRC).as_posix() in FOR_DEVELOPERS
