"""Whoever addresses the bot gets an answer or a reason, and nothing they wrote is lost."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from bot.conversations import ACTIONS, answer
from bot.message import Button, Buttons, Callout, Message, Quote, warn
from bot.opened import Unreachable
from bot.turn import Turn
from knowledge.database import Row
from tests.sample import CY, DEE, sample_desk


class BrokenDatabase:
    """A database on a disk that has just gone."""

    def query(self, _sql: str, _params: object = None) -> list[Row]:
        raise OSError("disk gone")


def test_an_unknown_action_is_answered_with_help(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    message = answer(Turn("t1", DEE, "guide.fly", {}, "web"), desk)

    assert message == answer(Turn("t1", DEE, "home", {}, "web"), desk)


def test_a_refusal_is_its_own_sentence_and_gives_back_what_was_written(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    turn = Turn("t1", DEE, "guide.save", {"question": "Do you ship to Mars?", "answer": "Not yet.", "state": "draft"})

    message = answer(turn, desk)

    assert message == Message(
        "That did not go through",
        (
            warn("Only a curator or a lead can save an entry. In your team: Cy (lead)."),
            Quote("Do you ship to Mars?\n\nNot yet.", "What you wrote", copy=True),
        ),
        refused=True,
    )


def test_what_breaks_is_logged_once_and_the_person_reads_a_sentence_with_its_number(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk = sample_desk(tmp_path)
    broken = replace(desk, guide=type(desk.guide)(BrokenDatabase(), "team"))  # type: ignore[arg-type]
    turn = Turn("turn-77", DEE, "guide.open", {"entry": "late"}, "web")

    with caplog.at_level(logging.ERROR):
        message = answer(turn, broken)

    assert [record.getMessage() for record in caplog.records] == ["turn turn-77 (guide.open) of dee broke"]
    assert message == Message(
        "Something broke",
        (
            warn(
                "Something broke on my side, and I could not finish this. Please try again; "
                "if it happens again, tell whoever runs Baton this number: turn-77."
            ),
            Buttons((Button("Try again", "guide.open", {"entry": "late"}),)),
        ),
        refused=True,
    )


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_every_action_answers_a_turn_without_any_value(action: str, tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    message = answer(Turn("t1", CY, action, {}, "web"), desk)

    assert message.title
    assert message.title != "Something broke"


@pytest.mark.parametrize("action", sorted(ACTIONS))
@pytest.mark.parametrize("value", ["", "x" * 10_000, "*", '"', "-1", "é\u202e\x00", "late", "9" * 30, "\ud83d"])
def test_every_action_answers_rubbish_with_a_sentence(action: str, value: str, tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    names = ("entry", "question", "asked", "channel", "use", "verdict", "topic", "page", "kind", "subject", "before")
    more = ("after", "number", "list", "person", "role", "revision", "answer", "review_days", "state", "links", "text")

    message = answer(Turn("t1", CY, action, dict.fromkeys(names + more, value), "web"), desk)

    assert message.title
    assert message.title != "Something broke"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("help", "Hello Dee"),
        (" TOPICS ", "The guide by topic"),
        ("people", "The team"),
        ("where is my parcel", "My parcel is late"),
    ],
)
def test_a_typed_word_of_the_list_is_a_command_and_anything_else_a_question(
    text: str, title: str, tmp_path: Path
) -> None:
    desk = sample_desk(tmp_path)

    message = answer(Turn("t1", DEE, "say", {"text": text}, "web"), desk)

    assert message.title == title


def test_a_refusal_names_everybody_who_can(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.people.appoint("bo", "curator", "cy", desk.now)

    message = answer(Turn("t1", DEE, "lists.list", {}, "web"), desk)

    assert [part.plain() for part in message.parts if isinstance(part, Callout)] == [
        "Only a curator or a lead can see the curators' lists. In your team: Bo (curator) and Cy (lead)."
    ]


@pytest.mark.parametrize("page", ["0", "-3", "9" * 30, "two", "\u0663"])
def test_a_page_that_is_no_page_is_the_first_or_an_empty_one(page: str, tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    message = answer(Turn("t1", CY, "lists.open", {"list": "due", "page": page}, "web"), desk)

    assert message == answer(Turn("t1", CY, "lists.open", {"list": "due"}, "web"), desk)


class BusyDatabase(BrokenDatabase):
    """A database that somebody else goes on writing to."""

    def query(self, _sql: str, _params: object = None) -> list[Row]:
        raise Unreachable("Somebody else is still writing. Nothing of this was kept: try again in a minute.")


def test_a_database_out_of_reach_is_said_in_its_own_words_and_gives_back_what_was_written(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    busy = replace(desk, guide=type(desk.guide)(BusyDatabase(), "team"))  # type: ignore[arg-type]
    turn = Turn("t1", CY, "guide.save", {"entry": "late", "answer": "So sorry."}, "web")

    message = answer(turn, busy)

    assert message == Message(
        "Not now",
        (
            warn("Somebody else is still writing. Nothing of this was kept: try again in a minute."),
            Quote("So sorry.", "What you wrote", copy=True),
            Buttons((Button("Try again", "guide.save", {"entry": "late", "answer": "So sorry."}),)),
        ),
    )


@pytest.mark.parametrize("typed", ["company", "Company name", " COMPANY NAME "])
def test_the_words_on_a_button_can_be_typed_too(typed: str, tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    message = answer(Turn("t1", CY, "say", {"text": typed}, "web"), desk)

    assert message.title == "The company's name"
