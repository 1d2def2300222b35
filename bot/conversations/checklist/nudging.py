"""What the clock does on checklists: the welcome on the first day, and a gentle word where nothing happened for a while."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.conversations.checklist.finding import here, names
from bot.conversations.checklist.hours import hours_of, is_at_work, workday
from bot.conversations.checklist.starting import welcome
from bot.conversations.checklist.telling import prompt_starter, prompt_trainer
from bot.conversations.wording import day_of
from bot.desk import Desk
from bot.message import Button, say
from bot.turn import Person
from knowledge.hours import add_working_hours
from onboarding.checklist import Checklist
from onboarding.lists import Head

TO_TRAINER, TO_TRAINER_AGAIN, TO_STARTER, ENOUGH = range(4)  # the words said since something last happened


def welcome_starters(desk: Desk) -> None:
    """Welcome those whose first day has come, in their working hours."""
    for head in desk.checklists.lists.at_work():
        starter = desk.people.person(head.starter)
        if head.welcomed_at is None and starter and head.starts_on <= desk.today(starter) and is_at_work(starter, desk):
            with desk.together():
                for checklist in desk.checklists.all_of([head.id]):
                    welcome(checklist, desk, desk.now)


def remind_gently(desk: Desk) -> None:
    """Say one gentle word where nothing happened for the program's rhythm: to the trainer, then to both, then no more."""
    rhythms = {program.id: program.rhythm for program in desk.programs.in_use()}
    for head in desk.checklists.lists.at_work():
        if head.welcomed_at is None or head.reminded >= ENOUGH or head.program not in rhythms:
            continue
        listener = desk.people.person(head.starter if head.reminded == TO_STARTER else head.trainer)
        if listener and is_at_work(listener, desk) and _is_due(head, listener, rhythms[head.program], desk):
            _remind(head, desk)


def _is_due(head: Head, listener: Person, rhythm: int, desk: Desk) -> bool:
    """Say whether it has been quiet for long enough, in the working days of whoever would be told."""
    times = 1 if head.reminded == TO_TRAINER else 2
    if desk.now - head.moved_at < timedelta(days=rhythm * times - 1):
        return False  # whatever the hours, so that not every checklist is read every minute
    today = desk.today(listener)
    if head.quiet_until > today.isoformat() or head.starts_on > today:
        return False
    hours = hours_of(listener, desk)
    quiet = add_working_hours(_since(head, listener, desk), workday(hours) * rhythm * times, hours)
    return quiet <= desk.now


def _since(head: Head, listener: Person, desk: Desk) -> datetime:
    """Return since when nothing happened, leave left out; in the future where somebody is away now."""
    (checklist,) = desk.checklists.all_of([head.id])
    zone = ZoneInfo(listener.time_zone)
    back = [_first_moment_after(until, zone) for until in checklist.away.values()]
    return max([head.moved_at, _first_moment_after(head.starts_on - timedelta(days=1), zone), *back])


def _first_moment_after(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)


def _remind(head: Head, desk: Desk) -> None:
    with desk.together():
        if not desk.checklists.lists.remind(head):
            return
        for checklist in desk.checklists.all_of([head.id]):
            _say(checklist, head, desk)


def _say(checklist: Checklist, head: Head, desk: Desk) -> None:
    way = checklist.next_way()
    trainer = desk.people.person(checklist.trainer)
    if way is None or trainer is None:
        return
    since = day_of(head.moved_at, trainer)
    later = (Button("Not this week", "checklist.snooze", here(checklist)),)
    known = names(checklist, desk)
    if head.reminded == TO_STARTER:
        words = say(
            "A gentle word: the last step was on {day}. This is what comes next, when you both have a moment.",
            day=since,
        )
        prompt_starter(checklist, way, desk, "Your next step", words, more=later)
        return
    words = say(
        "A gentle word: {starter}'s last step was on {day}. This is what comes next, when it fits.", day=since, **known
    )
    prompt_trainer(checklist, way, desk, f"{known['starter']}: the next step", words, more=later)
