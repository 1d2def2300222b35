"""Long texts are kept under a short name."""

from datetime import UTC, datetime, timedelta

from bot.kept import KeptTexts
from knowledge.database import Database

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def test_a_text_comes_back_by_its_name(db: Database) -> None:
    kept = KeptTexts(db, "north")

    name = kept.keep("So long. " * 5_000, NOW)

    assert kept.text(name) == "So long. " * 5_000
    assert len(name) == 32


def test_the_same_text_has_the_same_name_and_another_team_does_not_see_it(db: Database) -> None:
    kept = KeptTexts(db, "north")

    name = kept.keep("Hello", NOW)

    assert kept.keep("Hello", NOW) == name
    assert KeptTexts(db, "south").text(name) is None


def test_a_text_that_nobody_was_shown_for_long_is_forgotten(db: Database) -> None:
    kept = KeptTexts(db, "north")
    old, shown_again = kept.keep("old", NOW), kept.keep("shown again", NOW)
    kept.keep("shown again", NOW + timedelta(days=60))

    kept.forget_before(NOW + timedelta(days=30))

    assert (kept.text(old), kept.text(shown_again)) == (None, "shown again")
