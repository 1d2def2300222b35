"""Reading a text that was too long for where it was shown, a page at a time."""

from bot.conversations.manners import too_old
from bot.desk import Desk
from bot.message import Button, Buttons, Message, Quote
from bot.turn import Turn

PAGE_CHARACTERS = 6_000  # fits every chat product's limit, and is two screens


def read(turn: Turn, desk: Desk) -> Message:
    """Show a page of a kept text."""
    name = turn.value("kept")
    text = desk.kept.text(name)
    if text is None:
        return too_old()
    pages = paged(text)
    page = min(max(turn.number("page", 1), 1), len(pages))
    buttons = []
    if page > 1:
        buttons.append(Button("Previous page", "text.read", {"kept": name, "page": str(page - 1)}))
    if page < len(pages):
        buttons.append(Button("Next page", "text.read", {"kept": name, "page": str(page + 1)}))
    row = (Buttons(tuple(buttons)),) if buttons else ()
    title = f"Page {page} of {len(pages)}" if len(pages) > 1 else "All of it"
    return Message(title, (Quote(pages[page - 1]), *row))


def paged(text: str, longest: int = PAGE_CHARACTERS) -> list[str]:
    """Return a text in pages, broken at the end of a line or a word where there is one."""
    pages = []
    while len(text) > longest:
        end = max(text.rfind("\n", longest // 2, longest), text.rfind(" ", longest // 2, longest)) + 1 or longest
        pages.append(text[:end])
        text = text[end:]
    return [*pages, text]
