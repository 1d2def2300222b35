"""The curators' lists: what in the guide wants somebody's eye."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.conversations.entries import entry_item, reader_of, reviewed
from bot.conversations.learning import STATES
from bot.conversations.paging import PAGE, first_of_page, pager
from bot.conversations.permission import CURATORS, need
from bot.conversations.wording import counted, day, day_of, listed, shortened
from bot.desk import Desk
from bot.message import Button, Item, Items, Message, say
from bot.turn import Person, Turn
from knowledge.lists import Line
from knowledge.refusal import Refusal

COUNTED = 100  # a list longer than this is simply long; counting it all would make a big guide slow to open


class CuratorList(NamedTuple):
    """One list: its title, what is in it, how a page of it is read, and how one line of it is shown."""

    title: str
    things: tuple[str, str]
    lines: Callable[[Desk, Person, int, int], list[Line]]
    item: Callable[[Line, Desk, Person], Item]


def lists(turn: Turn, desk: Desk) -> Message:
    """Offer every list."""
    need(turn.person, desk, CURATORS, "see the curators' lists")
    items = (_list_item(name, each, desk, turn.person) for name, each in LISTS.items())
    return Message("The curators' lists", (Items(tuple(items)),))


def waiting(desk: Desk, person: Person) -> tuple[Item, ...]:
    """Return the lists on which something waits for a curator, each with how much it is."""
    wanting = ((name, LISTS[name], len(LISTS[name].lines(desk, person, 1, 0))) for name in WAITING)
    return tuple(_list_item(name, each, desk, person) for name, each, length in wanting if length)


def open_list(turn: Turn, desk: Desk) -> Message:
    """Show a page of one list."""
    need(turn.person, desk, CURATORS, "see the curators' lists")
    name = turn.value("list")
    wanted = LISTS.get(name)
    if wanted is None:
        raise Refusal(f"There is no list “{name}”. There are: {listed(LISTS)}.")
    lines = wanted.lines(desk, turn.person, PAGE + 1, first_of_page(turn))
    if not lines and first_of_page(turn):
        return open_list(replace(turn, values={"list": name}), desk)
    if not lines:
        return Message(wanted.title, (say("Nothing here. Well kept!"),))
    items = tuple(wanted.item(line, desk, turn.person) for line in lines[:PAGE])
    return Message(wanted.title, (Items(items), *pager(turn, "lists.open", {"list": name}, more=len(lines) > PAGE)))


def _list_item(name: str, shown: CuratorList, desk: Desk, person: Person) -> Item:
    return Item(shown.title, _length(shown, desk, person), Button("Open", "lists.open", {"list": name}))


def _length(listed: CuratorList, desk: Desk, person: Person) -> str:
    length = len(listed.lines(desk, person, COUNTED, 0))
    return f"{COUNTED} {listed.things[1]} or more" if length == COUNTED else counted(length, *listed.things)


def _due_item(line: Line, desk: Desk, person: Person) -> Item:
    entry = desk.guide.entries([line.subject])[0]
    due_on = entry.due_on()
    detail = (
        f"Due {day(due_on)}, last reviewed {reviewed(entry, reader_of(entry, desk, person))}"
        if due_on
        else "Never reviewed"
    )
    return entry_item(entry, detail=detail)


def _entry_item(line: Line, desk: Desk, person: Person) -> Item:
    entry = desk.guide.entries([line.subject])[0]
    added, *_ = reversed(desk.guide.revisions.of("entry", entry.id))
    return entry_item(entry, detail=f"Added {day_of(added.at, person)}")


def _used_item(line: Line, desk: Desk, person: Person) -> Item:
    entry = desk.guide.entries([line.subject])[0]
    last = f", last on {day_of(line.at, person)}" if line.at else ""
    return entry_item(entry, detail=f"Used {counted(line.count, 'time')}{last}")


def _unfit_item(line: Line, desk: Desk, person: Person) -> Item:
    used = desk.questions.used(line.subject)
    if used is None:  # a use is never deleted, so a line without one is a fault of the store
        raise LookupError(line.subject)
    entry = desk.guide.entries([used.entry])[0]
    asked = desk.questions.wording(used.question)
    led = f"Asked “{shortened(asked)}”. " if asked else ""
    when = day_of(line.at, person) if line.at else ""
    detail = f"{led}{desk.people.name_of(used.person)}, {when}: “{line.notes}”"
    return entry_item(entry, used.question, detail)


def _unanswered_item(line: Line, desk: Desk, person: Person) -> Item:
    wording = desk.questions.wording(line.subject)
    last = f", last on {day_of(line.at, person)}" if line.at else ""
    values = {"question": wording, "asked": line.subject}
    button = Button("Write the answer", "guide.add", values)
    return Item(shortened(wording), f"Asked {counted(line.count, 'time')}{last}", button)


def _learned_item(line: Line, desk: Desk, person: Person) -> Item:
    learned = desk.learning.one(line.subject)
    if learned is None:  # one is never deleted, so a line without one is a fault of the store
        raise LookupError(line.subject)
    when = f", {day_of(line.at, person)}" if line.at else ""
    detail = f"{STATES[learned.state]}. {desk.people.name_of(learned.person)}{when}"
    return Item(shortened(learned.wording), detail, Button("Open", "learned.open", {"learned": learned.id}))


def _paged(read: Callable[[Desk], Callable[[int, int], Sequence[Line]]]) -> Callable[..., list[Line]]:
    return lambda desk, _person, limit, skip: list(read(desk)(limit, skip))


ENTRIES = ("entry", "entries")

LISTS = {
    "due": CuratorList(
        "Due for review",
        ENTRIES,
        lambda desk, person, limit, skip: desk.lists.due(desk.today(person), limit, skip),
        _due_item,
    ),
    "without owner": CuratorList(
        "Without an owner", ENTRIES, _paged(lambda desk: desk.lists.without_owner), _entry_item
    ),
    "never used": CuratorList("Never used", ENTRIES, _paged(lambda desk: desk.lists.never_used), _entry_item),
    "most used": CuratorList("Most used", ENTRIES, _paged(lambda desk: desk.lists.most_used), _used_item),
    "did not fit": CuratorList(
        "Did not fit", ("answer", "answers"), _paged(lambda desk: desk.lists.did_not_fit), _unfit_item
    ),
    "without answer": CuratorList(
        "Questions without an answer",
        ("question", "questions"),
        _paged(lambda desk: desk.lists.without_answer),
        _unanswered_item,
    ),
    "learned": CuratorList(
        "Learned from use", ("question", "questions"), _paged(lambda desk: desk.lists.learned), _learned_item
    ),
    "drafts": CuratorList("Drafts", ENTRIES, _paged(lambda desk: desk.lists.drafts), _entry_item),
    "retired": CuratorList("Retired", ENTRIES, _paged(lambda desk: desk.lists.retired), _entry_item),
}
WAITING = ("due", "without owner", "did not fit", "without answer", "drafts")  # the others are to look things up
