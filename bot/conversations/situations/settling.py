"""Settling: one step that ends a situation and puts the team's answer into the guide, with its authors credited."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversations.permission import CURATORS, need
from bot.conversations.situations.advice import advice_parts
from bot.conversations.situations.card import refresh
from bot.conversations.situations.found import asked_for
from bot.conversations.situations.go_to import offer_go_to
from bot.conversations.situations.opened import shown, too_late
from bot.conversations.situations.settle_form import (
    CHANGE,
    NEW,
    PHRASING,
    Goal,
    asked_wording,
    goal_of,
    made_of,
    others_parts,
    settle_form,
)
from bot.conversations.situations.telling import tell_settled
from bot.desk import Desk
from bot.message import Button, Buttons, Message, Part, Quote, cheer, note, warn
from bot.turn import Turn
from knowledge.entry import Entry, check, tidy
from knowledge.ids import new_id
from knowledge.masking.find import without_cards
from knowledge.refusal import Refusal
from knowledge.situation import Answer, Situation
from knowledge.situations import Overtaken
from knowledge.store import Superseded


def settle(turn: Turn, desk: Desk) -> Message:
    """Ask for the team's answer, advise on its wording, and settle the situation with it."""
    need(turn.person, desk, CURATORS, "settle a situation")
    situation = asked_for(turn, desk)
    answers = desk.situations.answers.of(situation.id)
    chosen = next((each for each in answers if each.id == turn.value("of")), None)
    if situation.state != "closed":
        return _not_now(situation, turn, desk)
    others = others_parts(answers, chosen, desk)
    if "sent" not in turn.values:
        return Message("Settle it", (*others, settle_form(situation, answers, chosen, desk)))
    goal = goal_of(turn)
    by = made_of(turn, answers) if goal.what != PHRASING else []
    try:
        entry = _entry(turn, situation, by, goal, desk)
        check(entry)
    except Refusal as refusal:
        form = settle_form(situation, answers, chosen, desk, errors=refusal.fields, given=turn.values)
        return Message("Not settled yet", (warn("{sentence}", sentence=refusal.sentence), *others, form))
    advice = advice_parts(entry.answer, entry.spoken) if goal.what != PHRASING else ()
    if advice and "advised" not in turn.values:
        form = settle_form(situation, answers, chosen, desk, given=turn.values, advised=True)
        return Message("Before it is settled", (*advice, *others, form))
    return _settled(entry, situation, by, goal, turn, desk)


def _settled(entry: Entry, situation: Situation, by: Sequence[Answer], goal: Goal, turn: Turn, desk: Desk) -> Message:
    what = "settled" if goal.what == NEW else "settled anew" if goal.what != PHRASING else "given a phrasing"
    try:
        with desk.together():
            kept = desk.situations.end(situation.id, "settled", entry.id, "", turn.person.id, desk.now)
            desk.situations.answers.choose(situation.id, list(by), desk.now)
            saved = desk.guide.save(entry, what, turn.person.id, desk.now)
            if situation.question:
                desk.questions.settle(situation.question, saved.id, desk.now)
            refresh(situation.id, desk)
            tell_settled(kept, saved, by, desk, known=goal.what == PHRASING)
    except Overtaken as overtaken:
        return too_late_with_words(overtaken.now, turn, desk)
    except Superseded as superseded:
        name = superseded.now.question if superseded.now else entry.question
        words = f"Somebody changed “{name}” while you were writing. Nothing is settled yet; please send it again."
        raise Refusal(words) from superseded
    done = cheer("Settled. Everybody who asked or answered hears it, and the guide answers it from now on.")
    before = (note("What the entry said before is in its history."),) if goal.what == CHANGE else ()
    row = Buttons((Button("Read the entry", "guide.open", {"entry": saved.id}, "main"),))
    topic = kept.topic or next(iter(saved.topics), "")
    return Message(
        saved.question, (done, *before, Quote(saved.answer), row, *offer_go_to(topic, by, turn.person, desk))
    )


def too_late_with_words(now: Situation | None, turn: Turn, desk: Desk) -> Message:
    """Say that somebody else was earlier, and give back what was typed."""
    message = too_late(now, turn, desk)
    typed: tuple[Part, ...] = (
        (Quote(turn.value("answer"), "What you wrote", copy=True),) if turn.value("answer") else ()
    )
    return replace(message, parts=(*message.parts[:1], *typed, *message.parts[1:]), refused=True)


def _not_now(situation: Situation, turn: Turn, desk: Desk) -> Message:
    if situation.state == "asked":
        return shown(situation, turn, desk, note("The round is still open. Close it first, then settle it."))
    return too_late_with_words(situation, turn, desk)


def _entry(turn: Turn, situation: Situation, by: Sequence[Answer], goal: Goal, desk: Desk) -> Entry:
    """Return the entry that the situation becomes.

    Raises:
        Refusal: the entry to change is gone, or was changed since the form was opened.
    """
    now = desk.guide.entry(goal.entry) if goal.entry else None
    if goal.entry and (now is None or now.revision != goal.revision):
        sentence = "This entry was changed since you opened the form. Choose again what becomes of the answer."
        raise Refusal(sentence, {"goes": sentence})
    question, given, spoken, topics = (
        without_cards(turn.value(name)) for name in ("question", "answer", "spoken", "topics")
    )
    asked = asked_wording(situation, desk)
    if now is not None and goal.what == PHRASING:
        return tidy(replace(now, phrasings=(*now.phrasings, question, asked)))
    credited = [each.person for each in by if not each.anonymous]
    before = now or Entry(id=new_id(), question=question, answer="")
    is_its_own = before.id == situation.became  # then its question and its topics stood in the form
    name = question if is_its_own else before.question
    phrasings = [text for text in (*before.phrasings, question, asked) if text and text != name]
    return tidy(
        replace(
            before,
            question=name,
            answer=given,
            spoken=spoken or before.spoken,
            phrasings=tuple(phrasings),
            topics=(*(() if is_its_own else before.topics), *topics.split(",")),
            credits=(*before.credits, *credited),
            owner=before.owner or (credited[0] if len(credited) == 1 else turn.person.id),
            reviewed_at=desk.today(turn.person),
            reviewed_by=turn.person.id,
            source="situation",
            source_detail=f"brought by {desk.people.name_of(situation.brought_by)}",
            state="published",
        )
    )
