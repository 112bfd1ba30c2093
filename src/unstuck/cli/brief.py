"""`unstuck brief`: a page for the next session, of which every item was ticked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import get_args

import click

from unstuck.cli import files, paper
from unstuck.cli.assess import about
from unstuck.cli.noting import note
from unstuck.cli.output import plain
from unstuck.cli.problems import Refused
from unstuck.knowledge import facts, words
from unstuck.paper.page import as_markdown, as_text
from unstuck.readout import Readout
from unstuck.story import Story
from unstuck.story.plans import Form as Kept
from unstuck.story.plans import Whom
from unstuck.talk.brief import Brief, NoSuchItem, NotOne, compose, proposal
from unstuck.talk.brief import told as handed_over
from unstuck.talk.choosing import choices, hint_lines, left_out, no_talk_lines
from unstuck.talk.items import Item, items
from unstuck.talk.page import Form, page
from unstuck.talk.standing import NoTalk, hints, may_end_in_writing, no_talk

KEPT_AS: dict[Form, Kept] = {"page": "brief", "letter": "letter", "spoken": "spoken", "short": "spoken"}
NOTES_LISTED = 5
LONGEST_LISTED = 90


@click.command(epilog="Example: unstuck brief story.json --share goal:sleep,said:leave_stuck,ask:method --pdf page.pdf")
@click.argument("story")
@click.option("--share", metavar="ITEMS", help="What stands on the page, with commas between. Nothing else will.")
@click.option(
    "--own", metavar="PLACE=TEXT", multiple=True, help='Own words to tick, such as ask="Could we slow down?".'
)
@click.option(
    "--letter", "form", flag_value="letter", help="A letter that opens the talk, or ends it if that is asked."
)
@click.option("--spoken", "form", flag_value="spoken", help="Notes to speak from.")
@click.option("--short", "form", flag_value="short", help="One sentence and the request.")
@click.option("--markdown", is_flag=True, help="Print Markdown instead of text.")
@click.option("--pdf", metavar="FILE", help="Write it to this PDF file as well.")
@click.option(
    "--handed-to", "to", type=click.Choice(get_args(Whom)), help="Note in the story who got it, and which items."
)
@click.option("-o", "--out", metavar="FILE", help="Where to write the story then: itself, or a new file.")
@click.option("--on", type=files.Day(), metavar="DATE", help="As of this day instead of today.")
@click.option("--therapy", metavar="ID", help="About this therapy instead of the current one.")
def brief(
    story: str,
    *,
    share: str | None,
    own: Sequence[str],
    form: Form | None,
    pdf: str | None,
    on: date | None,
    therapy: str | None,
    markdown: bool,
    to: Whom | None,
    out: str | None,
) -> None:
    """Make a page for the next session, chosen item by item.

    Without --share, everything that could be shared is listed, with a suggestion. Only what is ticked goes to standard
    output and into the PDF; what is for you alone goes to standard error. After something that should not happen in
    therapy there is no page and no talk, only a letter that ends it. STORY is a story file, or - for standard input.
    """
    told = files.story(story)
    answer = about(told, on or date.today(), therapy)  # noqa: DTZ011 - a person's own day
    why = no_talk(answer)
    if why is not None and not (form == "letter" and may_end_in_writing(why)):
        say_why(why, shares=share is not None or pdf is not None)
        return
    every = _items(answer, told, own)
    paper.help_first(answer, err=True)
    if why is None:
        _aside(hint_lines(answer))
        if "letter" in hints(answer):
            _aside([words("en", "brief").say("commands.letter")])
    if share is None:
        _aside(_listed(every, answer))
    made = _composed(every, _names(share), form or "page", pdf, safe=why is not None)
    if to is not None and made.shared:
        handed = handed_over(made.shared, answer.record.on, to, KEPT_AS[form or "page"], answer.record.therapy_id)
        note(told.model_copy(update={"told": (*told.told, handed)}), story, out)
    shown = page(made, form or "page", safe=why is not None)
    click.echo(as_markdown(shown) if markdown else as_text(shown), nl=False)
    if share is not None:
        _aside(_left_out(made))


def say_why(why: NoTalk, *, shares: bool) -> None:
    """Why there is no page: the answer, unless something was to be shared, which then isn't written."""
    if shares:
        raise Refused("no_talk", why_lines(why))
    paper.lines((words("en", "brief").say("no_talk.first"), *why_lines(why)))


def why_lines(why: NoTalk) -> tuple[str, ...]:
    """Why no talk is needed, and what there is instead."""
    command = "end_in_writing" if may_end_in_writing(why) else "ending"
    return (*no_talk_lines(why), words("en", "brief").say(f"commands.{command}"))


def _items(answer: Readout, told: Story, own: Sequence[str]) -> tuple[Item, ...]:
    given = dict(one.partition("=")[::2] for one in own)
    try:
        return items(answer, told, given)
    except ValueError:
        raise Refused("brief_own", sections=", ".join(facts("brief")["own"])) from None


def _names(share: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (share or "").split(",") if name.strip())


def _composed(every: Sequence[Item], ticked: Sequence[str], form: Form, pdf: str | None, *, safe: bool) -> Brief:
    try:
        return compose(every, ticked) if pdf is None else _printed(every, ticked, form, pdf, safe=safe)
    except NoSuchItem as error:
        raise Refused("brief_item", items=", ".join(error.ids)) from None
    except NotOne as error:
        raise Refused("brief_one", error.ids) from None


def _printed(every: Sequence[Item], ticked: Sequence[str], form: Form, pdf: str, *, safe: bool) -> Brief:
    # Late: typst looks for every font.
    from unstuck.paper.pdf import TooLong  # noqa: PLC0415
    from unstuck.talk.printing import printed_brief  # noqa: PLC0415

    try:
        made, paged = printed_brief(every, ticked, form, safe=safe)
    except TooLong:
        raise Refused("brief_long") from None
    paper.write(pdf, paged)
    return made


def _aside(texts: Iterable[str]) -> None:
    """Said to the person alone, where no page would stand."""
    for text in texts:
        click.echo(plain(text), err=True)


def _listed(every: Sequence[Item], answer: Readout) -> Iterator[str]:
    """Everything that can be ticked, section by section, and a suggestion that is not shared."""
    said = words("en", "brief")
    yield said.say("private.choose")
    yield said.say("commands.choose")
    for choice in choices(every):
        yield f"\n{choice.heading}"
        yield from _rows(choice.items)
    if no_talk(answer) is None:
        yield f"\n{said.say('commands.own_words', sections=', '.join(facts('brief')['own']))}\n"
        yield from _suggested(every, answer)
    yield f"\n{said.say('private.so_far')}\n"


def _rows(held: Sequence[Item]) -> Iterator[str]:
    """The items of one section, of the notes only the newest."""
    said = words("en", "brief")
    notes = [item for item in held if item.own and item.id.startswith(f"{item.section}:")]
    older = {item.id for item in notes[NOTES_LISTED:]}
    for item in held:
        if item.id not in older:
            text = " ".join(item.text.split())
            short = text if len(text) <= LONGEST_LISTED else f"{text[:LONGEST_LISTED]}…"
            shown = said.say("private.hidden", text=short) if item.private else short
            yield f"  {item.id}: {shown}"
    if older:
        yield said.say("commands.older", n=len(older), id=notes[NOTES_LISTED].id)


def _suggested(every: Sequence[Item], answer: Readout) -> Iterator[str]:
    said = words("en", "brief")
    ids = proposal(every, nothing=answer.case.afraid_at_home)
    if not ids:
        yield said.say("private.nothing_to_suggest")
        return
    yield said.say("private.suggested")
    preview = as_text(page(compose(every, ids)))
    yield "\n" + "\n".join(f"  | {line}".rstrip() for line in preview.splitlines())
    yield "\n" + said.say("commands.suggest_with", items=",".join(ids))


def _left_out(made: Brief) -> Iterator[str]:
    for left in left_out(made):
        yield f"{left.heading} {', '.join(left.ids)}"
    yield words("en", "brief").say("private.take_out")
