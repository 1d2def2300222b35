"""What an answer of Teams that is no success means.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
"""

import json
from typing import Any

from bot.delivery.fault import Cause, Fault

REFUSED, TOO_MANY, BROKEN = 400, 429, 500
_CAUSES: dict[int, Cause] = {
    400: "unfit",
    401: "not allowed",
    403: "not invited",
    404: "place closed",
    408: "unreachable",
    409: "unreachable",  # two changes of one message at once
    410: "place closed",
    412: "unreachable",
    413: "unfit",
}
# Teams' own words, where they say more than the status.
_WORDS: dict[str, Cause] = {
    "ActivityNotFoundInConversation": "message gone",
    "BotDisabledByAdmin": "removed",
    "BotNotInConversationRoster": "not invited",
    "ConversationBlockedByUser": "person gone",
    "ConversationNotFound": "place closed",
    "MessageWritesBlocked": "person gone",
    "UserNotFound": "person gone",
}


def fault_of(status: int, text: str, retry_after: str = "") -> Fault:
    """Return what an answer that is no success means."""
    wait = float(retry_after) if retry_after.isascii() and retry_after.isdecimal() else 0
    word = _word(text)
    error = word or f"status {status}"
    if status == TOO_MANY:
        return Fault(error, "busy", wait=wait)
    if status >= BROKEN or status < REFUSED:  # nor is a redirect Teams': a proxy or a portal between sends those
        return Fault(error, "unreachable", wait=wait, is_sure=False)
    return Fault(error, _WORDS.get(word, _CAUSES.get(status, "unknown")), wait=wait)


def of_change(fault: Fault) -> Fault:
    """Return what it means that a message could not be changed.

    Of one that was deleted Teams often says no more than 403 or 404, which says nothing of the place it stood in:
    https://github.com/microsoft/BotFramework-Services/issues/269
    """
    is_bare = fault.cause in {"not invited", "place closed"} and fault.error not in _WORDS
    return Fault(fault.error, "message gone") if is_bare else fault


def _word(text: str) -> str:
    """Return the code of an error, the inner one where there are two (``Forbidden: BotNotInConversationRoster``)."""
    try:
        error: Any = json.loads(text)["error"]
        inner = (error.get("innerHttpError") or {}).get("code") or error.get("code") or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    known = next((word for word in _WORDS if word in text), "")
    return known or str(inner)[:80]
