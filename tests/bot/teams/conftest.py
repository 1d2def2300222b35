"""A Microsoft and a Baton that runs in its Teams, for each test its own; all that was sent is held to Teams' formats."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.teams.fake_teams import FakeTeams, fake_teams
from tests.bot.teams.office import Office, teams_office


@pytest.fixture
def teams() -> Iterator[FakeTeams]:
    with fake_teams() as running:
        yield running


@pytest.fixture
def office(teams: FakeTeams, tmp_path: Path) -> Iterator[Office]:
    with teams_office(tmp_path, teams) as running:
        yield running
        assert running.faults() == []
