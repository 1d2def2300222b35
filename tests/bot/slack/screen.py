"""What somebody in Slack sees and does: finding buttons and inputs, and the payloads of pressing and sending."""

import time
from collections.abc import Iterator, Mapping
from typing import Any

from tests.bot.slack.fake_slack import BOT_USER, TEAM, FakeSlack, Json


def buttons(blocks: list[Json]) -> Iterator[Json]:
    """Give every button of some blocks."""
    for block in blocks:
        for element in [*block.get("elements", []), block.get("accessory") or {}]:
            if element.get("type") == "button":
                yield {**element, "block_id": block.get("block_id", "b")}


def labels(blocks: list[Json]) -> list[str]:
    """Return the labels of the buttons of some blocks."""
    return [each["text"]["text"] for each in buttons(blocks)]


def button(label: str, blocks: list[Json]) -> Json:
    """Return the button with this label, or the one beside the line of a list with this title."""
    named = [each for each in buttons(blocks) if each["text"]["text"] == label]
    lines = [block for block in blocks if block["type"] == "section" and "accessory" in block]
    named += [{**line["accessory"], "block_id": "b"} for line in lines if line["text"]["text"].split("\n")[0] == label]
    assert named, f"nothing is called “{label}”: {labels(blocks)}"
    return named[0]


def words(blocks: list[Json]) -> str:
    """Return all that can be read in some blocks."""
    return " ".join(" ".join(_words(blocks)).split())


def _words(content: Any) -> Iterator[str]:
    if isinstance(content, list):
        for each in content:
            yield from _words(each)
    elif isinstance(content, dict):
        if isinstance(content.get("text"), str):
            yield content["text"]
        for value in content.values():
            yield from _words(value)


def title(blocks: list[Json]) -> str:
    """Return the title of a message or a view."""
    return str(blocks[0]["text"]["text"])


def _interaction(kind: str, user: str) -> Json:
    return {
        "type": kind,
        "team": {"id": TEAM, "domain": "lantern"},
        "user": {"id": user, "username": user, "team_id": TEAM},
        "trigger_id": f"trigger.{time.time_ns()}",
        "api_app_id": "A1",
    }


def pressed(
    label: str,
    blocks: list[Json],
    user: str,
    slack: FakeSlack,
    *,
    channel: str = "C1",
    ephemeral: bool = True,
    **more: Any,
) -> Json:
    """Return the payload of a button pressed on a message."""
    action = {**button(label, blocks), "type": "button"}
    container = {"type": "message", "channel_id": channel, "is_ephemeral": ephemeral, "message_ts": "1.1"}
    where = {"container": container, "channel": {"id": channel}, "response_url": slack.response_url("pressed")}
    return {**_interaction("block_actions", user), **where, "actions": [action], **more}


def pressed_in_view(label: str, view: Json, user: str, typed: Mapping[str, str] | None = None, **ids: str) -> Json:
    """Return the payload of a button pressed in a modal or on the Home."""
    action = {**button(label, view["blocks"]), "type": "button"}
    shown = {**view, "id": "V1", "hash": "h1", "state": state(view, typed or {}), "root_view_id": "V1", **ids}
    return {**_interaction("block_actions", user), "container": {"type": "view"}, "view": shown, "actions": [action]}


def entered(text: str, view: Json, user: str) -> Json:
    """Return the payload of a line sent with Enter on the Home."""
    block = next(block for block in view["blocks"] if block.get("dispatch_action"))
    action = {
        "type": "plain_text_input",
        "action_id": block["element"]["action_id"],
        "value": text,
        "block_id": block["block_id"],
    }
    values = {block["block_id"]: {action["action_id"]: {"type": "plain_text_input", "value": text}}}
    shown = {**view, "id": "VH", "hash": "h1", "state": {"values": values}}
    return {**_interaction("block_actions", user), "container": {"type": "view"}, "view": shown, "actions": [action]}


def sent(view: Json, user: str, typed: Mapping[str, str], **ids: str) -> Json:
    """Return the payload of a form sent with these values, by their labels; the others stay as they stand there."""
    shown = {**view, "id": "V1", "hash": "h1", "state": state(view, typed), "root_view_id": "V1", **ids}
    return {**_interaction("view_submission", user), "view": shown}


def state(view: Json, typed: Mapping[str, str]) -> Json:
    """Return what stands in the inputs of a view."""
    values: Json = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element, label = block["element"], block["label"]["text"]
            values[block["block_id"]] = {element["action_id"]: _standing(element, typed.get(label))}
    return {"values": values}


def _standing(element: Json, typed: str | None) -> Json:
    kind = element["type"]
    if kind == "plain_text_input":
        return {"type": kind, "value": element.get("initial_value") if typed is None else typed or None}
    if kind == "datepicker":
        return {"type": kind, "selected_date": element.get("initial_date") if typed is None else typed or None}
    if kind == "users_select":
        return {"type": kind, "selected_user": element.get("initial_user") if typed is None else typed}
    if kind in {"checkboxes", "multi_static_select"}:
        ticked = element.get("initial_options", [])
        if typed is not None:
            ticked = [
                each for each in element["options"] if {each["value"], each["text"]["text"]} & {*typed.split("\n")}
            ]
        return {"type": kind, "selected_options": ticked}
    chosen = element.get("initial_option")
    if typed is not None:
        chosen = next(each for each in element["options"] if typed in (each["value"], each["text"]["text"]))
    return {"type": kind, "selected_option": chosen}


def message_shortcut(callback: str, user: str, slack: FakeSlack, text: str, **message: str) -> Json:
    """Return the payload of a shortcut on a message."""
    told = {"type": "message", "user": "bo", "ts": "1700000000.000100", "text": text, **message}
    where = {
        "channel": {"id": "C1", "name": "support"},
        "response_url": slack.response_url("shortcut"),
        "message": told,
    }
    return {**_interaction("message_action", user), "callback_id": callback, "message_ts": told["ts"], **where}


def global_shortcut(callback: str, user: str) -> Json:
    """Return the payload of a shortcut that stands everywhere."""
    return {**_interaction("shortcut", user), "callback_id": callback}


def mention(text: str, user: str = "dee", channel: str = "C1", ts: str = "1700000000.000200", **more: Any) -> Json:
    """Return the event of a mention in a channel."""
    return {"type": "app_mention", "user": user, "text": f"<@{BOT_USER}> {text}", "channel": channel, "ts": ts, **more}


def direct(text: str, user: str = "dee", ts: str = "1700000000.000300", **more: Any) -> Json:
    """Return the event of a direct message to Baton."""
    return {
        "type": "message",
        "channel_type": "im",
        "user": user,
        "text": text,
        "channel": f"D{user}",
        "ts": ts,
        **more,
    }


def changed(before: Json, text: str) -> Json:
    """Return the event of a message that its author has edited."""
    message = {**before, "text": text, "edited": {"user": before["user"], "ts": "1700000001.000000"}, "type": "message"}
    more = {"channel": before["channel"], "channel_type": before.get("channel_type", "channel")}
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": message,
        "previous_message": before,
        "ts": "1.9",
        **more,
    }
