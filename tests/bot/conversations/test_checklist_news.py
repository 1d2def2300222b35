"""Whoever is on a checklist hears what the others decided on it, once it has started."""

from datetime import date
from pathlib import Path

import pytest

from bot.conversations import answer
from bot.delivery.notices import HERE
from bot.desk import Desk
from bot.turn import Person, Turn
from onboarding.checklist import Checklist
from tests.learning import start_ada
from tests.sample import BO, CY, NOW, PEOPLE, sample_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return sample_desk(tmp_path)


def take(desk: Desk, person: Person, action: str, checklist: Checklist, **values: str) -> None:
    message = answer(Turn("t1", person, action, {"checklist": checklist.id, **values}, "web"), desk)
    assert not message.refused


def told(desk: Desk) -> dict[str, list[str]]:
    """Return the titles of what everybody is told."""
    said = {person.id: desk.outbox(HERE).owed_in(person.id, "") for person in PEOPLE}
    return {id: [each.body["message"]["title"] for each in owed] for id, owed in said.items() if owed}


def test_what_a_lead_decides_the_trainer_hears_too(desk: Desk) -> None:
    adas = start_ada(desk)

    take(desk, CY, "checklist.begin", adas, skill="returns")
    take(desk, CY, "checklist.more_time", adas, skill="returns", stage="show", next="Watch one more call.")
    take(desk, CY, "checklist.pause", adas, reason="")
    take(desk, CY, "checklist.resume", adas)
    take(desk, CY, "checklist.end", adas, reason="")

    paused, on, ended = (f"Ada's checklist: {what}" for what in ("paused", "it goes on", "ended"))
    assert told(desk) == {
        "ada": ["Returns: begun", "A little more time", paused, on, ended],
        "bo": ["Ada, Returns: begun", "Ada: a little more time", paused, on, ended],
    }


def test_before_the_first_day_nobody_hears_what_the_welcome_will_say(desk: Desk) -> None:
    (program,) = desk.programs.all()
    adas = desk.checklists.start(program, "ada", "bo", "", date(2026, 5, 11), "cy", NOW)

    take(desk, BO, "checklist.begin", adas, skill="returns")
    take(desk, BO, "checklist.buddy", adas, buddy="dee")

    assert told(desk) == {}


def test_a_buddy_who_becomes_the_trainer_is_buddy_no_more(desk: Desk) -> None:
    adas = start_ada(desk)
    take(desk, BO, "checklist.buddy", adas, buddy="cy")

    take(desk, BO, "checklist.trainer", adas, trainer="cy", note="She has seen two calls.")

    (now,) = desk.checklists.all_of([adas.id])
    assert (now.trainer, now.buddy) == ("cy", "")
    assert [head.id for head in desk.checklists.lists.of_buddy("cy")] == []
