"""Questions that became phrasings because their answer fitted: what happens by itself, and what curators say to it."""

from bot.conversations.entries import entry_item
from bot.conversations.permission import CURATORS, need
from bot.conversations.wording import day_of
from bot.desk import Desk
from bot.message import Button, Buttons, Facts, Items, Message, cheer, say
from bot.turn import Turn
from knowledge.learning import Learned
from knowledge.questions import Use
from knowledge.refusal import Refusal

STATES = {
    "taken": "A phrasing of the entry",
    "waiting": "Waits until more people have used the entry, or for a curator",
    "refused": "Refused",
}


def learn_from(used: Use, verdict: str, desk: Desk) -> None:
    """Let the guide learn from what somebody said of an answer that a question had led to."""
    wording = desk.questions.wording(used.question)
    if not wording:
        return
    if verdict == "did not fit":
        desk.learning.misfitted(desk.guide, used.entry, wording, desk.now)
    else:
        desk.learning.fitted(used.entry, wording, used.person, desk.now)
        desk.learning.learn(desk.guide, used.entry, desk.now)


def open_learned(turn: Turn, desk: Desk) -> Message:
    """Show one question that its answer fitted, and what became of it."""
    need(turn.person, desk, CURATORS, "see what the guide learns")
    return _shown(_asked_for(turn, desk), turn, desk)


def take(turn: Turn, desk: Desk) -> Message:
    """Make a question a phrasing of the entry whose answer fitted it."""
    return _settled(turn, desk, "taken")


def refuse(turn: Turn, desk: Desk) -> Message:
    """Make a question no phrasing, for good."""
    return _settled(turn, desk, "refused")


def _settled(turn: Turn, desk: Desk, state: str) -> Message:
    need(turn.person, desk, CURATORS, "say what the guide learns")
    learned = _asked_for(turn, desk)
    if not desk.learning.settle(desk.guide, learned, state, turn.person.id, desk.now):
        raise Refusal("Somebody changed this entry a moment ago. Nothing was done; please try again.")
    shown = _shown(_asked_for(turn, desk), turn, desk)
    words = "It is a phrasing of the entry now." if state == "taken" else "It is none, and will not become one again."
    return Message(shown.title, (cheer("{words}", words=words), *shown.parts))


def _shown(learned: Learned, turn: Turn, desk: Desk) -> Message:
    facts = Facts(
        (
            ("State", STATES[learned.state]),
            ("Asked by", f"{desk.people.name_of(learned.person)}, {day_of(learned.at, turn.person)}"),
        )
    )
    entries = Items(tuple(entry_item(entry) for entry in desk.guide.entries([learned.entry])))
    values = {"learned": learned.id}
    buttons = []
    if learned.state != "taken":
        buttons.append(Button("Make it a phrasing", "learned.take", values, "main"))
    if learned.state != "refused":
        buttons.append(Button("Refuse", "learned.refuse", values, "danger"))
    return Message(learned.wording, (facts, say("**Its answer fitted:**"), entries, Buttons(tuple(buttons))))


def _asked_for(turn: Turn, desk: Desk) -> Learned:
    learned = desk.learning.one(turn.value("learned"))
    if learned is None:
        raise Refusal("There is no such question. Open the list again.")
    return learned
