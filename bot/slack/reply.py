"""What goes back for what was heard: with the acknowledgement, while a trigger lives, or later."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.slack.heard import Heard
from bot.slack.web_api import RESPOND

Body = dict[str, Any]
OURS = ("for", "instead")  # of a body: whom it is for, and what to tell them if a modal is closed by then


@dataclass(frozen=True, slots=True)
class Call:
    """A method to call with this body."""

    method: str
    body: Body


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back beside what is owed: ``ack`` with the acknowledgement, ``open`` while the trigger lives.

    ``ack`` is JSON, so that it is written down once; empty if nothing goes back. ``late`` is what to send instead when
    the acknowledgement is gone, or the trigger has died. ``asked`` is the kept question that it answers: then that is
    all that has to be kept of it, since taking the turn again leads to the same.
    """

    ack: str = ""
    open: Call | None = None
    late: Call | None = None
    asked: str = ""

    def to_json(self) -> str:
        """Return this as text, without what only a living trigger can open."""
        if self.asked:
            return f'{{"asked": "{self.asked}"}}'
        late = json.dumps(asdict(self.late) if self.late else None, ensure_ascii=False)
        return f'{{"ack": {self.ack or "{}"}, "late": {late}}}'


def reply_from(text: str) -> Reply:
    """Return what :meth:`Reply.to_json` wrote; of what is taken again no more than what was asked."""
    content = json.loads(text)
    if "asked" in content:
        return Reply(asked=content["asked"])
    late = content["late"]
    return Reply(json.dumps(content["ack"]) if content["ack"] else "", late=Call(**late) if late else None)


def late_call(heard: Heard, reply: Reply) -> Call | None:
    """Return how to send what the acknowledgement would have held, or the trigger would have opened."""
    if reply.late is None and heard.awaits == "message" and reply.ack:
        return privately(heard, json.loads(reply.ack))
    return reply.late


def for_slack(body: Mapping[str, Any]) -> Body:
    """Return a body as Slack takes it, without what is ours alone."""
    return {name: value for name, value in body.items() if name not in OURS}


def privately(heard: Heard, body: Body) -> Call:
    """Return how to send a message to the person alone, where they are if that is possible."""
    place = heard.place
    if place.url:
        return Call(
            RESPOND, {"url": place.url, "response_type": "ephemeral", "replace_original": place.replace, **body}
        )
    return Call("chat.postMessage", {"channel": heard.person, **body})
