"""One situation in full: what it is, what everybody would do, and what the reader can do about it."""

from bot.conversations.paging import pager
from bot.conversations.permission import CURATORS, may
from bot.conversations.situations.card import brought_from, facts, other_button, title_of
from bot.conversations.situations.found import asked_for
from bot.conversations.situations.words import author
from bot.conversations.wording import counted
from bot.desk import Desk
from bot.message import Button, Buttons, Message, Part, Quote, note, say
from bot.turn import Person, Turn
from knowledge.situation import Answer, Situation, can_read_answers

ANSWERS_A_PAGE = 5  # in full; a screen or two


def open_situation(turn: Turn, desk: Desk) -> Message:
    """Show a situation to one person."""
    return shown(asked_for(turn, desk), turn, desk)


def shown(situation: Situation, turn: Turn, desk: Desk, *first: Part) -> Message:
    """Return a situation in full as this person sees it, with something to say first."""
    who = desk.people.name_of(situation.brought_by)
    parts: tuple[Part, ...] = (say("**{who}** brought a situation:", who=who), Quote(situation.happened))
    parts += (facts(situation, desk), *brought_from(situation), *_answers(situation, turn, desk))
    parts += (Buttons(tuple(_buttons(situation, turn.person, desk))),)
    return Message(title_of(situation), (*first, *parts))


def _answers(situation: Situation, turn: Turn, desk: Desk) -> tuple[Part, ...]:
    answers = desk.situations.answers.of(situation.id)
    if not can_read_answers(situation):
        mine = [answer for answer in answers if answer.person == turn.person.id]
        return tuple(Quote(answer.text, "Your answer") for answer in mine)
    page = max(1, turn.number("page", 1))
    first = (page - 1) * ANSWERS_A_PAGE
    those = list(enumerate(answers, 1))[first : first + ANSWERS_A_PAGE]
    voted = desk.situations.answers.vote_of(turn.person.id, situation.id)
    parts: list[Part] = []
    for number, answer in those:
        parts += _one(number, answer, situation, turn.person, desk, is_mine=answer.id == voted)
    more = len(answers) > first + ANSWERS_A_PAGE
    return (*parts, *pager(turn, "situations.open", {"situation": situation.id}, more=more))


def _one(
    number: int, answer: Answer, situation: Situation, person: Person, desk: Desk, *, is_mine: bool
) -> tuple[Part, ...]:
    marks = [f"Answer {number}", author(answer, desk)]
    marks += ["late"] if answer.late else []
    marks += [counted(answer.votes, "vote")] if situation.state != "asked" else []
    marks += ["your vote"] if is_mine else []
    marks += ["chosen"] if answer.chosen else []
    buttons = []
    if situation.state == "closed" and answer.person != person.id and not is_mine:
        buttons.append(Button(f"Vote for answer {number}", "situations.vote", {"of": answer.id}))
    if situation.state == "closed" and may(person, CURATORS):
        values = {"situation": situation.id, "of": answer.id}
        buttons.append(Button(f"Settle with answer {number}", "situations.settle", values))
    return (Quote(answer.text, ", ".join(marks)), *((Buttons(tuple(buttons)),) if buttons else ()))


def _buttons(situation: Situation, person: Person, desk: Desk) -> list[Button]:
    this = {"situation": situation.id}
    buttons: list[Button] = []
    if situation.is_open:
        mine = desk.situations.answers.by(person.id, situation.id) if situation.state == "asked" else None
        label = "Change my answer" if mine else "What would you do?"
        buttons.append(Button(label, "situations.answer", this, "main" if situation.state == "asked" else "plain"))
    if situation.is_open and person.id not in {situation.brought_by, *desk.situations.joins.of(situation.id)}:
        buttons.append(Button("Me too", "situations.me_too", this))
    if situation.state == "settled":
        buttons.append(Button("Read the answer", "guide.open", {"entry": situation.became}, "main"))
    buttons += other_button(situation)
    if may(person, CURATORS):
        buttons += _for_curators(situation, person)
    if situation.brought_by == person.id and (situation.is_open or situation.state == "draft"):
        buttons += [
            Button("Change it", "situations.bring", this),
            Button("Withdraw", "situations.withdraw", this, "danger"),
        ]
    return [*buttons, Button("All situations", "situations.queue")]


def _for_curators(situation: Situation, person: Person) -> list[Button]:
    this = {"situation": situation.id}
    buttons = []
    if situation.state == "asked":
        buttons.append(Button("Close the round", "situations.close", this))
    if situation.state == "closed":
        buttons.append(Button("Settle in new words", "situations.settle", this))
    if situation.is_open:
        buttons.append(Button("End it another way", "situations.end", this))
        if situation.holder != person.id:
            buttons.append(Button("I have it", "situations.take", this))
    elif situation.state not in {"draft", "withdrawn"}:
        buttons.append(Button("Reopen", "situations.reopen", this))
    if not situation.is_private:
        buttons.append(Button("History", "history.open", {"kind": "situation", "subject": situation.id}))
    return buttons


def too_late(situation: Situation | None, turn: Turn, desk: Desk) -> Message:
    """Say that somebody else was a moment earlier, and show the situation as it is now."""
    if situation is None:
        return Message("Gone", (note("There is no such situation any more."),), refused=True)
    name = desk.people.name_of(situation.ended_by) or "Somebody"
    return shown(situation, turn, desk, note("{name} was a moment earlier. This is how it is now.", name=name))
