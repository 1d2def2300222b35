"""What a person asked lately, and the answers they got."""

from bot.conversations.paging import PAGE, first_of_page, pager
from bot.conversations.wording import day_of, shortened
from bot.desk import Desk
from bot.message import Button, Item, Items, Message, say
from bot.turn import Turn
from knowledge.questions import Asked


def mine(turn: Turn, desk: Desk) -> Message:
    """List all that the person asked, the newest first."""
    asked = desk.questions.recent(turn.person.id, PAGE + 1, first_of_page(turn))
    if not asked:
        return Message("Your answers", (say("You have not asked anything yet."),))
    items = tuple(asked_item(each, turn, desk) for each in asked[:PAGE])
    return Message("Your answers", (Items(items), *pager(turn, "answers.mine", {}, more=len(asked) > PAGE)))


def asked_item(asked: Asked, turn: Turn, desk: Desk) -> Item:
    """Return a question as one line of a list, one step from its answer."""
    entry = desk.guide.entry(asked.entry) if asked.entry else None
    when = day_of(asked.at, turn.person)
    if entry is None:
        again = Button("Ask again", "guide.ask", {"question": asked.wording})
        return Item(shortened(asked.wording), f"{when}: no answer yet", again)
    button = Button("Open", "guide.open", {"entry": entry.id, "asked": asked.id})
    return Item(shortened(asked.wording), f"{when}: {shortened(entry.question)}", button)
