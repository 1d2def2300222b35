"""What a chat product handed over has its effect once."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.heard import Heard, HeardBefore
from knowledge.database import Database

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def test_something_new_has_no_reply_yet(db: Database) -> None:
    assert Heard(db, "north").reply_to("Ev1") is None


def test_the_reply_to_something_heard_is_kept(db: Database) -> None:
    heard = Heard(db, "north")

    heard.keep("Ev1", "Hello Dee", NOW)

    assert heard.reply_to("Ev1") == "Hello Dee"


def test_the_second_time_takes_its_effect_back_and_gives_the_first_reply(db: Database) -> None:
    heard = Heard(db, "north")
    heard.keep("Ev1", "Hello Dee", NOW)

    def hear_again() -> None:
        with db.atomic():
            heard.keep("effect of the second time", "", NOW)
            heard.keep("Ev1", "Hello again", NOW)

    with pytest.raises(HeardBefore) as before:
        hear_again()

    assert before.value.reply == "Hello Dee"
    assert heard.reply_to("effect of the second time") is None


def test_another_team_hears_for_itself(db: Database) -> None:
    Heard(db, "north").keep("Ev1", "Hello Dee", NOW)

    assert Heard(db, "south").reply_to("Ev1") is None


def test_what_is_old_is_forgotten(db: Database) -> None:
    heard = Heard(db, "north")
    heard.keep("Ev1", "old", NOW - timedelta(days=3))
    heard.keep("Ev2", "new", NOW)

    heard.forget_before(NOW - timedelta(days=2))

    assert (heard.reply_to("Ev1"), heard.reply_to("Ev2")) == (None, "new")
