"""Voting for the best answer, saying "me too", and seeing to a situation."""

from bot.conversations.permission import CURATORS, need
from bot.conversations.situations.card import refresh
from bot.conversations.situations.found import answer_for, asked_for
from bot.conversations.situations.opened import shown, too_late
from bot.conversations.situations.repeats import watch_repeats
from bot.desk import Desk
from bot.message import Message, cheer, note
from bot.turn import Turn
from knowledge.refusal import Refusal
from knowledge.situation import check_vote
from knowledge.situations import Overtaken


def vote(turn: Turn, desk: Desk) -> Message:
    """Count the person's vote for an answer, in place of the one before."""
    answer = answer_for(turn, desk)
    situation = desk.situations.one(answer.situation)
    if situation is None:
        raise Refusal("There is no such situation. Open the list of situations again.")
    check_vote(situation, answer, turn.person.id)
    with desk.together():
        counted = desk.situations.answers.vote(answer, turn.person.id, desk.now)
        refresh(situation.id, desk)
    now = desk.situations.one(situation.id) or situation
    if not counted:
        return too_late(now, turn, desk)
    return shown(now, turn, desk, cheer("Your vote counts. You can change it until a curator settles it."))


def me_too(turn: Turn, desk: Desk) -> Message:
    """Count that the person has met this situation too; they hear what comes of it."""
    situation = asked_for(turn, desk)
    with desk.together():
        joined = desk.situations.joins.join(situation.id, turn.person.id, desk.now)
        if joined:
            refresh(situation.id, desk)
            watch_repeats(situation.id, desk)
    now = desk.situations.one(situation.id) or situation
    if joined:
        return shown(now, turn, desk, cheer("Counted. You hear what comes of it."))
    if not now.is_open:
        return shown(now, turn, desk, note("This one is over; here is what came of it."))
    return shown(now, turn, desk, note("You are counted already."))


def take(turn: Turn, desk: Desk) -> Message:
    """Keep that a curator sees to a situation."""
    need(turn.person, desk, CURATORS, "see to a situation")
    situation = asked_for(turn, desk)
    try:
        with desk.together():
            kept = desk.situations.hold(situation.id, turn.person.id, desk.now)
            refresh(situation.id, desk)
    except Overtaken as overtaken:
        return too_late(overtaken.now, turn, desk)
    return shown(kept, turn, desk, cheer("You have it. Everybody sees that on the card."))
