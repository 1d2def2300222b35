"""A gentle word says the next step as it is now: what to do, or whom it waits for."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversations.checklist.nudging import remind_gently
from bot.delivery.notices import HERE
from bot.desk import Desk
from bot.message import Buttons, Message, Text
from bot.written import from_data
from onboarding import signing
from onboarding.checklist import Checklist
from tests.learning import ADA, debrief, pass_skill, start_ada
from tests.sample import NOW, sample_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return sample_desk(tmp_path)


@pytest.fixture
def adas(desk: Desk) -> Checklist:
    checklist = start_ada(desk)
    desk.checklists.lists.welcome(checklist.id, NOW)
    return checklist


def reminded(desk: Desk, person: str) -> tuple[str, list[str]]:
    """Return what the last gentle word to somebody says last, and which buttons it has."""
    for days in (2, 4, 4):
        remind_gently(replace(desk, now=NOW + timedelta(days=days)))
    owed = desk.outbox(HERE).owed_in(person, "")[-1]
    message: Message = from_data(owed.body["message"])
    texts = [part.plain() for part in message.parts if isinstance(part, Text)]
    return texts[-1], [button.label for part in message.parts if isinstance(part, Buttons) for button in part.buttons]


def test_where_the_evidence_is_there_the_trainer_is_asked_to_read_it(desk: Desk, adas: Checklist) -> None:
    debrief(desk, adas, "greeting", "show")

    assert reminded(desk, "bo") == (
        "Everything a sign-off takes is there. Read it, then sign it off, or say what to try next.",
        ["Read and sign off", "Open Greeting and ending", "Not this week"],
    )
    assert reminded(desk, "ada") == (
        "Everything is there. Bo reads it now.",
        ["Open Greeting and ending", "Not this week"],
    )


def test_where_whoever_was_taught_has_not_said_it_both_read_that(desk: Desk, adas: Checklist) -> None:
    pass_skill(desk, adas, "greeting", but_the_last=True)
    desk.checklists.change(adas.id, lambda now: signing.teach(now, "greeting", "cy", ADA, NOW))

    assert reminded(desk, "bo")[0] == "Cy was taught by Ada, and has not said yet what they learnt."
    assert reminded(desk, "ada")[0] == "You have done your part. Cy has not said yet what they learnt from you."


@pytest.mark.usefixtures("adas")
def test_where_nothing_is_there_yet_it_is_what_to_do(desk: Desk) -> None:
    assert reminded(desk, "ada") == (
        "Watch how Bo does it. Then tell in your own words what you saw, and why you think it was done so.",
        ["Open Greeting and ending", "Not this week"],
    )
