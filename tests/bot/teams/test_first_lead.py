"""Who leads a team that has no lead yet: whoever writes first, not whoever Baton was given to first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.teams.fake_teams import FakeTeams
from tests.bot.teams.office import Office, person_id, teams_office
from tests.bot.teams.screen import activity, personal, said, title
from tests.sample import NOW, PEOPLE


@pytest.fixture
def office(teams: FakeTeams, tmp_path: Path) -> Iterator[Office]:
    with teams_office(tmp_path, teams) as running:
        for person in PEOPLE:
            running.desk().people.leave(person_id(person.id), NOW)
        for id in ("eve", "fay"):
            teams.add_member(id, id.capitalize())
        yield running
        assert running.faults() == []


def roles(office: Office) -> dict[str, str]:
    return {person.name: person.role for person in office.desk().people.all() if person.surface == "teams"}


def test_an_app_that_is_given_to_everybody_makes_nobody_a_lead(office: Office, teams: FakeTeams) -> None:
    for id in ("eve", "fay"):
        office.tell(activity(teams, "installationUpdate", id, personal(id), action="add"))

    assert sorted(title(card) for card in teams.sent(2)) == ["Hello Eve", "Hello Fay"]
    assert roles(office) == {}


def test_whoever_writes_first_is_a_lead_and_whoever_comes_later_is_not(office: Office, teams: FakeTeams) -> None:
    office.tell(activity(teams, "installationUpdate", "eve", personal("eve"), action="add"))
    office.tell(said(teams, "topics", "fay"))
    office.tell(said(teams, "topics", "eve"))

    teams.sent(3)
    assert roles(office) == {"Eve": "csr", "Fay": "lead"}


def test_where_there_is_a_lead_whoever_is_given_baton_is_known_at_once(office: Office, teams: FakeTeams) -> None:
    office.tell(said(teams, "topics", "fay"))
    office.tell(activity(teams, "installationUpdate", "eve", personal("eve"), action="add"))

    teams.sent(2)
    assert roles(office) == {"Eve": "csr", "Fay": "lead"}
