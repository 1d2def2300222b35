"""Small guides for the tests of the words' side."""

from collections.abc import Iterable

from knowledge.entry import Entry
from knowledge.revisions import Position
from knowledge.words.index import Index, Parts
from knowledge.words.unread import Unread
from knowledge.words.words import Words

SOMEWHERE = Position("lineage", 1)
LATE = Entry(
    "late",
    "My parcel is late",
    "I am sorry. I have asked the carrier where it is, and I write to you again tomorrow.",
    phrasings=("Where is my order?", "the delivery never showed up"),
    topics=("delays",),
)
REFUND = Entry("refund", "I want my money back", "Your refund is on its way.", phrasings=("please refund me",))
BROKEN = Entry("broken", "It arrived broken", "A new one leaves today.", phrasings=("the item is damaged",))


def words_of(*entries: Entry, unread: Iterable[Entry] = ()) -> Words:
    """Return the words of these entries in an index, and of others that are still to be read into it."""
    waiting = Unread()
    waiting.take(unread)
    return Words(index_of(*entries), waiting, SOMEWHERE)


def index_of(*entries: Entry) -> Index:
    """Return an index of these entries."""
    index = Index(Parts(SOMEWHERE))
    index.follow(entries, SOMEWHERE)
    return index
