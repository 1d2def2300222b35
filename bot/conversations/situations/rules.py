"""The team's own rules for situations, which a lead sets, and the times that follow from them."""

from dataclasses import dataclass
from datetime import time, timedelta

from bot.conversations.permission import LEADS
from bot.desk import Desk
from knowledge.calendars import holidays_of
from knowledge.hours import MONDAY_TO_FRIDAY, Hours, add_working_hours, working_day
from knowledge.refusal import Refusal
from knowledge.situation import BUCKETS
from knowledge.situations import Round
from knowledge.time_left import time_left

BLIND, ANONYMOUS, REPEATS, PERIOD = (
    "situations blind",
    "situations anonymous",
    "situations repeats",
    "situations period",
)
REGION, HOLIDAYS = "customers region", "holidays"
ZONE, DAYS, START, END = "team zone", "team days", "team start", "team end"
ROUNDS = {bucket: f"situations round {bucket}" for bucket in BUCKETS}
UNITS = ("hour", "day")  # of working time
YES, NO = "yes", "no"

DEFAULTS = {
    BLIND: YES,
    ANONYMOUS: NO,
    REPEATS: "3",
    PERIOD: "30",
    REGION: "",
    HOLIDAYS: "",
    ZONE: "",
    DAYS: " ".join(str(day) for day in MONDAY_TO_FRIDAY),
    START: "09:00",
    END: "17:00",
    ROUNDS[1]: "2 hours",
    ROUNDS[2]: "1 day",
    ROUNDS[3]: "3 days",
    ROUNDS[4]: "5 days",
}
MOST_ROUND = 60  # days; who waits longer than two months for an answer has found another
YEARS_OF_HOLIDAYS = 2


@dataclass(frozen=True, slots=True)
class Rules:
    """How a team goes about situations. ``repeats`` people within ``period`` days make a repeating problem."""

    blind: bool
    anonymous: bool
    repeats: int
    period: int
    region: str
    hours: Hours


def setting(desk: Desk, name: str) -> str:
    """Return one of the team's rules as it is written down."""
    return desk.settings.get(name) or DEFAULTS[name]


def rules(desk: Desk) -> Rules:
    """Return the team's rules."""
    return Rules(
        blind=setting(desk, BLIND) == YES,
        anonymous=setting(desk, ANONYMOUS) == YES,
        repeats=int(setting(desk, REPEATS)),
        period=int(setting(desk, PERIOD)),
        region=setting(desk, REGION),
        hours=team_hours(desk),
    )


def team_hours(desk: Desk) -> Hours:
    """Return when the team works. Where nobody said in which zone, it is the one of the first lead."""
    zone = setting(desk, ZONE) or next((lead.time_zone for lead in desk.people.in_roles(*LEADS)), "UTC")
    years = range(desk.now.year, desk.now.year + YEARS_OF_HOLIDAYS)
    return Hours(
        zone=zone,
        days=tuple(int(day) for day in setting(desk, DAYS).split()),
        start=time.fromisoformat(setting(desk, START)),
        end=time.fromisoformat(setting(desk, END)),
        holidays=holidays_of(setting(desk, HOLIDAYS), years),
    )


def length_of(text: str, hours: Hours) -> timedelta:
    """Return how much working time “2 hours” or “3 days” is, a day being as long as the team's.

    Raises:
        Refusal: it says neither hours nor days, or more than anybody would wait.
    """
    amount, _, unit = text.strip().lower().partition(" ")
    unit = unit.strip().rstrip("s")
    if not (amount.isascii() and amount.isdecimal() and unit in UNITS and len(amount) < len(str(MOST_ROUND)) + 1):
        raise Refusal(f"“{text}” is neither hours nor days. Write “2 hours” or “3 days”.")
    length = int(amount) * (timedelta(hours=1) if unit == "hour" else working_day(hours))
    if not timedelta() < length <= MOST_ROUND * working_day(hours):
        raise Refusal(f"A round is open for 1 hour at least, and for {MOST_ROUND} days at most.")
    return length


def round_of(bucket: int, desk: Desk) -> Round:
    """Return the times of a round that begins now: half-way it asks again, and as long after it reminds."""
    hours = team_hours(desk)
    length = length_of(setting(desk, ROUNDS[bucket]), hours)
    closes_at = add_working_hours(desk.now, length, hours)
    return Round(
        nudge_at=add_working_hours(desk.now, length / 2, hours),
        closes_at=closes_at,
        remind_at=add_working_hours(closes_at, length, hours),
        retell_at=time_left(desk.now, closes_at, hours).less_at,
    )
