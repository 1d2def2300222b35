"""The weekly role-play where only two play along: every other week, and both are told."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversations import answer
from bot.conversations.practice.home import waiting_items
from bot.conversations.practice.playing import pair_weekly
from bot.delivery.notices import HERE
from bot.desk import Desk
from bot.message import Ask
from bot.turn import Turn
from tests.sample import ADA, CY, DEE, NOW, sample_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give the desk of a team in which Ada and Dee play along."""
    desk = sample_desk(tmp_path)
    for person, action in ((CY, "practice.weekly"), (ADA, "practice.volunteer"), (DEE, "practice.volunteer")):
        answer(Turn("t1", person, action, {}, "web"), desk)
    return desk


def titles(desk: Desk, person: str) -> list[str]:
    return [owed.body["message"]["title"] for owed in desk.outbox(HERE).owed_in(person, "")]


def test_two_play_every_other_week_and_take_turns_as_the_customer(desk: Desk) -> None:
    for week in range(4):
        pair_weekly(replace(desk, now=NOW + timedelta(weeks=week)))

    off, customer, csr = "No role-play this week", "Role-play: you are the customer", "Role-play: you are the CSR"
    assert titles(desk, "ada") == [customer, off, csr, off]
    assert titles(desk, "dee") == [csr, off, customer, off]


def test_a_role_play_says_of_which_week_it_is_and_asks_for_nothing_in_the_end(desk: Desk) -> None:
    pair_weekly(desk)

    said = [
        [item.title for item in waiting_items(ADA, replace(desk, now=NOW + timedelta(weeks=week)))] for week in range(4)
    ]

    past = "Your role-play in the week of 4 May 2026"
    assert said == [["Your role-play this week"], [past], [past], []]


def test_a_debrief_of_a_role_play_that_never_ends_is_asked_for_again(desk: Desk) -> None:
    pair_weekly(desk)
    (play,) = desk.practices.plays_of("ada")

    said = answer(Turn("t1", ADA, "practice.debrief", {"play": play.id, "note": "x" * 8_001}, "web"), desk)

    (ask,) = (part for part in said.parts if isinstance(part, Ask))
    assert ask.fields[0].error == "This is 8001 characters long; 8000 is the most."
    assert desk.practices.plays_of("ada") == [play]
