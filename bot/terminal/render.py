"""A message as terminal text: one small function a part.

What can be pressed is numbered in reading order, and typing the number presses it.
Control characters are taken out of every text, so no entry can move the cursor or colour the screen.
"""

import re
import textwrap
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from bot.message import (
    Ask,
    Button,
    Buttons,
    Callout,
    Facts,
    Field,
    Items,
    Link,
    Message,
    Option,
    Part,
    Quote,
    Steps,
    Table,
    Text,
)
from bot.spans import Span
from knowledge.ids import is_id

WIDTH = 88  # characters a line; longer ones are hard to read in any terminal
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_TONES = {"warning": "!", "good": "+", "info": "i"}
_STEPS = {"done": "[x]", "now": "[>]", "next": "[ ]"}

Numbers = Iterator[int]


def render(message: Message) -> str:
    """Return a message as lines of text."""
    numbers = count(1)
    blocks = [clean(message.title), "-" * min(WIDTH, max(3, len(message.title)))]
    shown = ["\n".join(blocks), *(_RENDERERS[type(part)](part, numbers) for part in message.parts)]
    return "\n\n".join(block for block in shown if block)


def pressable(message: Message) -> tuple[Button, ...]:
    """Return the buttons of a message in the order their numbers are shown in."""
    return tuple(button for part in message.parts for button in _buttons_of(part))


def clean(text: str) -> str:
    """Return a text without control characters but line breaks and tabs."""
    return _CONTROL.sub("", text.replace("\r\n", "\n"))


def _buttons_of(part: Part) -> tuple[Button, ...]:
    if isinstance(part, Buttons):
        return part.buttons
    if isinstance(part, Items):
        return tuple(item.button for item in part.items if item.button)
    return ()


def _span(span: Span) -> str:
    text = clean(span.text)
    if span.style == "link":
        return f"{text} ({clean(span.url)})"
    return {"bold": f"*{text}*", "code": f"`{text}`"}.get(span.style, text)


def _text(part: Text, _numbers: Numbers) -> str:
    return _wrapped("".join(_span(span) for span in part.spans))


def _callout(part: Callout, _numbers: Numbers) -> str:
    mark = f"({_TONES[part.tone]}) "
    return _wrapped("".join(_span(span) for span in part.spans), mark, "    ")


def _facts(part: Facts, _numbers: Numbers) -> str:
    widest = max((len(label) for label, _ in part.rows), default=0)
    indent = " " * (widest + 2)
    return "\n".join(
        _wrapped(clean(value), f"{clean(label) + ':':<{widest + 2}}", indent) for label, value in part.rows
    )


def _steps(part: Steps, _numbers: Numbers) -> str:
    return "\n".join(_wrapped(clean(step.text), f"{_STEPS[step.state]} ", "    ") for step in part.steps)


def _quote(part: Quote, _numbers: Numbers) -> str:
    if part.copy:  # nothing stands beside the text, and no line is broken, so that it can be selected and copied
        return f"{_rule(part.label or 'Copy from here')}\n{clean(part.text)}\n{_rule('to here')}"
    label = f"{clean(part.label)}:\n" if part.label else ""
    lines = (_wrapped(line, "  | ", "  | ") if line.strip() else "  |" for line in clean(part.text).split("\n"))
    return label + "\n".join(lines)


def _link(part: Link, _numbers: Numbers) -> str:
    label, url = clean(part.label), clean(part.url)
    return url if label == url else f"{label}: {url}"


def _items(part: Items, numbers: Numbers) -> str:
    lines = []
    for item in part.items:
        mark = f"[{next(numbers)}] " if item.button else "  - "
        to_press = f" -> {_unbroken(item.button.label)}" if item.button else ""
        lines.append(_wrapped(clean(item.title) + to_press, mark, "    "))
        if item.detail:
            lines.append(_wrapped(clean(item.detail), "    ", "    "))
    return "\n".join(lines)


def _table(part: Table, _numbers: Numbers) -> str:
    rows = []
    for row in part.rows:
        cells = zip(part.columns, row, strict=True)
        rows.append("\n".join(_wrapped(clean(cell) or "-", f"{clean(column)}: ", "    ") for column, cell in cells))
    return "\n\n".join(rows)


def _buttons(part: Buttons, numbers: Numbers) -> str:
    return _wrapped("  ".join(f"[{next(numbers)}]\u00a0{_unbroken(button.label)}" for button in part.buttons))


def _ask(part: Ask, _numbers: Numbers) -> str:
    return "\n".join([*(_field(field) for field in part.fields), f"-> {clean(part.submit)}"])


def shown_values(field: Field) -> tuple[str, ...]:
    """Return what is in a field now: by its name what has an id, since nobody knows one."""
    names = {option.value: option.label for option in field.options if _is_typed_by_name(option, field)}
    values = field.chosen() if field.kind == "choices" else (field.value,)
    return tuple(names.get(value, value) for value in values)


def shown_options(field: Field) -> tuple[str, ...]:
    """Return what can be chosen in a field, as it is typed: people, and all else that has an id, by their names."""
    return tuple(
        clean(option.label) if _is_typed_by_name(option, field) else f"{option.value}: {clean(option.label)}"
        for option in field.options
    )


def _is_typed_by_name(option: Option, field: Field) -> bool:
    return field.kind == "person" or is_id(option.value)


def _field(field: Field) -> str:
    mark = "*" if field.required else ""
    value = ", ".join(shown_values(field))
    lines = [f"{clean(field.label)}{mark}: {clean(value)}".rstrip()]
    lines += [_wrapped(option, "    - ", "      ") for option in shown_options(field)]
    if field.hint:
        lines.append(_wrapped(clean(field.hint), "    ", "    "))
    if field.error:
        lines.append(_wrapped(clean(field.error), "    (!) ", "        "))
    return "\n".join(lines)


def _rule(label: str) -> str:
    return f"---- {clean(label)} ".ljust(WIDTH, "-")


def _unbroken(label: str) -> str:
    return clean(label).replace(" ", "\u00a0")


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    """Wrap each line of a text; ``first`` stands before the very first line, ``rest`` before all others."""
    lines: list[str] = []
    for line in text.split("\n"):
        lead = rest if lines else first
        lines += textwrap.wrap(
            line, WIDTH, initial_indent=lead, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
        ) or [lead.rstrip()]
    return "\n".join(line.replace("\u00a0", " ") for line in lines)


_RENDERERS: dict[type, Callable[[Any, Numbers], str]] = {
    Text: _text,
    Callout: _callout,
    Facts: _facts,
    Steps: _steps,
    Quote: _quote,
    Link: _link,
    Items: _items,
    Table: _table,
    Buttons: _buttons,
    Ask: _ask,
}
