"""Socket Mode beyond what every entrance shows: repeated envelopes, lost connections, and addresses that serve once."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.slack.fake_slack import FakeSlack
from tests.bot.slack.office import APP_TOKEN, Office, command_body, event_body, slack_office
from tests.bot.slack.screen import direct, mention, title


@pytest.fixture
def office(slack: FakeSlack, tmp_path: Path) -> Iterator[Office]:
    with slack_office(tmp_path, slack, settings={"app_token": APP_TOKEN, "signing_secret": ""}) as running:
        yield running
        assert running.faults() == []


def test_an_envelope_that_comes_again_has_its_effect_once(office: Office, slack: FakeSlack) -> None:
    event = event_body(mention("where is my parcel"), "Ev1")
    slack.send(event, "events_api", "envelope-1")

    slack.send(event, "events_api", "envelope-1")
    slack.send(event, "events_api", "envelope-2")
    office.event(direct("topics"))

    assert [title(each["blocks"]) for each in slack.wait_for("chat.postMessage", 2)] == [
        "My parcel is late",
        "The guide by topic",
    ]


def test_a_command_that_comes_again_gives_the_same_answer(office: Office, slack: FakeSlack) -> None:
    body = command_body(slack, "where is my parcel", "/guide", "dee")
    first = slack.send(body, "slash_commands", "envelope-1")

    again = slack.send(body, "slash_commands", "envelope-2")

    assert again == first
    assert len(office.desk().questions.recent("slack:T1:dee", 9, 0)) == 1


def test_a_connection_that_slack_closes_is_opened_anew(office: Office, slack: FakeSlack) -> None:
    office.command("where is my parcel")
    slack.hang_up()

    answer = office.command("please refund me")

    assert title(answer.json["blocks"]) == "I want my money back"
    assert len(slack.made("apps.connections.open")) >= 2


def test_slack_is_asked_again_when_it_gives_no_address_at_first_and_the_log_says_so_in_a_sentence(
    slack: FakeSlack, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    slack.refuse("apps.connections.open", "internal_error")

    with (
        caplog.at_level(logging.INFO, "bot.slack.socket"),
        slack_office(tmp_path, slack, settings={"app_token": APP_TOKEN, "signing_secret": ""}) as office,
    ):
        answer = office.command("where is my parcel")

    assert title(answer.json["blocks"]) == "My parcel is late"
    assert [record.getMessage() for record in caplog.records if record.name == "bot.slack.socket"] == [
        "Socket Mode cannot be opened. Slack says internal_error. Baton keeps trying.",
        "Socket Mode is open now.",
    ]


def test_without_a_signing_secret_nothing_is_taken_over_http(office: Office, slack: FakeSlack) -> None:
    answer = office.post("{}", "application/json")

    assert answer.status == 404
    assert slack.made("chat.postMessage") == []


def test_both_ways_work_beside_each_other(slack: FakeSlack, tmp_path: Path) -> None:
    with slack_office(tmp_path, slack, settings={"app_token": APP_TOKEN}) as office:
        over_socket = office.command("where is my parcel").json
        office.by_socket = False
        over_http = office.command("where is my parcel").json

    assert title(over_socket["blocks"]) == title(over_http["blocks"]) == "My parcel is late"
