"""Settings from outside, and the sentences for those that mean nothing."""

from pathlib import Path

import pytest

from bot.environment import Environment, read_environment
from knowledge.refusal import Refusal


def test_every_setting_is_read() -> None:
    given = {
        "BATON_DATA": "/srv/baton",
        "BATON_DATABASE_URL": "postgresql://db/baton",
        "BATON_HOST": "0.0.0.0",  # noqa: S104 - a value to read, nothing listens
        "BATON_PORT": "9000",
        "BATON_TIMEZONE": "Australia/Sydney",
        "BATON_STARTER": "none",
    }

    assert read_environment(given) == Environment(
        data=Path("/srv/baton"),
        database_url="postgresql://db/baton",
        host="0.0.0.0",  # noqa: S104
        port=9000,
        time_zone="Australia/Sydney",
        with_starter=False,
    )


def test_how_many_messages_a_minute_slack_takes_is_three_hundred_unless_somebody_says_otherwise() -> None:
    environments = [read_environment(given) for given in ({}, {"SLACK_MESSAGES_A_MINUTE": "60"})]

    assert [each.slack.a_minute for each in environments] == [300, 60]


def test_without_any_setting_it_is_this_machine_and_its_time_zone() -> None:
    environment = read_environment({"BATON_PORT": " "})

    assert (environment.data, environment.host, environment.port) == (Path("data"), "127.0.0.1", 8300)
    assert environment.time_zone
    assert environment.with_starter


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("BATON_PORT", "http", "BATON_PORT is “http”. It is a number from 1 to 65535."),
        ("BATON_PORT", "65536", "BATON_PORT is “65536”. It is a number from 1 to 65535."),
        ("BATON_PORT", "-1", "BATON_PORT is “-1”. It is a number from 1 to 65535."),
        ("SLACK_MESSAGES_A_MINUTE", "0", "SLACK_MESSAGES_A_MINUTE is “0”. It is a number from 1 to 6000."),
        (
            "SLACK_MESSAGES_A_MINUTE",
            "9" * 5000,
            f"SLACK_MESSAGES_A_MINUTE is “{'9' * 5000}”. It is a number from 1 to 6000.",
        ),
        ("SLACK_MESSAGES_A_MINUTE", "٣", "SLACK_MESSAGES_A_MINUTE is “٣”. It is a number from 1 to 6000."),
        ("BATON_STARTER", "no", "BATON_STARTER is “no”. Leave it out for the starter guide, or set it to none."),
        (
            "BATON_TIMEZONE",
            "Mars/Olympus",
            "BATON_TIMEZONE is “Mars/Olympus”. It is a name such as Europe/London or America/New_York.",
        ),
        (
            "BATON_TIMEZONE",
            "../etc/passwd",
            "BATON_TIMEZONE is “../etc/passwd”. It is a name such as Europe/London or America/New_York.",
        ),
        (
            "BATON_DATABASE_URL",
            "mysql://db",
            "BATON_DATABASE_URL starts with postgresql://. Leave it out to use SQLite.",
        ),
    ],
)
def test_a_value_that_means_nothing_is_refused_by_its_name(name: str, value: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_environment({name: value})

    assert refused.value.sentence == sentence
