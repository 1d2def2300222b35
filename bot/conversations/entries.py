"""How an entry is shown, wherever it comes up."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.conversations.permission import CURATORS, may
from bot.conversations.wording import day, shortened
from bot.desk import Desk
from bot.message import Button, Buttons, Callout, Facts, Item, Link, Part, Quote, note, warn
from bot.turn import Person, Turn
from knowledge.entry import Entry
from knowledge.refusal import Refusal

SOURCE_NAMES = {
    "sheet": "A cheat sheet",
    "person": "Written here",
    "situation": "A situation the team settled",
    "starter": "Comes with Baton",
}


def asked_for(turn: Turn, desk: Desk) -> Entry:
    """Return the entry a turn is about.

    Raises:
        Refusal: there is no such entry.
    """
    entry = desk.guide.entry(turn.value("entry"))
    if entry is None:
        raise Refusal("The guide has no such entry. Ask again, or browse by topic.")
    return entry


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads an entry, as far as it is shown otherwise to somebody else, or on another day.

    ``names`` are those of the ids that the entry names.
    """

    curates: bool
    owns: bool
    today: date
    names: tuple[tuple[str, str], ...]

    def name(self, id: str) -> str:
        """Return the name of somebody the entry names; empty for nobody."""
        return dict(self.names).get(id, "")


def entry_parts(entry: Entry, desk: Desk, person: Person, asked: str) -> tuple[Part, ...]:
    """Return an entry in full: the answer, who stands behind it, when it was reviewed, and what can be done.

    ``asked`` is the id of the kept question that led here, empty if none did.
    """
    return _parts(entry, reader_of(entry, desk, person), asked)


def as_reader(person: Person, desk: Desk) -> Person:
    """Return who stands for all that read entries as this person does: nobody by name, unless they own an entry."""
    owns = desk.db.remembered(("owns", desk.team, person.id), lambda: desk.guide.owns_any(person.id))
    return Person(person.id if owns else "", "", person.role, person.time_zone)


def reader_of(entry: Entry, desk: Desk, person: Person) -> Reader:
    """Return who reads an entry."""
    named = dict.fromkeys(filter(None, (entry.owner, entry.reviewed_by, *entry.credits)))
    names = tuple((id, desk.people.name_of(id)) for id in named)
    owns = bool(entry.owner) and entry.owner == person.id
    return Reader(may(person, CURATORS), owns, desk.today(person), names)


@lru_cache(maxsize=1_000)  # on the desks of one team the same few entries come up all day
def _parts(entry: Entry, reader: Reader, asked: str) -> tuple[Part, ...]:
    return (
        *_state_note(entry),
        Quote(entry.answer),
        *_review_warning(entry, reader),
        Facts(tuple(_facts(entry, reader))),
        *(Link(link, link) for link in entry.links),
        Buttons(tuple(_buttons(entry, reader, asked))),
    )


@lru_cache(maxsize=1_000)
def entry_item(entry: Entry, asked: str = "", detail: str = "") -> Item:
    """Return an entry as one line of a list, one step from its full answer."""
    button = Button("Open", "guide.open", {"entry": entry.id, "asked": asked})
    return Item(entry.question, detail or shortened(entry.answer), button)


def reviewed(entry: Entry, reader: Reader) -> str:
    """Return when and by whom an entry was last reviewed."""
    if entry.reviewed_at is None:
        return "Not yet"
    by = f" by {reader.name(entry.reviewed_by)}" if entry.reviewed_by else ""
    return f"{day(entry.reviewed_at)}{by}"


def _facts(entry: Entry, reader: Reader) -> list[tuple[str, str]]:
    facts = [
        ("Stands behind it", reader.name(entry.owner) or "Nobody yet"),
        ("Last reviewed", reviewed(entry, reader)),
        ("Topics", ", ".join(entry.topics)),
        ("On the phone", entry.spoken),
        ("Comes from", " - ".join(filter(None, (SOURCE_NAMES[entry.source], entry.source_detail)))),
        ("With thanks to", ", ".join(map(reader.name, entry.credits))),
    ]
    return [(label, value) for label, value in facts if value]


def _state_note(entry: Entry) -> tuple[Callout, ...]:
    if entry.state == "draft":
        return (note("This is a draft. It answers no questions until a curator publishes it."),)
    if entry.state == "retired":
        return (warn("This answer is retired. Please do not send it."),)
    return ()


def _review_warning(entry: Entry, reader: Reader) -> tuple[Callout, ...]:
    due_on = entry.due_on()
    if entry.state != "published" or not entry.is_due(reader.today):
        return ()
    if due_on is None:
        return (warn("Nobody in your team has reviewed this answer yet. Read it with your own rules in mind."),)
    owner = reader.name(entry.owner) or "a curator"
    if due_on == reader.today:
        return (note("This answer is due for review today, by {owner}.", owner=owner),)
    return (
        warn(
            "The review of this answer has been overdue since {day}. Check with {owner} first.",
            day=day(due_on),
            owner=owner,
        ),
    )


def _buttons(entry: Entry, reader: Reader, asked: str) -> list[Button]:
    this = {"entry": entry.id}
    buttons = []
    if entry.state == "published":
        buttons.append(Button("Use this answer", "guide.use", {**this, "asked": asked}, "main"))
    if reader.curates:
        buttons.append(Button("Edit", "guide.edit", this))
        if entry.state == "published":
            buttons += [
                Button("Reviewed today", "guide.reviewed", this),
                Button("Change owner", "guide.owner", this),
                Button("Retire", "guide.retire", this, "danger"),
            ]
        else:
            verb = "Publish" if entry.state == "draft" else "Restore"
            buttons.append(Button(verb, "guide.publish", this, "main"))
    elif reader.owns and entry.state == "published":
        buttons += [
            Button("Edit", "guide.edit", this),
            Button("Still right", "reviews.right", this),
            Button("Not mine", "reviews.not_mine", this),
        ]
    buttons.append(Button("History", "history.open", {"kind": "entry", "subject": entry.id}))
    return buttons
