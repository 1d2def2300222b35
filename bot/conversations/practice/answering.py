"""Answering a practice situation, seeing the team's answer beside one's own, and the trainer's feedback."""

from bot.conversations.checklist.finding import colleague
from bot.conversations.permission import CURATORS, may
from bot.conversations.wording import label, listed
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Field, Message, Option, Part, Quote, cheer, say, warn
from bot.turn import Person, Turn
from knowledge.refusal import Refusal
from onboarding.practice import CRITERIA, Practice, answered, with_feedback


def answer(turn: Turn, desk: Desk) -> Message:
    """Ask for the CSR's answer; then show the team's beside it, and tell whoever gave the situation."""
    practice = desk.practices.practice(turn.value("practice"))
    if practice.csr != turn.person.id:
        raise Refusal("Only the one who was given this situation can answer it.")
    if "answer" not in turn.values:
        return _ask_for_answer(practice, "")
    try:
        done = answered(practice, turn.value("answer"), colleague(turn.person), desk.now)
    except Refusal as refusal:
        if not refusal.fields:
            raise
        return _ask_for_answer(practice, refusal.sentence)
    with desk.together():
        desk.practices.keep_answer(done)
        buttons = Buttons((Button("Give feedback", "practice.feedback", {"practice": done.id}, "main"),))
        message = Message(f"{turn.person.name} answered", (*_both(done), buttons))
        desk.notices.tell(done.giver, message, "practice", f"practice:{done.id}")
    words = cheer("{name} reads it and tells you what they saw in it.", name=desk.people.name_of(done.giver))
    return Message("Your answer", (words, *_both(done)))


def feedback(turn: Turn, desk: Desk) -> Message:
    """Ask what went well and for a sentence, and tell the CSR."""
    practice = desk.practices.practice(turn.value("practice"))
    if "sentence" not in turn.values:
        with_feedback(practice, (), "…", colleague(turn.person), desk.now)  # whoever may not reads it before they write
        return _ask_for_feedback(practice, turn, "")
    seen = turn.value("seen").splitlines()
    try:
        done = with_feedback(practice, seen, turn.value("sentence"), colleague(turn.person), desk.now)
    except Refusal as refusal:
        if not refusal.fields:
            raise
        return _ask_for_feedback(practice, turn, refusal.sentence)
    with desk.together():
        desk.practices.keep_feedback(done)
        went_well = (say("Went well: {seen}.", seen=listed(done.seen)),) if done.seen else ()
        parts = (Quote(done.situation), *went_well, Quote(done.sentence, turn.person.name))
        desk.notices.tell(done.csr, Message("Feedback on your practice", parts), "practice", f"practice:{done.id}")
    name = desk.people.name_of(done.csr)
    words = cheer("{name} has it.", name=name)
    return Message("Thank you", (words, *_onward(done, turn.person)))


def _onward(practice: Practice, person: Person) -> tuple[Part, ...]:
    """Return what practice can become: a situation for the team, an edit of the guide, or an entry that was missing."""
    buttons = [Button("Ask the team about it", "situations.bring", {"happened": practice.situation})]
    if may(person, CURATORS) and practice.source in {"guide", "situation"}:
        buttons.append(Button("Edit the guide's answer", "guide.edit", {"entry": practice.about}))
    elif may(person, CURATORS):
        buttons.append(Button("Make it an entry of the guide", "guide.add", {"question": practice.situation}))
    return (say("Did it show something the team should know?"), Buttons(tuple(buttons)))


def _both(practice: Practice) -> tuple[Part, ...]:
    whose = "What good looks like" if practice.source == "skill" else "The team's answer"
    team = (Quote(practice.hidden, whose),) if practice.hidden else ()
    return (Quote(practice.situation, "The situation"), Quote(practice.answer, "The answer"), *team)


def _ask_for_answer(practice: Practice, error: str) -> Message:
    hint = "As you would say or write it. There is no score."
    field = Field("answer", "What would you say or do?", "text", hint=hint, error=error)
    ask = Ask("practice.answer", "Answer", (field,), {"practice": practice.id})
    return Message("A situation to practise", (*_warning(error), Quote(practice.situation), ask))


def _ask_for_feedback(practice: Practice, turn: Turn, error: str) -> Message:
    options = tuple(Option(each, label(each)) for each in CRITERIA)
    fields = (
        Field("seen", "What went well", "choices", turn.value("seen"), options, required=False),
        Field(
            "sentence", "A sentence", "text", turn.value("sentence"), hint="What to keep, or to try next.", error=error
        ),
    )
    ask = Ask("practice.feedback", "Tell them", fields, {"practice": practice.id})
    return Message("Feedback", (*_warning(error), *_both(practice), ask))


def _warning(error: str) -> tuple[Part, ...]:
    return (warn("{it}", it=error),) if error else ()
