"""How much working time a round has left, counted in days and on its last day in hours; and when that becomes less."""

from datetime import UTC, datetime, time

import pytest

from knowledge.hours import Hours
from knowledge.time_left import TimeLeft, time_left

HOURS = Hours("UTC")
SHORT = Hours("UTC", end=time(9, 30))
ODD = Hours("UTC", end=time(16, 30))


def may(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a time in May 2026, whose fourth day is a Monday."""
    return datetime(2026, 5, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "end", "left"),
    [
        (may(4, 9, 30), may(7, 9, 30), TimeLeft(3, 0, may(5, 9, 30))),
        (may(4, 9, 31), may(7, 9, 30), TimeLeft(3, 0, may(5, 9, 30))),
        (may(6, 9, 30), may(7, 9, 30), TimeLeft(1, 0, may(6, 10, 30))),
        (may(6, 10, 30), may(7, 9, 30), TimeLeft(0, 7, may(6, 11, 30))),
        (may(6, 17), may(7, 10), TimeLeft(0, 1)),
        (may(6, 23), may(7, 10, 1), TimeLeft(0, 2, may(7, 9, 1))),
        (may(8, 12), may(11, 12), TimeLeft(1, 0, may(8, 13))),
        (may(7, 9, 59), may(7, 10), TimeLeft(0, 1)),
    ],
    ids=[
        "days to the minute",
        "days begun",
        "a last day",
        "hours",
        "a last hour after work",
        "at night",
        "over a weekend",
        "a minute",
    ],
)
def test_what_is_left_is_rounded_up_and_becomes_less_at_a_moment(now: datetime, end: datetime, left: TimeLeft) -> None:
    assert time_left(now, end, HOURS) == left


@pytest.mark.parametrize("end", [may(4, 9), may(4, 8), may(2, 12)], ids=["now", "before", "days ago"])
def test_nothing_is_left_of_what_is_over(end: datetime) -> None:
    assert time_left(may(4, 9), end, HOURS) == TimeLeft()


def test_days_shorter_than_an_hour_and_days_of_half_hours_are_days_too() -> None:
    found = [time_left(may(4, 9), may(5, 9, 10), SHORT), time_left(may(4, 9), may(4, 15), ODD)]

    assert found == [TimeLeft(2, 0, may(4, 9, 10)), TimeLeft(0, 6, may(4, 10))]


def test_whoever_looks_again_whenever_it_becomes_less_sees_every_number_once() -> None:
    now: datetime | None = may(4, 9, 30)
    seen = []

    while now:
        left = time_left(now, may(6, 9, 30), HOURS)
        seen.append((left.days, left.hours))
        now = left.less_at

    assert seen == [(2, 0), (1, 0), *((0, hours) for hours in range(7, 0, -1))]
