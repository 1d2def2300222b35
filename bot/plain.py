"""A message as plain text: what a notification says, a screen reader reads out, or a long text is kept as."""

from collections.abc import Callable
from typing import Any

from bot.message import (
    Ask,
    Buttons,
    Callout,
    Facts,
    Items,
    Link,
    Message,
    Quote,
    Steps,
    Table,
    Text,
)


def plain(message: Message) -> str:
    """Return all that a message says, without what can be pressed."""
    shown = (message.title, *(_WORDS[type(part)](part) for part in message.parts))
    return "\n\n".join(text for text in shown if text)


def _facts(part: Facts) -> str:
    return "\n".join(f"{label}: {value}" for label, value in part.rows)


def _quote(part: Quote) -> str:
    return f"{part.label}:\n{part.text}" if part.label else part.text


def _items(part: Items) -> str:
    return "\n".join(f"- {item.title}" + (f": {item.detail}" if item.detail else "") for item in part.items)


def _table(part: Table) -> str:
    rows = (zip(part.columns, row, strict=True) for row in part.rows)
    return "\n\n".join("\n".join(f"{column}: {cell or '-'}" for column, cell in row) for row in rows)


def _ask(part: Ask) -> str:
    said = ((field.label, field.error) for field in part.fields)
    return "\n".join(f"{label}: {error}" if error else label for label, error in said)


_WORDS: dict[type, Callable[[Any], str]] = {
    Text: Text.plain,
    Callout: Callout.plain,
    Facts: _facts,
    Steps: lambda part: "\n".join(f"- {step.text}" for step in part.steps),
    Quote: _quote,
    Link: lambda part: part.url if part.label == part.url else f"{part.label}: {part.url}",
    Items: _items,
    Table: _table,
    Buttons: lambda _part: "",
    Ask: _ask,
}
