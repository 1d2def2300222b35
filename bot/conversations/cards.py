"""What people do at a card the team sees, without pressing anything on it: they reply in its thread, and they react."""

from collections.abc import Callable, Mapping

from bot.conversations import tips
from bot.conversations.situations import answering
from bot.desk import Desk
from bot.message import SILENCE, Message
from bot.turn import Turn
from knowledge.refusal import Refusal

Conversation = Callable[[Turn, Desk], Message]

# By what a card shows ("situation" of "situation:ID"): what becomes of a reply in its thread, and of a reaction.
# A reply comes again when it is edited, and without words when it is deleted.
REPLIES: Mapping[str, Conversation] = {"tip": tips.hear_reply, "situation": answering.reply}
REACTIONS: Mapping[str, Conversation] = {"tip": tips.hear_reaction}


def reply(turn: Turn, desk: Desk) -> Message:
    """Take a reply in a card's thread: ``text`` is what it says, ``reply`` its own id."""
    return _by_card(REPLIES, turn, desk)


def reaction(turn: Turn, desk: Desk) -> Message:
    """Take a reaction to a card: ``reaction`` is its name, ``gone`` says that it was taken back."""
    return _by_card(REACTIONS, turn, desk)


def _by_card(table: Mapping[str, Conversation], turn: Turn, desk: Desk) -> Message:
    card = turn.value("card")
    if not card:
        raise Refusal("I do not know which card that was about. Nothing was kept; please answer on the card itself.")
    conversation = table.get(card.partition(":")[0])
    return conversation(turn, desk) if conversation else SILENCE
