"""Who from outside the team may ask: guests, and people of another organisation who share a channel with the team."""

from typing import Literal

from bot.conversations.permission import LEADS, may, need
from bot.conversations.wording import listed
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Facts, Field, Message, Option, Part, cheer, say
from bot.turn import Turn
from knowledge.refusal import Refusal

Belonging = Literal["member", "guest", "stranger"]

GUESTS = "guests may ask"
STRANGERS = "strangers may ask"
LABELS = {GUESTS: "Guests of the workspace", STRANGERS: "People of other workspaces, in shared channels"}
YES, NO = "yes", "no"


def admit(belonging: Belonging, desk: Desk) -> None:
    """Hold somebody from outside to what a lead has allowed.

    Raises:
        Refusal: they may not ask; it says who can change that.
    """
    if belonging == "member":
        return
    setting, who = (GUESTS, "guests") if belonging == "guest" else (STRANGERS, "people of other workspaces")
    if desk.settings.get(setting) != YES:
        leads = [lead.name for lead in desk.people.in_roles(*LEADS)]
        can = f"{listed(leads, 'or')} can" if leads else "A lead can"
        raise Refusal(f"The guide is for the team, and {who} may not ask it yet. {can} allow it in Baton's settings.")


def settings(turn: Turn, desk: Desk) -> Message:
    """Show the team's settings; a lead can change them from here."""
    rows = [("Company name", desk.settings.get("company") or "none yet")]
    rows += [(label, "may ask" if desk.settings.get(name) == YES else "may not ask") for name, label in LABELS.items()]
    parts: tuple[Part, ...] = (Facts(tuple(rows)),)
    if may(turn.person, LEADS):
        buttons = (
            Button("Who may ask", "settings.doors"),
            Button("Company name", "people.company"),
            Button("Situations", "situations.settings"),
        )
        parts += (Buttons(buttons),)
    return Message("Settings", parts)


def change(turn: Turn, desk: Desk) -> Message:
    """Ask who from outside may ask, and keep it."""
    need(turn.person, desk, LEADS, "change who may ask")
    if not all(name in turn.values for name in LABELS):
        options = (Option(NO, "May not ask"), Option(YES, "May ask"))
        fields = (
            Field(name, label, "choice", desk.settings.get(name) or NO, options) for name, label in LABELS.items()
        )
        words = say("Whoever may ask can do what a CSR can. Everybody else reads why not.")
        return Message("Who may ask", (words, Ask("settings.doors", "Save", tuple(fields))))
    with desk.together():
        for name in LABELS:
            desk.settings.set(name, YES if turn.value(name) == YES else NO, turn.person.id, desk.now)
    shown = settings(turn, desk)
    return Message(shown.title, (cheer("Saved. It holds from the next question on."), *shown.parts))
