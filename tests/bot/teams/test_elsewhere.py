"""Message extensions are used wherever people write, also where Baton is not: in a chat of two people, in a channel without it."""

import pytest

from bot.message import Button, Buttons, Message
from bot.teams.addresses import Addresses
from bot.teams.render import as_card
from tests.bot.teams.fake_teams import FakeTeams, Json, card_of
from tests.bot.teams.office import Office, person_id
from tests.bot.teams.screen import in_channel, in_group, invoke, pressed, said, title, words

OF_TWO: Json = {"id": "19:bo_dee@unq.gbl.spaces", "conversationType": "personal"}
PLACES = {"a chat of two": OF_TWO, "a group chat": in_group(), "a channel": in_channel()}


@pytest.fixture(autouse=True)
def apart(teams: FakeTeams) -> None:
    teams.apart |= {str(place["id"]).partition(";")[0] for place in PLACES.values()}


def search(teams: FakeTeams, place: Json, user: str = "dee") -> Json:
    value = {"commandId": "searchGuide", "parameters": [{"name": "question", "value": "where is my parcel"}]}
    return invoke(teams, "composeExtension/query", value, user, place)


def save(teams: FakeTeams, place: Json) -> Json:
    payload = {"id": "1700", "body": {"contentType": "text", "content": "A new one leaves today."}}
    value = {"commandId": "saveToGuide", "commandContext": "message", "messagePayload": payload}
    return invoke(teams, "composeExtension/fetchTask", value, conversation=place)


@pytest.mark.parametrize("place", list(PLACES.values()), ids=list(PLACES))
def test_the_guide_is_searched_from_a_place_that_baton_is_not_in(place: Json, office: Office, teams: FakeTeams) -> None:
    found = office.tell(search(teams, place)).json["composeExtension"]

    assert title(found["attachments"][0]["content"]) == "My parcel is late"
    assert [call.body["members"][0]["id"] for call in teams.made("POST conversations")] == ["29:dee"]


@pytest.mark.parametrize("place", list(PLACES.values()), ids=list(PLACES))
def test_a_message_is_saved_from_a_place_that_baton_is_not_in(place: Json, office: Office, teams: FakeTeams) -> None:
    opened = office.tell(save(teams, place)).json["task"]["value"]["card"]

    assert title(card_of({"attachments": [opened]})) == "Save to the guide"


def test_a_chat_of_two_people_is_not_taken_for_their_chat_with_baton(office: Office, teams: FakeTeams) -> None:
    office.tell(said(teams, "topics"))
    teams.sent()
    known = Addresses(office.desk().db, "team").find(person_id("dee"))

    office.tell(search(teams, OF_TWO))
    office.tell(save(teams, OF_TWO))
    desk = office.desk()
    with desk.together():
        desk.notices.tell(person_id("dee"), Message("A notice"))
    office.tell(said(teams, "people", user="bo"))

    sent = teams.wait_for(3, "POST activities")
    assert known is not None
    assert Addresses(desk.db, "team").find(person_id("dee")) == known
    assert sorted(call.conversation for call in sent) == ["a:bo", "a:dee", "a:dee"]


def test_a_card_that_was_put_into_a_chat_of_two_people_is_answered_there(office: Office, teams: FakeTeams) -> None:
    put = as_card(Message("T", (Buttons((Button("Browse by topic", "guide.browse"),)),)), str)

    answered = office.tell(pressed(teams, "Browse by topic", put, conversation=OF_TWO))
    address = Addresses(office.desk().db, "team").find(person_id("dee"))

    assert title(answered.card) == "The guide by topic"
    assert address
    assert address.conversation == ""


def test_whoever_never_wrote_to_baton_reads_that_they_must_where_nothing_tells_who_they_are(
    office: Office, teams: FakeTeams
) -> None:
    teams.refuse("POST conversations", 403, "BotNotInConversationRoster", times=2)

    found = office.tell(search(teams, OF_TWO)).json["composeExtension"]
    opened = office.tell(save(teams, OF_TWO)).json["task"]["value"]["card"]["content"]

    why = (
        "I am not in this conversation, so I could not find out who you are. Write to me once, in a chat of our own; "
        "after that I answer you here too."
    )
    assert found == {"type": "message", "text": why}
    assert why in words(opened)


def test_a_guest_who_searches_reads_who_can_let_them(office: Office, teams: FakeTeams) -> None:
    teams.add_member("guest", "Gus", userRole="guest")

    found = office.tell(search(teams, OF_TWO, "guest")).json["composeExtension"]

    assert found["type"] == "message"
    assert "may not ask it yet. Cy can allow it" in found["text"]
