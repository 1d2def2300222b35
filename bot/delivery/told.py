"""What somebody on the page or in the terminal has been told since they last looked."""

from dataclasses import dataclass

from bot.delivery.notices import HERE, UPDATE
from bot.desk import Desk
from bot.message import Message
from bot.written import from_data


@dataclass(frozen=True, slots=True)
class Told:
    """One notice. ``card`` names the card it shows, if it is one; ``is_news`` is False for a card's new state."""

    id: str
    message: Message
    card: str = ""
    is_news: bool = True


def last_seen(person: str, desk: Desk) -> str:
    """Return after which notice a conversation that begins now goes on: what nobody has seen comes first."""
    return desk.outbox(HERE).last_seen(person)


def told_since(after: str, person: str, desk: Desk) -> list[Told]:
    """Return what a person has been told after this notice, and keep that they have seen it."""
    outbox = desk.outbox(HERE)
    told = []
    for owed in outbox.owed_in(person, after):
        outbox.sent(owed.id, owed.id, desk.now)
        message, card = from_data(owed.body["message"]), str(owed.body.get("card", ""))
        told.append(Told(owed.id, message, card, is_news=owed.method != UPDATE))
    return told
