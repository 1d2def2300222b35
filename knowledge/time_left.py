"""How much working time a round has left, as people count it: in days, and in hours on its last day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge.hours import Hours, add_working_hours, working_day, working_time

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """So many working days, or else so many working hours, rounded up: it is never more.

    ``less_at`` is when it has become less, in UTC; None where the next thing that happens is the end.
    """

    days: int = 0
    hours: int = 0
    less_at: datetime | None = None


def time_left(now: datetime, end: datetime, hours: Hours) -> TimeLeft:
    """Return what is left of a round that ends then; nothing once it is over."""
    left, day = working_time(now, end, hours), working_day(hours)
    if not left:
        return TimeLeft()
    days, whole_hours = -(-left // day), -(-left // HOUR)
    in_days = left > day or whole_hours >= day // HOUR
    less = _less(days, day) if in_days else (whole_hours - 1) * HOUR
    less_at = add_working_hours(now, left - less, hours) if less else None
    return TimeLeft(days, 0, less_at) if in_days else TimeLeft(0, whole_hours, less_at)


def _less(days: int, day: timedelta) -> timedelta:
    """Return the time at which fewer than so many days are left; after the last day it is counted in hours."""
    return (days - 1) * day if days > 1 else max(day // HOUR - 1, 0) * HOUR
