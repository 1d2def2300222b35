"""The weekly line to the leads: who waits longest comes first, and nobody is left out unsaid."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversations.checklist.weekly import tell_leads_weekly
from bot.delivery.notices import HERE
from bot.desk import Desk
from bot.message import Items, Message, Text
from bot.turn import Person
from bot.written import from_data
from onboarding import signing
from tests.learning import BO
from tests.sample import NOW, sample_desk

PEOPLE = 12


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give the desk of a team in which twelve have begun, each an hour before the one before."""
    desk = sample_desk(tmp_path)
    (program,) = desk.programs.all()
    for number in range(PEOPLE):
        at = NOW - timedelta(hours=number)
        desk.people.meet(Person(f"p{number}", f"Starter {number}", "csr", "Europe/London", "web"), NOW)
        begun = desk.checklists.start(program, f"p{number}", "bo", "", NOW.date(), "cy", at)
        desk.checklists.change(begun.id, lambda now, at=at: signing.begin(now, "greeting", BO, at))  # type: ignore[misc]
    return desk


def test_whoever_waits_longest_comes_first_and_the_rest_are_counted(desk: Desk) -> None:
    tell_leads_weekly(replace(desk, now=NOW + timedelta(hours=1)))

    (owed,) = desk.outbox(HERE).owed_in("cy", "")
    message: Message = from_data(owed.body["message"])
    (items,) = (part for part in message.parts if isinstance(part, Items))
    assert [item.title for item in items.items] == [f"Starter {number}" for number in range(11, 1, -1)]
    assert [part.plain() for part in message.parts if isinstance(part, Text)] == [
        "12 people on their way. Who waits longest may want a word with their trainer.",
        "And 2 more on the board, who wait less long.",
    ]
