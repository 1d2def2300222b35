"""Finding a message that was posted by a try nobody heard the end of, by what it carries unseen.

https://docs.slack.dev/messaging/message-metadata
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.delivery.outbox import Owed
from bot.slack.pace import PacedApi
from bot.slack.web_api import SlackFault

A_PAGE = "200"
MOST_PAGES = 10
CLOCKS_APART = timedelta(minutes=10)  # Slack's and this machine's


async def posted(owed: Owed, body: Mapping[str, Any], api: PacedApi) -> str:
    """Return the name of a message that is there already, channel and time stamp; empty if there is none.

    Raises:
        SlackFault: Slack cannot say now.
    """
    thread = body.get("thread_ts")
    method = "conversations.replies" if thread else "conversations.history"
    oldest = (owed.at - CLOCKS_APART).timestamp()
    try:
        channel = await _channel(str(body["channel"]), api)
        where = {"channel": channel, "limit": A_PAGE, "include_all_metadata": "true", "oldest": f"{oldest:.6f}"}
        where |= {"ts": str(thread)} if thread else {}
        for _ in range(MOST_PAGES):
            answer = await api.call(method, where)
            for message in answer.get("messages", []):
                if _id(message) == owed.id:
                    return f"{channel}:{message['ts']}"
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                break
            where["cursor"] = cursor
    except SlackFault as fault:
        if fault.is_passing:
            # That it could not be looked for says nothing of whether it is there: the next try looks again.
            raise SlackFault(fault.error, wait=fault.wait, is_sure=False) from fault
    return ""


def _id(message: Mapping[str, Any]) -> str:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    return str(payload.get("id", ""))


async def _channel(place: str, api: PacedApi) -> str:
    """Return the channel a message goes to; the direct messages with somebody are named by who it is when they are sent."""
    if not place.startswith(("U", "W")):
        return place
    answer = await api.call("conversations.open", {"users": place})
    return str(answer["channel"]["id"])
