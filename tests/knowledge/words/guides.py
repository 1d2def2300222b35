"""Small guides for the tests of the words' side."""

from knowledge.entry import Entry
from knowledge.revisions import Position
from knowledge.words.index import Index, Parts

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


def index_of(*entries: Entry) -> Index:
    """Return an index of these entries."""
    index = Index(Parts(SOMEWHERE))
    index.follow(entries, SOMEWHERE)
    return index
