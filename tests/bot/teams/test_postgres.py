"""Teams over a PostgreSQL database: the same answers, each effect once, and a reason when the database breaks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.teams.fake_teams import FakeTeams
from tests.bot.teams.office import Office, teams_office
from tests.bot.teams.screen import buttons, mention, pressed, said, title
from tests.place import Place


@pytest.fixture
def office(teams: FakeTeams, postgres_place: Place, tmp_path: Path) -> Iterator[Office]:
    with teams_office(tmp_path, teams, database_url=postgres_place.url) as running:
        yield running
        assert running.faults() == []


def test_a_message_a_mention_and_a_button_are_answered(office: Office, teams: FakeTeams) -> None:
    office.tell(said(teams, "where is my parcel"))
    (card,) = teams.sent()
    office.tell(mention(teams, "please refund me"))
    answered = office.tell(pressed(teams, "Use this answer", card))

    assert [title(each) for each in teams.sent(2)] == ["My parcel is late", "I want my money back"]
    assert title(answered.card) == "Where does it go?"


def test_a_form_is_saved_and_what_comes_again_has_its_effect_once(office: Office, teams: FakeTeams) -> None:
    office.tell(said(teams, "add", user="cy"))
    (form,) = teams.sent()
    typed = {"Question or complaint": "Charged twice", "The team's answer": "It goes back."}
    press = pressed(teams, buttons(form)[0]["title"], form, "cy", typed=typed)
    message = said(teams, "where is my parcel")

    saved, again = office.tell(press), office.tell(press)
    for _ in range(3):
        office.tell(message)
    office.tell(said(teams, "topics"))

    assert title(saved.card) == "Charged twice"
    assert saved.json == again.json
    assert len(teams.sent(3)) == 3
    assert [entry.question for entry in office.desk().guide.all()].count("Charged twice") == 1


def test_a_turn_that_breaks_in_the_database_takes_nothing_else_with_it(office: Office, teams: FakeTeams) -> None:
    office.desk().db.execute("alter table questions rename to questions_away")
    office.tell(said(teams, "where is my parcel"))
    (broken,) = teams.sent()
    office.desk().db.execute("alter table questions_away rename to questions")

    office.tell(said(teams, "where is my parcel"))

    assert title(broken) in {"I could not answer", "Something broke"}
    assert title(teams.sent(2)[1]) == "My parcel is late"
