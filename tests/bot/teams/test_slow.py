"""Answered within the time that Teams waits, whatever the store does; what is late comes by itself, and once."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversations import answer as real_answer
from bot.inbox import Inbox
from bot.teams.heard import Heard, Place, Somebody
from bot.teams.reception import SECONDS_AT_ONCE, SECONDS_TO_ANSWER
from tests.bot.slow_store import BrokenStore, SlowStore
from tests.bot.teams.fake_teams import TENANT, FakeTeams, Json, card_of
from tests.bot.teams.office import Answered, Office, person_id, teams_office
from tests.bot.teams.screen import activity, in_channel, invoke, mention, personal, pressed, said, title, words

TEAMS_WAITS = 15.0  # seconds
QUESTION = {"name": "question", "value": "where is my parcel"}
DEE = Somebody("dee", "29:dee", TENANT, "Dee")


@pytest.fixture
def store() -> SlowStore:
    return SlowStore(real_answer)


@pytest.fixture
def office(store: SlowStore, teams: FakeTeams, tmp_path: Path) -> Iterator[Office]:
    with teams_office(tmp_path, teams, answer=store.answer) as running:
        yield running
        assert running.faults() == []


def timed(office: Office, told: Json) -> tuple[Answered, float]:
    began = time.monotonic()
    answered = office.tell(told)
    return answered, time.monotonic() - began


def test_a_message_is_acknowledged_in_time_and_answered_when_the_store_goes_on(
    store: SlowStore, office: Office, teams: FakeTeams
) -> None:
    with store.hanging():
        answered, took = timed(office, mention(teams, "where is my parcel"))

    (card,) = teams.sent()
    assert (answered.status, answered.text) == (200, "")
    assert SECONDS_TO_ANSWER <= took < TEAMS_WAITS
    assert title(card) == "My parcel is late"


def test_a_button_is_answered_in_time_and_its_card_comes_when_the_store_goes_on(
    store: SlowStore, office: Office, teams: FakeTeams
) -> None:
    office.tell(said(teams, "where is my parcel"))
    press = pressed(teams, "Use this answer", teams.sent()[0])

    with store.hanging():
        answered, took = timed(office, press)

    assert SECONDS_AT_ONCE <= took < SECONDS_TO_ANSWER
    assert title(answered.card) == "One moment"
    assert "comes here" in words(answered.card)
    assert title(teams.sent(2)[1]) == "Where does it go?"


def test_what_was_pressed_where_others_are_comes_late_to_the_one_who_pressed_it_alone(
    store: SlowStore, office: Office, teams: FakeTeams
) -> None:
    office.tell(mention(teams, "where is my parcel"))
    press = pressed(teams, "I want my money back", teams.sent()[0], conversation=in_channel())

    with store.hanging():
        answered = office.tell(press)

    late = teams.wait_for(2, "POST activities")[1]
    assert "comes to our chat" in words(answered.card)
    assert (late.conversation, title(card_of(late.body))) == ("a:29:dee", "I want my money back")


def test_what_was_done_in_a_dialog_comes_late_to_the_chat_with_baton_and_can_be_gone_on_with_there(
    store: SlowStore, office: Office, teams: FakeTeams
) -> None:
    message = {"id": "1700", "body": {"contentType": "text", "content": "where is my parcel"}}
    value = {"commandId": "askTheGuide", "commandContext": "message", "messagePayload": message}

    with store.hanging():
        answered = office.tell(invoke(teams, "composeExtension/fetchTask", value)).json
    (late,) = teams.sent()
    button = next(each for each in late["body"] if each["type"] == "ActionSet")["actions"][0]
    office.tell(activity(teams, "message", "dee", personal("dee"), value=button["data"]))

    assert title(answered["task"]["value"]["card"]["content"]) == "One moment"
    assert title(late) == "My parcel is late"
    assert title(teams.sent(2)[1]) == "Where does it go?"


def test_a_button_that_teams_hands_over_again_meanwhile_has_its_effect_once(
    store: SlowStore, office: Office, teams: FakeTeams
) -> None:
    office.tell(said(teams, "where is my parcel"))
    (card,) = teams.sent()
    press = pressed(teams, "I want my money back", card)
    with store.hanging():
        sending = threading.Thread(target=office.tell, args=(press,))
        sending.start()
        office.tell(press)
        sending.join()

    teams.sent(2)
    again = office.tell(press)
    office.tell(said(teams, "topics"))

    assert [title(each) for each in teams.sent(3)] == [
        "My parcel is late", "I want my money back", "The guide by topic",
    ]  # fmt: skip
    assert title(again.card) == "I want my money back"


def test_whoever_searches_meanwhile_is_asked_to_search_again_and_then_finds_it(
    store: SlowStore, office: Office, teams: FakeTeams
) -> None:
    search = invoke(teams, "composeExtension/query", {"commandId": "searchGuide", "parameters": [QUESTION]})
    with store.hanging():
        blocked = threading.Thread(target=office.tell, args=(said(teams, "topics"),))
        blocked.start()
        store.reached.wait()
        meanwhile = office.tell(search).json
        blocked.join()

    again = office.tell({**search, "id": "search-2"}).json

    words = "This takes longer than usual. Please search again in a moment."
    assert meanwhile == {"composeExtension": {"type": "message", "text": words}}
    assert again["composeExtension"]["type"] == "result"


def test_what_was_acknowledged_and_not_answered_is_answered_by_the_next_process(
    teams: FakeTeams, tmp_path: Path
) -> None:
    inbox = Inbox(tmp_path, "teams")
    place = Place("chat", "a:dee", teams.service)
    left = Heard("message:1", DEE, place, "say", {"text": "where is my parcel"}, about="a:dee|1")
    inbox.put(left.id, left.to_json())
    inbox.close()

    with teams_office(tmp_path, teams) as office:
        (late,) = teams.sent()
        asked = [each.wording for each in office.desk().questions.recent(person_id("dee"), 9, 0)]

    assert title(late) == "My parcel is late"
    assert asked == ["where is my parcel"]
    emptied = Inbox(tmp_path, "teams")
    assert emptied.all() == []
    emptied.close()


def test_a_store_that_breaks_is_said_to_the_person_and_once_to_the_log(
    teams: FakeTeams, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    told = said(teams, "where is my parcel")
    press = invoke(teams, "adaptiveCard/action", {"action": {"data": {"action": "home", "values": {}}}})
    with teams_office(tmp_path, teams, answer=BrokenStore().answer) as office:
        office.tell(told)
        (sent,) = teams.sent()
        answered = office.tell(press)

    assert f"tell whoever runs Baton this number: message:a:dee|{told['id']}." in words(sent)
    assert f"tell whoever runs Baton this number: press:{press['id']}." in words(answered.card)
    assert [record.getMessage() for record in caplog.records if record.exc_info] == [
        f"message:a:dee|{told['id']} (say) of 29:dee could not be taken",
        f"press:{press['id']} (home) of 29:dee could not be taken",
    ]
