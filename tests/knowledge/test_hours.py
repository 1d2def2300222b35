"""Working hours: the next working moment, and deadlines counted in working time, wherever the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from knowledge.hours import Hours, add_working_hours, is_working, next_moment
from knowledge.refusal import Refusal

LONDON = Hours("Europe/London")
NIGHTS = Hours("America/New_York", days=(5,), start=time(22), end=time(6))  # Saturday night to Sunday morning
ALWAYS = Hours("Europe/London", days=tuple(range(7)), start=time(0), end=time(0))


def local(zone: str, *when: int) -> datetime:
    """Return the instant at which the clock there shows this, in UTC."""
    year, month, day, *rest = when
    hour, minute = (*rest, 0, 0)[:2]
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def london(*when: int) -> datetime:
    return local("Europe/London", *when)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (london(2026, 5, 4, 9), london(2026, 5, 4, 9)),
        (london(2026, 5, 4, 16, 59), london(2026, 5, 4, 16, 59)),
        (london(2026, 5, 4, 17), london(2026, 5, 5, 9)),
        (london(2026, 5, 4, 3), london(2026, 5, 4, 9)),
        (london(2026, 5, 8, 18), london(2026, 5, 11, 9)),
    ],
    ids=["the first minute", "the last minute", "after work", "at night", "a Friday evening"],
)
def test_the_next_working_moment_is_now_or_when_work_begins_again(at: datetime, expected: datetime) -> None:
    assert next_moment(at, LONDON) == expected
    assert is_working(at, LONDON) == (at == expected)


def test_on_a_holiday_nobody_works() -> None:
    hours = Hours("Europe/London", holidays=frozenset({date(2026, 12, 25), date(2026, 12, 28)}))

    assert next_moment(london(2026, 12, 24, 18), hours) == london(2026, 12, 29, 9)


def test_a_night_shift_belongs_to_the_day_it_starts_on() -> None:
    assert is_working(local("America/New_York", 2026, 5, 10, 5), NIGHTS)  # Sunday morning
    assert not is_working(local("America/New_York", 2026, 5, 9, 5), NIGHTS)  # Saturday morning


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("America/New_York", (2026, 3, 6, 18), (2026, 3, 9, 9)),
        ("America/New_York", (2026, 10, 30, 18), (2026, 11, 2, 9)),
        ("Europe/London", (2026, 3, 27, 18), (2026, 3, 30, 9)),
        ("Europe/London", (2026, 10, 23, 18), (2026, 10, 26, 9)),
        ("Australia/Sydney", (2026, 4, 3, 18), (2026, 4, 6, 9)),
        ("Australia/Sydney", (2026, 10, 2, 18), (2026, 10, 5, 9)),
    ],
)
def test_work_begins_at_nine_by_the_clock_on_the_wall_also_after_it_was_changed(
    zone: str, before: tuple[int, ...], after: tuple[int, ...]
) -> None:
    assert next_moment(local(zone, *before), Hours(zone)) == local(zone, *after)


@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [
        (london(2026, 5, 4, 10), 4, london(2026, 5, 4, 14)),
        (london(2026, 5, 4, 15), 4, london(2026, 5, 5, 11)),
        (london(2026, 5, 8, 16), 4, london(2026, 5, 11, 12)),
        (london(2026, 5, 9, 12), 4, london(2026, 5, 11, 13)),
        (london(2026, 5, 4, 9), 8, london(2026, 5, 4, 17)),
        (london(2026, 5, 4, 9), 40, london(2026, 5, 8, 17)),
        (london(2026, 5, 4, 20), 0, london(2026, 5, 5, 9)),
        (london(2026, 5, 4, 20), -3, london(2026, 5, 5, 9)),
    ],
)
def test_a_deadline_counts_working_hours_alone(start: datetime, amount: int, expected: datetime) -> None:
    assert add_working_hours(start, timedelta(hours=amount), LONDON) == expected


def test_a_deadline_jumps_over_holidays() -> None:
    hours = Hours("Europe/London", holidays=frozenset({date(2026, 5, 25)}))

    assert add_working_hours(london(2026, 5, 22, 15), timedelta(hours=4), hours) == london(2026, 5, 26, 11)


def test_the_night_in_which_the_clocks_go_forward_is_an_hour_shorter_and_the_other_one_longer() -> None:
    new_york = "America/New_York"

    forward = add_working_hours(local(new_york, 2026, 3, 7, 22), timedelta(hours=7), NIGHTS)
    back = add_working_hours(local(new_york, 2026, 10, 31, 22), timedelta(hours=9), NIGHTS)

    assert forward == local(new_york, 2026, 3, 8, 6)
    assert back == local(new_york, 2026, 11, 1, 6)


def test_work_that_begins_at_an_hour_the_clock_skips_begins_when_it_has_been_put_forward() -> None:
    early = Hours("America/New_York", days=(6,), start=time(2, 30), end=time(10))

    assert next_moment(local("America/New_York", 2026, 3, 8), early) == local("America/New_York", 2026, 3, 8, 3, 30)


def test_who_works_around_the_clock_is_never_off() -> None:
    saturday_night = london(2026, 5, 9, 23, 59)

    assert next_moment(saturday_night, ALWAYS) == saturday_night
    assert add_working_hours(saturday_night, timedelta(hours=30), ALWAYS) == saturday_night + timedelta(hours=30)


def test_a_leap_day_is_a_day_like_any_other() -> None:
    assert add_working_hours(london(2028, 2, 28, 16), timedelta(hours=2), LONDON) == london(2028, 2, 29, 10)


def test_the_last_day_of_the_year_is_followed_by_the_first_working_day_of_the_next() -> None:
    hours = Hours("Europe/London", holidays=frozenset({date(2027, 1, 1)}))

    assert add_working_hours(london(2026, 12, 31, 16), timedelta(hours=2), hours) == london(2027, 1, 4, 10)


@pytest.mark.parametrize("days", [(), (7,), (0, -1)])
def test_hours_without_a_day_of_the_week_are_refused(days: tuple[int, ...]) -> None:
    with pytest.raises(Refusal) as refused:
        Hours(days=days)

    assert list(refused.value.fields) == ["days"]


def test_a_shift_that_the_clock_skips_is_none() -> None:
    in_the_gap = Hours("America/New_York", days=(6,), start=time(2, 15), end=time(3))

    assert next_moment(local("America/New_York", 2026, 3, 8), in_the_gap) == local(
        "America/New_York", 2026, 3, 15, 2, 15
    )
