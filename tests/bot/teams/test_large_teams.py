"""A form in a team so large that a card cannot list everybody: no field is lost, and who is meant is typed by name."""

from dataclasses import replace

from bot.message import Ask, Field, Message, Option
from bot.teams.carry import unpacked
from bot.teams.render import as_card
from tests.bot.teams.fake_teams import TENANT, FakeTeams, Json
from tests.bot.teams.office import Office, person_id
from tests.bot.teams.screen import buttons, inputs, pressed, said, standing, words
from tests.bot.teams.test_render import faults
from tests.sample import DEE, NOW

PEOPLE = tuple(Option(f"teams:{TENANT}:{number:036d}", f"Dee Number {number}") for number in range(250))


def form(*fields: Field) -> Message:
    return Message("Start a checklist", (Ask("checklist.start", "Start", fields),))


def sent(card: Json, typed: dict[str, str], kept: dict[str, str]) -> dict[str, str]:
    return unpacked({**buttons(card)[-1]["data"], **standing(card, typed)}, kept.get)


def drawn(message: Message) -> tuple[Json, dict[str, str]]:
    kept: dict[str, str] = {}

    def keep(text: str) -> str:
        name = kept.setdefault(text, str(len(kept)))
        kept[name] = text
        return name

    assert faults(message) == []
    return as_card(message, keep), kept


def test_every_field_stays_however_many_people_there_are() -> None:
    for count in (10, 80, 150, 250):
        people = PEOPLE[:count]
        fields = [Field(name, label, "person", options=people) for name, label in (("a", "Who"), ("b", "Trainer"))]

        card, _ = drawn(form(*fields, Field("c", "Buddy", "person", options=people, required=False)))

        assert list(inputs(card)) == ["Who", "Trainer", "Buddy"]


def test_who_is_meant_is_typed_by_name_in_any_letter_case() -> None:
    fields = (Field("one", "Who", "person", PEOPLE[3].value, PEOPLE), Field("more", "Whom", "choices", "", PEOPLE))

    card, kept = drawn(form(*fields))

    assert inputs(card)["Who"]["value"] == "Dee Number 3"
    assert "There are too many to list here, so type the name." in words(card)
    assert sent(card, {"Who": "dee  number 7 ", "Whom": "Dee Number 1, , Dee number 2,"}, kept) == {
        "one": PEOPLE[7].value,
        "more": f"{PEOPLE[1].value}\n{PEOPLE[2].value}",
    }


def test_what_names_nobody_or_two_people_stays_as_it_was_typed() -> None:
    twins = (*PEOPLE, Option("teams:another", "Dee Number 7"))

    card, kept = drawn(form(Field("one", "Who", "person", "", twins)))

    for typed in ("Nobody", "Dee Number 7", "Dee"):
        assert sent(card, {"Who": typed}, kept) == {"one": typed}


def test_the_first_words_of_a_name_are_enough_where_no_other_begins_with_them() -> None:
    people = (*PEOPLE, Option("teams:another", "Ada Marsh in Slack"))

    card, kept = drawn(form(Field("one", "Who", "person", "", people)))

    assert sent(card, {"Who": "ada marsh"}, kept) == {"one": "teams:another"}
    assert sent(card, {"Who": "Dee Number 1"}, kept) == {"one": PEOPLE[1].value}


def test_a_checklist_is_started_in_a_team_that_no_card_can_list(office: Office, teams: FakeTeams) -> None:
    desk = office.desk()
    with desk.together():
        for number, option in enumerate(PEOPLE):
            desk.people.meet(replace(DEE, id=option.value, name=f"Dee Number {number}", surface="teams"), NOW)
    office.tell(said(teams, "starters", user="cy"))
    (card,) = teams.sent()
    opened = office.tell(pressed(teams, "Start a checklist", card, "cy")).card

    refused = office.tell(pressed(teams, "Start", opened, "cy", typed={"Who starts": "Dee Nobody"})).card
    again = {"Who starts": "dee number 249", "Buddy": "Dee Number 7"}
    started = office.tell(pressed(teams, "Start", refused, "cy", typed=again)).card

    (checklist,) = office.desk().checklists.lists.open()
    assert "I know nobody in the team by “Dee Nobody”." in words(refused)
    assert inputs(refused)["Who starts"]["value"] == "Dee Nobody"
    assert "Started. Dee Number 249 and Cy know what to do now." in words(started)
    assert (checklist.starter, checklist.trainer, checklist.buddy) == (
        PEOPLE[249].value,
        person_id("cy"),
        PEOPLE[7].value,
    )
