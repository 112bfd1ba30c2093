"""The promise: nothing but our own pages in the browser we opened gets in, and the browser keeps nothing."""

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.people import PEOPLE, day_of, story_of
from tests.web.clients import ADDRESS, let_in, open_pages
from unstuck.web.desk import DESKS
from unstuck.web.urls import urlpatterns

OWN = f"http://{ADDRESS}"
POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8123", "127.0.0.1:9", "127.0.0.1", "[::1]:8123", ""])
def test_another_host_name_is_refused_whoever_asks(client: Client, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:8123", "http://127.0.0.1:9"])
def test_a_form_from_another_page_is_refused_and_changes_nothing(client: Client, origin: str) -> None:
    answer = client.post("/10", headers={"origin": origin})
    assert answer.status_code == 403
    assert client.get("/").headers["location"] == "/10"


def test_another_site_can_load_nothing_of_ours_into_itself(client: Client) -> None:
    for mode in ("no-cors", "cors"):
        asked = {"sec-fetch-site": "cross-site", "sec-fetch-mode": mode}
        assert client.get("/1", headers=asked).status_code == 403


def test_a_form_without_its_token_is_refused(folder: Path) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": ADDRESS})
    strict.get(f"/7/{DESKS.new_link()}")
    assert strict.post("/10").status_code == 403
    assert not folder.exists()


def test_without_the_link_only_help_and_the_way_out_are_there(folder: Path) -> None:  # noqa: ARG001 - it has to be set
    stranger = Client(headers={"host": ADDRESS})
    reached = {str(one.name) for one in urlpatterns if stranger.get(_address(str(one.pattern))).status_code != 403}
    assert reached <= {"help", "left"}
    assert stranger.get("/1").status_code == 200


def test_a_link_works_once(client: Client) -> None:  # noqa: ARG001 - the folder has to be set
    link = f"/7/{DESKS.new_link()}"
    first, second = (Client(headers={"host": ADDRESS}) for _ in range(2))
    assert first.get(link).status_code == 302
    assert second.get(link).status_code == 403


def test_cookies_say_nothing_and_are_for_us_alone(client: Client) -> None:
    client.get("/10")
    assert set(client.cookies) == {"c", "k"}
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert not cookie["expires"]
        assert not cookie["max-age"]
        assert re.fullmatch(r"[\w-]+", cookie.value)


@pytest.mark.parametrize("address", ["/10", "/1", "/3", "/8", "/999", "/7/never-given"])
def test_the_browser_is_told_to_keep_nothing_and_to_load_nothing_from_elsewhere(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert set(answer.headers["content-security-policy"].split("; ")) == POLICY


def test_two_browsers_never_see_each_others_pages(folder: Path) -> None:  # noqa: ARG001 - it has to be set
    alice, bob = let_in(), let_in()
    name = next(iter(PEOPLE))
    open_pages(alice, story_of(name), day_of(name), demo=name)
    assert alice.get("/").status_code == 200
    assert bob.get("/").headers["location"] == "/10"


def test_a_fault_of_ours_names_its_place_and_nothing_a_person_wrote(
    client: Client, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def breaks(_: object) -> None:
        raise RuntimeError("a secret someone wrote")

    name = next(iter(PEOPLE))
    open_pages(client, story_of(name), day_of(name))
    monkeypatch.setattr("unstuck.web.notebook.Notebook.answer", breaks)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert "RuntimeError" in answer.text
    assert "test_gate.py" in answer.text
    assert "secret" not in answer.text + "".join(capfd.readouterr())


def _address(pattern: str) -> str:
    return "/" + re.sub(r"<(\w+):\w+>", lambda match: "1" if match[1] == "int" else "a", pattern)
