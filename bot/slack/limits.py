"""Slack's limits, in characters or pieces, and cutting a text to one of them.

Blocks: https://docs.slack.dev/reference/block-kit/blocks, elements: …/block-elements, views: …/views
"""

import re

HEADER = 150
LINE = 3_000  # one text object, and one leaf of a rich text
BUTTON_LABEL = 75
BUTTON_VALUE = 2_000
BUTTONS_A_BLOCK = 25
ACCESSIBLE_LABEL = 75
INPUT = 3_000
INPUT_LABEL = 2_000
OPTION = 75
OPTIONS = 100
CHECKBOXES = 10
VIEW_WORD = 24  # the title of a view and the labels of its two buttons
METADATA = 3_000
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
# A view holds 250 kB before views.open says view_too_large: https://docs.slack.dev/reference/methods/views.open
# A form leaves room in it for what stands above.
VIEW_FORM_BYTES = 200_000  # of JSON in which all that is not ASCII is escaped
VIEW_FORM_BLOCKS = 90
LINK = 3_000
# All blocks of a message together hold about 12,000 characters before chat.postMessage says msg_too_long.
MESSAGE = 11_000
NOTIFICATION = 3_000

ELLIPSIS = "…"
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(text: str) -> str:
    """Return a text without characters that turn others around or that JSON cannot carry."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n"))


def length(text: str) -> int:
    """Return how long a text is where an emoji counts as two, as in Slack's own clients."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, longest: int) -> str:
    """Return a text that is no longer than this, with an ellipsis where something is missing."""
    if length(text) <= longest:
        return text
    kept = text[: longest - 1]
    while length(kept) > longest - 1:
        kept = kept[: len(kept) - max(1, (length(kept) - longest + 1) // 2)]
    return kept.rstrip() + ELLIPSIS


def pieces(text: str, longest: int = LINE) -> list[str]:
    """Return a text in runs that are no longer than this, nothing left out."""
    if length(text) <= longest:
        return [text] if text else []
    kept = text[: longest // 2]  # however many of them count as two
    return [kept, *pieces(text[len(kept) :], longest)]
