"""Asking the guide: the team's best answer in full, then the next best, each one step away."""

from bot.conversations.entries import as_reader, asked_for, entry_item, entry_parts
from bot.conversations.sharing import seen_by, share_button
from bot.conversations.wording import shortened
from bot.desk import Desk
from bot.message import ASKED, Ask, Button, Buttons, Callout, Field, Items, Message, Part, Text, note, say
from bot.turn import Person, Turn
from knowledge.entry import Entry
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
    asked = turn.asked or desk.questions.keep(wording, turn.person.id, turn.surface, best, desk.now, first)
    reader = as_reader(seen_by(turn), desk)
    key = ("asked", desk.team, wording, found, reader, desk.today(reader), turn.can_share)
    shown = desk.db.remembered(key, lambda: _shown(wording, found, reader, turn.can_share, desk))
    return Message(shown.title, shown.parts, asked=asked)


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
    return Message(entry.question, (*parts, *share_button(turn.can_share, entry, turn.value("asked"))))


def ask_for_question() -> Message:
    """Ask what the customer says."""
    field = Field("question", "What does the customer say?", hint="In their words or yours; a few words are enough.")
    return Message("Ask the guide", (Ask("guide.ask", "Ask", (field,)),))


def _shown(wording: str, found: Found, reader: Person, can_share: bool, desk: Desk) -> Message:
    """Return what was found, as all read it for whom ``reader`` stands: so nothing here may depend on who asks."""
    entries = desk.guide.entries([hit.entry for hit in found.hits])
    if not found.answered:
        return _no_answer(entries, found, wording)
    best, *others = entries
    title = best.question if found.sure else "Probably one of these"
    doubt = () if found.sure else (NOT_SURE, say("**{question}**", question=best.question))
    parts = (*entry_parts(best, desk, reader, ASKED), *share_button(can_share, best, ASKED))
    more = _listed(NEXT_BEST if found.sure else OR_ONE_OF_THESE, others)
    return Message(title, (*_understood(found), *doubt, *parts, *more, NONE_OF_THESE))


def _no_answer(entries: list[Entry], found: Found, wording: str) -> Message:
    kept = say(
        "You asked: **{question}**. I kept your question, and the curators see it in their lists.",
        question=shortened(wording, 300),
    )
    nothing = say("Nothing in the guide comes near. Try other words, the ones the customer uses.")
    nearest = _listed(NEAREST, entries) or (nothing,)
    row = Buttons((_ask_the_team(ASKED), _browse()))
    return Message("The guide has no answer to this yet", (*_understood(found), kept, *nearest, row))


def _listed(heading: Text, entries: list[Entry]) -> tuple[Part, ...]:
    return (heading, Items(tuple(entry_item(entry, ASKED) for entry in entries))) if entries else ()


def _ask_the_team(asked: str) -> Button:
    return Button("Ask the team", "situations.bring", {"asked": asked}, "main")


def _browse() -> Button:
    return Button("Browse by topic", "guide.browse")


def _understood(found: Found) -> tuple[Callout, ...]:
    if not found.did_you_mean:
        return ()
    return (note("Did you mean **{question}**? That is what I looked for.", question=found.did_you_mean),)
