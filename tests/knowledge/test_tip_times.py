"""When a tip is due: around both changes of daylight-saving time, at year's end, and with the zone changed mid-week."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from knowledge.tip_plan import Times

SUNDAY = 6


def due_minutes(times: Times, first: datetime, hours: int) -> list[datetime]:
    """Return the first minute in UTC of each week in which the tip is due, looking every ten minutes."""
    seen: dict[date, datetime] = {}
    for step in range(hours * 6):
        now = first + step * timedelta(minutes=10)
        if times.is_time(now):
            seen.setdefault(times.week(now), now)
    return list(seen.values())


@pytest.mark.parametrize(
    ("zone", "change", "due"),
    [
        # The clocks jump from 2 to 3 (London: 1 to 2), so 2:00 (1:00) never comes; the next minute there is counts.
        ("America/New_York", datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 3, 8, 7, tzinfo=UTC)),
        ("Europe/London", datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 3, 29, 1, tzinfo=UTC)),
        ("Australia/Sydney", datetime(2026, 10, 3, 12, tzinfo=UTC), datetime(2026, 10, 3, 16, tzinfo=UTC)),
        # The clocks go back, so the hour comes twice; the first time counts.
        ("America/New_York", datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 1, 6 + 1, tzinfo=UTC)),
        ("Europe/London", datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 10, 25, 0, tzinfo=UTC)),
        ("Australia/Sydney", datetime(2026, 4, 4, 12, tzinfo=UTC), datetime(2026, 4, 4, 15, tzinfo=UTC)),
    ],
)
def test_a_tip_at_the_hour_that_changes_is_due_once_that_week(zone: str, change: datetime, due: datetime) -> None:
    times = Times(SUNDAY, 1 if zone == "Europe/London" else 2, zone)

    found = due_minutes(times, change, 20)

    assert found == [due]


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/London", "Australia/Sydney"])
def test_over_a_year_and_its_end_every_week_has_its_tip_at_the_same_hour_of_the_day(zone: str) -> None:
    times = Times(1, 10, zone)

    found = due_minutes(times, datetime(2026, 11, 30, 12, tzinfo=UTC), 24 * 7 * 55)

    local = [at.astimezone(ZoneInfo(zone)) for at in found[1:]]
    assert {(at.weekday(), at.hour, at.minute) for at in local} == {(1, 10, 0)}
    assert {second.date() - first.date() for first, second in pairwise(local)} == {timedelta(weeks=1)}


def test_a_week_at_years_end_is_one_week() -> None:
    times = Times(4, 9, "Europe/London")

    weeks = {times.week(datetime(2026, 12, 28, 12, tzinfo=UTC) + timedelta(days=day)) for day in range(7)}

    assert weeks == {date(2026, 12, 28)}


def test_a_tip_that_was_missed_is_due_until_the_week_is_over() -> None:
    times = Times(1, 10, "Europe/London")
    hours = [
        datetime(2026, 5, 5, 8, tzinfo=UTC),
        datetime(2026, 5, 5, 9, tzinfo=UTC),
        datetime(2026, 5, 10, 22, tzinfo=UTC),
    ]

    assert [times.is_time(now) for now in hours] == [False, True, True]
    assert times.is_time(datetime(2026, 5, 10, 23, tzinfo=UTC)) is False


def test_with_the_zone_changed_in_mid_week_the_week_keeps_its_name() -> None:
    now = datetime(2026, 5, 6, 12, tzinfo=UTC)

    weeks = {Times(1, 10, zone).week(now) for zone in ("America/New_York", "Europe/London", "Australia/Sydney")}

    assert weeks == {date(2026, 5, 4)}


def test_a_paused_plan_is_never_due() -> None:
    times = Times(0, 0, "UTC", is_paused=True)

    assert times.is_time(datetime(2026, 5, 6, 12, tzinfo=UTC)) is False
