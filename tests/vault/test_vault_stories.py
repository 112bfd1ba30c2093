"""The promise: a story comes out of a vault as it went in, and one entry that doesn't fit never hides the rest."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.vault.people import NOTE, STORY, Person, story
from unstuck.story import Story, Unreadable, dump, read, validate
from unstuck.vault.entries import Entry, as_text, new_id
from unstuck.vault.stories import gather, records, refuse_unfit

PEOPLE = sorted((Path(__file__).parents[1] / "stories").glob("*.json"))


def entries(of: Story) -> list[Entry]:
    return [Entry(new_id(), 1, place, kind, as_text(value)) for place, (kind, value) in enumerate(records(of))]


@pytest.mark.parametrize("fits", [True, False])
@pytest.mark.parametrize("path", PEOPLE, ids=lambda path: path.stem)
def test_every_person_we_know_comes_out_as_they_went_in(path: Path, fits: bool) -> None:
    told = read(path.read_bytes())
    found = gather(entries(told), fits=fits)
    assert found.story == told
    assert dump(found.story) == dump(told)
    assert not found.unfit


def test_a_story_is_one_entry_for_each_thing_in_it() -> None:
    kinds = [kind for kind, _ in records(story())]
    assert kinds == [
        *("about", "goals", "therapies", "sessions", "scores", "goal_ratings"),
        *("answers", "events", "conversations", "notes", "notes", "values", "wishes"),
    ]


def test_an_empty_story_has_no_entries() -> None:
    empty = validate({"format": "unstuck-story/1"})
    assert not list(records(empty))
    assert gather([]).story == gather([], fits=True).story == empty


def ids_of(found: Iterable[Entry], kind: str) -> list[str]:
    return [entry.id for entry in found if entry.kind == kind]


def test_what_names_something_destroyed_is_left_out_and_named() -> None:
    all_of_it = entries(story())
    left = [entry for entry in all_of_it if entry.kind not in {"goals", "therapies"}]
    found = gather(left)
    named = {name for kind in ("goal_ratings", "sessions", "answers", "conversations") for name in ids_of(left, kind)}
    assert set(found.unfit) == named
    assert found.story.notes == story().notes
    assert found.story.scores == story().scores


@pytest.mark.parametrize("kind", ["notes", "about", "scores", "wishes", "nothing we know"])
@pytest.mark.parametrize("text", ["null", "[]", '"text"', "5", '{"date": "yesterday"}', '{"what": 1}'])
def test_an_entry_that_says_nothing_we_understand_hides_none_of_the_others(kind: str, text: str) -> None:
    good = entries(validate({**STORY, "about": {}}))
    bad = Entry("b" * 32, 1, 99, kind, text)
    for fits in (True, False):
        found = gather([*good, bad], fits=fits)
        assert found.story.sessions == story().sessions
        assert found.story.notes == story().notes


def test_a_thousand_entries_that_do_not_fit_are_all_left_out() -> None:
    bad = [Entry(new_id(), 1, place, "notes", '{"date": "never"}') for place in range(300)]
    found = gather([*entries(story()), *bad])
    assert set(found.unfit) == {entry.id for entry in bad}
    assert found.story == story()


def test_the_apps_own_entries_are_no_part_of_the_story() -> None:
    own = Entry(new_id(), 1, 99, "app.look", '{"dark": true}')
    assert gather([*entries(story()), own]).story == story()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("notes", {"date": "2026-02-30", "text": "no such day"}),
        ("notes", {"text": "no day"}),
        ("sessions", {"date": "2026-02-03", "therapy": "unheard of"}),
        ("sessions", {"date": "2019-02-03", "therapy": "t1"}),
        ("scores", {"date": "2026-02-03", "measure": "gad7", "total": 99}),
        ("therapies", {"id": "t1", "started": "2026-02-03"}),
        ("dreams", {"date": "2026-02-03"}),
    ],
)
def test_what_is_no_part_of_a_story_is_refused_with_its_problems(alice: Person, kind: str, value: object) -> None:
    alice.vault.write_story(story())
    with pytest.raises(Unreadable) as refused:
        alice.vault.append(kind, value)
    assert refused.value.problems
    assert alice.vault.story() == story()


def test_an_entry_is_not_refused_for_the_faults_of_others() -> None:
    broken = Entry(new_id(), 1, 0, "therapies", '{"id": "t9"}')
    refuse_unfit("notes", NOTE, [broken])


def test_a_story_comes_out_of_a_vault_as_it_went_in(alice: Person) -> None:
    alice.vault.write_story(story())
    assert alice.vault.story() == story()
    assert alice.again().story() == story()
    assert dump(alice.again().story()) == dump(story())


def test_a_story_takes_the_place_of_another_only_when_asked_to(alice: Person) -> None:
    alice.vault.write_story(story())
    look = alice.vault.append("app.look", {"dark": True})
    other = story(notes=[{"date": "2026-02-05", "text": "another"}])
    with pytest.raises(Exception, match="not_empty"):
        alice.vault.write_story(other)
    assert alice.vault.story() == story()
    alice.vault.write_story(other, instead=True)
    assert alice.again().story() == other
    assert alice.again().entry(look).value == {"dark": True}


def test_destroying_a_goal_leaves_its_ratings_out_until_it_is_brought_back(alice: Person) -> None:
    alice.vault.write_story(story())
    goal, rating = (alice.vault.entries(kind)[0].id for kind in ("goals", "goal_ratings"))
    alice.vault.destroy(goal)
    for vault in (alice.vault, alice.again()):
        assert vault.unfit() == (rating,)
        assert vault.story() == story(goals=[], goal_ratings=[])
    alice.vault.undo(goal)
    for vault in (alice.vault, alice.again()):
        assert not vault.unfit()
        assert vault.story() == story()


def test_correcting_what_others_name_looks_at_them_again(alice: Person) -> None:
    alice.vault.write_story(story())
    therapy = alice.vault.entries("therapies")[0]
    alice.vault.correct(therapy.id, {"id": "t1", "started": "2026-02-01"}, seen=1)
    session = alice.vault.entries("sessions")[0]
    assert alice.vault.unfit() == alice.again().unfit() == (session.id,)
    alice.vault.destroy(session.id)
    assert not alice.again().unfit()
    assert alice.again().story().therapies[0].started.isoformat() == "2026-02-01"
