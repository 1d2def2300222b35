"""The monthly note to the team: what came in, what became an answer, who helped, what is still open."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.conversations.entries import entry_item
from bot.conversations.situations.card import CHANNEL, open_button
from bot.conversations.situations.rules import team_hours
from bot.conversations.situations.words import BUCKETS, called, state_of
from bot.conversations.wording import counted, listed
from bot.desk import Desk
from bot.message import Button, Buttons, Facts, Item, Items, Message, Part, say
from knowledge.situation import Situation
from knowledge.situation_lists import Month

NAMED = 10  # helpers
LISTED = 5  # entries, and what is still open; the queue has the rest
HOUR = 9  # of the first day of the month, in the team's zone


def tell_of_the_month(desk: Desk) -> None:
    """On the first day of a month tell the team of the one before; once, and only if there was anything."""
    zone = ZoneInfo(team_hours(desk).zone)
    now = desk.now.astimezone(zone)
    this = datetime(now.year, now.month, 1, tzinfo=zone)
    if now < this.replace(hour=HOUR):
        return
    last = datetime(now.year - (now.month == 1), (now.month - 2) % 12 + 1, 1, tzinfo=zone)
    with desk.together():
        if not desk.situations.lists.claim_month(f"{last:%Y-%m}", desk.now):
            return
        month = desk.situations.lists.month(last.astimezone(UTC), this.astimezone(UTC))
        if month.came or month.settled or month.contained or month.ended:
            desk.notices.post(CHANNEL, _note(month, f"{last:%B %Y}", desk), f"month:{last:%Y-%m}")


def _note(month: Month, name: str, desk: Desk) -> Message:
    facts = Facts(
        (
            ("Came in", counted(month.came, "situation")),
            ("Became the team's answer", str(month.settled)),
            ("Contained incidents", str(month.contained)),
            ("Ended another way", str(month.ended)),
            ("Still open", str(month.open)),
        )
    )
    parts: tuple[Part, ...] = (facts,)
    entries = desk.guide.entries(month.became[:LISTED])
    if entries:
        parts += (say("**New in the guide**"), Items(tuple(entry_item(entry) for entry in entries)))
    waiting = desk.situations.lists.queue(LISTED)
    if waiting:
        parts += (say("**Still open**"), Items(tuple(_open_item(each) for each in waiting)))
    if month.helped:
        helped = listed(desk.people.name_of(person) for person in month.helped[:NAMED])
        parts += (say("**{helped}** said what to do. Thank you!", helped=helped),)
    return Message(f"Situations in {name}", (*parts, Buttons((Button("All situations", "situations.queue"),))))


def _open_item(situation: Situation) -> Item:
    detail = f"{situation.bucket}: {BUCKETS[situation.bucket]}, {state_of(situation)}"
    return Item(called(situation), detail, open_button(situation))
