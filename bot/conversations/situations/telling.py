"""What came of a situation, told to everybody who brought, joined or answered it."""

from collections.abc import Sequence

from bot.conversations.permission import CURATORS
from bot.conversations.situations.card import KIND, about, open_button
from bot.conversations.situations.words import called, state_of
from bot.desk import Desk
from bot.message import Button, Buttons, Message, Part, Quote, cheer, say
from knowledge.entry import Entry
from knowledge.situation import Answer, Situation

_FOUND = cheer("The guide had an answer already. It finds it by these words from now on, because of you.")


def tell_settled(
    situation: Situation, entry: Entry, made_of: Sequence[Answer], desk: Desk, *, known: bool = False
) -> None:
    """Tell everybody concerned that the team has an answer, and whose doing it is; call it with the settling.

    ``known`` says that the guide had the answer already, and finds it by one more way to ask from now on.
    """
    authors = {answer.person for answer in made_of}
    button = Buttons((Button("Read the entry", "guide.open", {"entry": entry.id}, "main"),))
    for person in desk.situations.joins.concerned(situation.id):
        why = _FOUND if known else _because(person, situation, authors)
        parts: tuple[Part, ...] = (why, Quote(entry.answer, entry.question), button)
        desk.notices.tell(person, Message("The team has an answer", parts), KIND, about(situation))


def tell_ended(situation: Situation, desk: Desk) -> None:
    """Tell everybody concerned how a situation ended, and why; call it with the end."""
    for person in desk.situations.joins.concerned(situation.id):
        if person != situation.ended_by:
            desk.notices.tell(person, _ended(situation, desk), KIND, about(situation))


def tell_reopened(situation: Situation, by: str, desk: Desk) -> None:
    """Tell everybody concerned, and the curators, that a situation is taken up again; call it with the reopening."""
    words = say("**{who}** took this up again.", who=desk.people.name_of(by))
    more = say("Nobody has answered it yet. What would you do?")
    if situation.state == "closed":
        more = say("Read the answers again, and vote for the best. Votes from before still count.")
    parts: tuple[Part, ...] = (words, more, Quote(situation.happened), Buttons((open_button(situation),)))
    curators = [curator.id for curator in desk.people.in_roles(*CURATORS)]
    for person in dict.fromkeys([*desk.situations.joins.concerned(situation.id), *curators]):
        if person != by:
            desk.notices.tell(person, Message("Taken up again", parts), KIND, about(situation))


def _because(person: str, situation: Situation, authors: set[str]) -> Part:
    if person in authors:
        return cheer("You said what to do. This is now the team's answer, because of you.")
    if person == situation.brought_by:
        return cheer("You asked. This is now the team's answer, because of you.")
    return say("You had a part in it: this is now the team's answer.")


def _ended(situation: Situation, desk: Desk) -> Message:
    who = desk.people.name_of(situation.ended_by)
    parts: tuple[Part, ...] = (Quote(situation.happened), say("**{who}** ended it.", who=who))
    other = desk.situations.one(situation.became) if situation.state == "duplicate" else None
    if other is not None:
        same = say("It is the same as “{other}”; you hear what comes of that.", other=called(other))
        parts += (same, Buttons((open_button(other),)))
    if situation.reason:
        parts += (Quote(situation.reason, "Why"),)
    return Message(state_of(situation), (*parts, Buttons((open_button(situation, "Open the situation"),))))
