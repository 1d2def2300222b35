"""What `baton doctor` says of a Slack app: everything that is wrong, in a sentence that says how to mend it."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from aiohttp import web

from bot.doctor import examine
from bot.environment import read_environment
from bot.finding import Finding
from bot.slack.manifest import SCOPES
from bot.slack.settings import SlackSettings
from tests.bot.slack.fake_slack import FakeSlack
from tests.bot.slack.office import APP_TOKEN, SECRET, TOKEN


def findings(slack: FakeSlack, **settings: str) -> list[Finding]:
    """Return what is said of Slack with these settings; those not named are right."""
    given = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_SIGNING_SECRET": SECRET, **settings}
    said = examine(read_environment({**given, "SLACK_API_URL": slack.api_url}))
    return [finding for finding in said if not {"model", "database"} & set(finding.sentence.split())]


def wrong(slack: FakeSlack, **settings: str) -> list[str]:
    return [finding.sentence for finding in findings(slack, **settings) if not finding.is_well]


def test_when_all_is_well_it_says_what_it_saw(slack: FakeSlack) -> None:
    slack.scopes = ",".join(SCOPES)

    said = [finding.sentence for finding in findings(slack)]

    assert wrong(slack) == []
    assert said == [
        "Slack knows the bot token: baton in Lantern.",
        "This machine's clock agrees with Slack's.",
        "The bot token has every scope it needs.",
        "Baton is in #support.",
        "Socket Mode can be opened.",
    ]


def test_nothing_is_changed_in_slack_by_looking(slack: FakeSlack) -> None:
    findings(slack)

    assert {call.method for call in slack.calls} == {"auth.test", "conversations.list", "apps.connections.open"}


def test_scopes_that_are_missing_and_too_many_are_named(slack: FakeSlack) -> None:
    slack.scopes = ",".join({*SCOPES, "files:read"} - {"chat:write", "users:read"})

    (sentence,) = wrong(slack)

    assert sentence.startswith("The bot token lacks chat:write, users:read. Bring manifest.yml into the app's settings")


def test_a_scope_too_many_is_said_and_no_fault(slack: FakeSlack) -> None:
    slack.scopes = ",".join([*SCOPES, "files:read"])

    said = [finding.sentence for finding in findings(slack)]

    assert "The bot token has every scope it needs. It has more than it needs: files:read." in said


@pytest.mark.parametrize(
    ("error", "mending"),
    [
        ("invalid_auth", "Slack does not know this bot token. Copy it again from OAuth & Permissions."),
        ("token_revoked", "The bot token was revoked. Install the app again, and give its new bot token."),
        ("account_inactive", "The app was removed from the workspace. Install it again, and give its new bot token."),
        ("something_new", "Slack says something_new."),
    ],
)
def test_a_token_that_does_not_work_has_its_reason(error: str, mending: str, slack: FakeSlack) -> None:
    slack.refuse("auth.test", error)

    assert wrong(slack) == [mending]


@pytest.mark.parametrize(
    ("error", "mending"),
    [
        ("invalid_auth", "Slack does not know SLACK_APP_TOKEN. Make one under Basic Information, App-Level Tokens."),
        ("missing_scope", "SLACK_APP_TOKEN lacks the scope connections:write. Make one that has it."),
        ("forbidden_team", "Socket Mode is off for this app. Switch it on under Socket Mode."),
        ("internal_error", "Socket Mode cannot be opened. Slack says internal_error."),
    ],
)
def test_socket_mode_that_cannot_be_opened_has_its_reason(error: str, mending: str, slack: FakeSlack) -> None:
    slack.refuse("apps.connections.open", error)

    assert wrong(slack) == [mending]


def test_channels_that_cannot_be_listed_name_the_scope(slack: FakeSlack) -> None:
    slack.refuse("conversations.list", "missing_scope", needed="channels:read")

    (sentence,) = wrong(slack)

    assert sentence.endswith("and install it again. It needs channels:read.")


def test_what_is_not_slack_is_noticed(slack: FakeSlack) -> None:
    slack.fail("auth.test", lambda: web.Response(text="<h1>It works!</h1>", content_type="text/html"))

    assert wrong(slack) == ["What answers is not Slack. Check SLACK_API_URL, and any proxy between."]


@pytest.mark.parametrize(
    ("method", "answer", "sentences"),
    [
        ("auth.test", {}, ["What answers is not Slack. Check SLACK_API_URL, and any proxy between."]),
        ("conversations.list", {"channels": None}, []),
        ("conversations.list", {"channels": [{"is_member": True}]}, []),
    ],
)
def test_an_answer_that_lacks_something_breaks_nothing(
    method: str, answer: dict[str, Any], sentences: list[str], slack: FakeSlack
) -> None:
    slack.fail(method, lambda: web.json_response({"ok": True, **answer}))

    assert wrong(slack) == sentences


def test_a_server_that_cannot_be_reached_is_noticed(slack: FakeSlack) -> None:
    slack.port = 1

    assert "Slack cannot be reached. Check the network of this machine, and SLACK_API_URL." in wrong(slack)


@pytest.mark.parametrize("seconds", [-90, 400])
def test_a_clock_that_is_off_is_noticed(seconds: int, slack: FakeSlack) -> None:
    slack.date = format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)

    (sentence,) = wrong(slack)

    assert sentence.startswith("This machine's clock is ")
    assert sentence.endswith("Set it by the network (NTP).")


def test_a_server_without_a_clock_is_no_fault(slack: FakeSlack) -> None:
    slack.date = "yesterday"

    assert wrong(slack) == []


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (SlackSettings("", APP_TOKEN), "SLACK_BOT_TOKEN is missing."),
        (SlackSettings("xoxp-1", APP_TOKEN), "SLACK_BOT_TOKEN does not begin with xoxb-."),
        (SlackSettings(TOKEN), "Nothing says how Slack reaches Baton."),
        (SlackSettings(TOKEN, "xoxb-1"), "SLACK_APP_TOKEN does not begin with xapp-."),
        (SlackSettings(TOKEN, "", "secret"), "SLACK_SIGNING_SECRET is not 32 digits and letters from a to f"),
        (SlackSettings(TOKEN, "", SECRET.upper() + "0"), "SLACK_SIGNING_SECRET is not 32 digits"),
    ],
)
def test_settings_that_cannot_work_are_named_without_asking_slack(settings: SlackSettings, sentence: str) -> None:
    (fault,) = settings.faults()

    assert fault.startswith(sentence)


def test_settings_that_can_work_have_no_fault() -> None:
    assert list(SlackSettings(TOKEN, APP_TOKEN, SECRET).faults()) == []


def test_without_slack_it_says_where_to_begin() -> None:
    assert any("Neither Slack nor Teams is configured" in finding.sentence for finding in examine(read_environment({})))
