"""What is near to a situation: open ones that may be the same, and entries that may answer it."""

from bot.conversations.entries import entry_item
from bot.conversations.situations.card import open_button
from bot.conversations.situations.words import called, state_of
from bot.conversations.wording import counted
from bot.desk import Desk
from bot.message import Button, Buttons, Item, Items, Part, say
from knowledge.nearness import near_situations
from knowledge.situation import Situation

COMPARED = 40  # open situations; a team with more has another problem
SHOWN = 3


def the_same(situation: Situation, desk: Desk, over: int = 0) -> list[Situation]:
    """Return the open situations that may be the same, the likeliest first; of the last ones that are ``over`` too."""
    lists = desk.situations.lists
    those = [*lists.queue(COMPARED), *(lists.ended(over) if over else ())]
    others = [each for each in those if each.id != situation.id and each.state != "duplicate"]
    alike = desk.search.alike(situation.happened, [each.happened for each in others], desk.guide)
    return near_situations(situation, others, alike)[:SHOWN]


def near_parts(situation: Situation, desk: Desk) -> tuple[Part, ...]:
    """Return what is near to a situation that is about to be posted; nothing where nothing is."""
    parts: tuple[Part, ...] = ()
    found = desk.search.find(situation.happened, desk.guide, SHOWN)
    if found.answered:
        entries = desk.guide.entries([hit.entry for hit in found.hits])
        parts += (say("**The guide may have it already**"), Items(tuple(entry_item(entry) for entry in entries)))
    for other in the_same(situation, desk):
        detail = f"{state_of(other)}, {counted(other.answers, 'answer')}"
        join = Button("Me too", "situations.me_too", {"situation": other.id}, "main")
        parts += (
            say("**Somebody brought this already, it seems**"),
            Items((Item(called(other), detail, open_button(other)),)),
            *(() if other.brought_by == situation.brought_by else (Buttons((join,)),)),
        )
    return parts
