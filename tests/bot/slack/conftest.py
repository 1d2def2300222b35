"""A Slack server and a Baton that runs in it, for each test its own; all that was sent is held to Slack's formats."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.slack.fake_slack import FakeSlack, fake_slack
from tests.bot.slack.office import Office, slack_office


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with fake_slack() as running:
        yield running


@pytest.fixture
def office(slack: FakeSlack, tmp_path: Path) -> Iterator[Office]:
    with slack_office(tmp_path, slack) as running:
        yield running
        assert running.faults() == []


@pytest.fixture
def response_urls() -> Iterator[FakeSlack]:
    """Give a server for response URLs alone, where the Web API is another's."""
    with fake_slack() as running:
        yield running
