"""Ending a situation without a new answer, each time with a reason for whoever asked; and taking it up again."""

from dataclasses import replace

from bot.conversations.permission import CURATORS, need
from bot.conversations.situations.card import refresh
from bot.conversations.situations.found import asked_for
from bot.conversations.situations.near import the_same
from bot.conversations.situations.opened import shown, too_late
from bot.conversations.situations.repeats import watch_repeats
from bot.conversations.situations.rules import round_of
from bot.conversations.situations.telling import tell_ended, tell_reopened
from bot.conversations.situations.words import called
from bot.desk import Desk
from bot.message import Ask, Field, Message, Option, Quote, cheer, warn
from bot.turn import Turn
from knowledge.masking.find import without_cards
from knowledge.refusal import Refusal
from knowledge.situation import Situation, check_reason, reopened_state
from knowledge.situations import Overtaken

WAYS = {
    "duplicate": "The same as another one",
    "contained": "Contained incident: nothing to change, counted",
    "not for the guide": "Not for the guide",
}
OTHERS = 20


def end(turn: Turn, desk: Desk) -> Message:
    """Ask how a situation ends and why, and end it."""
    need(turn.person, desk, CURATORS, "end a situation")
    situation = asked_for(turn, desk)
    if not situation.is_open:
        return too_late(situation, turn, desk)
    outcome, reason = turn.value("outcome"), without_cards(turn.value("reason"))
    if not outcome:
        return Message("End it another way", (Quote(situation.happened), _form(situation, turn, desk, {})))
    became = turn.value("same") if outcome == "duplicate" else ""
    try:
        check_reason(outcome, reason)
        _check_same(situation, outcome, became, desk)
    except Refusal as refusal:
        form = _form(situation, turn, desk, dict(refusal.fields))
        return Message("Not ended yet", (warn("{sentence}", sentence=refusal.sentence), form))
    try:
        with desk.together():
            kept = desk.situations.end(situation.id, outcome, became, reason, turn.person.id, desk.now)
            if became:
                _join_all(kept, desk)
            refresh(kept.id, desk)
            tell_ended(kept, desk)
    except Overtaken as overtaken:
        return too_late(overtaken.now, turn, desk)
    return shown(kept, turn, desk, cheer("Ended. Everybody who brought or answered it hears why."))


def reopen(turn: Turn, desk: Desk) -> Message:
    """Take a situation up again that had ended."""
    need(turn.person, desk, CURATORS, "reopen a situation")
    situation = asked_for(turn, desk)
    state, times = reopened_state(situation), round_of(situation.bucket, desk)
    if state == "closed":
        times = replace(times, remind_at=times.closes_at)
    try:
        with desk.together():
            kept = desk.situations.reopen(situation.id, state, times, turn.person.id, desk.now)
            refresh(kept.id, desk)
            tell_reopened(kept, turn.person.id, desk)
    except Overtaken as overtaken:
        return too_late(overtaken.now, turn, desk)
    return shown(
        kept, turn, desk, cheer("It is open again. What it became stays in the guide until you settle it anew.")
    )


def _form(situation: Situation, turn: Turn, desk: Desk, errors: dict[str, str]) -> Ask:
    others = _others(situation, desk)
    ways = tuple(Option(way, name) for way, name in WAYS.items() if others or way != "duplicate")
    fields = [
        Field("outcome", "How does it end?", "choice", turn.value("outcome") or ways[-1].value, ways),
        Field("reason", "Why?", "text", turn.value("reason"), required=False, hint="Whoever asked reads it."),
    ]
    if others:
        options = tuple(Option(each.id, called(each)) for each in others)
        fields.insert(1, Field("same", "The same as which?", "choice", turn.value("same"), options, required=False))
    return Ask(
        "situations.end",
        "End it",
        tuple(replace(field, error=errors.get(field.name, "")) for field in fields),
        {"situation": situation.id},
    )


def _others(situation: Situation, desk: Desk) -> list[Situation]:
    lists = desk.situations.lists
    those = [*the_same(situation, desk, OTHERS), *lists.queue(OTHERS), *lists.ended(OTHERS)]
    return list({each.id: each for each in those if each.id != situation.id and each.state != "duplicate"}.values())


def _check_same(situation: Situation, outcome: str, became: str, desk: Desk) -> None:
    if outcome == "duplicate" and (became == situation.id or desk.situations.one(became) is None):
        sentence = "Choose which situation it is the same as."
        raise Refusal(sentence, {"same": sentence})


def _join_all(situation: Situation, desk: Desk) -> None:
    """Let everybody who met a repeated situation hear what comes of the one it repeats."""
    joins = desk.situations.joins
    for person in dict.fromkeys([situation.brought_by, *joins.of(situation.id)]):
        joins.join(situation.became, person, desk.now)
    refresh(situation.became, desk)
    watch_repeats(situation.became, desk)
