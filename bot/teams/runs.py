"""Text runs: words that every client shows as they are, a block for each line."""

from typing import Any

from bot.teams.limits import inert
from bot.teams.paper import Element


def lines(*runs: Element, **more: Any) -> list[Element]:
    """Return runs as a block for each of their lines: not every client breaks a line within a block."""
    drawn: list[list[Element]] = [[]]
    for each in runs:
        first, *rest = each["text"].split("\n")
        drawn[-1].append({**each, "text": first})
        drawn += [[{**each, "text": text}] if text else [] for text in rest]
    blocks: list[Element] = []
    is_apart = True
    for inlines in drawn:
        kept = [each for each in inlines if each["text"]]
        if kept:
            spacing = {} if is_apart else {"spacing": "None"}
            blocks.append({"type": "RichTextBlock", "inlines": kept, **spacing, **more})
        is_apart = not kept
    return blocks


def run(text: str, **style: Any) -> Element:
    """Return a text that every client shows as it is."""
    return {"type": "TextRun", "text": inert(text), **style}
