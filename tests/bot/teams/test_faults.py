"""A connector that is slow, down, or says no: each has its way, and the person gets an answer or a reason."""

import time
from collections.abc import Callable

import pytest
from aiohttp import web

from tests.bot.teams.fake_teams import FakeTeams, Json
from tests.bot.teams.office import Office
from tests.bot.teams.screen import mention, said, title, words
from tests.bot.undelivered import LOOKS, failed


def cards(teams: FakeTeams) -> list[Json]:
    """Return what stands in Teams, in the order it came."""
    return [teams.card(conversation, id) for conversation, id in teams.messages]


NONSENSE: dict[str, Callable[[], web.Response]] = {
    "a page": lambda: web.Response(status=502, text="<html>Sorry!</html>", content_type="text/html"),
    "nothing": lambda: web.Response(status=500, text=""),
    "unavailable": lambda: web.json_response({"error": {"code": "ServiceUnavailable"}}, status=503),
    "timed out": lambda: web.Response(status=504),
    "too many": lambda: web.Response(status=429, headers={"Retry-After": "1"}),
    "too many, without saying how long": lambda: web.Response(status=429),
    "too many, for nonsense": lambda: web.Response(status=429, headers={"Retry-After": "soon"}),
    "a redirect": lambda: web.json_response({"moved": "yes"}, status=307),
    "a list": lambda: web.json_response([1, 2], status=503),
}


@pytest.mark.parametrize("answer", list(NONSENSE.values()), ids=list(NONSENSE))
def test_an_answer_is_sent_again_until_it_arrives_and_stands_there_once(
    answer: Callable[[], web.Response], office: Office, teams: FakeTeams
) -> None:
    teams.faults["POST activities"] = [answer, answer]

    office.tell(mention(teams, "where is my parcel"))

    teams.wait_for(3, "POST activities")
    assert [title(card) for card in cards(teams)] == ["My parcel is late"]


@pytest.mark.parametrize("body", ["<html>Fine!</html>", "", '{"id": tr', "[1, 2]"])
def test_a_success_that_nobody_can_read_breaks_nothing(body: str, office: Office, teams: FakeTeams) -> None:
    teams.faults["POST activities"] = [lambda: web.Response(text=body, content_type="application/json")]

    office.tell(said(teams, "where is my parcel"))
    teams.wait_for(1, "POST activities")
    office.tell(said(teams, "topics", user="bo"))

    assert "The guide by topic" in [title(card) for card in _until(teams, "The guide by topic")]


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (403, "BotNotInConversationRoster"),
        (403, "ConversationBlockedByUser"),
        (403, "BotDisabledByAdmin"),
        (404, "ConversationNotFound"),
        (400, "BadSyntax"),
        (413, "MessageSizeTooBig"),
    ],
)
def test_what_cannot_be_mended_by_waiting_is_given_up_with_its_reason(
    status: int, code: str, office: Office, teams: FakeTeams
) -> None:
    teams.refuse("POST activities", status, code)

    office.tell(mention(teams, "where is my parcel"))

    assert ("send", code) in failed(office.desk)


def test_what_was_answered_later_does_not_overtake_what_was_answered_before(office: Office, teams: FakeTeams) -> None:
    teams.refuse("POST activities", 503)

    office.tell(said(teams, "topics"))
    teams.wait_for(1, "POST activities")
    office.tell(said(teams, "people"))

    teams.wait_for(3, "POST activities")
    assert [title(card) for card in cards(teams)] == ["The guide by topic", "The team"]


def test_a_slow_connector_delays_no_acknowledgement(office: Office, teams: FakeTeams) -> None:
    office.tell(said(teams, "topics"))
    teams.wait_for(1, "POST activities")
    teams.seconds_to_answer = 4.0

    began = time.monotonic()
    office.tell(said(teams, "where is my parcel"))
    took = time.monotonic() - began

    assert took < teams.seconds_to_answer
    teams.wait_for(2, "POST activities")


def test_while_no_new_token_is_given_what_is_owed_waits(office: Office, teams: FakeTeams) -> None:
    office.tell(said(teams, "topics"))
    teams.sent()
    teams.refuse("POST activities", 401, "Unauthorized")
    teams.refuse("token", 503, times=2)

    office.tell(said(teams, "where is my parcel"))

    assert "My parcel is late" in [title(card) for card in _until(teams, "My parcel is late")]
    assert teams.tokens_given == 2


def test_a_page_in_the_place_of_the_roster_is_a_reason_too(office: Office, teams: FakeTeams) -> None:
    teams.faults["GET members"] = [lambda: web.Response(text="<html>Sign in</html>", content_type="text/html")]

    office.tell(said(teams, "where is my parcel"))

    assert "I could not find out who you are" in words(teams.sent()[0])


def test_while_the_roster_is_down_those_met_lately_are_answered_and_others_read_why_not(
    office: Office, teams: FakeTeams
) -> None:
    office.tell(said(teams, "topics"))
    teams.sent()
    teams.refuse("GET members", 503, times=9)

    office.tell(said(teams, "where is my parcel"))
    office.tell(said(teams, "where is my parcel", user="bo"))

    shown = [words(card) for card in teams.sent(3)[1:]]
    assert any("My parcel is late" in each for each in shown)
    assert any("I could not find out who you are" in each for each in shown)


def _until(teams: FakeTeams, wanted: str) -> list[Json]:
    for _ in range(LOOKS):
        shown = cards(teams)
        if wanted in [title(card) for card in shown]:
            return shown
        time.sleep(0.01)
    return cards(teams)
