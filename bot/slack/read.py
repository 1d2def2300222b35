"""Commands, shortcuts and events of Slack as what was heard; None for what is not for Baton."""

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.slack.heard import Heard, Place

Payload = Mapping[str, Any]

ASK, SAVE, ASK_ABOUT, BRING = "ask_the_guide", "save_to_guide", "ask_about_this", "bring_as_situation"
_ANGLED = re.compile(r"<([^<>]*)>")
_ANSWERED_SUBTYPES = {None, "file_share", "me_message", "thread_broadcast"}


def words(text: str, bot: str = "", *, whole: bool = False) -> str:
    """Return what somebody typed as they see it: without Slack's marks, and without the mention of the bot.

    ``whole`` keeps the address behind the words of a link too.

    https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
    """

    def shown(found: re.Match[str]) -> str:
        target, _, label = found[1].partition("|")
        if target == f"@{bot}":
            return " "
        if target.startswith(("@", "#")):
            return target[0] + (label or "…")
        if target.startswith("!"):
            return label or f"@{target[1:].partition('^')[0]}"
        address = target.removeprefix("mailto:").removeprefix("tel:")
        return f"{label} ({address})" if whole and label and label not in address else label or address

    return html.unescape(_ANGLED.sub(shown, text)).strip()


def command(body: Payload) -> Heard:
    """Read a slash command: ``/baton`` hears words, and gives help; each of the others has a conversation of its own."""
    text = words(body.get("text", ""))
    action, values = _commanded(body["command"], text)
    channel = body.get("channel_id", "")
    direct = channel.startswith("D")
    return Heard(
        id=f"command:{body['trigger_id']}",
        person=body["user_id"],
        team=body["team_id"],
        name=body.get("user_name", ""),
        action=action,
        values=values,
        place=Place(
            "unseen",
            "" if direct else channel,
            url=body.get("response_url", ""),
            name="" if direct else called(body.get("channel_name", "")),
        ),
        trigger=body["trigger_id"],
        awaits="message",
    )


def _commanded(command: str, text: str) -> tuple[str, dict[str, str]]:
    if command == "/guide":
        return "guide.ask", {"question": text}
    if command == "/situation":
        return "situations.bring", {"happened": text}
    if command == "/tip":
        return ("tips.search", {"text": text}) if text else ("tips.now", {})
    return "say", {"text": text or ("checklist" if command == "/checklist" else "help")}


def shortcut(body: Payload, workspace_url: str) -> Heard:
    """Read a shortcut: "Ask the guide", or one of those on a message."""
    message: Payload = body.get("message", {})
    channel, ts = body.get("channel", {}).get("id", ""), message.get("ts", "")
    text = words(message.get("text", ""), whole=body["callback_id"] != ASK_ABOUT)
    action, values = "guide.ask", {"question": text if body["callback_id"] == ASK_ABOUT else ""}
    link = permalink(workspace_url or f"https://{body['team'].get('domain', '')}.slack.com/", channel, message)
    if body["callback_id"] == BRING:
        action, values = "situations.bring", {"happened": text, "link": link}
    if body["callback_id"] == SAVE:
        writer = message.get("user", "")
        action = "guide.keep"
        values = {"answer": text, "link": link, "writer": f"slack:{body['team']['id']}:{writer}" if writer else ""}
    user: Payload = body["user"]
    return Heard(
        id=f"shortcut:{body['trigger_id']}",
        person=user["id"],
        team=user.get("team_id") or body["team"]["id"],
        name=user.get("name") or user.get("username", ""),
        action=action,
        values=values,
        place=Place(
            "trigger",
            channel if not channel.startswith("D") else "",
            message.get("thread_ts") or ts,
            url=body.get("response_url", ""),
        ),
        trigger=body["trigger_id"],
    )


def event(body: Payload, bot: str) -> Heard | None:
    """Read an event: a mention, a direct message, a change of one of those, or the App Home opened."""
    told: Payload = body["event"]
    kind = told["type"]
    if kind == "app_home_opened":
        return _home(body, told) if told.get("tab") == "home" else None
    if told.get("subtype") == "message_changed":
        return _changed(body, told, bot)
    if told.get("bot_id") or told.get("subtype") not in _ANSWERED_SUBTYPES or not told.get("user"):
        return None
    if kind == "app_mention":
        return _said(body, told, told["channel"], bot, edited=told.get("edited"))
    if kind == "message" and told.get("channel_type") == "im":
        return _said(body, told, told["channel"], bot)
    return None


def permalink(workspace_url: str, channel: str, message: Payload) -> str:
    """Return the address of a message, the way Slack's clients copy it."""
    ts, thread = message.get("ts", ""), message.get("thread_ts", "")
    reply = f"?thread_ts={thread}&cid={channel}" if thread and thread != ts else ""
    return f"{workspace_url.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}{reply}"


def _home(body: Payload, told: Payload) -> Heard:
    return Heard(body["event_id"], told["user"], team_of(body, told), "front", {}, Place("home"))


def _changed(body: Payload, told: Payload, bot: str) -> Heard | None:
    message: Payload = told["message"]
    edited = message.get("edited")
    is_same = message.get("text") == told.get("previous_message", {}).get("text")
    if not edited or is_same or message.get("bot_id") or not message.get("user"):
        return None  # a link was unfolded, or a bot changed its own words
    said = _said(body, message, told["channel"], bot, edited=edited, channel_type=told.get("channel_type", ""))
    return replace(said, unasked=said.place.kind == "thread")


def _said(
    body: Payload, message: Payload, channel: str, bot: str, edited: Payload | None = None, channel_type: str = ""
) -> Heard:
    ts, thread = message["ts"], message.get("thread_ts", "")
    direct = "im" in (message.get("channel_type"), channel_type) or channel.startswith("D")
    return Heard(
        # One edit comes as a changed message and, where it has a mention, as a mention too.
        id=f"edit:{channel}:{ts}:{edited['ts']}" if edited else body["event_id"],
        person=message["user"],
        team=team_of(body, message),
        action="say",
        values={"text": words(message.get("text", ""), bot)},
        place=Place("direct", channel, thread) if direct else Place("thread", channel, thread or ts),
        about=f"{channel}:{ts}",
        edit=bool(edited),
    )


def called(channel: str) -> str:
    """Return a channel's name as people write it; Slack names private ones only by what they are."""
    return f"#{channel}" if channel and channel not in {"privategroup", "directmessage"} else ""


def team_of(body: Payload, told: Payload) -> str:
    """Return the workspace of whoever did it, which in a shared channel can be another one than Baton's."""
    return str(told.get("user_team") or told.get("source_team") or told.get("team") or body["team_id"])
