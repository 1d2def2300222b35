"""What somebody in Teams sees and does: finding buttons and inputs on a card, and the activities of using them."""

import itertools
import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from tests.bot.teams.fake_teams import BOT, TENANT, FakeTeams, Json

CHANNEL = "19:support@thread.tacv2"
GROUP = "19:group@thread.v2"
_number = itertools.count(1)


def activity(teams: FakeTeams, kind: str, user: str, conversation: Json, **more: Any) -> Json:
    """Return an activity as Teams hands it over."""
    return {
        "type": kind,
        "id": f"activity-{next(_number)}",
        "timestamp": "2026-05-04T09:30:00.000Z",
        "channelId": "msteams",
        "serviceUrl": teams.service,
        "from": {"id": f"29:{user}", "name": user.capitalize(), "aadObjectId": user},
        "recipient": {"id": BOT, "name": "Baton"},
        "conversation": {"tenantId": TENANT, **conversation},
        "channelData": {"tenant": {"id": TENANT}},
        "entities": [{"type": "clientInfo", "locale": "en-GB", "country": "GB", "timezone": "Europe/London"}],
        "locale": "en-GB",
        **more,
    }


def personal(user: str) -> Json:
    """Return the conversation of somebody with Baton alone."""
    return {"id": f"a:{user}", "conversationType": "personal"}


def in_channel(thread: str = "1700000000000") -> Json:
    """Return a thread of a channel."""
    return {"id": f"{CHANNEL};messageid={thread}", "conversationType": "channel", "isGroup": True}


def in_group() -> Json:
    """Return a group chat."""
    return {"id": GROUP, "conversationType": "groupChat", "isGroup": True, "name": "Support"}


def said(teams: FakeTeams, text: str, user: str = "dee", **more: Any) -> Json:
    """Return a message to Baton alone."""
    return activity(teams, "message", user, personal(user), text=text, textFormat="plain", **more)


def mention(teams: FakeTeams, text: str, user: str = "dee", conversation: Json | None = None, **more: Any) -> Json:
    """Return a message that mentions Baton where others are."""
    entity = {"type": "mention", "mentioned": {"id": BOT, "name": "Baton"}, "text": "<at>Baton</at>"}
    where = conversation or in_channel()
    told = activity(teams, "message", user, where, text=f"<at>Baton</at> {text}", **more)
    told["entities"].append(entity)
    if where["conversationType"] == "channel":
        told["channelData"] |= {
            "channel": {"id": CHANNEL, "name": "Support"},
            "team": {"id": CHANNEL, "name": "Lantern"},
        }
    return told


def overheard(teams: FakeTeams, text: str, user: str = "dee", conversation: Json | None = None, **more: Any) -> Json:
    """Return a message that people say to each other, as Teams hands it over where a team's owner lets it."""
    return activity(teams, "message", user, conversation or in_channel(), text=text, textFormat="plain", **more)


def pressed(
    teams: FakeTeams,
    label: str,
    card: Json,
    user: str = "dee",
    conversation: Json | None = None,
    typed: Mapping[str, str] | None = None,
) -> Json:
    """Return the activity of a button pressed on a card, with what stands in its inputs where the button takes them."""
    button = button_called(label, card)
    inputs = standing(card, typed or {}) if button["associatedInputs"] == "auto" else {}
    action = {"type": "Action.Execute", "verb": button["verb"], "data": {**button["data"], **inputs}}
    where = conversation or personal(user)
    value = {"action": json.loads(json.dumps(action)), "trigger": "manual"}
    return activity(teams, "invoke", user, where, name="adaptiveCard/action", value=value, replyToId="sent-1")


def invoke(teams: FakeTeams, name: str, value: Json, user: str = "dee", conversation: Json | None = None) -> Json:
    """Return the activity of something that is answered at once."""
    return activity(teams, "invoke", user, conversation or personal(user), name=name, value=value)


def elements(content: Any) -> Iterator[Json]:
    """Give every element of a card, those within others too."""
    if isinstance(content, list):
        for each in content:
            yield from elements(each)
    elif isinstance(content, dict):
        if "type" in content:
            yield content
        for name in ("body", "items", "columns", "rows", "cells", "actions", "inlines"):
            yield from elements(content.get(name, []))


def buttons(card: Json) -> list[Json]:
    """Return every button of a card."""
    return [each for each in elements(card) if each["type"] in {"Action.Execute", "Action.Submit"}]


def button_called(label: str, card: Json) -> Json:
    """Return the button with this label, or the one beside the line of a list with this title."""
    found = [each for each in buttons(card) if each["title"] == label or each.get("tooltip", "").endswith(f": {label}")]
    assert found, f"nothing is called “{label}”: {[each['title'] for each in buttons(card)]}"
    return found[0]


def inputs(card: Json) -> dict[str, Json]:
    """Return the inputs of a card by their labels."""
    return {each["label"]: each for each in elements(card) if each["type"].startswith("Input.")}


def standing(card: Json, typed: Mapping[str, str]) -> Json:
    """Return what clients send of the inputs of a card: what was typed, by label, and what stood there before."""
    return {
        each["id"]: _typed(each, typed[label]) if label in typed else each.get("value", "")
        for label, each in inputs(card).items()
    }


def _typed(input: Json, text: str) -> str:
    if input["type"] != "Input.ChoiceSet":
        return text
    wanted = text.split("\n")
    chosen = [each["value"] for each in input["choices"] if {each["title"], unquote(each["value"])} & {*wanted}]
    assert len(chosen) == len(wanted), f"{wanted} is not among {input['choices']}"
    return ",".join(chosen)


def words(card: Json) -> str:
    """Return all that can be read on a card."""
    return " ".join(" ".join(_words(card)).split())


def _words(card: Json) -> Iterator[str]:
    for element in elements(card):
        for name in ("text", "title", "label", "value"):
            if isinstance(element.get(name), str):
                yield element[name]
        for choice in element.get("choices", []):
            yield choice["title"]


def title(card: Json) -> str:
    """Return the title of a card."""
    return str(card["body"][0]["inlines"][0]["text"])
