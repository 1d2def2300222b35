"""Requests are from Slack or they have no effect; and what Slack hands over again has its effect once."""

import http.client
import json
import time
from dataclasses import replace
from urllib.parse import urlencode

import pytest

from bot.slack.running import PATH
from tests.bot.slack.fake_slack import FakeSlack
from tests.bot.slack.office import FORM, Office, command_body, event_body, signature
from tests.bot.slack.screen import direct, mention, pressed, sent, words
from tests.sample import NOW


def asked(office: Office) -> list[str]:
    """Return what Dee has asked, as the store knows it."""
    return [each.wording for each in office.desk().questions.recent("slack:T1:dee", 10, 0)]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Signature": "v0=00", "X-Slack-Request-Timestamp": "1"},
        {"X-Slack-Signature": "", "X-Slack-Request-Timestamp": ""},
        {"X-Slack-Signature": "v0=zz", "X-Slack-Request-Timestamp": "now"},
    ],
    ids=["none", "wrong", "empty", "rubbish"],
)
def test_a_request_that_is_not_signed_by_slack_is_refused(
    headers: dict[str, str], office: Office, slack: FakeSlack
) -> None:
    body = urlencode(command_body(slack, "where is my parcel", "/guide", "dee"))

    answer = office.post(body, FORM, **headers)

    assert answer.status == 401
    assert asked(office) == []


@pytest.mark.parametrize(
    ("stamp", "given", "content_type", "body"),
    [
        ("9" * 5_000, "v0=00", FORM, b"a=b"),
        ("9" * 400, f"v0={'0' * 64}", FORM, b"a=b"),
        ("", "v0=\xe9", FORM, b"a=b"),
        ("", f"v0={'0' * 64}", FORM, b"\xff\xfe"),
        ("", f"v0={'0' * 64}", f"{FORM}; charset=martian", b"a=b"),
        ("", f"v0={'0' * 64}", FORM, b"payload=zzz"),
        ("", f"v0={'0' * 64}", "application/json", b'{"a":'),
        ("", f"v0={'0' * 64}", "application/json", b"[1]"),
    ],
)
def test_what_a_stranger_sends_is_refused_unread(
    stamp: str, given: str, content_type: str, body: bytes, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", office.port)
    signed = {"X-Slack-Request-Timestamp": stamp or str(int(time.time())), "X-Slack-Signature": given}

    connection.request("POST", PATH, body, {"Content-Type": content_type, **signed})
    status = connection.getresponse().status
    connection.close()

    assert status == 401
    assert caplog.messages == []


def test_a_body_that_does_not_unpack_is_refused(office: Office) -> None:
    assert office.post("abc", FORM, **{"Content-Encoding": "gzip"}).status == 400


def test_slacks_look_whether_the_address_has_a_certificate_is_confirmed(office: Office) -> None:
    answer = office.post("token=x&ssl_check=1", FORM)

    assert (answer.status, answer.text) == (200, "")


@pytest.mark.parametrize("secret", ["0" * 32, ""])
def test_another_secret_is_refused(secret: str, office: Office, slack: FakeSlack) -> None:
    body = urlencode(command_body(slack, "where is my parcel", "/guide", "dee"))

    assert office.post(body, FORM, **signature(body, secret)).status == 401
    assert asked(office) == []


@pytest.mark.parametrize("seconds", [-301, 301, -86_400])
def test_a_stale_request_is_refused(seconds: int, office: Office, slack: FakeSlack) -> None:
    body = urlencode(command_body(slack, "where is my parcel", "/guide", "dee"))

    assert office.post(body, FORM, **signature(body, at=time.time() + seconds)).status == 401
    assert asked(office) == []


def test_a_changed_body_is_refused(office: Office, slack: FakeSlack) -> None:
    body = urlencode(command_body(slack, "where is my parcel", "/guide", "dee"))

    assert office.post(body.replace("dee", "cy"), FORM, **signature(body)).status == 401


def test_a_replayed_request_is_refused_and_has_no_second_effect(office: Office, slack: FakeSlack) -> None:
    body = urlencode(command_body(slack, "where is my parcel", "/guide", "dee"))
    headers = signature(body)
    office.post(body, FORM, **headers)

    answer = office.post(body, FORM, **headers)

    assert answer.status == 401
    assert asked(office) == ["where is my parcel"]


def test_slacks_question_whether_the_address_is_ours_is_answered(office: Office) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c-1"})

    assert office.signed(body, "application/json").json == {"challenge": "c-1"}


def test_an_event_that_slack_retries_is_answered_once(office: Office, slack: FakeSlack) -> None:
    office.event(mention("where is my parcel"), "Ev1")
    retried = office.event(mention("where is my parcel"), "Ev1", **{"X-Slack-Retry-Num": "1"})
    office.event(direct("topics"), "Ev2")

    slack.wait_for("chat.postMessage", 2)
    assert retried.status == 200
    assert [each["channel"] for each in slack.made("chat.postMessage")] == ["C1", "Ddee"]
    assert asked(office) == ["where is my parcel"]


def test_an_event_handed_over_many_times_at_once_is_answered_once(office: Office, slack: FakeSlack) -> None:
    bodies = [json.dumps({**event_body(mention("where is my parcel"), "Ev1"), "n": n}) for n in range(10)]

    for body in bodies:
        office.signed(body, "application/json")
    office.event(direct("topics"), "Ev2")

    slack.wait_for("chat.postMessage", 2)
    assert asked(office) == ["where is my parcel"]


def test_a_command_handed_over_again_gives_the_answer_it_gave(office: Office, slack: FakeSlack) -> None:
    body = command_body(slack, "where is my parcel", "/guide", "dee")
    first = office.signed(urlencode(body))

    again = office.signed(urlencode({**body, "again": "1"}))

    assert again.json == first.json
    assert asked(office) == ["where is my parcel"]


def test_of_an_answer_no_more_is_kept_than_which_question_it_was_to(office: Office) -> None:
    office.command("where is my parcel", trigger_id="t1")

    desk = office.desk()
    (question,) = desk.questions.recent("slack:T1:dee", 10, 0)
    assert json.loads(desk.heard.reply_to("command:t1") or "") == {"asked": question.id}


def test_a_command_handed_over_again_gives_the_answer_as_the_team_agrees_on_it_by_now(
    office: Office, slack: FakeSlack
) -> None:
    body = command_body(slack, "where is my parcel", "/guide", "dee")
    office.signed(urlencode(body))
    desk = office.desk()
    (entry,) = desk.guide.entries(["late"])
    desk.guide.save(replace(entry, answer="It is with the carrier."), "changed", "cy", NOW)

    again = office.signed(urlencode({**body, "again": "1"})).json

    assert "It is with the carrier." in words(again["blocks"])
    assert asked(office) == ["where is my parcel"]


def test_an_answer_that_an_earlier_baton_kept_whole_is_given_again_as_it_was(office: Office) -> None:
    desk = office.desk()
    desk.heard.keep("command:t1", '{"ack": {"text": "Hello Dee"}, "late": null}', NOW)

    again = office.command("where is my parcel", trigger_id="t1").json

    assert again == {"text": "Hello Dee"}
    assert asked(office) == []


def test_a_button_handed_over_again_has_its_effect_once(office: Office, slack: FakeSlack) -> None:
    private = office.command("where is my parcel", user="cy").json
    before = office.desk().guide.position().revision
    payload = pressed("Reviewed today", private["blocks"], "cy", slack)

    office.interaction(payload)
    office.interaction({**payload, "again": "1"})

    assert office.desk().guide.position().revision == before + 1


def test_a_form_handed_over_again_is_saved_once(office: Office, slack: FakeSlack) -> None:
    office.command("add", "/baton", user="cy")
    (opened,) = slack.wait_for("views.open")
    payload = sent(
        opened["view"], "cy", {"Question or complaint": "Charged twice", "The team's answer": "It goes back."}
    )

    first = office.interaction(payload)
    again = office.interaction({**payload, "again": "1"})

    assert again.json == first.json
    assert [entry.question for entry in office.desk().guide.all()].count("Charged twice") == 1


def test_a_body_that_is_too_big_is_refused(office: Office) -> None:
    body = "x" * (1024 * 1024 + 1)

    assert office.signed(body).status == 413


def test_the_page_is_not_reached_through_slacks_address_nor_slack_through_another(office: Office) -> None:
    assert office.get("/slack/events") == 405
    assert office.get("/slack") == 404
