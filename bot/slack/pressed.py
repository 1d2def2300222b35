"""Pressed buttons and sent forms as what was heard."""

from collections.abc import Mapping
from typing import Any

from bot.slack.carry import action_of, carried
from bot.slack.heard import Heard, Place
from bot.slack.read import called

Payload = Mapping[str, Any]

BUTTON, ENTER = "button", "plain_text_input"  # a choice counts when its form is sent, not before


def button(body: Payload) -> Heard | None:
    """Read a pressed button, or a line sent with Enter on the App Home."""
    pressed: Payload = body["actions"][0]
    if pressed["type"] not in {BUTTON, ENTER}:
        return None
    view: Payload = body.get("view") or {}
    user: Payload = body["user"]
    return Heard(
        id=f"button:{body['trigger_id']}",
        person=user["id"],
        team=user.get("team_id") or body["team"]["id"],
        name=user.get("username") or user.get("name", ""),
        action=action_of(pressed["action_id"]),
        values=carried(pressed.get("value", "")) if pressed["type"] == BUTTON else {},
        place=_place(body, view),
        trigger=body["trigger_id"],
        metadata=carried(view.get("private_metadata", "")),
        state=view.get("state") or {},
        form=bool(view.get("submit")),
        sent=pressed["type"] == ENTER,
    )


def form(body: Payload) -> Heard:
    """Read a sent form."""
    view, user = body["view"], body["user"]
    return Heard(
        id=f"form:{body['trigger_id']}",
        person=user["id"],
        team=user.get("team_id") or body["team"]["id"],
        name=user.get("username") or user.get("name", ""),
        action="",
        values={},
        place=_in_view(view),
        awaits="view",
        metadata=carried(view.get("private_metadata", "")),
        state=view.get("state") or {},
        form=True,
        sent=True,
    )


def _place(body: Payload, view: Payload) -> Place:
    if view:
        return Place("home") if view["type"] == "home" else _in_view(view)
    container: Payload = body["container"]
    channel, thread = container.get("channel_id", ""), container.get("thread_ts", "")
    direct = channel.startswith("D")
    if container.get("is_ephemeral"):
        name = "" if direct else called(body.get("channel", {}).get("name", ""))
        return Place("unseen", "" if direct else channel, thread, url=body["response_url"], replace=True, name=name)
    if direct:
        return Place("direct", channel, thread)
    return Place("unseen", "", thread or container.get("message_ts", ""), url=body["response_url"])


def _in_view(view: Payload) -> Place:
    depth = 1
    if view.get("previous_view_id"):
        depth = 2 if view["previous_view_id"] == view.get("root_view_id") else 3
    return Place("modal", view=view["id"], depth=depth)
