from dataclasses import asdict, replace
from datetime import UTC, datetime

import pytest

from bot.people import People
from bot.turn import ROLES, Person
from knowledge.database import Database
from knowledge.refusal import Refusal

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
ADA = Person("ada", "Ada", "csr", "Europe/London", "web")
BO = Person("bo", "Bo", "trainer", "Asia/Kolkata", "web")
CY = Person("cy", "Cy", "lead", "America/Chicago", "slack")
DEE = Person("dee", "dee", "csr", "UTC", "web")


@pytest.fixture
def people(db: Database) -> People:
    return People(db, "north")


def meet(people: People, *persons: Person) -> None:
    for person in persons:
        people.meet(person, NOW)


def test_somebody_met_for_the_first_time_is_kept_as_they_are(people: People) -> None:
    assert people.meet(ADA, NOW) == ADA

    assert people.person("ada") == ADA


def test_nobody_has_an_unknown_id(people: People) -> None:
    assert people.person("ada") is None


def test_a_name_and_a_zone_follow_what_the_surface_says_but_the_role_stays(people: People) -> None:
    meet(people, CY)

    met = people.meet(Person("cy", "Cyrus", "csr", "UTC", "web"), NOW)

    assert met == Person("cy", "Cyrus", "lead", "UTC", "slack")
    assert people.person("cy") == met


def test_meeting_somebody_again_gives_them_as_kept(people: People) -> None:
    meet(people, CY)

    assert people.meet(replace(CY, role="csr"), NOW) == CY


def test_everybody_is_listed_by_name_in_any_letter_case(people: People) -> None:
    meet(people, DEE, CY, ADA, BO)

    assert people.all() == [ADA, BO, CY, DEE]


def test_people_are_found_by_role(people: People) -> None:
    meet(people, DEE, CY, ADA, BO)

    assert people.in_roles("csr") == [ADA, DEE]
    assert people.in_roles("trainer", "lead") == [BO, CY]
    assert people.in_roles("curator") == people.in_roles() == []


@pytest.mark.parametrize("name", ["Cy", "cy", "  CY "])
def test_a_person_is_found_by_name(people: People, name: str) -> None:
    meet(people, ADA, CY)

    assert people.named(name) == CY


@pytest.mark.parametrize("name", ["", "Bo", "cyrus", "ada"])
def test_a_name_that_is_nobodys_or_not_one_persons_finds_none(people: People, name: str) -> None:
    meet(people, CY, ADA, replace(ADA, id="ada2"))

    assert people.named(name) is None


def test_an_owner_is_named_by_id_or_as_a_sheet_gave_it(people: People) -> None:
    meet(people, CY)

    assert (people.name_of("cy"), people.name_of("Grace from billing"), people.name_of("")) == (
        "Cy",
        "Grace from billing",
        "",
    )


@pytest.mark.parametrize("role", ROLES)
def test_a_lead_appoints_somebody_to_any_role(people: People, role: str) -> None:
    meet(people, ADA, CY)

    appointed = people.appoint("ada", role, "cy", NOW)

    assert appointed == replace(ADA, role=role)
    assert people.person("ada") == appointed


def test_an_appointment_is_kept_in_the_history(people: People) -> None:
    meet(people, ADA, CY)

    people.appoint("ada", "curator", "cy", NOW)

    (kept,) = people.revisions.of("person", "ada")
    assert (kept.number, kept.at, kept.person, kept.what) == (1, NOW, "cy", "appointed curator")
    assert kept.content == asdict(replace(ADA, role="curator"))


@pytest.mark.parametrize(
    ("id", "role", "sentence"),
    [
        ("ada", "boss", "There is no role “boss”. The roles are csr, trainer, curator, lead."),
        ("eve", "lead", "There is nobody with that name in the team."),
        ("cy", "csr", "Cy is the last lead. Appoint another lead first."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(people: People, id: str, role: str, sentence: str) -> None:
    meet(people, ADA, CY)

    with pytest.raises(Refusal) as refusal:
        people.appoint(id, role, "cy", NOW)

    assert refusal.value.sentence == sentence
    assert people.all() == [ADA, CY]
    assert people.revisions.position().revision == 0


def test_the_last_lead_can_be_appointed_lead_again(people: People) -> None:
    meet(people, CY)

    assert people.appoint("cy", "lead", "cy", NOW) == CY


def test_a_lead_may_step_down_once_there_is_another(people: People) -> None:
    meet(people, ADA, CY)
    people.appoint("ada", "lead", "cy", NOW)

    people.appoint("cy", "csr", "cy", NOW)

    assert people.in_roles("lead") == [replace(ADA, role="lead")]


def test_a_team_sees_nobody_of_another_team(db: Database, people: People) -> None:
    meet(people, ADA, CY)
    other = People(db, "south")
    other.meet(replace(CY, name="Cyd"), NOW)

    assert other.all() == other.in_roles("lead") == [replace(CY, name="Cyd")]
    assert (other.person("ada"), other.named("Ada"), other.name_of("ada")) == (None, None, "ada")
    assert people.person("cy") == CY


def test_a_lead_of_another_team_does_not_count_as_one_of_ours(db: Database, people: People) -> None:
    meet(people, CY)
    People(db, "south").meet(replace(BO, role="lead"), NOW)

    with pytest.raises(Refusal, match="last lead"):
        people.appoint("cy", "csr", "cy", NOW)
    with pytest.raises(Refusal, match="nobody"):
        people.appoint("bo", "csr", "cy", NOW)


def test_a_language_follows_what_the_surface_says(people: People) -> None:
    meet(people, replace(ADA, language="de-DE"))

    assert people.meet(replace(ADA, language="en-GB"), NOW).language == "en-GB"


def test_somebody_who_left_is_in_no_list_and_what_they_did_keeps_their_name(people: People) -> None:
    meet(people, ADA, CY)

    people.leave("cy", NOW)

    assert people.all() == [ADA]
    assert people.in_roles("lead") == []
    assert people.name_of("cy") == "Cy"


def test_somebody_who_comes_back_is_there_again_in_their_role(people: People) -> None:
    meet(people, ADA, CY)
    people.leave("cy", NOW)

    people.meet(replace(CY, role="csr"), NOW)

    assert people.all() == [ADA, CY]
