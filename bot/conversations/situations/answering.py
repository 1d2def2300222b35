"""What everybody would do: in the form, or as a reply in the card's thread."""

from bot.conversations.situations.card import facts, open_button, refresh
from bot.conversations.situations.found import asked_for
from bot.conversations.situations.private import LEAVE, details_field, masked_parts, may_stay
from bot.conversations.situations.rules import NO, YES, rules
from bot.desk import Desk
from bot.message import (
    SILENCE,
    Ask,
    Button,
    Buttons,
    Callout,
    Field,
    Message,
    Option,
    Part,
    Quote,
    Text,
    cheer,
    note,
    say,
    warn,
)
from bot.turn import Turn
from knowledge.masking.cards import card_numbers
from knowledge.masking.detail import Detail, masked
from knowledge.masking.find import details_in
from knowledge.refusal import Refusal
from knowledge.situation import ANSWER_LIMIT, Answer, Situation, check_answer

ANONYMOUSLY = (Option(NO, "With my name"), Option(YES, "Without my name"))


def answer(turn: Turn, desk: Desk) -> Message:
    """Ask what the person would do in a situation, and keep it; whatever came in between, it is not lost."""
    situation = asked_for(turn, desk)
    if "answer" not in turn.values:
        return Message(
            "What would you do?", (Quote(situation.happened), facts(situation, desk), _form(turn, situation, desk))
        )
    text = turn.value("answer")
    try:
        check_answer(text)
    except Refusal as refusal:
        form = _form(turn, situation, desk, refusal.fields.get("answer", ""))
        return Message("Not sent yet", (warn("{sentence}", sentence=refusal.sentence), form))
    region = rules(desk).region
    details = details_in(text, region) if turn.value("details") != LEAVE else tuple(card_numbers(text))
    anonymous = turn.value("anonymous") == YES and rules(desk).anonymous
    with desk.together():
        kept = desk.situations.answers.give(
            situation.id, turn.person.id, masked(text, details), desk.now, anonymous=anonymous
        )
        refresh(situation.id, desk)
    if kept is None:
        raise Refusal("There is no such situation any more. Please copy your words before you close this.")
    return _thanked(kept, situation.id, details, desk)


def answer_button(situation: Situation) -> Button:
    """Return the button that asks for an answer."""
    return Button("What would you do?", "situations.answer", {"situation": situation.id}, "main")


def reply(turn: Turn, desk: Desk) -> Message:
    """Take a reply in the thread of a card as an answer; an edit changes it, and a deletion takes it back."""
    id, text = turn.value("card").partition(":")[2], turn.value("text")
    if len(text) > ANSWER_LIMIT:
        text = f"{text[: ANSWER_LIMIT - 1].rstrip()}…"  # all of it stands in the thread
    answers, person = desk.situations.answers, turn.person.id
    with desk.together():
        if text:
            hidden = masked(text, details_in(text, rules(desk).region))
            answers.give(id, person, hidden, desk.now, reply=turn.value("reply"))
        else:
            answers.take_back(id, person, turn.value("reply"), desk.now)
        refresh(id, desk)
    return SILENCE


def _form(turn: Turn, situation: Situation, desk: Desk, error: str = "") -> Ask:
    mine = desk.situations.answers.by(turn.person.id, situation.id) if situation.state == "asked" else None
    before = mine.text if mine else ""
    fields = [
        Field(
            "answer",
            "What would you do, and what would you say?",
            "text",
            turn.value("answer") or before,
            hint="Write it as you would say it to the customer. It may become the team's answer.",
            error=error,
        )
    ]
    if rules(desk).anonymous:
        shown = YES if mine and mine.anonymous else NO
        fields.append(Field("anonymous", "Your name", "choice", turn.value("anonymous") or shown, ANONYMOUSLY))
    if turn.value("details"):
        fields.append(details_field(turn.value("details")))
    return Ask("situations.answer", "Send my answer", tuple(fields), {"situation": situation.id})


def _thanked(kept: Answer, id: str, hidden: tuple[Detail, ...], desk: Desk) -> Message:
    now = desk.situations.one(id)
    parts: tuple[Part, ...] = ((what_becomes(kept, now),) if now else ()) + masked_parts(hidden)
    change = {"situation": id, **({"details": LEAVE} if may_stay(hidden) else {})}
    buttons = (Button("Change my answer", "situations.answer", change),) if now and now.state == "asked" else ()
    row = Buttons((*buttons, *((open_button(now),) if now else ())))
    return Message("Thank you", (*parts, Quote(kept.text, "Your answer"), row))


def what_becomes(kept: Answer, situation: Situation) -> Callout | Text:
    """Say what becomes of an answer; the situation may have gone on since the answer was kept."""
    if not kept.late and situation.state != "asked":
        return note("Kept, just in time: the round closed in the same moment.")
    if situation.state == "asked":
        if situation.blind:
            return cheer("Kept. The others see how many have answered, and read what once the round has closed.")
        return cheer("Kept. The others can read it.")
    if situation.state == "closed":
        return note("The round closed before your answer came. It is kept, and shown to all as late.")
    if situation.state == "withdrawn":
        return note("The situation was withdrawn before your answer came. It is kept with it, as late.")
    return say("The situation was over before your answer came. It is kept with it, as late.")
