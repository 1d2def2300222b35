"""Asking the guide: the team's best answer in full, then the next best, each one step away."""

from bot.conversations.entries import asked_for, entry_item, entry_parts
from bot.conversations.sharing import seen_by, share_button
from bot.conversations.wording import shortened
from bot.desk import Desk
from bot.message import ASKED, Ask, Button, Buttons, Callout, Field, Items, Message, Part, note, say
from bot.turn import Turn
from knowledge.found import Found
from knowledge.refusal import Refusal

NEXT_BEST = say("**Next best**")
OR_ONE_OF_THESE = say("**Or one of these**")
NEAREST = say("**Nearest**")
NOT_SURE = note("I am not sure which one you mean, so read it before you send anything.")
NONE_OF_THESE = Buttons((Button("None of these", "guide.none", {"asked": ASKED}),))
ANSWERS = 5  # the best one in full and the next few: the right one is nearly always among five


def ask(turn: Turn, desk: Desk) -> Message:
    """Answer a question with the team's own answer, offer the few it may be, or say that there is none.

    The question is kept whichever it is.
    """
    wording = turn.value("question")
    if not wording:
        return ask_for_question()
    found = desk.search.find(wording, desk.guide, ANSWERS)
    first = found.hits[0] if found.hits else None
    best = first.entry if first and found.answered else ""
    asked = desk.questions.keep(wording, turn.person.id, turn.surface, best, desk.now, first)
    if found.sure:
        return _answer(turn, desk, found, asked)
    return _offer(turn, desk, found, asked) if found.answered else _no_answer(desk, found, wording, asked)


def none_of_these(turn: Turn, desk: Desk) -> Message:
    """Keep that none of the answers was right, so that the question goes to the curators."""
    asked = turn.value("asked")
    if not desk.decisions.refuse(asked, turn.person.id, desk.now):
        raise Refusal("I do not know which question that was about. Please ask it again.")
    kept = say(
        "You asked: **{question}**. I kept your question, and the curators see it in their lists.",
        question=shortened(desk.questions.wording(asked), 300),
    )
    again = say("Perhaps it helps to ask once more in the customer's own words.")
    return Message("The guide has no answer to this yet", (kept, again, Buttons((_ask_the_team(asked), _browse()))))


def open_entry(turn: Turn, desk: Desk) -> Message:
    """Show one entry in full."""
    entry = asked_for(turn, desk)
    parts = entry_parts(entry, desk, seen_by(turn), turn.value("asked"))
    return Message(entry.question, (*parts, *share_button(turn, entry, turn.value("asked"))))


def ask_for_question() -> Message:
    """Ask what the customer says."""
    field = Field("question", "What does the customer say?", hint="In their words or yours; a few words are enough.")
    return Message("Ask the guide", (Ask("guide.ask", "Ask", (field,)),))


def _answer(turn: Turn, desk: Desk, found: Found, asked: str) -> Message:
    best, *others = desk.guide.entries([hit.entry for hit in found.hits])
    parts: tuple[Part, ...] = (*_understood(found), *entry_parts(best, desk, seen_by(turn), ASKED))
    parts += share_button(turn, best, ASKED)
    if others:
        parts += (NEXT_BEST, Items(tuple(entry_item(entry, ASKED) for entry in others)))
    return Message(best.question, (*parts, NONE_OF_THESE), asked=asked)


def _offer(turn: Turn, desk: Desk, found: Found, asked: str) -> Message:
    best, *others = desk.guide.entries([hit.entry for hit in found.hits])
    parts: tuple[Part, ...] = (*_understood(found), NOT_SURE, say("**{question}**", question=best.question))
    parts += (*entry_parts(best, desk, seen_by(turn), ASKED), *share_button(turn, best, ASKED))
    if others:
        parts += (OR_ONE_OF_THESE, Items(tuple(entry_item(entry, ASKED) for entry in others)))
    return Message("Probably one of these", (*parts, NONE_OF_THESE), asked=asked)


def _no_answer(desk: Desk, found: Found, wording: str, asked: str) -> Message:
    kept = say(
        "You asked: **{question}**. I kept your question, and the curators see it in their lists.",
        question=shortened(wording, 300),
    )
    nearest = desk.guide.entries([hit.entry for hit in found.hits])
    parts: tuple[Part, ...] = (*_understood(found), kept)
    if nearest:
        parts += (NEAREST, Items(tuple(entry_item(entry, ASKED) for entry in nearest)))
    else:
        parts += (say("Nothing in the guide comes near. Try other words, the ones the customer uses."),)
    row = Buttons((_ask_the_team(ASKED), _browse()))
    return Message("The guide has no answer to this yet", (*parts, row), asked=asked)


def _ask_the_team(asked: str) -> Button:
    return Button("Ask the team", "situations.bring", {"asked": asked}, "main")


def _browse() -> Button:
    return Button("Browse by topic", "guide.browse")


def _understood(found: Found) -> tuple[Callout, ...]:
    if not found.did_you_mean:
        return ()
    return (note("Did you mean **{question}**? That is what I looked for.", question=found.did_you_mean),)
