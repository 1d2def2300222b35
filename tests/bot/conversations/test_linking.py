"""One person who is in Slack and in Teams is one person to Baton, and one team can use both, once a lead has linked them."""

from pathlib import Path

import pytest

from bot.conversations import answer
from bot.conversations.linking import is_open, must_be_open
from bot.desk import Desk
from bot.message import Ask, Buttons, Message
from bot.turn import Person, Turn
from bot.written import from_data
from knowledge.refusal import Refusal
from tests.sample import NOW, sample_desk

CY = Person("slack:T1:cy", "Cy", "lead", "Europe/London", "slack")
DEE = Person("slack:T1:dee", "Dee", "csr", "Europe/London", "slack")
CY_TOO = Person("teams:t:cy", "Cy Young", "csr", "Europe/London", "teams")
DEE_TOO = Person("teams:t:dee", "Dee Dee", "csr", "Europe/London", "teams")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = sample_desk(tmp_path)
    for person in (CY, DEE, CY_TOO, DEE_TOO):
        desk.people.meet(person, NOW)
    return desk


def take(desk: Desk, person: Person, action: str, /, **values: str) -> Message:
    return answer(Turn("t1", person, action, values, person.surface), desk)


def told(desk: Desk, person: Person) -> list[Message]:
    return [from_data(owed.body["message"]) for owed in desk.outbox(person.surface).owed_in(person.id, "")]


def test_somebody_chooses_among_the_people_of_the_other_product(desk: Desk) -> None:
    message = take(desk, DEE_TOO, "people.link")

    (form,) = [part for part in message.parts if isinstance(part, Ask)]
    assert [option.label for option in form.fields[0].options] == ["Cy in Slack", "Dee in Slack"]


def test_a_name_that_is_nobodys_comes_back_with_the_reason_beside_it(desk: Desk) -> None:
    message = take(desk, DEE_TOO, "people.link", person="Deedee")

    (form,) = [part for part in message.parts if isinstance(part, Ask)]
    assert (form.fields[0].value, form.fields[0].error) == ("Deedee", "I know nobody there by “Deedee”.")


def test_a_link_counts_once_the_other_one_has_agreed(desk: Desk) -> None:
    take(desk, DEE_TOO, "people.link", person=DEE.id)
    before = desk.links.person_of(DEE_TOO.id)
    (question,) = told(desk, DEE)
    (buttons,) = [part for part in question.parts if isinstance(part, Buttons)]

    agreed = take(desk, DEE, buttons.buttons[0].action, **buttons.buttons[0].values)

    assert (before, agreed.title) == (DEE_TOO.id, "Linked")
    assert desk.links.person_of(DEE_TOO.id) == DEE.id
    assert DEE_TOO.id not in [person.id for person in desk.people.all()]


def test_nobody_becomes_somebody_who_says_no(desk: Desk) -> None:
    take(desk, DEE_TOO, "people.link", person=CY.id)

    refused = take(desk, CY, "people.linked", person=DEE_TOO.id, agreed="no")
    late = take(desk, CY, "people.linked", person=DEE_TOO.id, agreed="yes")

    assert (refused.title, late.title) == ("Not linked", "That did not go through")
    assert desk.links.person_of(DEE_TOO.id) == DEE_TOO.id


def test_nobody_can_agree_in_the_name_of_another(desk: Desk) -> None:
    take(desk, DEE_TOO, "people.link", person=CY.id)

    message = take(desk, DEE, "people.linked", person=DEE_TOO.id, agreed="yes")

    assert message.title == "That did not go through"
    assert desk.links.person_of(DEE_TOO.id) == DEE_TOO.id


def test_a_link_that_counts_is_not_turned_to_somebody_else(desk: Desk) -> None:
    take(desk, DEE_TOO, "people.link", person=DEE.id)
    take(desk, DEE, "people.linked", person=DEE_TOO.id, agreed="yes")

    take(desk, DEE_TOO, "people.link", person=CY.id)

    assert desk.links.person_of(DEE_TOO.id) == DEE.id


def test_where_everybody_is_met_in_one_place_there_is_nobody_to_link(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.people.meet(DEE, NOW)

    message = take(desk, DEE, "people.link")

    assert message.title == "That did not go through"


def test_a_team_led_from_slack_is_closed_to_teams_until_a_lead_links_them(desk: Desk) -> None:
    with pytest.raises(Refusal, match="nobody has linked Teams to it yet"):
        must_be_open("teams", "guide.ask", {}, desk)
    must_be_open("teams", "say", {"text": "Link"}, desk)
    take(desk, CY_TOO, "people.link", person=CY.id)

    take(desk, CY, "people.linked", person=CY_TOO.id, agreed="yes")

    assert is_open("teams", desk)
    must_be_open("teams", "guide.ask", {}, desk)


def test_somebody_who_is_no_lead_links_themselves_and_not_the_team(desk: Desk) -> None:
    take(desk, DEE_TOO, "people.link", person=DEE.id)

    take(desk, DEE, "people.linked", person=DEE_TOO.id, agreed="yes")

    assert not is_open("teams", desk)


def test_a_team_that_no_chat_product_leads_is_open_to_each(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    assert is_open("slack", desk)
    assert is_open("teams", desk)
