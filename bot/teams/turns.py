"""Taking what was heard as a turn at the desk, and what goes back: in one transaction, once however often it comes."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.conversations import manners
from bot.conversations.doors import admit
from bot.conversations.linking import must_be_open
from bot.desk import Desk
from bot.heard import HeardBefore
from bot.message import SILENCE, Message
from bot.teams.addresses import Address, Addresses
from bot.teams.carry import Forgotten, Keep
from bot.teams.compose import results
from bot.teams.heard import Heard, opened
from bot.teams.profile import SURFACE, Profile, meet
from bot.teams.render import as_activity, as_card, attached
from bot.turn import Turn
from knowledge.refusal import Refusal

Answer = Callable[[Turn, Desk], Message]
Reply = dict[str, Any]

SEND, CHANGE = "send", "change"  # the methods of the outbox
NOTHING: Reply = {}


def take(heard: Heard, profile: Profile, desk: Desk, answer: Answer, time_zone: str) -> Reply:
    """Take a turn, and owe or return what it leads to. What was heard before leads to what it did then."""
    before = desk.heard.reply_to(heard.id)
    if before is not None:
        return _reply_from(before)
    try:
        with desk.together():
            reply = _taken(heard, profile, desk, answer, time_zone)
            desk.heard.keep(heard.id, json.dumps(reply, ensure_ascii=False), desk.now)
    except HeardBefore as known:
        return _reply_from(known.reply)
    return reply


def shown(heard: Heard, message: Message, keep: Keep) -> Reply:
    """Return a message as what goes back at once, where the answer goes back; empty where it is sent."""
    if heard.place.kind == "card":
        return card_reply(as_card(message, keep))
    if heard.place.kind == "dialog":
        card = as_card(message, keep, in_dialog=True)
        value = {"title": manners.NAME, "height": "large", "width": "medium", "card": attached(card)}
        return {"task": {"type": "continue", "value": value}}
    if heard.place.kind == "compose":
        return {"composeExtension": {"type": "message", "text": message.title}}
    return NOTHING


def card_reply(card: dict[str, Any]) -> Reply:
    """Return the answer to a pressed button: the card that takes its card's place.

    https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format
    """
    return {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": card}


def _reply_from(text: str) -> Reply:
    reply: Reply = json.loads(text) if text else {}
    return reply


def _taken(heard: Heard, profile: Profile, desk: Desk, answer: Answer, time_zone: str) -> Reply:
    def keep(text: str) -> str:
        return desk.kept.keep(text, desk.now)

    try:
        heard = at_card(opened(heard, desk.kept.text), desk)
        admit(profile.belonging, desk)
        must_be_open(SURFACE, heard.action, heard.values, desk)
    except Forgotten:
        return _told(heard, manners.too_old(), desk, keep)
    except Refusal as refusal:
        return _told(heard, manners.may_not_ask(refusal.sentence), desk, keep)
    if heard.action.startswith("card.") and not heard.values.get("card"):
        return NOTHING
    person = meet(profile, desk, time_zone)
    keep_addresses(heard, profile, desk)
    if heard.place.kind == "compose":
        return results(heard.values.get("question", ""), desk, keep)
    if heard.action == "welcome":
        return _told(heard, manners.welcome_here(), desk, keep)
    place = heard.place
    turn = Turn(heard.id, person, heard.action, heard.values, SURFACE, heard.can_share, place.channel, place.name)
    return _told(heard, answer(turn, desk), desk, keep)


def _told(heard: Heard, message: Message, desk: Desk, keep: Keep) -> Reply:
    """Owe a message, or return it where it goes back at once."""
    if message == SILENCE or heard.place.kind == "nowhere":
        return NOTHING
    if message.for_all and heard.place.channel:
        _owe(heard, message, desk)
        return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": manners.POSTED}
    if heard.place.kind == "chat":
        _owe(heard, message, desk)
    return shown(heard, message, keep)


def at_card(heard: Heard, desk: Desk) -> Heard:
    """Return what was heard as done at a card, where the message it was done at is one of Baton's."""
    card = desk.outbox(SURFACE).card_at(heard.card) if heard.card else ""
    if not card:
        return heard
    action = heard.action if heard.action == "card.reaction" else "card.reply"
    return replace(heard, action=action, values={**heard.values, "card": card, "reply": heard.about})


def keep_addresses(heard: Heard, profile: Profile, desk: Desk) -> None:
    """Keep where the person is reached, and the channel where it was done, as Teams says now."""
    somebody, place, addresses = heard.somebody, heard.place, Addresses(desk.db, desk.team)
    chat = "" if place.channel else place.conversation
    addresses.keep(Address(profile.id, chat, somebody.account, place.service, somebody.tenant), desk.now)
    if place.channel:
        addresses.keep(Address(place.channel, place.channel, "", place.service, somebody.tenant), desk.now)


def _owe(heard: Heard, message: Message, desk: Desk) -> None:
    body = {
        "service": heard.place.service,
        "conversation": heard.place.conversation,
        "activity": as_activity(message, lambda text: desk.kept.keep(text, desk.now)),
    }
    method = CHANGE if heard.edit else SEND
    desk.outbox(SURFACE).owe(heard.about, heard.place.conversation, method, body, desk.now)
