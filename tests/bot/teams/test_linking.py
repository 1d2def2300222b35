"""A team that is led from Slack uses Teams too, over one guide, once a lead has linked the two."""

from bot.turn import Person
from tests.bot.teams.fake_teams import FakeTeams
from tests.bot.teams.office import Office, person_id
from tests.bot.teams.screen import buttons, pressed, said, words
from tests.sample import NOW

CY = Person("slack:T1:cy", "Cy", "lead", "Europe/London", "slack")


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
