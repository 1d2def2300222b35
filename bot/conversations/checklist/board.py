"""The board as a compact summary: who is where, who waits for whom, and how long stages take."""

from bot.conversations.checklist.teachers import teachers_parts
from bot.conversations.paging import page_of, pager
from bot.conversations.permission import LEADS, need
from bot.conversations.wording import counted, day, day_of
from bot.desk import Desk
from bot.message import Button, Buttons, Facts, Item, Items, Message, Part, Text, say
from bot.turn import Person, Turn
from onboarding.board import BoardRow, Cell, Spread
from onboarding.program import STAGES, Program


def board(turn: Turn, desk: Desk) -> Message:
    """Show everybody's way through a program, a page at a time."""
    need(turn.person, desk, LEADS, "see the board")
    programs = desk.programs.in_use()
    program = next((each for each in programs if each.id == turn.value("program")), programs[0] if programs else None)
    if program is None:
        return Message("The board", (say("There is no program yet."),))
    rows, more = page_of(turn, desk.board.rows(program.id))
    offered = program in desk.programs.all()
    start = (Button("Start a checklist", "checklist.start", {"program": program.id}, "main"),) if offered else ()
    others = (Button(each.name, "board.open", {"program": each.id}) for each in programs if each.id != program.id)
    parts: tuple[Part, ...] = (Buttons((*start, *others)),)
    if not rows:
        return Message(f"The board: {program.name}", (say("Nobody learns by this program yet."), *parts))
    items = Items(tuple(_item(row, turn, desk) for row in rows))
    pages = pager(turn, "board.open", {"program": program.id}, more=more)
    return Message(
        f"The board: {program.name}", (items, *pages, *_times(desk, program), *teachers_parts(program.id, desk), *parts)
    )


def where(row: BoardRow, reader: Person, desk: Desk) -> str:
    """Return in a few words how far somebody is, and whom they wait for."""
    passed = sum(1 for cell in row.cells.values() if cell.signed == len(STAGES))
    so_far = f"{passed} of {counted(len(row.cells), 'skill')} passed"
    if row.head.state == "complete":
        return "Every skill passed"
    if row.head.state == "paused":
        return f"{so_far}. Paused"
    if row.head.starts_on > desk.today(reader):
        return f"Starts on {day(row.head.starts_on)}, with {desk.people.name_of(row.head.trainer)}"
    cell = row.now()
    if cell is None:
        return f"{so_far}. The next is not begun yet" if passed else f"{so_far}. Nothing begun yet"
    return f"{so_far}. {_waiting(row, cell, reader, desk)}"


def waits_for(row: BoardRow, cell: Cell, desk: Desk) -> str:
    """Return the name of whoever a skill waits for."""
    starter, trainer = desk.people.name_of(row.head.starter), desk.people.name_of(row.head.trainer)
    names = {"both": f"{starter} and {trainer}", "starter": starter, "trainer": trainer, "learner": "who was taught"}
    return names.get(cell.waits_for, "")


def _waiting(row: BoardRow, cell: Cell, reader: Person, desk: Desk) -> str:
    since = day_of(cell.since, reader)
    return f"{cell.name}, {STAGES[cell.signed]} since {since}: waits for {waits_for(row, cell, desk)}"


def _item(row: BoardRow, turn: Turn, desk: Desk) -> Item:
    button = Button("Open", "checklist.open", {"checklist": row.head.id})
    return Item(desk.people.name_of(row.head.starter), where(row, turn.person, desk), button)


def _times(desk: Desk, program: Program) -> tuple[Part, ...]:
    spreads = [spread for spread in desk.board.spreads(program.id) if spread.count()]
    if not spreads:
        return ()
    words: Text = say("**How long a stage takes**, half of the sign-offs within:")
    return (words, Facts(tuple((spread.stage.capitalize(), _days(spread)) for spread in spreads)))


def _days(spread: Spread) -> str:
    days = spread.median()
    took = counted(days, "day") if days else "the same day"
    return f"{took} ({counted(spread.count(), 'sign-off')})"
