"""Answers due for review, once a week to those who stand behind them, and to the leads when nobody acts."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.conversations.entries import asked_for
from bot.conversations.permission import LEADS, may_of
from bot.conversations.wording import counted, day
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Field, Message, Part, cheer, say
from bot.turn import Person, Turn
from knowledge.entry import Entry
from knowledge.refusal import Refusal
from knowledge.store import Superseded
from knowledge.tip_plan import Times

FRIDAY, MORNING = 4, 9  # there is still time that day, and the week's rush is over
FIRST_ZONE, LAST_ZONE = "Etc/GMT-14", "Etc/GMT+12"  # where a day begins first, and where it ends last
MOST_SHOWN = 10  # more is no message but a list
MOST_DUE = 1_000  # entries looked at: a guide of which more is due needs a meeting, not a message
OVERDUE = timedelta(weeks=2)
KIND = "reviews"


def remind_of_reviews(desk: Desk) -> None:
    """Tell everybody once a week which of their answers are due for review, and the leads which wait too long."""
    if not any(Times(FRIDAY, MORNING, zone).is_time(desk.now) for zone in (FIRST_ZONE, LAST_ZONE)):
        return
    had: dict[date, frozenset[str]] = {}  # of each week there is now, which are two around the weekend
    for person in desk.people.all():
        times = Times(FRIDAY, MORNING, person.time_zone)
        week = times.week(desk.now)
        if times.is_time(desk.now) and week not in had:
            had[week] = desk.review_rounds.had(week)
        if times.is_time(desk.now) and person.id not in had[week]:
            with desk.together():
                if desk.review_rounds.claim(person.id, week, desk.now):
                    _remind(person, desk)


def still_right(turn: Turn, desk: Desk) -> Message:
    """Keep that an answer still holds, said by whoever stands behind it, and show what else is due."""
    entry = _own(turn, desk, "review an entry")
    reviewed = replace(entry, reviewed_at=desk.today(turn.person), reviewed_by=turn.person.id)
    _keep(reviewed, "reviewed", turn, desk)
    words = cheer("“{question}”: reviewed today, by you.", question=entry.question)
    rest = _due_of(turn.person, desk)
    if not rest:
        return Message("Reviewed", (words, say("Nothing else of yours is due. Thank you.")))
    return Message("Reviewed", (words, *_each(rest)))


def not_mine(turn: Turn, desk: Desk) -> Message:
    """Ask who stands behind an answer instead, and pass it on; where nobody is named, to the leads."""
    entry = _own(turn, desk, "change the owner of an entry")
    field = Field(
        "owner", "Who stands behind it instead?", required=False, hint="Their name. Leave it empty if you do not know."
    )
    hidden = {"entry": entry.id, "asked": "yes"}
    if "owner" not in turn.values and not turn.value("asked"):
        return Message(f"Not yours: {entry.question}", (Ask("reviews.not_mine", "Pass it on", (field,), hidden),))
    name = turn.value("owner")
    other = desk.people.named(name) if name else None
    if name and other is None:
        names = ", ".join(person.name for person in desk.people.all()[:20])
        wrong = replace(field, value=name, error=f"Nobody in the team goes by that name. There are: {names}.")
        return Message(f"Not yours: {entry.question}", (Ask("reviews.not_mine", "Pass it on", (wrong,), hidden),))
    with desk.together():
        kept = _keep(replace(entry, owner=other.id if other else ""), _what(other), turn, desk)
        _pass_on(kept, other, turn.person, desk)
    if other:
        return Message("Passed on", (cheer("{name} stands behind it now, and knows.", name=other.name),))
    return Message("Passed on", (cheer("The leads know that nobody stands behind it."),))


def _remind(person: Person, desk: Desk) -> None:
    due = _due_of(person, desk)
    if due:
        words = say("You stand behind {count} due for review. Read each, and say what is so.", count=_count(due))
        desk.notices.tell(person.id, Message("Is it still right?", (words, *_each(due))), KIND)
    waiting = _waiting_too_long(desk) if person.role in LEADS else []
    if waiting:
        words = say("{count} overdue by two weeks or more, or nobody stands behind them.", count=_are(waiting))
        shown = tuple(part for entry in waiting[:MOST_SHOWN] for part in _for_leads(entry, desk))
        desk.notices.tell(person.id, Message("Reviews that wait too long", (words, *shown, *_more(waiting))), KIND)


def _due_of(person: Person, desk: Desk) -> list[Entry]:
    lines = desk.lists.due_of(person.id, desk.today(person), MOST_DUE)
    return desk.guide.entries([line.subject for line in lines])


def _waiting_too_long(desk: Desk) -> list[Entry]:
    """Return what is due and has no owner who could act on it, or one who has not for two weeks."""
    there = {person.id for person in desk.people.all()}
    due = desk.guide.entries([line.subject for line in desk.lists.due(desk.now.date(), MOST_DUE, 0)])
    return [
        entry
        for entry in due
        if entry.owner not in there or (entry.due_on() or desk.now.date()) <= desk.now.date() - OVERDUE
    ]


def _each(entries: Sequence[Entry]) -> Iterable[Part]:
    for entry in entries[:MOST_SHOWN]:
        values = {"entry": entry.id}
        yield say("**{question}** {since}", question=entry.question, since=_since(entry))
        yield Buttons(
            (
                Button("Still right", "reviews.right", values, "main"),
                Button("Read it", "guide.open", values),
                Button("Edit", "guide.edit", values),
                Button("Not mine", "reviews.not_mine", values),
            )
        )
    yield from _more(entries)


def _for_leads(entry: Entry, desk: Desk) -> tuple[Part, ...]:
    owner = f"{desk.people.name_of(entry.owner)} stands behind it." if entry.owner else "Nobody stands behind it."
    values = {"entry": entry.id}
    return (
        say("**{question}** {since}. {owner}", question=entry.question, since=_since(entry), owner=owner),
        Buttons((Button("Read it", "guide.open", values), Button("Change owner", "guide.owner", values))),
    )


def _more(entries: Sequence[Entry]) -> tuple[Part, ...]:
    left = len(entries) - MOST_SHOWN
    return (say("And {count} more, once these are done.", count=f"{left:,}"),) if left > 0 else ()


def _since(entry: Entry) -> str:
    due_on = entry.due_on()
    return f"has been due since {day(due_on)}" if due_on else "has never been reviewed"


def _own(turn: Turn, desk: Desk, what: str) -> Entry:
    entry = asked_for(turn, desk)
    may_of(turn.person, desk, entry, what)
    return entry


def _keep(entry: Entry, what: str, turn: Turn, desk: Desk) -> Entry:
    try:
        return desk.guide.save(entry, what, turn.person.id, desk.now)
    except Superseded:
        raise Refusal("Somebody changed this entry a moment ago. Nothing was done; open it to see it now.") from None


def _pass_on(entry: Entry, other: Person | None, by: Person, desk: Desk) -> None:
    if other is not None:
        words = say("{name} says that you stand behind this answer. It is due for review.", name=by.name)
        desk.notices.tell(other.id, Message("Is it still right?", (words, *_each([entry]))), KIND)
        return
    words = say("{name} does not stand behind this answer, and does not know who does.", name=by.name)
    for lead in desk.people.in_roles(*LEADS):
        message = Message("Nobody stands behind an answer", (words, *_for_leads(entry, desk)))
        desk.notices.tell(lead.id, message, KIND)


def _what(other: Person | None) -> str:
    return f"given to {other.name}" if other else "given back"


def _count(entries: Sequence[Entry]) -> str:
    return counted(len(entries), "answer that is", "answers that are")


def _are(entries: Sequence[Entry]) -> str:
    return counted(len(entries), "answer is", "answers are")
