"""My own checklist, and the checklists I train or am the buddy on: with what waits for me on top."""

from bot.conversations.checklist.showing import shown, title_of
from bot.conversations.checklist.telling import skill_button
from bot.conversations.checklist.words import marks
from bot.conversations.paging import page_of, pager
from bot.conversations.permission import TRAINERS, may, need
from bot.conversations.wording import counted, day, day_of
from bot.desk import Desk
from bot.message import Button, Buttons, Item, Items, Message, Part, say
from bot.turn import Turn
from onboarding.lists import Head, Waits
from onboarding.program import STAGES

WAITING = 10


def mine(turn: Turn, desk: Desk) -> Message:
    """Show my checklist, or the list of them where I have more than one or am somebody's buddy."""
    heads = desk.checklists.lists.of_starter(turn.person.id)
    checklists = desk.checklists.all_of(head.id for head in heads)
    buddy_of = _buddy_parts(turn, desk)
    if len(checklists) == 1 and not buddy_of:
        return shown(checklists[0], turn, desk)
    if checklists:
        items = (
            Item(title_of(each, desk), button=Button("Open", "checklist.open", {"checklist": each.id}))
            for each in checklists
        )
        return Message("Your checklists", (Items(tuple(items)), *buddy_of))
    if may(turn.person, TRAINERS):
        return starters(turn, desk)
    words = say("You have no checklist. A trainer or a lead starts one for whoever is new, or learns something anew.")
    return Message("Your checklist", (words, *buddy_of))


def starters(turn: Turn, desk: Desk) -> Message:
    """List my starters and what waits for me."""
    need(turn.person, desk, TRAINERS, "lead new people in")
    lists = desk.checklists.lists
    heads, more = page_of(turn, lists.of_trainer(turn.person.id))
    waiting = tuple(waiting_item(each, turn, desk) for each in lists.to_sign(turn.person.id, WAITING))
    parts: list[Part] = [say("**Waiting for you**"), Items(waiting)] if waiting else []
    if heads:
        items = tuple(_item(head, turn, desk) for head in heads)
        parts += [say("**Your starters**"), Items(items), *pager(turn, "checklist.starters", {}, more=more)]
    else:
        parts.append(say("Nobody learns from you right now."))
    parts += _buddy_parts(turn, desk)
    return Message("Starters", (*parts, Buttons((Button("Start a checklist", "checklist.start", style="main"),))))


def waiting_item(waits: Waits, turn: Turn, desk: Desk) -> Item:
    """Return a stage that waits for a sign-off as one line of a list."""
    values = {"checklist": waits.checklist, "skill": waits.skill, "stage": STAGES[waits.signed]}
    button = Button("Read and sign off", "checklist.read", values)
    title = f"{desk.people.name_of(waits.starter)}: {waits.name}, {STAGES[waits.signed]}"
    return Item(title, f"Begun on {day_of(waits.since, turn.person)}", button)


def confirm_item(waits: Waits, desk: Desk) -> Item:
    """Return what somebody was taught and has not confirmed as one line of a list."""
    values = {"checklist": waits.checklist, "skill": waits.skill}
    button = Button("Say what I learnt", "checklist.confirm", values)
    return Item(f"{desk.people.name_of(waits.starter)} taught you “{waits.name}”", "What did you learn?", button)


def _buddy_parts(turn: Turn, desk: Desk) -> tuple[Part, ...]:
    """Return those whose buddy somebody is, the oldest first."""
    items = tuple(_item(head, turn, desk) for head in desk.checklists.lists.of_buddy(turn.person.id)[:WAITING])
    return (say("**You are the buddy of**"), Items(items)) if items else ()


def _item(head: Head, turn: Turn, desk: Desk) -> Item:
    button = Button("Open", "checklist.open", {"checklist": head.id})
    name = desk.people.name_of(head.starter)
    (checklist,) = desk.checklists.all_of([head.id])
    way = checklist.next_way()
    if head.state == "paused" or way is None:
        return Item(name, "Paused", button)
    if head.starts_on > desk.today(turn.person):
        return Item(name, f"Starts on {day(head.starts_on)}", button)
    passed = sum(1 for each in checklist.ways.values() if each.now() is None)
    return Item(name, f"{counted(passed, 'skill')} passed. {way.skill.name}: {marks(way)}", button)


def next_item(head: Head, desk: Desk) -> Item | None:
    """Return a starter's next step as one line of a list, or None where there is none."""
    (checklist,) = desk.checklists.all_of([head.id])
    way = checklist.next_way() if checklist.state() == "running" else None
    return Item(f"{way.skill.name}: your next step", marks(way), skill_button(checklist, way, "Open")) if way else None
