"""How the bot writes dates, counts, channels and people: once, for all conversations."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.turn import Person

CHANNEL_NAMES = {
    "email": "E-mail",
    "chat": "Chat",
    "phone": "Phone",
    "in person": "In person",
    "social": "Social media",
    "text message": "Text message",
}
ROLE_NAMES = {"csr": "a CSR", "trainer": "a trainer", "curator": "a curator", "lead": "a lead"}
ROLE_TITLES = {"csr": "CSR", "trainer": "Trainer", "curator": "Curator", "lead": "Lead"}
LONGEST_TITLE = 140


def day(value: date) -> str:
    """Return a date the way people write it: 4 May 2026."""
    return f"{value.day} {value:%B %Y}"


def day_of(at: datetime, person: Person) -> str:
    """Return the date it was for the person."""
    return day(at.astimezone(ZoneInfo(person.time_zone)).date())


def moment(at: datetime, person: Person) -> str:
    """Return the date and time it was for the person: 4 May 2026, 10:30."""
    local = at.astimezone(ZoneInfo(person.time_zone))
    return f"{day(local.date())}, {local:%H:%M}"


def counted(number: int, thing: str, things: str = "") -> str:
    """Return “1 entry” or “3 entries”."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return “a, b and c”."""
    *rest, end = words
    return f"{', '.join(rest)} {last} {end}" if rest else end


def shortened(text: str, longest: int = LONGEST_TITLE) -> str:
    """Return a text on one line, cut at a length with an ellipsis where it is longer: behind a word, if one ends near."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    end = line.rfind(" ", longest * 2 // 3, longest)
    return f"{line[: longest - 1 if end < 0 else end].rstrip()}…"


def label(name: str) -> str:
    """Return a field's name as its label: order number becomes Order number."""
    return name[:1].upper() + name[1:]
