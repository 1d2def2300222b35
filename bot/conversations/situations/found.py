"""The situation and the answer that a turn is about."""

from bot.desk import Desk
from bot.turn import Turn
from knowledge.refusal import Refusal
from knowledge.situation import Answer, Situation


def asked_for(turn: Turn, desk: Desk) -> Situation:
    """Return the situation a turn is about; one that was never posted is its writer's alone.

    Raises:
        Refusal: there is no such situation.
    """
    situation = desk.situations.one(turn.value("situation"))
    if situation is None or (situation.is_private and situation.brought_by != turn.person.id):
        raise Refusal("There is no such situation. Open the list of situations again.")
    return situation


def answer_for(turn: Turn, desk: Desk) -> Answer:
    """Return the answer a turn is about.

    Raises:
        Refusal: there is no such answer any more.
    """
    answer = desk.situations.answers.one(turn.value("of"))
    if answer is None:
        raise Refusal("This answer is gone; whoever wrote it has deleted it.")
    return answer
