"""What people do at a card, remembered in place of the conversation that would take it."""

from bot.conversations import answer
from bot.desk import Desk
from bot.message import SILENCE, Message
from bot.turn import Turn

CARD = "situation:1"


class Ears:
    """Answers as Baton does, and remembers what was done at cards."""

    def __init__(self) -> None:
        self.at_cards: list[tuple[str, str, dict[str, str]]] = []

    def answer(self, turn: Turn, desk: Desk) -> Message:
        if not turn.action.startswith("card."):
            return answer(turn, desk)
        self.at_cards.append((turn.person.name, turn.action, dict(turn.values)))
        return Message("That did not go through") if "impossible" in turn.value("text") else SILENCE
