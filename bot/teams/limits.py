"""Teams' limits, in characters or bytes, and cutting a text to one of them.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
"""

import json
import re
from collections.abc import Mapping
from typing import Any

CARD = 25_000  # bytes of a card as it is sent; Teams takes 28 KB with the notification and what is around it
DATA = 1_500  # bytes that a button carries; longer values are kept here
BUTTON_LABEL = 40
BUTTONS_A_ROW = 6
NOTIFICATION = 250
TITLE = 300
LINK = 2_000
OPTIONS = 200  # of a field; more are not listed, but typed
PREVIEW = 400
LONGEST = 20_000  # characters of one text

ELLIPSIS = "…"
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# Clients put a date in the place of this, wherever it stands.
# https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features#datetime-function-rules
_DATE_FUNCTION = re.compile(r"\{\{(?=\s*(?:DATE|TIME)\s*\()", re.IGNORECASE)
WORD_JOINER = "\u2060"  # unseen, and enough to keep two braces apart


def clean(text: str) -> str:
    """Return a text without characters that turn others around or that JSON cannot carry."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n"))


def inert(text: str) -> str:
    """Return a text in which no client finds anything to put a date in the place of."""
    return _DATE_FUNCTION.sub(f"{{{WORD_JOINER}{{", text)


def cut(text: str, longest: int) -> str:
    """Return a text that is no longer than this, with an ellipsis where something is missing."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + ELLIPSIS


def size(content: Mapping[str, Any]) -> int:
    """Return how many bytes this is as it is sent."""
    return len(json.dumps(content))
