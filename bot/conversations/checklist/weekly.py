"""The weekly line to every lead: who is where, and who waits for whom."""

from datetime import UTC, datetime

from bot.conversations.checklist.board import where
from bot.conversations.checklist.hours import is_at_work
from bot.conversations.wording import counted
from bot.desk import Desk
from bot.message import Button, Buttons, Item, Items, Message, say
from bot.turn import Person
from onboarding.board import BoardRow

LINES = 10


def tell_leads_weekly(desk: Desk) -> None:
    """Tell every lead once a week, as soon as they are at work, how far everybody is."""
    for lead in desk.people.in_roles("lead"):
        if not is_at_work(lead, desk):
            continue
        year, week, _ = desk.today(lead).isocalendar()
        with desk.together():
            if desk.checklists.lists.say_once(f"weekly line:{lead.id}:{year}-{week:02}", desk.now):
                _tell(lead, desk)


def _tell(lead: Person, desk: Desk) -> None:
    rows = [
        row for program in desk.programs.in_use() for row in desk.board.rows(program.id) if row.head.state != "complete"
    ]
    if not rows:
        return
    rows.sort(key=_since)
    items = tuple(
        Item(
            desk.people.name_of(row.head.starter),
            where(row, lead, desk),
            Button("Open", "checklist.open", {"checklist": row.head.id}),
        )
        for row in rows[:LINES]
    )
    words = say(
        "{people} on their way. Who waits longest may want a word with their trainer.",
        people=counted(len(rows), "person", "people"),
    )
    left = len(rows) - LINES
    more = (say("And {left} more on the board, who wait less long.", left=str(left)),) if left > 0 else ()
    board = Buttons((Button("The whole board", "board.open"),))
    parts = (words, Items(items), *more, board)
    desk.notices.tell(lead.id, Message("How far everybody is", parts), "checklist", "board")


def _since(row: BoardRow) -> datetime:
    """Return since when the step under way waits; whoever is paused or waits for nobody comes last."""
    cell = row.now()
    return cell.since if cell and row.head.state == "running" else datetime.max.replace(tzinfo=UTC)
