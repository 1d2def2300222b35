"""Showing everybody in the place where somebody asked what only that person saw."""

from dataclasses import replace

from bot.conversations.entries import asked_for, entry_parts
from bot.desk import Desk
from bot.message import Button, Buttons, Message, say
from bot.turn import Turn
from knowledge.entry import Entry
from knowledge.refusal import Refusal


def share_button(turn: Turn, entry: Entry, asked: str) -> tuple[Buttons, ...]:
    """Return the button that posts an answer for everybody, where there is anybody to post it to."""
    if not turn.can_share or entry.state != "published":
        return ()
    return (Buttons((Button("Post here", "guide.share", {"entry": entry.id, "asked": asked}),)),)


def share(turn: Turn, desk: Desk) -> Message:
    """Show an answer to everybody where the person asked, as a CSR sees it."""
    entry = asked_for(turn, desk)
    if entry.state != "published":
        raise Refusal(f"“{entry.question}” is not published, so it cannot be posted.")
    words = say("**{name}** posted the team's answer:", name=turn.person.name)
    reader = replace(turn.person, id="", role="csr")
    return Message(entry.question, (words, *entry_parts(entry, desk, reader, turn.value("asked"))), for_all=True)
