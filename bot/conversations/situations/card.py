"""The card of a situation: what the team sees of it in its channel, true at every moment."""

from bot.conversations.situations.rules import team_hours
from bot.conversations.situations.words import BUCKETS, called, moment_in, state_of
from bot.conversations.wording import counted
from bot.desk import Desk
from bot.message import Button, Buttons, Facts, Link, Message, Part, Quote, say
from knowledge.situation import Situation
from knowledge.time_left import time_left

CHANNEL, KIND = "situations", "situations"
TITLES = {
    "asked": "What would you do?",
    "closed": "Which answer is the best?",
    "settled": "The team has an answer",
    "duplicate": "The same as another situation",
    "contained": "Contained",
    "not for the guide": "Not for the guide",
    "withdrawn": "Withdrawn",
}


def title_of(situation: Situation) -> str:
    """Return what a situation asks of the team now, or what became of it."""
    if situation.state == "closed" and not situation.answers:
        return "Does anybody know this?"
    return TITLES.get(situation.state, "Not posted yet")


def name_of_card(situation: Situation) -> str:
    """Return the name of a situation's card."""
    return f"situation:{situation.id}"


def about(situation: Situation) -> str:
    """Return what personal notices about a situation are about: they say what they said, whatever becomes of the card."""
    return f"about situation:{situation.id}"


def card(situation: Situation, desk: Desk) -> Message:
    """Return a situation as everybody sees it."""
    who = desk.people.name_of(situation.brought_by)
    parts: tuple[Part, ...] = (say("**{who}** brought a situation:", who=who), Quote(situation.happened))
    parts += (facts(situation, desk), *brought_from(situation), *_buttons(situation))
    return Message(title_of(situation), parts)


def refresh(situation_id: str, desk: Desk) -> None:
    """Owe the new state of a card wherever it stands; call it with the change."""
    situation = desk.situations.one(situation_id)
    if situation is not None and situation.state != "draft":
        desk.notices.update(name_of_card(situation), card(situation, desk))


def facts(situation: Situation, desk: Desk) -> Facts:
    """Return what is known of a situation, in a few lines."""
    became = _became(situation, desk)
    rows = [
        ("The customer wants", situation.wants),
        ("Was tried", situation.tried),
        ("Topic", situation.topic),
        ("How much it matters", f"{situation.bucket}: {BUCKETS[situation.bucket]}"),
        ("State", state_of(situation) + (f": {became}" if became else "")),
        ("Because", situation.reason),
        ("Answers", _counts(situation)),
        ("Also met by", counted(situation.joined, "colleague") if situation.joined else ""),
        ("Closes", _closes(situation, desk)),
        ("Who has it", desk.people.name_of(situation.holder)),
    ]
    return Facts(tuple((label, value) for label, value in rows if value))


def brought_from(situation: Situation) -> tuple[Link, ...]:
    """Return the way back to the message that a situation was brought from, where it was."""
    return (Link("The message it was brought from", situation.link),) if situation.link else ()


def open_button(situation: Situation, label: str = "Open") -> Button:
    """Return the button that opens a situation."""
    return Button(label, "situations.open", {"situation": situation.id})


def other_button(situation: Situation) -> list[Button]:
    """Return the button that opens what a situation repeats; none where it repeats nothing."""
    values = {"situation": situation.became}
    return [Button("Open the other one", "situations.open", values, "main")] if situation.state == "duplicate" else []


def _closes(situation: Situation, desk: Desk) -> str:
    """Return how much time is left, and until when; the clock's duty keeps the first true on a card."""
    if situation.state != "asked" or situation.closes_at is None:
        return ""
    hours = team_hours(desk)
    left, at = time_left(desk.now, situation.closes_at, hours), moment_in(situation.closes_at, hours.zone)
    if not left.days and not left.hours:
        return f"now: {at}"
    return f"within {counted(left.days, 'working day') if left.days else counted(left.hours, 'working hour')}: {at}"


def _counts(situation: Situation) -> str:
    if not situation.answers:
        return "Nobody has answered yet" if situation.is_open else "Nobody answered"
    said = counted(situation.answers, "person has", "people have") + " answered"
    if situation.state == "asked":
        return f"{said}. They are read once the round has closed." if situation.blind else said
    return f"{said}, {counted(situation.votes, 'vote')}"


def _became(situation: Situation, desk: Desk) -> str:
    if situation.state == "settled":
        entry = desk.guide.entry(situation.became)
        return f"“{entry.question}”" if entry else ""
    other = desk.situations.one(situation.became) if situation.state == "duplicate" else None
    return f"“{called(other)}”" if other else ""


def _buttons(situation: Situation) -> tuple[Buttons, ...]:
    this = {"situation": situation.id}
    buttons: list[Button] = []
    if situation.state == "asked":
        buttons.append(Button("What would you do?", "situations.answer", this, "main"))
    if situation.state == "closed":
        buttons.append(open_button(situation, "Read and vote"))
    if situation.is_open:
        buttons.append(Button("Me too", "situations.me_too", this))
    if situation.state == "settled":
        buttons.append(Button("Read the answer", "guide.open", {"entry": situation.became}, "main"))
    buttons += other_button(situation)
    if situation.state != "closed":
        buttons.append(open_button(situation))
    return (Buttons(tuple(buttons)),)
