"""The small team and guide that the conversations' tests speak of."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bot.database.opening import open_database
from bot.desk import Desk, desk_over
from bot.meanings import bring_in
from bot.opened import Opened
from bot.turn import Person
from knowledge.entry import Entry
from knowledge.frame import Frame
from knowledge.meaning.meaning import Meaning, loaded
from knowledge.search import Search
from knowledge.store import Edit
from onboarding.program import Program, Skill

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)

ADA = Person("ada", "Ada", "csr", "Europe/London", "web")
BO = Person("bo", "Bo", "trainer", "Europe/London", "web")
CY = Person("cy", "Cy", "lead", "Europe/London", "web")
DEE = Person("dee", "Dee", "csr", "Europe/London", "web")
PEOPLE = (ADA, BO, CY, DEE)

LATE = Entry(
    id="late",
    question="My parcel is late",
    answer="I am sorry that order {order number} is late. I have asked the carrier where it is.\n\n"
    "You will hear from me again by {date we write again}.",
    spoken="I am sorry order {order number} is late. I will find out where it is and call you back.",
    phrasings=("where is my parcel", "the delivery never showed up"),
    topics=("delays", "delivery"),
    owner="cy",
    reviewed_at=date(2026, 4, 1),
    reviewed_by="cy",
    review_days=90,
    source="person",
)
REFUND = Entry(
    id="refund",
    question="I want my money back",
    answer="Your refund of {amount} is on its way. It reaches your account within five working days.",
    phrasings=("please refund me", "refund not received"),
    topics=("refunds",),
    owner="bo",
    reviewed_at=date(2025, 9, 1),
    reviewed_by="bo",
    review_days=180,
    source="sheet",
    source_detail="cheat sheet.xlsx",
)
BROKEN = Entry(
    id="broken",
    question="It arrived broken",
    answer="I am sorry it reached you broken. A new one leaves today; please keep the broken one until it is there.",
    phrasings=("the item is damaged", "the glass is cracked"),
    topics=("defects",),
    source="starter",
)
FIRST_WEEKS = Program(
    "first-weeks",
    "First weeks",
    (
        Skill(
            "greeting",
            "Greeting and ending",
            why="The first ten seconds tell a customer whether anybody cares.",
            good="The team's opening word for word, and the customer's name.",
            show="Take one call and one e-mail in a row.",
            links=("My parcel is late",),
            situations=("The customer complains before you can say your name.",),
            questions={"show": ("What did you notice me do?", "Why do you think I did that?")},
        ),
        Skill("returns", "Returns", conversations=2, tips=("returns",)),
    ),
)
_EMBEDDED: dict[str, Any] = {}
EMAIL = Frame("email", "Hello {customer name},", "Kind regards,\n{csr name}")
PHONE = Frame("phone", "Hello {customer name}, this is {csr name}.", "Is there anything else?")


_opened: list[Opened] = []


@contextmanager
def databases_closed() -> Iterator[None]:
    """Close the databases of the sample desks that are made meanwhile.

    Python's own connection refers to itself: one that nobody closes waits for the collector of rubbish, which passes
    over all that is there when a model is loaded.
    """
    before = len(_opened)
    yield
    while len(_opened) > before:
        _opened.pop().close()


def sample_desk(folder: Path) -> Desk:
    """Return a desk over a new database in the folder, with the sample team, guide and frames."""
    db = open_database("", folder)
    _opened.append(db)
    desk = desk_over(db, "team", Search(folder / "index", Meaning()), NOW)
    fill(desk)
    return desk


def fill(desk: Desk, surface: str = "", id: Callable[[str], str] = str) -> None:
    """Give a desk the sample team, guide, frames and program; ``id`` makes a person's id on a surface of "ada"."""
    for person in PEOPLE:
        there = replace(person, surface=surface, language="en-GB") if surface else person
        desk.people.meet(replace(there, id=id(person.id)), NOW)
    entries = [
        replace(entry, owner=entry.owner and id(entry.owner), reviewed_by=entry.reviewed_by and id(entry.reviewed_by))
        for entry in (LATE, REFUND, BROKEN)
    ]
    desk.guide.save_all([Edit(entry, "added") for entry in entries], id("cy"), NOW)
    desk.frames.save_all([EMAIL, PHONE], "added", id("cy"), NOW)
    desk.programs.save(FIRST_WEEKS, id("cy"), NOW)
    _know_meanings(desk)


def _know_meanings(desk: Desk) -> None:
    """Bring the meanings of the sample guide in; a text is embedded once, however many desks there are."""
    model = loaded(None).identity
    desk.guide.vectors.keep(model, _EMBEDDED)
    bring_in(desk, lambda _left: None)
    _EMBEDDED.update(desk.guide.vectors.all(model))


def kept(entry: Entry, revision: int) -> Entry:
    """Return an entry as the store gives it back after its only change."""
    return replace(entry, revision=revision)
