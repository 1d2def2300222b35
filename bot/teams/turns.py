"""Taking what was heard as a turn at the desk, and what goes back: in one transaction, once however often it comes."""

import contextlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.conversations import manners
from bot.conversations.doors import admit
from bot.conversations.linking import must_be_open
from bot.desk import Desk
from bot.heard import HeardBefore
from bot.message import SILENCE, Ask, Callout, Message, Text
from bot.teams.addresses import Address, Addresses
from bot.teams.carry import Forgotten, Keep
from bot.teams.compose import results
from bot.teams.heard import ARRIVED, Heard, opened
from bot.teams.limits import PREVIEW, clean, cut
from bot.teams.profile import SURFACE, Profile, meet
from bot.teams.render import Card, as_activity, as_card, attached, with_card
from bot.turn import Turn
from knowledge.refusal import Refusal

Answer = Callable[[Turn, Desk], Message]
Reply = dict[str, Any]

SEND, CHANGE, LATE = "send", "change", "late"  # the methods of the outbox, beside those of notices
NOTHING: Reply = {}


def take(heard: Heard, profile: Profile, desk: Desk, answer: Answer, time_zone: str) -> Reply:
    """Take a turn, and owe or return what it leads to. What was heard before leads to what it did then.

    Raises:
        HeardBefore: somebody else took it in the same moment; nothing of this time may be kept.
    """
    if heard.place.kind == "compose":  # comes at every letter and changes nothing, so it may as well be done again
        return _taken(heard, profile, desk, answer, time_zone)
    before = desk.heard.reply_to(heard.id)
    if before is not None:
        return reply_from(before)
    reply = _taken(heard, profile, desk, answer, time_zone)
    desk.heard.keep(heard.id, json.dumps(reply, ensure_ascii=False), desk.now)
    return reply


def shown(heard: Heard, message: Message, keep: Keep) -> Reply:
    """Return a message as what goes back at once, where the answer goes back; empty where it is sent."""
    if heard.place.kind == "card":
        return card_reply(as_card(message, keep))
    if heard.place.kind == "dialog":
        card = as_card(message, keep, in_dialog=True)
        value = {"title": manners.NAME, "height": "large", "width": "medium", "card": attached(card)}
        return {"task": {"type": "continue", "value": value}}
    if heard.place.kind == "compose":  # has room for one sentence
        words = [part.plain() for part in message.parts if isinstance(part, Text | Callout)]
        return {
            "composeExtension": {"type": "message", "text": cut(clean(" ".join(words or [message.title])), PREVIEW)}
        }
    return NOTHING


def card_reply(card: dict[str, Any]) -> Reply:
    """Return the answer to a pressed button: the card that takes its card's place, for whoever pressed it alone.

    What all must see is a change of the message itself (``UPDATE``), which also takes the place of everybody's own view.
    A card has no ``refresh``, by which clients would fetch a view for each person, sixty of them at most: where a card
    stands it says the same to everybody.
    https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format
    https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/sequential-workflows
    https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/up-to-date-views
    """
    return {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": card}


def reply_from(text: str) -> Reply:
    """Return a reply that was kept as JSON."""
    reply: Reply = json.loads(text) if text else {}
    return reply


def _taken(heard: Heard, profile: Profile, desk: Desk, answer: Answer, time_zone: str) -> Reply:
    def keep(text: str) -> str:
        return desk.kept.keep(text, desk.now)

    try:
        heard = opened(heard, desk.kept.text)
        admit(profile.belonging, desk)
        must_be_open(SURFACE, heard.action, heard.values, desk)
    except Forgotten:
        return _told(heard, manners.too_old(), desk, keep)
    except Refusal as refusal:
        return _told(heard, manners.may_not_ask(refusal.sentence), desk, keep)
    person = meet(profile, desk, time_zone, writes=not heard.id.startswith(ARRIVED))
    keep_addresses(heard, profile, desk)
    if heard.place.kind == "compose":
        return results(heard.values.get("question", ""), desk, keep)
    if heard.action == "welcome":
        return _told(heard, manners.welcome_here(), desk, keep)
    place, values = heard.place, {**heard.values, **_at_card(heard, desk)}
    shared = place if place.kind != "dialog" else replace(place, channel="", name="")  # one person sees a dialog
    turn = Turn(heard.id, person, heard.action, values, SURFACE, heard.can_share, shared.channel, shared.name)
    message = answer(turn, desk)
    if (place.kind == "nowhere" and message != SILENCE) or _is_short_lived(heard, message, desk):
        desk.notices.tell(person.id, message)
    return _told(heard, message, desk, keep)


def _is_short_lived(heard: Heard, message: Message, desk: Desk) -> bool:
    """Say whether the card's own new state is about to take the place of what says that something was done."""
    asks = any(isinstance(part, Ask) for part in message.parts)
    if not heard.place.channel or not heard.pressed_on or message.refused or asks:
        return False
    outbox = desk.outbox(SURFACE)
    return outbox.is_changing(outbox.card_at(heard.pressed_on))


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


def is_for_baton(heard: Heard, desk: Desk) -> bool:
    """Say whether something concerns Baton: what was done without addressing it does only at one of its cards."""
    return not heard.card or bool(desk.outbox(SURFACE).card_at(heard.card))


def owe_late(heard: Heard, reply: Reply, profile: Profile, desk: Desk) -> None:
    """Owe a card that could not go back any more, once: to the person's own chat with Baton, whoever reads elsewhere."""
    card, late = card_in(reply), f"late {heard.id}"
    if card is None or desk.heard.reply_to(late) is not None:
        return
    with contextlib.suppress(HeardBefore), desk.together():
        keep_addresses(heard, profile, desk)
        desk.outbox(SURFACE).owe(heard.about, profile.id, LATE, {"activity": with_card(card)}, desk.now)
        desk.heard.keep(late, "", desk.now)


def card_in(reply: Reply) -> Card | None:
    """Return the card of a reply; None where there is none that could be shown later."""
    value = reply.get("value", reply.get("task", {}).get("value", {}).get("card", {}).get("content"))
    return value if isinstance(value, dict) else None


def _at_card(heard: Heard, desk: Desk) -> dict[str, str]:
    """Return which card something was done at, and in which message; empty where it was said to Baton."""
    return {"card": desk.outbox(SURFACE).card_at(heard.card), "reply": heard.about} if heard.card else {}


def keep_addresses(heard: Heard, profile: Profile, desk: Desk) -> None:
    """Keep where the person is reached, and the channel where it was done, as Teams says now.

    What was done at a card or over a message extension was perhaps done in a chat of two people, which is no chat with
    Baton.
    """
    somebody, place, addresses = heard.somebody, heard.place, Addresses(desk.db, desk.team)
    chat = place.conversation if place.is_open and not place.channel else ""
    addresses.keep(Address(profile.id, chat, somebody.account, place.service, somebody.tenant), desk.now)
    if place.is_open and place.channel:
        where = Address(place.channel, place.channel, "", place.service, somebody.tenant, place.team)
        addresses.keep(where, desk.now)
        if heard.id.startswith(ARRIVED):
            addresses.reopen(place.channel)


def leave(conversation: str, desk: Desk) -> None:
    """Keep that Baton is no longer in a conversation, so that it is silent there until it comes again, and then says hello."""
    with desk.together():
        Addresses(desk.db, desk.team).close(conversation, desk.now)
        desk.heard.forget(f"{ARRIVED}{conversation}")


def _owe(heard: Heard, message: Message, desk: Desk) -> None:
    body = {
        "service": heard.place.service,
        "conversation": heard.place.conversation,
        "activity": as_activity(message, lambda text: desk.kept.keep(text, desk.now)),
    }
    method = CHANGE if heard.edit else SEND
    desk.outbox(SURFACE).owe(heard.about, heard.place.conversation, method, body, desk.now)
