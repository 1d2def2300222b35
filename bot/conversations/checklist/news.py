"""What the others on a checklist are told when it is paused, goes on or ends, and when a skill or a buddy is chosen."""

from bot.conversations.checklist.finding import names
from bot.conversations.checklist.telling import open_button, prompt_starter, prompt_trainer, tell, tell_both
from bot.desk import Desk
from bot.message import Buttons, Message, Part, Quote, say
from bot.turn import Person
from onboarding.checklist import Checklist, Way
from onboarding.deed import Deed


def tell_of_choice(checklist: Checklist, way: Way, by: Person, desk: Desk) -> None:
    """Tell those on a checklist which skill was chosen to come next; before the first day, the welcome does."""
    if not _has_started(checklist, desk):
        return
    words = say("{name} chose what comes next.", name=by.name)
    prompt_starter(checklist, way, desk, f"{way.skill.name}: begun", words)
    if by.id != checklist.trainer:
        prompt_trainer(checklist, way, desk, f"{names(checklist, desk)['starter']}, {way.skill.name}: begun", words)


def tell_of_buddy(checklist: Checklist, desk: Desk) -> None:
    """Tell the starter and the buddy of each other; before the first day, the welcome does."""
    if not checklist.buddy or not _has_started(checklist, desk):
        return
    message = Message("Your buddy", (buddy_words(checklist, desk), Buttons((open_button(checklist),))))
    tell(desk, checklist.starter, message, checklist)
    tell_buddy(checklist, desk)


def tell_buddy(checklist: Checklist, desk: Desk) -> None:
    """Tell the buddy that they are the buddy."""
    known = names(checklist, desk)
    words = say("You are **{starter}**'s buddy: the one to ask small things. {trainer} is the trainer.", **known)
    message = Message(f"You are {known['starter']}'s buddy", (words, Buttons((open_button(checklist),))))
    tell(desk, checklist.buddy, message, checklist)


def buddy_words(checklist: Checklist, desk: Desk) -> Part:
    """Return what the starter reads of their buddy."""
    return say("**{buddy}** is your buddy: ask them the small things.", buddy=desk.people.name_of(checklist.buddy))


def tell_of_pause(checklist: Checklist, by: Person, desk: Desk) -> None:
    """Tell the starter and the trainer that nothing goes on for a while, and why."""
    words = say("{name} paused it. Nothing of it is lost, and nobody is reminded.", name=by.name)
    _tell(checklist, by, desk, "paused", words, *_why(checklist.paused, by))


def tell_of_going_on(checklist: Checklist, by: Person, desk: Desk) -> None:
    """Tell the starter and the trainer that it goes on, and what comes next."""
    words = say("{name} resumed it, and it goes on where it was.", name=by.name)
    way = checklist.next_way()
    if way is None or not _has_started(checklist, desk):
        return
    title = f"{names(checklist, desk)['starter']}'s checklist: it goes on"
    prompt_starter(checklist, way, desk, title, words)
    if by.id != checklist.trainer:
        prompt_trainer(checklist, way, desk, title, words)


def tell_of_end(checklist: Checklist, by: Person, desk: Desk) -> None:
    """Tell the starter and the trainer that a checklist was ended, and why."""
    words = say("{name} ended it. The record of every sign-off stays.", name=by.name)
    _tell(checklist, by, desk, "ended", words, *_why(checklist.ended, by))


def _tell(checklist: Checklist, by: Person, desk: Desk, what: str, *parts: Part) -> None:
    title = f"{names(checklist, desk)['starter']}'s checklist: {what}"
    tell_both(desk, by, Message(title, (*parts, Buttons((open_button(checklist),)))), checklist)


def _why(deed: Deed | None, by: Person) -> tuple[Quote, ...]:
    reason = deed.word("reason") if deed else ""
    return (Quote(reason, by.name),) if reason else ()


def _has_started(checklist: Checklist, desk: Desk) -> bool:
    starter = desk.people.person(checklist.starter)
    return starter is not None and checklist.starts_on <= desk.today(starter)
