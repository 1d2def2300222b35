"""What there is to practise: what waits for my answer, for my feedback, for my debrief, and what I can start."""

from datetime import date, timedelta

from bot.conversations.permission import LEADS, TRAINERS, may
from bot.conversations.wording import day, shortened
from bot.desk import Desk
from bot.message import Button, Buttons, Item, Items, Message, Part, say
from bot.turn import Person, Turn
from onboarding.practices import RolePlay

WEEKLY = "weekly role-play"
ON = "on"
SHOWN = 10
LATEST = timedelta(weeks=3)  # a role-play that nobody debriefed by then was not played, and asks for nothing any more


def practice(turn: Turn, desk: Desk) -> Message:
    """Show what waits for somebody in practice, and what they can do."""
    items = waiting_items(turn.person, desk)
    parts: tuple[Part, ...] = (Items(tuple(items)),) if items else (say("Nothing waits for you."),)
    return Message("Practice", (*parts, *_play_words(turn.person, desk), Buttons(_buttons(turn.person, desk))))


def waiting_items(person: Person, desk: Desk) -> list[Item]:
    """Return what waits for somebody in practice as lines of a list."""
    practices = desk.practices
    answer = [
        Item(
            shortened(each.situation),
            f"From {desk.people.name_of(each.giver)}",
            Button("Answer", "practice.answer", {"practice": each.id}),
        )
        for each in practices.to_answer(person.id, SHOWN)
    ]
    read = [
        Item(
            f"{desk.people.name_of(each.csr)} answered",
            shortened(each.situation),
            Button("Give feedback", "practice.feedback", {"practice": each.id}),
        )
        for each in practices.to_read(person.id, SHOWN)
    ]
    plays = [
        Item(
            _title(each, person, desk),
            "When it was played: how was it?",
            Button("Debrief", "practice.debrief", {"play": each.id}),
        )
        for each in practices.plays_of(person.id)
        if desk.today(person) - _monday(each) < LATEST
    ]
    return [*answer, *read, *plays]


def _title(play: RolePlay, person: Person, desk: Desk) -> str:
    what = "The role-play you watch" if play.pair.watching == person.id else "Your role-play"
    is_of_this_week = desk.today(person) - _monday(play) < timedelta(weeks=1)
    return f"{what} this week" if is_of_this_week else f"{what} in the week of {day(_monday(play))}"


def _monday(play: RolePlay) -> date:
    return date.fromisoformat(play.week)


def _play_words(person: Person, desk: Desk) -> tuple[Part, ...]:
    if desk.settings.get(WEEKLY) != ON:
        return ()
    if person.id in desk.practices.volunteers():
        return (say("Every week you are paired with somebody for a role-play."),)
    return (
        say("Every week volunteers are paired for a role-play: one plays the customer, from a card only they see."),
    )


def _buttons(person: Person, desk: Desk) -> tuple[Button, ...]:
    buttons = []
    if may(person, TRAINERS):
        buttons.append(Button("Give a situation", "practice.give", style="main"))
    plays = person.id in desk.practices.volunteers()
    buttons.append(Button("Stop playing along" if plays else "Play along", "practice.volunteer"))
    if may(person, LEADS):
        is_on = desk.settings.get(WEEKLY) == ON
        buttons.append(Button("Stop the weekly role-play" if is_on else "Pair people every week", "practice.weekly"))
    return tuple(buttons)
