"""What buttons, forms and views carry through Slack and back: an action, its values, and where they belong."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from bot.slack.limits import length

Keep = Callable[[str], str]
Read = Callable[[str], str | None]

_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_NUMBER = "~"
_KEPT = "~kept"


class Forgotten(Exception):
    """What was carried is no longer kept."""


def action_id(action: str, number: int) -> str:
    """Return an action as the id of a button; the number makes it the only one of its block."""
    return f"{action}{_NUMBER}{number}"


def action_of(action_id: str) -> str:
    """Return the action that :func:`action_id` wrote."""
    return action_id.rpartition(_NUMBER)[0]


def packed(content: Mapping[str, Any], keep: Keep, longest: int) -> str:
    """Return values as text that Slack carries; what is too long for that is kept here and carried by name."""
    text = _written(content).encode("utf-8", "ignore").decode()
    return text if length(text) <= longest else json.dumps({_KEPT: keep(text)})


def carried(text: str) -> dict[str, Any]:
    """Return what Slack carried: the values that :func:`packed` wrote, or the name they are kept under."""
    content: dict[str, Any] = json.loads(text) if text else {}
    return content


def unpacked(content: Mapping[str, Any], read: Read) -> Mapping[str, Any]:
    """Return carried values, those kept here looked up.

    Raises:
        Forgotten: they are no longer kept.
    """
    if _KEPT not in content:
        return content
    kept = read(content[_KEPT])
    if kept is None:
        raise Forgotten
    unkept: dict[str, Any] = json.loads(kept)
    return unkept
