"""The parts of a message as Adaptive Card elements: one small function a part.

What people wrote stands in text runs alone, which clients never read as Markdown; a text block or a fact set would.
https://adaptivecards.io/explorer/TextRun.html
"""

import re
from collections.abc import Callable
from typing import Any

from bot.message import Ask, Buttons, Callout, Facts, Items, Link, Part, Quote, Steps, Table, Text
from bot.spans import Span
from bot.teams.forms import form
from bot.teams.limits import BUTTONS_A_ROW, LINK, TITLE, clean
from bot.teams.paper import Element, Paper
from bot.teams.runs import lines, run

_TONES = {"warning": "warning", "good": "good", "info": "accent"}
_MARKS = {"warning": "⚠️", "good": "✅", "info": "ℹ️"}
_STEPS = {"done": "✅", "now": "▶️", "next": "▫️"}
_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*)?"
    r"(?:\?(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?(?:#(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?",
    re.ASCII,
)


def elements_of(part: Part, paper: Paper) -> list[Element]:
    """Return one part as elements; one that says nothing gives none."""
    return _DRAWN[type(part)](part, paper)


def title(text: str) -> Element:
    """Return the title of a card."""
    return {"type": "RichTextBlock", "inlines": [run(text, weight="Bolder", size="Large")]}


def button_rows(buttons: list[Element]) -> list[Element]:
    """Return buttons in rows that no client folds away."""
    rows = (buttons[start : start + BUTTONS_A_ROW] for start in range(0, len(buttons), BUTTONS_A_ROW))
    return [{"type": "ActionSet", "actions": row} for row in rows]


def _span(span: Span, paper: Paper) -> Element:
    text = paper.fit(span.text)
    if span.style == "link":  # the bot's own words: only a template can make one
        return run(text or span.url, selectAction={"type": "Action.OpenUrl", "url": span.url})
    if span.style == "bold":
        return run(text, weight="Bolder")
    return run(text, fontType="Monospace") if span.style == "code" else run(text)


def _text(part: Text, paper: Paper) -> list[Element]:
    return lines(*(_span(span, paper) for span in part.spans))


def _callout(part: Callout, paper: Paper) -> list[Element]:
    words = lines(run(f"{_MARKS[part.tone]} "), *(_span(span, paper) for span in part.spans))
    return [{"type": "Container", "style": _TONES[part.tone], "items": words}]


def _facts(part: Facts, paper: Paper) -> list[Element]:
    rows: list[Element] = []
    for label, value in part.rows:
        drawn = lines(run(f"{paper.fit(label, TITLE)}: ", weight="Bolder"), run(paper.fit(value)))
        rows += [drawn[0] if not rows else {**drawn[0], "spacing": "Small"}, *drawn[1:]]
    return rows


def _steps(part: Steps, paper: Paper) -> list[Element]:
    return [each for step in part.steps for each in lines(run(f"{_STEPS[step.state]} "), run(paper.fit(step.text)))]


def _quote(part: Quote, paper: Paper) -> list[Element]:
    label = lines(run(paper.fit(part.label, TITLE), weight="Bolder")) if part.label else []
    words = lines(run(paper.fit(part.text)))
    return [*label, {"type": "Container", "style": "emphasis", "items": words}] if words else label


def _link(part: Link, paper: Paper) -> list[Element]:
    """Return a link that shows where it leads; one that no browser would follow is text."""
    url, label = clean(part.url), paper.fit(part.label, TITLE)
    if not _ADDRESS.fullmatch(url) or len(url) > LINK:
        return lines(run(paper.fit(part.label if part.label == part.url else f"{part.label}: {part.url}")))
    address = run(paper.fit(url), selectAction={"type": "Action.OpenUrl", "url": url})
    return lines(*([] if label == url else [run(f"{label}: ")]), address)


def _items(part: Items, paper: Paper) -> list[Element]:
    rows: list[Element] = []
    for item in part.items:
        words = lines(run(paper.fit(item.title), weight="Bolder"))
        words += lines(run(paper.fit(item.detail), isSubtle=True), spacing="None") if item.detail else []
        columns: list[Element] = [{"type": "Column", "width": "stretch", "items": words}]
        if item.button:
            action = {**paper.button(item.button), "tooltip": paper.fit(f"{item.button.label}: {item.title}", TITLE)}
            opener = {"type": "ActionSet", "actions": [action]}
            columns.append({"type": "Column", "width": "auto", "items": [opener]})
        rows.append({"type": "ColumnSet", "columns": columns})
    return rows


def _table(part: Table, paper: Paper) -> list[Element]:
    if not part.columns:
        return []
    names = [run(paper.fit(name, TITLE) or "-", weight="Bolder") for name in part.columns]
    rows = [names, *([run(paper.fit(cell) or "-") for cell in row] for row in part.rows)]
    return [
        {
            "type": "Table",
            "firstRowAsHeader": True,
            "columns": [{"width": 1} for _ in part.columns],
            "rows": [{"type": "TableRow", "cells": [_cell(cell) for cell in row]} for row in rows],
        }
    ]


def _cell(cell: Element) -> Element:
    return {"type": "TableCell", "items": lines(cell) or lines(run("-"))}


def _buttons(part: Buttons, paper: Paper) -> list[Element]:
    return button_rows([paper.button(each) for each in part.buttons])


_DRAWN: dict[type, Callable[[Any, Paper], list[Element]]] = {
    Text: _text,
    Callout: _callout,
    Facts: _facts,
    Steps: _steps,
    Quote: _quote,
    Link: _link,
    Items: _items,
    Table: _table,
    Buttons: _buttons,
    Ask: form,
}
