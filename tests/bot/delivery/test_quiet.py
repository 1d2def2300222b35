"""People are told things when they are there: in their hours, after their quiet, and of what they want to hear of."""

from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.delivery.quiet import Quiet
from bot.desk import Desk
from bot.message import Message
from knowledge.hours import Hours
from tests.sample import BO, DEE, NOW, sample_desk

SYDNEY = replace(BO, id="slack:T1:BO", surface="slack", time_zone="Australia/Sydney")
FRIDAY_EVENING = datetime(2026, 5, 8, 18, 0, tzinfo=UTC)  # 19:00 in London
MONDAY_NINE = datetime(2026, 5, 11, 8, 0, tzinfo=UTC)
LONDON = Quiet(Hours("Europe/London"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = sample_desk(tmp_path)
    desk.people.meet(SYDNEY, NOW)
    return desk


def due(desk: Desk) -> list[tuple[str, datetime]]:
    return [(each.title, each.due_at) for each in desk.deliveries.under_way()]


@pytest.mark.parametrize(
    ("quiet", "at", "kind", "expected"),
    [
        (LONDON, NOW, "tips", NOW),
        (LONDON, FRIDAY_EVENING, "tips", MONDAY_NINE),
        (LONDON, FRIDAY_EVENING, "situations", FRIDAY_EVENING),
        (LONDON, FRIDAY_EVENING, "", FRIDAY_EVENING),
        (replace(LONDON, until=MONDAY_NINE), NOW, "tips", MONDAY_NINE),
        (replace(LONDON, until=MONDAY_NINE), NOW, "situations", MONDAY_NINE),
        (replace(LONDON, until=MONDAY_NINE), NOW, "", NOW),
        (replace(LONDON, until=FRIDAY_EVENING), NOW, "tips", MONDAY_NINE),
        (replace(LONDON, until=NOW), FRIDAY_EVENING, "situations", FRIDAY_EVENING),
    ],
    ids=[
        "at work",
        "after work",
        "urgent after work",
        "without a kind after work",
        "quiet",
        "urgent while it is quiet",
        "without a kind while it is quiet",
        "quiet until after work",
        "a quiet that is over",
    ],
)
def test_somebody_is_told_at_once_or_when_they_are_there_again(
    quiet: Quiet, at: datetime, kind: str, expected: datetime
) -> None:
    assert quiet.moment(at, kind) == expected


def test_what_is_told_at_night_waits_for_the_morning_where_the_person_is(desk: Desk) -> None:
    desk.notices.tell(SYDNEY.id, Message("Sign off Ada"), "checklist")

    tomorrow_at_nine_in_sydney = datetime(2026, 5, 4, 23, 0, tzinfo=UTC)
    assert due(desk) == [("Sign off Ada", tomorrow_at_nine_in_sydney)]


def test_what_somebody_does_not_want_to_hear_of_is_not_told(desk: Desk) -> None:
    desk.quiet_times.keep(SYDNEY.id, Quiet(Hours(), unwanted=("tips",)))

    desk.notices.tell(SYDNEY.id, Message("A tip"), "tips")
    desk.notices.tell(SYDNEY.id, Message("You were appointed"))

    assert due(desk) == [("You were appointed", NOW)]


def test_hours_are_kept_and_the_time_zone_is_the_one_the_person_is_in_now(desk: Desk) -> None:
    nights = Hours("Europe/London", (5, 6), time(22), time(6))

    desk.quiet_times.keep(DEE.id, Quiet(nights, FRIDAY_EVENING, ("tips", "reviews")))

    moved = replace(DEE, time_zone="America/New_York")
    assert desk.quiet_times.of(moved) == Quiet(
        replace(nights, zone="America/New_York"), FRIDAY_EVENING, ("tips", "reviews")
    )
    assert desk.quiet_times.of(BO) == Quiet(Hours("Europe/London"))


def test_what_waits_comes_at_once_when_somebody_says_that_they_are_there(desk: Desk) -> None:
    desk.notices.tell(SYDNEY.id, Message("Sign off Ada"), "checklist")

    desk.quiet_times.keep(SYDNEY.id, Quiet(Hours(days=tuple(range(7)), start=time(0), end=time(0))))
    desk.notices.tell_when_there(SYDNEY)

    assert due(desk) == [("Sign off Ada", NOW)]
