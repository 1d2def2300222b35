"""How the bot names what situations are made of."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversations.wording import day, shortened
from bot.desk import Desk
from knowledge.situation import Answer, Situation

BUCKETS = {1: "Act now", 2: "Important", 3: "Should be handled", 4: "Good to know"}
STATES = {
    "draft": "Not posted yet",
    "asked": "The team is asked",
    "closed": "The team votes",
    "settled": "Settled",
    "duplicate": "The same as another one",
    "contained": "Contained: nothing to change",
    "not for the guide": "Not for the guide",
    "withdrawn": "Withdrawn",
}
SOMEBODY = "Somebody of the team"


def state_of(situation: Situation) -> str:
    """Return the name of a situation's state."""
    if situation.state == "closed" and not situation.answers:
        return "The round is over without an answer"
    return STATES[situation.state]


def called(situation: Situation) -> str:
    """Return a situation as one line."""
    return shortened(situation.happened, 100)


def author(answer: Answer, desk: Desk) -> str:
    """Return who gave an answer, as everybody may read it."""
    return SOMEBODY if answer.anonymous else desk.people.name_of(answer.person)


def moment_in(at: datetime, zone: str) -> str:
    """Return a time as the clock in this zone shows it: Monday 4 May 2026, 11:30 (Europe/London)."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%A} {day(local.date())}, {local:%H:%M} ({zone.replace('_', ' ')})"
