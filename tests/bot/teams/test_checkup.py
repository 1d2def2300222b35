"""``baton doctor`` says what is wrong with the configuration of Teams, and how to mend it."""

import asyncio
from dataclasses import replace

import pytest
from aiohttp import web

from bot.finding import Finding
from bot.teams.looking import look
from bot.teams.settings import TeamsSettings
from bot.teams.trust import Cloud
from tests.bot.teams.fake_teams import APP, PASSWORD, TENANT, FakeTeams
from tests.bot.teams.office import Office

GOOD = TeamsSettings(APP, PASSWORD, TENANT)
NOWHERE = "http://127.0.0.1:9"


def found(
    settings: TeamsSettings, teams: FakeTeams, address: str = NOWHERE, cloud: Cloud | None = None
) -> list[Finding]:
    return asyncio.run(look(settings, address, cloud or teams.cloud))


def wrong(findings: list[Finding]) -> list[str]:
    return [finding.sentence for finding in findings if not finding.is_well]


def test_with_everything_right_everything_is_well(office: Office, teams: FakeTeams) -> None:
    findings = found(GOOD, teams, f"http://127.0.0.1:{office.port}")

    assert [finding.is_well for finding in findings] == [True] * 5
    assert "Microsoft knows the app in this tenant" in findings[0].sentence
    assert "`--without-channel-messages`" in findings[3].sentence
    assert (
        findings[4].sentence
        == f"Baton listens at http://127.0.0.1:{office.port}/api/messages, and refuses what is not Teams'."
    )


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (replace(GOOD, app_id=""), "TEAMS_APP_ID is missing."),
        (replace(GOOD, app_id="baton"), "TEAMS_APP_ID is not an id"),
        (replace(GOOD, password=""), "TEAMS_APP_PASSWORD is missing."),
        (replace(GOOD, password=APP), "TEAMS_APP_PASSWORD is the secret's ID."),
        (replace(GOOD, tenant_id=""), "TEAMS_TENANT_ID is missing."),
        (replace(GOOD, tenant_id="lantern.example"), "TEAMS_TENANT_ID is not an id"),
        (replace(GOOD, playground="http://127.0.0.1:56150"), "TEAMS_PLAYGROUND lets anybody"),
        (TeamsSettings(playground="http://192.0.2.1:56150"), "TEAMS_PLAYGROUND is not on this machine."),
    ],
)
def test_settings_that_cannot_work_are_said_without_asking_anybody(
    settings: TeamsSettings, says: str, teams: FakeTeams
) -> None:
    (sentence,) = wrong(found(settings, teams))

    assert sentence.startswith(says)
    assert teams.tokens_given == 0
    assert not settings.can_start


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (7000215, "Microsoft does not know this secret."),
        (7000222, "The client secret has expired."),
        (700016, "There is no app with this TEAMS_APP_ID in this tenant."),
        (90002, "There is no tenant like that."),
        (12345, "Microsoft gives the app no token: invalid_client (12345)."),
    ],
)
def test_credentials_that_microsoft_refuses_are_explained(number: int, says: str, teams: FakeTeams) -> None:
    refusal = {"error": "invalid_client", "error_codes": [number], "error_description": "AADSTS"}
    teams.faults["token"] = [lambda: web.json_response(refusal, status=401)]

    (sentence,) = wrong(found(GOOD, teams))

    assert sentence.startswith(says)


def test_a_wrong_clock_is_said(teams: FakeTeams) -> None:
    answer = {"access_token": "t", "expires_in": 3600}
    teams.faults["token"] = [lambda: web.json_response(answer, headers={"Date": "Mon, 04 May 2026 09:30:00 GMT"})]

    (sentence,) = wrong(found(GOOD, teams))

    assert "seconds off" in sentence


def test_what_cannot_be_reached_is_said_and_never_breaks(teams: FakeTeams) -> None:
    sentences = wrong(found(GOOD, teams, cloud=Cloud(metadata=f"{NOWHERE}/openid", login=NOWHERE)))

    assert [sentence.split(".")[0].split("(")[0].strip() for sentence in sentences] == [
        "Microsoft's sign-in cannot be reached",
        "Without Microsoft's signing keys every request of Teams' is refused",
    ]
    assert "The signing keys cannot be fetched now (Cannot connect to host 127.0.0.1:" in sentences[1]


def test_another_server_in_batons_place_is_said(teams: FakeTeams) -> None:
    (sentence,) = wrong(found(GOOD, teams, teams.url))

    assert "is no Baton that runs in Teams" in sentence
