"""The first page where a chat product has one: asking, what one asked lately, and what waits for one."""

from bot.conversations.asking import ask_for_question
from bot.conversations.checklist.mine import confirm_item, next_item, waiting_item
from bot.conversations.entries import entry_item
from bot.conversations.home import buttons_for
from bot.conversations.lists import waiting
from bot.conversations.permission import CURATORS, LEADS, may
from bot.conversations.practice.home import waiting_items
from bot.conversations.recent import asked_item
from bot.conversations.tips import tip_line
from bot.conversations.wording import counted, day
from bot.desk import Desk
from bot.message import Button, Buttons, Item, Items, Message, Part, say
from bot.turn import Turn

RECENT = 5
TASKS = 5


def front(turn: Turn, desk: Desk) -> Message:
    """Offer to ask, and show the latest answers, the tasks, a curator's lists and where else to go."""
    parts: tuple[Part, ...] = (
        *ask_for_question().parts,
        *tip_line(desk),
        *_tasks(turn, desk),
        *_recent(turn, desk),
        *_lists(turn, desk),
        say("**More**"),
        Buttons(buttons_for(turn.person)),
    )
    return Message(f"Hello {turn.person.name}", parts)


def _deliveries(turn: Turn, desk: Desk) -> list[Item]:
    lost = desk.deliveries.count_given_up() if may(turn.person, LEADS) else 0
    if not lost:
        return []
    words = f"{counted(lost, 'message')} could not be delivered"
    return [Item(words, "Read why, and send them again or call them off.", Button("Open", "outbox.list"))]


def _recent(turn: Turn, desk: Desk) -> tuple[Part, ...]:
    asked = desk.questions.recent(turn.person.id, RECENT + 1, 0)
    if not asked:
        return ()
    items = Items(tuple(asked_item(each, turn, desk) for each in asked[:RECENT]))
    more = (Buttons((Button("All your answers", "answers.mine"),)),) if len(asked) > RECENT else ()
    return (say("**Your latest answers**"), items, *more)


def _lists(turn: Turn, desk: Desk) -> tuple[Part, ...]:
    items = waiting(desk, turn.person) if may(turn.person, CURATORS) else ()
    return (say("**Your lists**"), Items(items)) if items else ()


def _tasks(turn: Turn, desk: Desk) -> tuple[Part, ...]:
    items = _checklist_tasks(turn, desk)
    items += _deliveries(turn, desk)
    undecided = desk.questions.undecided(turn.person.id, TASKS)
    for line in desk.lists.due_of(turn.person.id, desk.today(turn.person), TASKS):
        entry = desk.guide.entries([line.subject])[0]
        due_on = entry.due_on()
        items.append(entry_item(entry, detail=f"Review it, due {day(due_on)}" if due_on else "Review it, never yet"))
    for use in undecided:
        entry = desk.guide.entries([use.entry])[0]
        button = Button("Say whether it fitted", "guide.fit", {"use": use.id})
        items.append(Item(entry.question, "You used this answer. Did it fit?", button))
    return (say("**Your tasks**"), Items(tuple(items))) if items else ()


def _checklist_tasks(turn: Turn, desk: Desk) -> list[Item]:
    """Return what waits for somebody on checklists: their next step, what they were taught, what they may sign off."""
    lists = desk.checklists.lists
    own = [next_item(head, desk) for head in lists.of_starter(turn.person.id)]
    learnt = [confirm_item(each, desk) for each in lists.to_confirm(turn.person.id, TASKS)]
    to_sign = [waiting_item(each, turn, desk) for each in lists.to_sign(turn.person.id, TASKS)]
    return [item for item in (*own, *learnt, *to_sign, *waiting_items(turn.person, desk)) if item]
