"""With Microsoft's local client Baton is tried on this machine without a token; from anywhere else nobody is let in."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.teams.settings import TeamsSettings
from tests.bot.teams.fake_teams import FakeTeams
from tests.bot.teams.office import Office, teams_office
from tests.bot.teams.screen import said


@pytest.fixture
def local(teams: FakeTeams, tmp_path: Path) -> Iterator[Office]:
    with teams_office(tmp_path, teams, settings=TeamsSettings(playground=teams.url)) as office:
        yield office


def test_the_local_client_needs_no_token(local: Office, teams: FakeTeams) -> None:
    answered = local.post(json.dumps(said(teams, "topics")))

    assert answered.status == 200


def test_another_service_is_refused(local: Office, teams: FakeTeams) -> None:
    elsewhere = local.post(json.dumps({**said(teams, "topics"), "serviceUrl": "http://192.0.2.1:80/"}))
    port = local.post(json.dumps({**said(teams, "topics"), "serviceUrl": f"http://127.0.0.1:{teams.port + 1}/"}))

    assert (elsewhere.status, port.status) == (401, 401)


def test_a_page_in_a_browser_is_refused(local: Office, teams: FakeTeams) -> None:
    simple = local.post(json.dumps(said(teams, "topics")), **{"Content-Type": "text/plain"})
    crossing = local.post(json.dumps(said(teams, "topics")), Origin="https://evil.example")

    assert (simple.status, crossing.status) == (415, 403)
