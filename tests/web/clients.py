"""A browser that was let in, and one that has someone's pages open."""

from datetime import date

from django.test import Client

from unstuck.story import Story
from unstuck.vault.vault import Vault
from unstuck.web.desk import COOKIE, DESKS, Desk
from unstuck.web.notebook import Loose, Notebook, Pages

ADDRESS = "127.0.0.1:8123"


def let_in() -> Client:
    """A client that followed a one-time link."""
    client = Client(headers={"host": ADDRESS})
    client.get(f"/7/{DESKS.new_link()}")
    return client


def desk_of(client: Client) -> Desk:
    """The desk of a client that was let in."""
    desk = DESKS.find(client.cookies[COOKIE].value)
    assert desk is not None
    return desk


def open_pages(client: Client, pages: Pages | Story | None = None, day: date | None = None, demo: str = "") -> Notebook:
    """Have a vault or a story open, as if the person had opened it."""
    found = Loose(pages) if isinstance(pages, Story) or pages is None else pages
    notebook = Notebook(found, kept=isinstance(found, Vault), day=day, demo=demo)
    desk_of(client).open(notebook)
    return notebook
