"""Closing a round: when its time is up, or when a curator closes it. From then on the answers stand side by side."""

from bot.conversations.permission import CURATORS, need
from bot.conversations.situations.card import KIND, about, open_button, refresh
from bot.conversations.situations.found import asked_for
from bot.conversations.situations.opened import shown, too_late
from bot.conversations.situations.rules import round_of
from bot.conversations.wording import counted
from bot.desk import Desk
from bot.message import Buttons, Message, Quote, cheer, say
from bot.turn import Turn
from knowledge.situation import Situation
from knowledge.situations import Overtaken


def close(turn: Turn, desk: Desk) -> Message:
    """Close a round before its time is up."""
    need(turn.person, desk, CURATORS, "close a round")
    situation = asked_for(turn, desk)
    remind_at = round_of(situation.bucket, desk).closes_at
    try:
        with desk.together():
            kept = desk.situations.close(situation.id, turn.person.id, desk.now, remind_at)
            tell_of_the_vote(kept, desk, turn.person.id)
    except Overtaken as overtaken:
        return too_late(overtaken.now, turn, desk)
    return shown(kept, turn, desk, cheer("The round is closed. Everybody can read the answers now, and vote."))


def tell_of_the_vote(situation: Situation, desk: Desk, closed_by: str = "") -> None:
    """Tell whoever is concerned, and the curators, that a round has closed; call it with the closing."""
    refresh(situation.id, desk)
    curators = [curator.id for curator in desk.people.in_roles(*CURATORS)]
    for person in dict.fromkeys([*desk.situations.joins.concerned(situation.id), *curators]):
        if person != closed_by:
            desk.notices.tell(person, _vote(situation), KIND, about(situation))


def _vote(situation: Situation) -> Message:
    if not situation.answers:
        words = say("The round is over, and nobody has answered yet. Late answers are still welcome.")
        return Message("Nobody knew", (words, Quote(situation.happened), Buttons((open_button(situation),))))
    words = say(
        "The round has closed with {answers}. Read them side by side, and vote for the best.",
        answers=counted(situation.answers, "answer"),
    )
    button = open_button(situation, "Read and vote")
    return Message("Which answer is the best?", (words, Quote(situation.happened), Buttons((button,))))
