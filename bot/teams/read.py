"""Activities of Teams as what was heard; None for what is not for Baton.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object
"""

import re
from collections.abc import Mapping
from typing import Any

from bot.teams.heard import ARRIVED, Heard, Kind, Place, Somebody
from bot.teams.words import as_written, from_html

Activity = Mapping[str, Any]

SAVE, BRING, ASK = "saveToGuide", "bringAsSituation", "askTheGuide"  # the commands of the manifest
COMMANDS = {SAVE: "guide.keep", BRING: "situations.bring", ASK: "guide.ask"}
SEARCH = "guide.search"
NOBODY = "00000000-0000-0000-0000-000000000000"


def message(activity: Activity, *, edited: bool = False, deleted: bool = False) -> Heard | None:
    """Read a message: words said to Baton, a reply in a thread that may be a card's, or a button of a dialog's card.

    Where several people talk, Baton is addressed by a mention; what else is said there Teams hands over as well once a
    team's owner has let it. Other bots are not answered.
    https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-messages-with-rsc
    """
    somebody = who(activity)
    if somebody is None:
        return None
    about = f"{_id(activity, 'conversation')}|{activity.get('id', '')}"
    value = activity.get("value")
    if isinstance(value, dict) and not activity.get("text"):
        return Heard(f"submit:{about}", somebody, where(activity, "chat"), "", data=value)
    # An edit has the id of its message, so the time tells one from another.
    id = f"edit:{about}:{activity.get('timestamp', '')}" if edited else f"message:{about}"
    text = "" if deleted else as_written(activity)
    if deleted or not is_addressed(activity):
        id, thread = f"delete:{about}" if deleted else id, _thread(activity)
        place = where(activity, "nowhere")
        reply = Heard(id, somebody, place, "card.reply", {"text": text}, about=about, edit=edited, card=thread)
        return reply if thread else None
    return Heard(id, somebody, where(activity, "chat"), "say", {"text": text}, about=about, edit=edited)


def pressed(activity: Activity) -> Heard | None:
    """Read a pressed button."""
    somebody = who(activity)
    data = _part(_part(activity.get("value"), "action"), "data")
    if somebody is None:
        return None
    on = f"{_channel(activity)}|{activity.get('replyToId', '')}"
    return Heard(f"press:{activity.get('id', '')}", somebody, where(activity, "card"), "", data=data, pressed_on=on)


def searched(activity: Activity) -> Heard | None:
    """Read what somebody typed into the search of the message extension."""
    somebody = who(activity)
    if somebody is None:
        return None
    given = _part(activity, "value").get("parameters")
    named = [_part(each, "") for each in given] if isinstance(given, list) else []
    texts = [str(each.get("value") or "") for each in named if each.get("name") == "question"]
    question = texts[0] if texts else ""
    return Heard(
        f"search:{activity.get('id', '')}", somebody, where(activity, "compose"), SEARCH, {"question": question}
    )


def commanded(activity: Activity) -> Heard | None:
    """Read an action command on a message."""
    somebody = who(activity)
    value = _part(activity, "value")
    action = COMMANDS.get(str(value.get("commandId")), "")
    if somebody is None or not action:
        return None
    told = _part(value, "messagePayload")
    values = _from_message(action, told, somebody)
    return Heard(f"command:{activity.get('id', '')}", somebody, where(activity, "dialog"), action, values)


def submitted(activity: Activity) -> Heard | None:
    """Read a pressed button of a dialog."""
    somebody = who(activity)
    if somebody is None:
        return None
    data = _part(_part(activity, "value"), "data")
    return Heard(f"dialog:{activity.get('id', '')}", somebody, where(activity, "dialog"), "", data=data)


def reacted(activity: Activity) -> list[Heard]:
    """Read reactions to a message of Baton's."""
    somebody = who(activity)
    if somebody is None:
        return []
    heard = []
    for gone, name in (("", "reactionsAdded"), ("yes", "reactionsRemoved")):
        for reaction in activity.get(name) or []:
            values = {"reaction": str(_part(reaction, "").get("type", "")), "gone": gone}
            id = f"reaction:{activity.get('id', '')}:{values['reaction']}:{gone}"
            card = f"{_channel(activity)}|{activity.get('replyToId', '')}"
            place = where(activity, "nowhere")
            heard.append(Heard(id, somebody, place, "card.reaction", values, card=card))
    return heard


def arrived(activity: Activity) -> Heard | None:
    """Read that Baton was installed in a chat or a channel."""
    bot = _id(activity, "recipient")
    is_added = activity.get("action") == "add" or _has(activity, "membersAdded", bot)
    somebody = who(activity)
    if somebody is None or not is_added:
        return None
    place = where(activity, "chat")
    return Heard(f"{ARRIVED}{_channel(activity)}", somebody, place, "welcome" if place.channel else "home")


def left(activity: Activity) -> str:
    """Return the conversation that Baton was removed from; empty where it was not."""
    bot = _id(activity, "recipient")
    is_removed = activity.get("action") == "remove" or _has(activity, "membersRemoved", bot)
    return _channel(activity) if is_removed else ""


def who(activity: Activity) -> Somebody | None:
    """Return who did it; None for a bot, and for what nobody did."""
    sender = _part(activity, "from")
    account = str(sender.get("id") or "")
    tenant = _part(_part(activity, "channelData"), "tenant").get("id") or _part(activity, "conversation").get(
        "tenantId"
    )
    if not account or account.startswith("28:") or not tenant or sender.get("role") == "bot":
        return None
    client: Activity = next((each for each in activity.get("entities") or [] if _kind(each) == "clientInfo"), {})
    return Somebody(
        id=str(sender.get("aadObjectId") or account),
        account=account,
        tenant=str(tenant),
        name=str(sender.get("name") or ""),
        time_zone=str(client.get("timezone") or activity.get("localTimezone") or ""),
        language=str(client.get("locale") or activity.get("locale") or ""),
    )


def where(activity: Activity, kind: Kind) -> Place:
    """Return where it was done."""
    conversation = _part(activity, "conversation")
    id, told = str(conversation.get("id") or ""), _part(activity, "channelData")
    name = _part(told, "channel").get("name") or conversation.get("name") or _part(told, "team").get("name") or ""
    return Place(
        kind,
        id,
        str(activity.get("serviceUrl") or ""),
        _channel(activity) if _is_shared(activity) else "",
        str(name) if _is_shared(activity) else "",
        _id(told, "team") if _is_shared(activity) else "",
    )


def is_addressed(activity: Activity) -> bool:
    """Say whether a message is for Baton: in a chat with it alone every one is, elsewhere those that mention it."""
    bot, entities = _id(activity, "recipient"), activity.get("entities") or []
    mentions = (each for each in entities if _kind(each) == "mention")
    return not _is_shared(activity) or any(_id(each, "mentioned") == bot for each in mentions)


def _from_message(action: str, told: Activity, somebody: Somebody) -> dict[str, str]:
    """Return the values of a command from the message it was used on."""
    body = _part(told, "body")
    content = str(body.get("content") or "")
    text = from_html(content) if body.get("contentType") == "html" else content
    link = str(told.get("linkToMessage") or "")
    if action == COMMANDS[BRING]:
        return {"happened": text, "link": link}
    if action == COMMANDS[ASK]:
        return {"question": text}
    writer = str(_part(_part(told, "from"), "user").get("id") or "")
    is_known = re.fullmatch(r"[0-9a-f-]{36}", writer, re.IGNORECASE) and writer != NOBODY
    return {"answer": text, "link": link, "writer": f"teams:{somebody.tenant}:{writer}" if is_known else ""}


def _thread(activity: Activity) -> str:
    """Return the message whose thread this is in; empty where it begins one, or there are none."""
    channel, _, root = _id(activity, "conversation").partition(";messageid=")
    return f"{channel}|{root}" if root and root != activity.get("id") else ""


def _is_shared(activity: Activity) -> bool:
    return _part(activity, "conversation").get("conversationType") != "personal"


def _channel(activity: Activity) -> str:
    """Return the conversation without its thread."""
    return _id(activity, "conversation").partition(";")[0]


def _part(content: Any, name: str) -> Activity:
    """Return what is below a name, or with no name the content itself, where that is an object; else an empty one."""
    if not isinstance(content, Mapping):
        return {}
    below = content.get(name) if name else content
    return below if isinstance(below, Mapping) else {}


def _id(activity: Activity, name: str) -> str:
    return str(_part(activity, name).get("id") or "")


def _kind(entity: Any) -> str:
    return str(_part(entity, "").get("type") or "")


def _has(activity: Activity, name: str, bot: str) -> bool:
    return any(_part(each, "").get("id") == bot for each in activity.get(name) or [])
