"""What people of a transcript are told without having asked, on whichever surface."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.conversations.duties import DUTIES
from bot.delivery.outbox import Owed
from bot.desk import Desk
from bot.message import Message
from bot.written import from_data
from tests.sample import NOW

_UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}


@dataclass(slots=True)
class Clock:
    """What time it is in a transcript."""

    now: datetime = NOW

    def passes(self, text: str) -> None:
        """Let some time pass: "2 days", "1 hour"."""
        count, unit = text.split()
        self.now += int(count) * _UNITS[unit.removesuffix("s")]

    def at(self, desk: Desk) -> Desk:
        """Return a desk at this time."""
        return replace(desk, now=self.now)


def do_duties(desk: Desk) -> None:
    """Do what is due now, as the clock of a running Baton does."""
    for duty in DUTIES:
        duty(desk)


@dataclass(slots=True)
class Hearing:
    """What each person has heard so far. A card is heard as it is now; what it showed in between is passed over."""

    heard: dict[str, set[str]] = field(default_factory=dict)

    def next(self, name: str, desk: Desk, surface: str, lanes: list[str]) -> tuple[Message, Owed]:
        """Return the next message for a person in these lanes, and how it was owed."""
        heard = self.heard.setdefault(name, set())
        outbox = desk.outbox(surface)
        owed = sorted((each for lane in lanes for each in outbox.owed_in(lane, "")), key=lambda each: each.id)
        new = [each for each in owed if "message" in each.body and each.id not in heard]
        assert new, f"{name} is told nothing"
        card = new[0].body.get("card")
        same = [each for each in new if card and each.body.get("card") == card] or new[:1]
        heard |= {each.id for each in same}
        return from_data(same[-1].body["message"]), same[-1]
