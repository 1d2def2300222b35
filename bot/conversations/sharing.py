"""Showing everybody in the place where somebody asked what only that person saw."""

from dataclasses import replace

from bot.conversations.entries import asked_for, entry_parts
from bot.desk import Desk
from bot.message import Button, Buttons, Message, say
from bot.turn import Person, Turn
from knowledge.entry import Entry
from knowledge.refusal import Refusal


def share_button(can_share: bool, entry: Entry, asked: str) -> tuple[Buttons, ...]:
    """Return the button that posts an answer for everybody, where there is anybody to post it to."""
    if not can_share or entry.state != "published":
        return ()
    return (Buttons((Button("Post here", "guide.share", {"entry": entry.id, "asked": asked}),)),)


def seen_by(turn: Turn) -> Person:
    """Return whom an answer has to suit: whoever asked, or a CSR where everybody there sees it."""
    return as_csr(turn.person) if turn.place and not turn.can_share else turn.person


def as_csr(person: Person) -> Person:
    """Return somebody of the same day who may do what every CSR may."""
    return replace(person, id="", role="csr")


def share(turn: Turn, desk: Desk) -> Message:
    """Show an answer to everybody where the person asked, as a CSR sees it."""
    entry = asked_for(turn, desk)
    if entry.state != "published":
        raise Refusal(f"“{entry.question}” is not published, so it cannot be posted.")
    words = say("**{name}** posted the team's answer:", name=turn.person.name)
    parts = entry_parts(entry, desk, as_csr(turn.person), turn.value("asked"))
    return Message(entry.question, (words, *parts), for_all=True)
