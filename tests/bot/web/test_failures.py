"""What a person reads when something went wrong: one sentence in the page's own style, and the log says it once."""

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiohttp import web

from bot.desk import Desk
from bot.message import Message
from bot.opened import Unreachable
from bot.turn import Turn
from bot.web.listen import make_app
from bot.web.safety import MOST_BYTES
from tests.bot.web.serving import Page, placed, running, serving
from tests.sample import PEOPLE

TOO_LONG = "That is longer than Baton takes at once (256 KiB). What you typed is still in its field: shorten it and send it again."


@contextmanager
def broken(error: Exception) -> Iterator[Page]:
    """Serve a page whose desk cannot be opened."""

    @contextmanager
    def open_desk() -> Iterator[Desk]:
        raise error
        yield

    def answer(turn: Turn, desk: Desk) -> Message:
        raise AssertionError(turn, desk)

    def app(port: int) -> web.Application:
        return make_app(answer, open_desk, PEOPLE, port)

    with placed() as place, running(app(place.getsockname()[1]), place):
        yield Page(place.getsockname()[1], {}, open_desk)


def test_a_broken_page_gives_a_number_that_the_log_has_too(caplog: pytest.LogCaptureFixture) -> None:
    with broken(RuntimeError("the disk is gone")) as page, caplog.at_level(logging.ERROR):
        shown = page.get("/guide")

    found = re.search(r"tell whoever runs Baton this number: (\w+)\.", shown.text)
    assert shown.status == 500
    assert found
    assert "the disk is gone" not in shown.text
    assert [record.getMessage() for record in caplog.records] == [f"request {found[1]} (GET /guide) broke"]
    assert "the disk is gone" in caplog.text


def test_the_script_gets_the_sentence_alone() -> None:
    with broken(RuntimeError("the disk is gone")) as page:
        answer = page.turn("home", {})

    assert answer.status == 500
    assert answer.text.strip().startswith("Something broke on Baton's side, and this could not be finished.")
    assert "<" not in answer.text


def test_a_database_that_is_away_is_said_in_its_own_words(caplog: pytest.LogCaptureFixture) -> None:
    with broken(Unreachable("The server cannot be reached. Start it, and try again.")) as page:
        shown = page.get("/")

    assert shown.status == 503
    assert "<p>The server cannot be reached. Start it, and try again.\n" in shown.text
    assert [record.getMessage() for record in caplog.records] == [
        "GET /: The server cannot be reached. Start it, and try again."
    ]


def test_a_text_that_is_too_long_is_refused_with_a_sentence_and_changes_nothing(tmp_path: Path) -> None:
    with serving(tmp_path) as page:
        fits = page.turn("say", {"text": "x" * (MOST_BYTES - 100)})
        too_long = page.turn("say", {"text": "x" * MOST_BYTES})
        still_there = page.get("/guide")

    assert fits.status == 200
    assert (too_long.status, too_long.text.strip()) == (413, TOO_LONG)
    assert still_there.status == 200


def test_a_browser_without_the_script_is_told_how_to_get_its_text_back(tmp_path: Path) -> None:
    with serving(tmp_path) as page:
        shown = page.send("/turn", {"action": "say", "v.text": "x" * MOST_BYTES})

    assert shown.status == 413
    assert "Your browser's Back button brings the form back as you left it." in shown.text


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("GET", "/turn", "POST"), ("POST", "/guide", "GET,HEAD"), ("DELETE", "/", "GET,HEAD"), ("PUT", "/person", "POST")],
)
def test_a_method_that_an_address_does_not_take_is_told_which_it_does(
    tmp_path: Path, method: str, path: str, allowed: str
) -> None:
    with serving(tmp_path) as page:
        shown = page.request(method, path, headers={"Origin": page.url})

    assert (shown.status, shown.headers["Allow"]) == (405, allowed)
    assert "This address cannot be used that way." in shown.text


def test_a_page_that_is_closed_leaves_no_worker_behind(tmp_path: Path) -> None:
    with serving(tmp_path) as page:
        page.get("/")
        open_workers = [thread for thread in threading.enumerate() if thread.name.startswith("web_")]

    assert open_workers
    assert [thread for thread in open_workers if thread.is_alive()] == []


def test_a_refused_visitor_gets_no_way_in(tmp_path: Path) -> None:
    with serving(tmp_path) as page:
        shown = page.get("/", Host="e.vil")

    assert shown.status == 403
    assert f"This page answers at http://127.0.0.1:{page.port} and http://localhost:{page.port} alone." in shown.text
    assert "Set-Cookie" not in shown.headers
    assert 'class="button' not in shown.text
