"""When somebody works, so that nobody hears from a checklist at night."""

from datetime import time, timedelta

from bot.desk import Desk
from bot.turn import Person
from knowledge.hours import DAY, Hours, is_working


def hours_of(person: Person, desk: Desk) -> Hours:
    """Return the working hours of somebody, in their own time zone."""
    return desk.quiet_times.of(person).hours


def is_at_work(person: Person, desk: Desk) -> bool:
    """Say whether somebody is in their working hours now."""
    return is_working(desk.now, hours_of(person, desk))


def workday(hours: Hours) -> timedelta:
    """Return how long a working day is."""
    begin, end = timedelta(minutes=_minutes(hours.start)), timedelta(minutes=_minutes(hours.end))
    return end - begin if end > begin else end - begin + DAY


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
