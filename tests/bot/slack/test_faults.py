"""A Web API that is slow, down, or says no: each has its way, and the person gets an answer or a reason."""

import logging
from collections.abc import Callable

import pytest
from aiohttp import web

from bot.slack.web_api import SlackFault
from tests.bot.slack.fake_slack import BOT_USER, FakeSlack
from tests.bot.slack.office import Office
from tests.bot.slack.screen import changed, direct, mention, pressed, title, words
from tests.bot.undelivered import failed

NONSENSE: dict[str, Callable[[], web.Response]] = {
    "a page": lambda: web.Response(text="<html>Sorry!</html>", content_type="text/html"),
    "half of an answer": lambda: web.Response(text='{"ok": tr', content_type="application/json"),
    "a list": lambda: web.json_response([1, 2]),
    "nothing": lambda: web.Response(text=""),
    "no time stamp": lambda: web.json_response({"ok": True, "channel": "C1"}),
    "broken": lambda: web.Response(status=502, text="Bad Gateway"),
    "unavailable": lambda: web.json_response({"ok": False, "error": "service_unavailable"}),
    "too many": lambda: web.Response(status=429, headers={"Retry-After": "1"}),
    "ratelimited": lambda: web.json_response({"ok": False, "error": "ratelimited"}, headers={"Retry-After": "1"}),
}


@pytest.mark.parametrize("answer", list(NONSENSE.values()), ids=list(NONSENSE))
def test_an_answer_is_sent_again_until_it_arrives_and_arrives_once(
    answer: Callable[[], web.Response], office: Office, slack: FakeSlack
) -> None:
    slack.fail("chat.postMessage", answer)

    office.event(mention("where is my parcel"))

    slack.wait_for("chat.postMessage", 2)
    assert [title(message["blocks"]) for message in slack.messages] == ["My parcel is late"]


def test_an_answer_that_arrived_although_slack_did_not_say_so_is_not_sent_twice(
    office: Office, slack: FakeSlack
) -> None:
    slack.breaks_after = {"chat.postMessage"}

    office.event(mention("where is my parcel"))

    slack.wait_for("conversations.replies")
    office.event(direct("topics"))
    slack.wait_for("chat.postMessage", 2)
    assert [message["channel"] for message in slack.messages] == ["C1", "Ddee"]


def test_an_answer_that_somebody_deleted_comes_anew_when_its_question_is_edited(
    office: Office, slack: FakeSlack
) -> None:
    question = mention("where is my parcel")
    office.event(question)
    slack.wait_for("chat.postMessage")
    slack.refuse("chat.update", "message_not_found")

    office.event(changed(question, f"<@{BOT_USER}> please refund me"))

    anew = slack.wait_for("chat.postMessage", 2)[1]
    assert (anew["channel"], anew["thread_ts"], title(anew["blocks"])) == (
        "C1",
        "1700000000.000200",
        "I want my money back",
    )


def test_a_reason_is_sent_again_until_it_arrives_too(office: Office, slack: FakeSlack) -> None:
    slack.refuse("users.info", "internal_error")
    slack.refuse("chat.postMessage", "internal_error")

    office.event(direct("where is my parcel"))

    told = slack.wait_for("chat.postMessage", 2)[1]
    assert "I could not find out who you are (internal_error)" in words(told["blocks"])


@pytest.mark.parametrize("error", ["not_in_channel", "channel_not_found", "is_archived", "restricted_action"])
def test_where_baton_cannot_write_the_person_is_answered_alone_and_told_how_to_invite_it(
    error: str, office: Office, slack: FakeSlack
) -> None:
    slack.refuse("chat.postMessage", error)

    office.event(mention("where is my parcel"))

    told = slack.wait_for("chat.postMessage", 2)[1]
    assert told["channel"] == "dee"
    assert "send /invite @Baton in that channel" in words(told["blocks"])
    assert title(told["blocks"]) == "My parcel is late"
    assert failed(office.desk) == [("chat.postMessage", error)]


def test_an_answer_over_a_response_url_that_has_expired_comes_as_a_direct_message(
    office: Office, slack: FakeSlack
) -> None:
    private = office.command("where is my parcel").json
    slack.fail("respond", lambda: web.Response(status=404, text="expired_url"))

    office.interaction(pressed("I want my money back", private["blocks"], "dee", slack))

    (told,) = slack.wait_for("chat.postMessage")
    assert (told["channel"], title(told["blocks"])) == ("dee", "I want my money back")
    assert "It took too long to answer this where you asked" in words(told["blocks"])


@pytest.mark.parametrize(
    "error", ["invalid_auth", "token_revoked", "account_inactive", "missing_scope", "invalid_blocks"]
)
def test_what_cannot_be_mended_by_waiting_is_given_up_with_its_reason(
    error: str, office: Office, slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    slack.refuse("chat.postMessage", error)

    with caplog.at_level(logging.WARNING):
        office.event(mention("where is my parcel"))
        slack.wait_for("chat.postMessage", 1)
        office.event(direct("topics"))
        slack.wait_for("chat.postMessage", 2)

    assert failed(office.desk) == [("chat.postMessage", error)]
    assert f"chat.postMessage (try 1) for C1: {error}" in caplog.messages


def test_commands_are_answered_although_the_token_was_revoked(office: Office, slack: FakeSlack) -> None:
    office.command("where is my parcel")
    for method in ("users.info", "chat.postMessage", "views.open"):
        slack.refuse(method, "token_revoked", times=9)

    answer = office.command("where is my parcel")

    assert title(answer.json["blocks"]) == "My parcel is late"


def test_what_was_answered_later_does_not_overtake_what_was_answered_before(office: Office, slack: FakeSlack) -> None:
    slack.refuse("chat.postMessage", "internal_error")

    office.event(direct("topics"))
    slack.wait_for("chat.postMessage", 1)
    office.event(direct("people", ts="1700000000.000900"))

    slack.wait_for("chat.postMessage", 3)
    assert [title(message["blocks"]) for message in slack.messages] == ["The guide by topic", "The team"]


@pytest.mark.parametrize("event", ["tokens_revoked", "app_uninstalled"])
def test_being_uninstalled_is_said_in_the_log(event: str, office: Office, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = office.event({"type": event})

    assert answer.status == 200
    assert f"Slack says {event}: Baton is no longer installed" in caplog.text


def test_a_fault_says_whether_it_is_worth_trying_again() -> None:
    passing = {
        error: SlackFault(error).is_passing
        for error in ("ratelimited", "unreachable", "not_in_channel", "invalid_auth")
    }

    assert passing == {"ratelimited": True, "unreachable": True, "not_in_channel": False, "invalid_auth": False}
