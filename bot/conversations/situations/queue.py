"""The queue: what is open by how much it matters and how long it has waited, and what is over."""

from bot.conversations.paging import PAGE, first_of_page, pager
from bot.conversations.situations.card import open_button
from bot.conversations.situations.words import BUCKETS, called, state_of
from bot.conversations.wording import counted, day_of
from bot.desk import Desk
from bot.message import Button, Buttons, Item, Items, Message, Part, say
from bot.turn import Person, Turn
from knowledge.situation import Situation

OPEN, OVER, MINE = "open", "over", "mine"
TITLES = {OPEN: "Open situations", OVER: "Situations that are over", MINE: "Situations you brought"}
EMPTY = {
    OPEN: "Nothing is open. When you meet something new, bring it here.",
    OVER: "Nothing has been settled yet.",
    MINE: "You have not brought anything yet.",
}


def queue(turn: Turn, desk: Desk) -> Message:
    """Show a page of the situations: those that are open, those that are over, or one's own."""
    which = turn.value("which") if turn.value("which") in TITLES else OPEN
    lists, first = desk.situations.lists, first_of_page(turn)
    found = {
        OPEN: lambda: lists.queue(PAGE + 1, first),
        OVER: lambda: lists.ended(PAGE + 1, first),
        MINE: lambda: lists.of(turn.person.id, PAGE + 1, first),
    }[which]()
    others = (Button(TITLES[other], "situations.queue", {"which": other}) for other in TITLES if other != which)
    row = Buttons((Button("Bring a situation", "situations.bring", style="main"), *others))
    if not found:
        return Message(TITLES[which], (say("{words}", words=EMPTY[which]), row))
    items = Items(tuple(item(each, desk, turn.person) for each in found[:PAGE]))
    parts: tuple[Part, ...] = (items, *pager(turn, "situations.queue", {"which": which}, more=len(found) > PAGE))
    return Message(TITLES[which], (*parts, row))


def item(situation: Situation, desk: Desk, person: Person) -> Item:
    """Return a situation as one line of a list."""
    return Item(called(situation), detail(situation, desk, person), open_button(situation))


def detail(situation: Situation, desk: Desk, person: Person) -> str:
    """Return what the queue says of a situation: how much it matters, its state, who has it, and how old it is."""
    has_it = situation.is_open and desk.people.name_of(situation.holder)
    words = (
        f"{situation.bucket}: {BUCKETS[situation.bucket]}",
        state_of(situation),
        f"{has_it} has it" if has_it else "",
        counted(situation.answers, "answer"),
        f"brought on {day_of(situation.brought_at, person)} by {desk.people.name_of(situation.brought_by)}",
    )
    return ", ".join(word for word in words if word)
