"""When somebody works, in their own time zone, and how long that is: plain arithmetic over instants and local hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from knowledge.refusal import Refusal

MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """The working hours of a person or a team, as the clock on their wall shows them.

    ``zone`` is an IANA name, ``days`` are weekdays (Monday is 0) and ``holidays`` dates on which nobody works. An
    ``end`` that is not after ``start`` is the next day's, which makes a night shift; it belongs to the day it starts on.
    """

    zone: str = "UTC"
    days: tuple[int, ...] = MONDAY_TO_FRIDAY
    start: time = time(9)
    end: time = time(17)
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        """Hold the days to weekdays.

        Raises:
            Refusal: there is no day to work on, or one that no week has.
        """
        if not self.days:
            raise Refusal("Choose at least one day of the week.", {"days": "Choose at least one."})
        if not set(self.days) <= set(range(7)):
            raise Refusal("A week has the days 0 (Monday) to 6 (Sunday).", {"days": "These are no days of the week."})


def is_working(at: datetime, hours: Hours) -> bool:
    """Say whether an aware time lies in working hours; the first moment does, the last one does not."""
    return next_moment(at, hours) == at


def next_moment(at: datetime, hours: Hours) -> datetime:
    """Return the first working moment at or after an aware time, in UTC."""
    begin, _end = next(_shifts_left(at, hours))
    return begin


def add_working_hours(start: datetime, amount: timedelta, hours: Hours) -> datetime:
    """Return the moment, in UTC, at which so much working time has gone by since an aware time.

    What falls between two shifts does not count. Time that has gone by is what a stopwatch shows, so the night in
    which the clocks go forward is an hour shorter. An amount of nothing is the next working moment.
    """
    left = max(amount, timedelta())
    shifts = _shifts_left(start, hours)
    begin, end = next(shifts)
    while left > end - begin:
        left -= end - begin
        begin, end = next(shifts)
    return begin + left


def working_time(start: datetime, end: datetime, hours: Hours) -> timedelta:
    """Return how much working time lies between two aware times; none where the end is not after the start."""
    amount = timedelta()
    for begin, stop in _shifts_left(start, hours):
        if begin >= end:
            return amount
        amount += min(stop, end) - begin
    return amount


def working_day(hours: Hours) -> timedelta:
    """Return how long a day's work is."""
    start, end = (timedelta(hours=at.hour, minutes=at.minute) for at in (hours.start, hours.end))
    return end - start if end > start else end - start + DAY


def _shifts_left(at: datetime, hours: Hours) -> Iterator[tuple[datetime, datetime]]:
    """Give what is left of the shifts from an aware time on, in UTC and without end."""
    zone = ZoneInfo(hours.zone)
    day = at.astimezone(zone).date() - DAY
    while True:
        if day.weekday() in hours.days and day not in hours.holidays:
            last = day if hours.end > hours.start else day + DAY
            begin, end = max(_instant(day, hours.start, zone), at.astimezone(UTC)), _instant(last, hours.end, zone)
            if end > begin:
                yield begin, end
        day += DAY


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the instant at which a clock shows this; one it skips is as much later, one it shows twice the first."""
    return datetime.combine(day, at, zone).astimezone(UTC)
