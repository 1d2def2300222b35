from datetime import UTC, datetime

import pytest

from bot.settings import Settings
from knowledge.database import Database

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def settings(db: Database) -> Settings:
    return Settings(db, "north")


def test_a_setting_that_was_never_set_is_empty(settings: Settings) -> None:
    assert settings.get("greeting") == ""


def test_a_setting_is_what_it_was_last_set_to(settings: Settings) -> None:
    settings.set("greeting", "Hello", "cy", NOW)
    settings.set("greeting", "Good morning ☀", "cy", NOW)
    settings.set("colour", "blue", "cy", NOW)

    assert settings.get("greeting") == "Good morning ☀"


def test_every_change_of_a_setting_is_kept(settings: Settings) -> None:
    settings.set("greeting", "Hello", "cy", NOW)
    settings.set("greeting", "Hi", "bo", NOW)

    kept = settings.revisions.of("setting", "greeting")

    assert [(revision.number, revision.person, revision.content) for revision in kept] == [
        (2, "bo", {"value": "Hi"}),
        (1, "cy", {"value": "Hello"}),
    ]


def test_a_team_sees_no_setting_of_another_team(db: Database, settings: Settings) -> None:
    settings.set("greeting", "Hello", "cy", NOW)
    other = Settings(db, "south")

    assert other.get("greeting") == ""

    other.set("greeting", "Yo", "eve", NOW)
    assert (settings.get("greeting"), other.get("greeting")) == ("Hello", "Yo")
