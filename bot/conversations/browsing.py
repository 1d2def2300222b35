"""Looking through the guide by topic, for everybody."""

from bot.conversations.entries import entry_item
from bot.conversations.paging import page_of, pager
from bot.conversations.wording import counted, label
from bot.desk import Desk
from bot.message import Button, Buttons, Item, Items, Message, say
from bot.turn import Turn
from knowledge.refusal import Refusal


def browse(turn: Turn, desk: Desk) -> Message:
    """List the topics with the number of their entries."""
    topics = desk.guide.topics()
    shown, more = page_of(turn, topics)
    items = (
        Item(label(topic), counted(count, "entry", "entries"), Button("Open", "guide.topic", {"topic": topic}))
        for topic, count in shown
    )
    if not topics:
        start = Button("Add an entry", "guide.add")
        words = say("Import your cheat sheet with `baton import guide FILE`, or add the first entry here.")
        return Message("The guide has no topics yet", (words, Buttons((start,))))
    return Message("The guide by topic", (Items(tuple(items)), *pager(turn, "guide.browse", {}, more=more)))


def topic(turn: Turn, desk: Desk) -> Message:
    """List the entries of one topic."""
    name = turn.value("topic")
    entries = desk.guide.on_topic(name)
    if not entries:
        raise Refusal(f"The guide has no entry on “{name}”. Browse by topic to see what there is.")
    shown, more = page_of(turn, entries)
    count = say("{count} on this topic.", count=counted(len(entries), "entry", "entries"))
    items = Items(tuple(entry_item(entry) for entry in shown))
    return Message(label(name), (count, items, *pager(turn, "guide.topic", {"topic": name}, more=more)))
