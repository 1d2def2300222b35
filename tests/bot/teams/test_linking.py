"""A team that is led from Slack uses Teams too, over one guide, once a lead has linked the two."""

import json
from dataclasses import replace

from bot.conversations import answer
from bot.conversations.linking import is_open
from bot.teams.addresses import Addresses
from bot.turn import Person, Turn
from tests.bot.teams.fake_teams import FakeTeams
from tests.bot.teams.office import Office, person_id
from tests.bot.teams.screen import activity, buttons, personal, pressed, said, title, words
from tests.sample import NOW

CY = Person("slack:T1:cy", "Cy", "lead", "Europe/London", "slack")
DEE = Person("slack:T1:dee", "Dee", "csr", "Europe/London", "slack")


def test_whoever_comes_from_teams_is_let_in_once_a_lead_has_linked_it(office: Office, teams: FakeTeams) -> None:
    desk = office.desk()
    desk.people.meet(CY, NOW)
    desk.people.appoint(person_id("cy"), "csr", CY.id, NOW)

    office.tell(said(teams, "where is my parcel"))
    closed = teams.sent()[0]
    office.tell(said(teams, "link", user="cy"))
    form = teams.sent(2)[1]
    asked = office.tell(pressed(teams, buttons(form)[0]["title"], form, "cy", typed={"You": "Cy in Slack"}))
    desk.links.agree(person_id("cy"), CY.id, NOW)
    desk.settings.set("linked: teams", "yes", CY.id, NOW)
    office.tell(said(teams, "board", user="cy"))

    assert "nobody has linked Teams to it yet. Cy can" in words(closed)
    assert "I asked Cy in Slack." in words(asked.card)
    assert "Only " not in words(teams.sent(3)[2])


def test_somebody_who_is_asked_in_teams_agrees_there_on_the_card(office: Office, teams: FakeTeams) -> None:
    office.tell(said(teams, "topics"))
    desk = office.desk()
    desk.people.meet(DEE, NOW)
    answer(Turn("t1", DEE, "people.link", {"person": person_id("dee")}, "slack"), desk)
    office.tell(said(teams, "topics", user="bo"))  # whatever is owed is sent along
    question = next(card for card in teams.sent(3) if title(card) == "Is that you?")

    agreed = office.tell(pressed(teams, "Yes, that is me", question))

    assert "Dee in Slack says that they are you. Is that true?" in words(question)
    assert title(agreed.card) == "Linked"
    assert desk.links.person_of(DEE.id) == person_id("dee")
    assert DEE.id not in [person.id for person in desk.people.all()]


def test_nobody_else_can_press_that_button(office: Office, teams: FakeTeams) -> None:
    office.tell(said(teams, "topics"))  # from here on she is reached, whenever the courier sets out
    desk = office.desk()
    desk.people.meet(DEE, NOW)
    answer(Turn("t1", DEE, "people.link", {"person": person_id("dee")}, "slack"), desk)
    office.tell(said(teams, "topics", user="bo"))
    question = next(card for card in teams.sent(3) if title(card) == "Is that you?")

    refused = office.tell(pressed(teams, "Yes, that is me", question, "bo"))

    assert title(refused.card) == "That did not go through"
    assert desk.links.person_of(DEE.id) == DEE.id


def test_a_lead_in_teams_who_agrees_opens_the_team_to_slack(office: Office, teams: FakeTeams) -> None:
    office.tell(said(teams, "topics", user="cy"))
    desk = office.desk()
    in_slack = replace(CY, role="csr")
    desk.people.meet(in_slack, NOW)
    before = is_open("slack", desk)
    answer(Turn("t1", in_slack, "people.link", {"person": person_id("cy")}, "slack"), desk)
    office.tell(said(teams, "topics", user="bo"))
    question = next(card for card in teams.sent(3) if title(card) == "Is that you?")

    office.tell(pressed(teams, "Yes, that is me", question, "cy"))

    assert (before, is_open("slack", office.desk())) == (False, True)


def test_where_teams_is_called_follows_what_it_said_last(office: Office, teams: FakeTeams) -> None:
    office.tell(said(teams, "topics"))
    moved = f"{teams.url}/amer/"
    told = {**said(teams, "topics"), "serviceUrl": moved}

    office.post(json.dumps(told), Authorization=f"Bearer {teams.token(serviceurl=moved)}")

    desk = office.desk()
    address = Addresses(desk.db, desk.team).find(person_id("dee"))
    assert address
    assert (address.service, address.conversation) == (moved, "a:dee")


def test_a_service_that_the_token_does_not_name_moves_nobody(office: Office, teams: FakeTeams) -> None:
    office.tell(said(teams, "topics"))
    told = {**said(teams, "topics"), "serviceUrl": "https://evil.example/"}

    refused = office.post(json.dumps(told), Authorization=f"Bearer {teams.token()}")

    desk = office.desk()
    address = Addresses(desk.db, desk.team).find(person_id("dee"))
    assert address
    assert (refused.status, address.service) == (401, teams.service)


def test_whoever_removed_baton_is_reached_again_once_they_write(office: Office, teams: FakeTeams) -> None:
    office.tell(said(teams, "topics"))
    office.tell(activity(teams, "installationUpdate", "dee", personal("dee"), action="remove"))
    desk = office.desk()
    removed = Addresses(desk.db, desk.team).find(person_id("dee"))

    office.tell(said(teams, "topics"))

    address = Addresses(desk.db, desk.team).find(person_id("dee"))
    assert removed is None
    assert address
    assert address.conversation == "a:dee"
