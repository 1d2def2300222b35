"""The search above the box people write in: answers of the guide, each to be put into the message as it is."""

from typing import Any

from bot.conversations.composing import NOTHING_FOUND, TYPE_FIRST, answers_for
from bot.desk import Desk
from bot.message import Message, Quote
from bot.teams.carry import Keep
from bot.teams.limits import clean, cut
from bot.teams.render import CARD_TYPE, as_card
from bot.teams.unmarked import untagged

MOST = 8
PREVIEW = 160
PREVIEW_TYPE = "application/vnd.microsoft.card.thumbnail"


def results(question: str, desk: Desk, keep: Keep) -> dict[str, Any]:
    """Return what the guide has for a question.

    https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search
    """
    found = answers_for(question, desk, MOST)
    if not found:
        return {"composeExtension": {"type": "message", "text": NOTHING_FOUND if question else TYPE_FIRST}}
    attachments = [
        {
            "contentType": CARD_TYPE,
            "content": as_card(Message(title, (Quote(text),)), keep),
            "preview": {
                "contentType": PREVIEW_TYPE,
                "content": {"title": untagged(clean(title)), "text": untagged(cut(clean(text), PREVIEW))},
            },
        }
        for title, text in found
    ]
    return {"composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": attachments}}
