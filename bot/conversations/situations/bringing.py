"""Bringing a situation: the form, a look at what it gives away and at what is near, and the card for the team."""

from dataclasses import replace

from bot.conversations.permission import LEADS
from bot.conversations.situations.card import CHANNEL, KIND, about, card, name_of_card, open_button, refresh
from bot.conversations.situations.form import situation_form, typed_situation
from bot.conversations.situations.found import asked_for
from bot.conversations.situations.near import near_parts
from bot.conversations.situations.private import (
    LEAVE,
    cards_of,
    details_of,
    mask,
    mask_cards,
    masked_parts,
    may_stay,
    shown,
)
from bot.conversations.situations.rules import round_of, rules
from bot.conversations.situations.words import moment_in
from bot.desk import Desk
from bot.message import Button, Buttons, Message, Part, Quote, cheer, note, say, warn
from bot.turn import Turn
from knowledge.ids import new_id
from knowledge.masking.detail import Detail
from knowledge.refusal import Refusal
from knowledge.situation import Situation, check_changeable, check_situation, tidy_situation
from knowledge.situations import Overtaken


def bring(turn: Turn, desk: Desk) -> Message:
    """Ask what happened; then look at what was typed, and post it, or show first what should be looked at."""
    before, reflection, details = _begun(turn, desk), turn.value("reflection_id"), turn.value("details")
    if "sent" not in turn.values:
        title = "A new situation" if before.state == "draft" else "Change the situation"
        return Message(title, (situation_form(before, reflection=reflection, details=details),))
    try:
        typed = tidy_situation(typed_situation(turn, before))
        situation = mask_cards(typed)
        check_situation(situation)
    except Refusal as refusal:
        form = situation_form(before, errors=refusal.fields, given=turn.values, reflection=reflection, details=details)
        return Message("Not sent yet", (warn("{sentence}", sentence=refusal.sentence), form))
    if situation.state != "draft":
        return _changed(typed, before, desk, masked=details != LEAVE)
    with desk.together():
        desk.situations.draft(situation)
        if reflection:
            desk.reflections.note_became(reflection, turn.person.id, situation.id)
    return _looked_at(situation, cards_of(typed), desk)


def post(turn: Turn, desk: Desk) -> Message:
    """Post a draft that its writer has looked at: masked, or as it is written."""
    situation = asked_for(turn, desk)
    if turn.value("how") != "as written":
        situation = mask(situation, rules(desk).region)
    return _posted(situation, desk)


def withdraw(turn: Turn, desk: Desk) -> Message:
    """Take a situation back, as long as it is not settled; everybody who answered hears it."""
    situation = asked_for(turn, desk)
    check_changeable(situation, turn.person.id)
    try:
        with desk.together():
            desk.situations.withdraw(situation.id, turn.person.id, desk.now)
            refresh(situation.id, desk)
            for person in desk.situations.joins.concerned(situation.id):
                if person != turn.person.id:
                    desk.notices.tell(person, _withdrawn(situation, desk), KIND, about(situation))
    except Overtaken as overtaken:
        raise Refusal(
            "Somebody settled this situation a moment ago, so it cannot be withdrawn any more."
        ) from overtaken
    words = "Nobody needs to answer it any more. What was written stays with it."
    if situation.is_private:
        words = "The team has not seen it, and will not."
    return Message("Withdrawn", (say("{words}", words=words), Quote(situation.happened)))


def _begun(turn: Turn, desk: Desk) -> Situation:
    """Return the situation that is being written: one that there is, or a new draft from wherever it begins."""
    if turn.value("situation") and desk.situations.one(turn.value("situation")):
        situation = asked_for(turn, desk)
        check_changeable(situation, turn.person.id)
        return situation
    asked, entry = turn.value("asked"), turn.value("entry")
    return Situation(
        id=turn.value("situation") or new_id(),
        happened=turn.value("happened") or desk.questions.wording(asked),
        brought_by=turn.person.id,
        brought_at=desk.now,
        tried=_did_not_fit(turn, desk),
        topic=_topic_of(entry, desk),
        link=turn.value("link"),
        question=asked,
        entry=entry,
    )


def _did_not_fit(turn: Turn, desk: Desk) -> str:
    """Return which answer was tried and why it did not fit, in the words of whoever used it; empty if none was."""
    used = desk.questions.used(turn.value("use"))
    entry = desk.guide.entry(used.entry) if used and used.person == turn.person.id else None
    return f"The guide's answer to “{entry.question}” did not fit: {used.note}" if used and entry else ""


def _looked_at(situation: Situation, cards: tuple[Detail, ...], desk: Desk) -> Message:
    details, near = details_of(situation, rules(desk).region), near_parts(situation, desk)
    if not details and not cards and not near:
        return _posted(situation, desk)
    parts: tuple[Part, ...] = (*near,)
    this = {"situation": situation.id}
    buttons = [Button("Post it" if not details else "Post it masked", "situations.post", this, "main")]
    if cards:
        parts += (note("Card numbers are shared with nobody, so I masked this:"), shown(cards))
    if details:
        parts += (note("This belongs to your customer, so I would mask it:"), shown(details))
        buttons.append(Button("Post it as written", "situations.post", {**this, "how": "as written"}))
    if cards or details:
        parts += (Quote(mask(situation, rules(desk).region).happened, "What the team would read"),)
    buttons.append(Button("Change it", "situations.bring", this))
    return Message("Before the team sees it", (*parts, Buttons(tuple(buttons))))


def _posted(situation: Situation, desk: Desk) -> Message:
    wanted = replace(situation, blind=rules(desk).blind)
    try:
        with desk.together():
            kept = desk.situations.post(wanted, round_of(situation.bucket, desk), desk.now)
            desk.notices.post(CHANNEL, card(kept, desk), name_of_card(kept))
            if kept.bucket == 1:
                _call_leads(kept, desk)
    except Overtaken as overtaken:
        gone = overtaken.now is not None and overtaken.now.is_private
        withdrawn = "You withdrew this one before it was posted. Please bring it again if it still matters."
        raise Refusal(withdrawn if gone else "This situation has been posted already.") from overtaken
    words = cheer(
        "Everybody is asked. The round is open until {until}; you hear what comes of it.", until=_until(kept, desk)
    )
    return Message("The team is asked", (words, Quote(kept.happened), Buttons((open_button(kept),))))


def _changed(situation: Situation, before: Situation, desk: Desk, *, masked: bool) -> Message:
    region = rules(desk).region
    details = details_of(situation, region, before) if masked else cards_of(situation)
    written = mask(situation, region, before) if masked else situation
    times = round_of(situation.bucket, desk) if situation.bucket != before.bucket else None
    try:
        with desk.together():
            kept = desk.situations.rewrite(mask_cards(written), desk.now, times)
            refresh(situation.id, desk)
            if kept.bucket == 1 != before.bucket and kept.state == "asked":
                _call_leads(kept, desk)
    except Overtaken as overtaken:
        raise Refusal("Somebody settled this situation a moment ago, so it cannot be changed any more.") from overtaken
    parts: tuple[Part, ...] = (cheer("Changed. The card says it as it is now."), *masked_parts(details))
    if times and kept.state == "asked":
        parts += (say("The round is open until {until}.", until=_until(kept, desk)),)
    again = {"situation": situation.id, "details": LEAVE}
    change = (Button("Change it", "situations.bring", again),) if may_stay(details) else ()
    return Message("Changed", (*parts, Buttons((*change, open_button(situation)))))


def _until(situation: Situation, desk: Desk) -> str:
    return moment_in(situation.closes_at or desk.now, rules(desk).hours.zone)


def _call_leads(situation: Situation, desk: Desk) -> None:
    who = desk.people.name_of(situation.brought_by)
    words = warn("**{who}** brought a situation that cannot wait.", who=who)
    told = card(situation, desk)
    for lead in desk.people.in_roles(*LEADS):
        if lead.id != situation.brought_by:
            desk.notices.tell(lead.id, Message("Act now", (words, *told.parts)), "", about(situation))


def _withdrawn(situation: Situation, desk: Desk) -> Message:
    who = desk.people.name_of(situation.brought_by)
    return Message("Withdrawn", (say("**{who}** took this situation back:", who=who), Quote(situation.happened)))


def _topic_of(entry_id: str, desk: Desk) -> str:
    entry = desk.guide.entry(entry_id) if entry_id else None
    return entry.topics[0] if entry and entry.topics else ""
