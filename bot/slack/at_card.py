"""What people do at a card that Baton posted: a reply in its thread, the reply's edits and its end, and reactions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack.heard import Heard, Place
from bot.slack.read import team_of, words

Payload = Mapping[str, Any]

REPLY, REACTION = "card.reply", "card.reaction"


@dataclass(frozen=True, slots=True)
class AtCard:
    """What somebody did at a message that may be a card. ``at`` is the message's name: channel and time stamp."""

    at: str
    id: str
    person: str
    team: str
    action: str
    values: Mapping[str, str]

    def heard(self, card: str) -> Heard:
        """Return what was heard, now that it is known which card it was; whatever has to be said is for them alone."""
        return Heard(self.id, self.person, self.team, self.action, {**self.values, "card": card}, Place("unseen"))


def at_card(body: Payload, bot: str) -> AtCard | None:
    """Read an event as something done at a message; None for everything else, and for what bots do."""
    told: Payload = body["event"]
    if told["type"] in {"reaction_added", "reaction_removed"}:
        return _reaction(body, told)
    if told["type"] != "message":
        return None
    subtype = told.get("subtype")
    if subtype == "message_changed":
        return _reply(body, told, told["message"], bot)
    if subtype == "message_deleted":
        return _reply(body, told, {**told.get("previous_message", {}), "text": ""}, bot)
    return _reply(body, told, told, bot) if subtype in {None, "file_share", "thread_broadcast"} else None


def _reply(body: Payload, told: Payload, message: Payload, bot: str) -> AtCard | None:
    thread, ts, user = message.get("thread_ts"), message.get("ts"), message.get("user")
    text = message.get("text", "")
    if not thread or thread == ts or not user or message.get("bot_id") or f"<@{bot}>" in text:
        return None
    channel = told["channel"]
    values = {"text": words(text, bot), "reply": f"{channel}:{ts}"}
    return AtCard(f"{channel}:{thread}", body["event_id"], user, team_of(body, message), REPLY, values)


def _reaction(body: Payload, told: Payload) -> AtCard | None:
    item: Payload = told.get("item", {})
    if item.get("type") != "message" or not told.get("user"):
        return None
    values = {"reaction": told["reaction"], "gone": "yes" if told["type"] == "reaction_removed" else ""}
    at = f"{item['channel']}:{item['ts']}"
    return AtCard(at, body["event_id"], told["user"], team_of(body, told), REACTION, values)
