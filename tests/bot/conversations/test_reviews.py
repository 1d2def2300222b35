"""Reviews as a weekly duty: each person hears once a week what is due, the leads what waits too long."""

from collections.abc import Callable, Hashable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.conversations import answer
from bot.conversations.reviews import MOST_SHOWN, remind_of_reviews
from bot.delivery.notices import HERE
from bot.desk import Desk, desk_over
from bot.turn import Turn
from knowledge.database import Database, Made, Row
from knowledge.entry import Entry
from knowledge.store import Edit
from tests.sample import BO, DEE, NOW, sample_desk

FRIDAY = datetime(2026, 5, 8, 8, 0, tzinfo=UTC)  # nine in London


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give a desk on Friday at nine."""
    return replace(sample_desk(tmp_path), now=FRIDAY)


def heard(desk: Desk, *people: str) -> list[str]:
    """Return the titles of what people were told."""
    outbox = desk.outbox(HERE)
    return [owed.body["message"]["title"] for person in people for owed in outbox.owed_in(person, "")]


def test_each_person_hears_once_a_week_however_often_the_duty_is_done(desk: Desk) -> None:
    for minutes in (0, 1, 60 * 24 * 2):
        remind_of_reviews(replace(desk, now=FRIDAY + timedelta(minutes=minutes)))

    assert heard(desk, "bo", "cy") == ["Is it still right?", "Reviews that wait too long"]
    assert heard(desk, "ada", "dee") == []


def test_nobody_hears_before_friday_nine_where_they_are(desk: Desk) -> None:
    desk.people.meet(replace(BO, time_zone="America/New_York"), NOW)

    remind_of_reviews(replace(desk, now=FRIDAY - timedelta(minutes=1)))
    early = heard(desk, "bo", "cy")
    remind_of_reviews(desk)

    assert (early, heard(desk, "bo"), heard(desk, "cy")) == ([], [], ["Reviews that wait too long"])


@pytest.mark.parametrize(
    ("zone", "at"), [("Pacific/Kiritimati", "2026-05-07T19:00"), ("Pacific/Pago_Pago", "2026-05-11T10:59")]
)
def test_whoever_lives_where_the_day_begins_first_or_ends_last_hears_in_their_own_week(
    desk: Desk, zone: str, at: str
) -> None:
    desk.people.meet(replace(BO, time_zone=zone), NOW)
    now = datetime.fromisoformat(at).replace(tzinfo=UTC)

    remind_of_reviews(
        replace(desk, now=now - timedelta(minutes=1) if zone == "Pacific/Kiritimati" else now + timedelta(minutes=1))
    )
    outside = heard(desk, "bo")
    remind_of_reviews(replace(desk, now=now))

    assert (outside, heard(desk, "bo")) == ([], ["Is it still right?"])


def test_the_duty_asks_the_store_the_same_few_things_however_many_people_there_are(desk: Desk) -> None:
    remind_of_reviews(desk)
    before = asked_by(desk)
    for number in range(20):
        desk.people.meet(replace(DEE, id=f"d{number}"), NOW)
        desk.review_rounds.claim(f"d{number}", FRIDAY.date() - timedelta(days=4), NOW)

    after = asked_by(desk)

    assert (before, after) == (2, 2)
    assert asked_by(replace(desk, now=FRIDAY - timedelta(days=2))) == 0


@dataclass
class Counting:
    """A database that counts what it is asked."""

    db: Database
    asked: int = 0

    def query(self, sql: str, params: dict[str, Any] | None = None) -> Iterable[Row]:
        self.asked += 1
        return self.db.query(sql, params)

    def execute(self, sql: str, parameters: dict[str, Any] | None = None) -> int:
        self.asked += 1
        return self.db.execute(sql, parameters)

    def remembered(self, _key: Hashable, make: Callable[[], Made]) -> Made:
        return make()

    def atomic(self) -> AbstractContextManager[Any]:
        return self.db.atomic()

    def close(self) -> None:
        self.db.close()


def asked_by(desk: Desk) -> int:
    """Return how many statements the duty sends to the store."""
    counting = Counting(desk.db)
    remind_of_reviews(desk_over(counting, desk.team, desk.search, desk.now))
    return counting.asked


def test_the_week_after_they_hear_again_of_what_is_still_due(desk: Desk) -> None:
    for weeks in (0, 1):
        remind_of_reviews(replace(desk, now=FRIDAY + timedelta(weeks=weeks)))

    assert heard(desk, "bo") == 2 * ["Is it still right?"]


def test_what_has_been_due_for_less_than_two_weeks_does_not_go_to_the_leads(desk: Desk) -> None:
    desk.guide.save(
        Entry(
            id="new",
            question="Just due",
            answer="Yes.",
            owner="bo",
            reviewed_at=FRIDAY.date() - timedelta(days=43),
            review_days=30,
        ),
        "added",
        "cy",
        NOW,
    )

    remind_of_reviews(desk)

    (owed,) = desk.outbox(HERE).owed_in("cy", "")
    assert "Just due" not in str(owed.body)


def test_a_long_list_is_cut_and_says_how_much_is_left(desk: Desk) -> None:
    many = [Edit(Entry(id=f"e{n}", question=f"Question {n}", answer="Yes.", owner="dee"), "added") for n in range(25)]
    desk.guide.save_all(many, "cy", NOW)

    remind_of_reviews(desk)

    (owed,) = desk.outbox(HERE).owed_in("dee", "")
    assert str(owed.body).count("'Still right'") == MOST_SHOWN
    assert "15" in str(owed.body)


@pytest.mark.parametrize("action", ["reviews.right", "reviews.not_mine", "guide.edit", "guide.save"])
def test_whoever_does_not_stand_behind_an_answer_can_say_nothing_of_it(desk: Desk, action: str) -> None:
    before = desk.guide.position()

    said = answer(Turn("t1", DEE, action, {"entry": "refund"}, "web"), desk)

    assert (said.refused, desk.guide.position()) == (True, before)
