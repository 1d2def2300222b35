"""Messages that did not arrive: leads see why, send them again or call them off, and are told once."""

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from bot.conversations import answer
from bot.conversations.deliveries import CAUSES, STATES, tell_leads
from bot.delivery.fault import Cause, Fault
from bot.delivery.notices import HERE
from bot.delivery.outbox import STATES as ALL_STATES
from bot.desk import Desk
from bot.message import Button, Buttons, Facts, Item, Items, Message
from bot.turn import Turn
from bot.written import from_data
from tests.sample import ADA, CY, DEE, NOW, sample_desk

IN_SLACK = replace(ADA, id="slack:T1:ADA", surface="slack")
ARCHIVED = Fault("is_archived", "place closed")
SLOW = Fault("service_unavailable", "unreachable")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = sample_desk(tmp_path)
    desk.people.meet(IN_SLACK, NOW)
    return desk


def told(desk: Desk, title: str) -> str:
    """Tell Ada something in Slack and return the id it is owed under."""
    with desk.together():
        desk.notices.tell(IN_SLACK.id, Message(title))
    return desk.deliveries.under_way()[-1].id


def given_up(desk: Desk, title: str) -> str:
    id = told(desk, title)
    (owed,) = desk.outbox("slack").due(NOW, NOW, 10)
    desk.outbox("slack").give_up(owed, ARCHIVED, NOW)
    return id


def ask(desk: Desk, action: str, **values: str) -> Message:
    return answer(Turn("t1", CY, action, values, "web"), desk)


def buttons(message: Message) -> list[str]:
    return [button.label for part in message.parts if isinstance(part, Buttons) for button in part.buttons]


def test_every_cause_and_every_state_has_its_words() -> None:
    assert set(CAUSES) == set(get_args(Cause))
    assert set(STATES) == set(ALL_STATES)


def test_a_lead_sees_what_could_not_be_delivered_to_whom_and_why(desk: Desk) -> None:
    id = given_up(desk, "Sign off Ada")

    items = [part for part in ask(desk, "outbox.list").parts if isinstance(part, Items)]

    button = Button("Open", "outbox.open", {"message": id})
    assert items == [Items((Item("Sign off Ada, for Ada", CAUSES["place closed"], button),))]


def test_one_message_is_shown_with_the_products_own_word(desk: Desk) -> None:
    message = ask(desk, "outbox.open", message=given_up(desk, "Sign off Ada"))

    (facts,) = [part for part in message.parts if isinstance(part, Facts)]
    assert message.title == "Sign off Ada"
    assert facts.rows == (
        ("For", "Ada"),
        ("Owed since", "4 May 2026, 10:30"),
        ("It", "is not tried again"),
        ("Why", CAUSES["place closed"]),
        ("In its own words", "is_archived"),
        ("Tries", "1"),
    )
    assert buttons(message) == ["Send again", "Call off", "All deliveries"]


def test_a_message_that_is_tried_again_says_when(desk: Desk) -> None:
    id = told(desk, "Sign off Ada")
    (owed,) = desk.outbox("slack").due(NOW, NOW, 10)
    desk.outbox("slack").put_off(owed, SLOW, NOW)

    message = ask(desk, "outbox.open", message=id)

    (facts,) = [part for part in message.parts if isinstance(part, Facts)]
    assert facts.rows[-1] == ("Next try", "4 May 2026, 10:30")
    assert buttons(message) == ["Call off", "All deliveries"]


def test_a_message_is_sent_again(desk: Desk) -> None:
    id = given_up(desk, "Sign off Ada")

    ask(desk, "outbox.resend", message=id)

    again = desk.deliveries.one(id)
    assert again is not None
    assert (again.state, again.tries, again.cause, again.fault) == ("waiting", 0, "", "")
    assert [owed.id for owed in desk.outbox("slack").due(NOW, NOW, 10)] == [id]
    assert desk.deliveries.given_up() == []


def test_all_messages_are_sent_again_at_once(desk: Desk) -> None:
    ids = [given_up(desk, "Sign off Ada"), given_up(desk, "A tip")]

    ask(desk, "outbox.resend")

    assert [each.id for each in desk.deliveries.under_way()] == ids


def test_a_message_is_called_off_and_sent_after_all(desk: Desk) -> None:
    id = given_up(desk, "Sign off Ada")

    called_off = ask(desk, "outbox.cancel", message=id)
    shown = ask(desk, "outbox.open", message=id)
    ask(desk, "outbox.resend", message=id)

    assert "Send it after all" in buttons(called_off)
    assert buttons(shown) == ["Send it after all", "All deliveries"]
    assert [each.id for each in desk.deliveries.under_way()] == [id]


@pytest.mark.parametrize("action", ["outbox.open", "outbox.resend", "outbox.cancel"])
def test_a_message_that_is_not_there_is_refused(action: str, desk: Desk) -> None:
    assert ask(desk, action, message="nothing").refused


def test_leads_are_told_once_until_they_have_looked(desk: Desk) -> None:
    def heard() -> list[str]:
        owed = desk.outbox(HERE).owed_in(CY.id, "")
        return [from_data(each.body["message"]).title for each in owed]

    for _ in range(3):
        tell_leads(desk)
    before_looking = heard()
    ask(desk, "outbox.list")
    tell_leads(desk)

    assert before_looking == ["Not delivered"]
    assert heard() == ["Not delivered", "Not delivered"]


def test_what_could_not_be_delivered_is_among_a_leads_tasks_alone(desk: Desk) -> None:
    given_up(desk, "Sign off Ada")

    shown = {
        person.name: "1 message could not be delivered" in repr(answer(Turn("t1", person, "front", {}, "web"), desk))
        for person in (CY, DEE)
    }

    assert shown == {"Cy": True, "Dee": False}


def test_what_waits_on_the_page_is_nobodys_failure(desk: Desk) -> None:
    with desk.together():
        desk.notices.tell(ADA.id, Message("A tip"))

    assert desk.deliveries.under_way() == []
