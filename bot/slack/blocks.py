"""The parts of a message as Block Kit: one small function a part.

What people wrote stands in plain text and rich text leaves alone, which Slack never parses: so no text of theirs can
become a mention, a link with another name, or formatting. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

import re
from collections.abc import Callable
from typing import Any

from bot.message import Ask, Button, Buttons, Callout, Facts, Items, Link, Part, Quote, Steps, Table, Text
from bot.slack.limits import (
    ACCESSIBLE_LABEL,
    BUTTONS_A_BLOCK,
    ELLIPSIS,
    LINK,
    MESSAGE,
    clean,
    cut,
    length,
    pieces,
)
from bot.slack.paper import Block, Paper
from bot.spans import Span

LINK_TEXT = 300
TITLE = 300
DETAIL = 600
CELL = 900
_EMOJI = {"warning": "warning", "good": "white_check_mark", "info": "information_source"}
_STEPS = {"done": "white_check_mark", "now": "arrow_forward", "next": "white_small_square"}
_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*)?"
    r"(?:\?(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?(?:#(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?",
    re.ASCII,
)


def blocks_of(part: Part, paper: Paper) -> list[Block]:
    """Return one part as blocks; one that says nothing gives none."""
    return _RENDERERS[type(part)](part, paper)


def plain_text(text: str) -> Block:
    """Return a text object that Slack shows as it is; an empty one would be refused."""
    return {"type": "plain_text", "text": text or "-", "emoji": False}


def buttons_block(buttons: list[Block]) -> Block:
    """Return a row of buttons."""
    return {"type": "actions", "elements": buttons}


def button(button: Button, paper: Paper) -> Block:
    """Return one button; its label is cut, never its values."""
    style = {"main": "primary", "danger": "danger"}.get(button.style)
    shown: Block = {"type": "button", "text": plain_text(cut(clean(button.label), paper.label))}
    return {**shown, **({"style": style} if style else {}), **paper.button(button.action, button.values)}


def rich_text(*elements: Block) -> list[Block]:
    """Return rich text elements as a block, those without a leaf left out."""
    kept = [element for element in elements if element["elements"]]
    return [{"type": "rich_text", "elements": kept}] if kept else []


def _leaves(text: str, style: str = "") -> list[Block]:
    styled = {"style": {style: True}} if style else {}
    return [{"type": "text", "text": piece, **styled} for piece in pieces(text)]


def _link(url: str, label: str, paper: Paper) -> list[Block]:
    """Return a link that shows where it leads; one that no browser would follow is text."""
    if not _ADDRESS.fullmatch(url) or length(url) > LINK:
        return _leaves(paper.fit(label if label == url else f"{label}: {url}"))
    shown = paper.fit(url, LINK_TEXT)
    before = _leaves(paper.fit(f"{label}: ")) if label != url else []
    return [*before, {"type": "link", "url": url, "text": shown}]


def _span(span: Span, paper: Paper) -> list[Block]:
    if span.style == "link":  # the bot's own words: only a template can make one
        return [{"type": "link", "url": span.url, "text": paper.fit(span.text) or span.url}]
    return _leaves(paper.fit(span.text), "" if span.style == "plain" else span.style)


def _section(*leaves: Block) -> Block:
    return {"type": "rich_text_section", "elements": list(leaves)}


def _text(part: Text, paper: Paper) -> list[Block]:
    return rich_text(_section(*(leaf for span in part.spans for leaf in _span(span, paper))))


def _callout(part: Callout, paper: Paper) -> list[Block]:
    mark = {"type": "emoji", "name": _EMOJI[part.tone]}
    leaves = [leaf for span in part.spans for leaf in _span(span, paper)]
    return rich_text(_section(mark, {"type": "text", "text": " "}, *leaves))


def _facts(part: Facts, paper: Paper) -> list[Block]:
    leaves: list[Block] = []
    for label, value in part.rows:
        line_break = "\n" if leaves else ""
        leaves += _leaves(f"{line_break}{paper.fit(label, TITLE)}: ", "bold") + _leaves(paper.fit(value))
    return rich_text(_section(*leaves))


def _steps(part: Steps, paper: Paper) -> list[Block]:
    leaves: list[Block] = []
    for step in part.steps:
        leaves += _leaves("\n" if leaves else "")
        leaves += [{"type": "emoji", "name": _STEPS[step.state]}, *_leaves(f" {paper.fit(step.text)}")]
    return rich_text(_section(*leaves))


def _quote(part: Quote, paper: Paper) -> list[Block]:
    label = _leaves(paper.fit(part.label, TITLE), "bold") if part.label else []
    kind = "rich_text_preformatted" if part.copy else "rich_text_quote"
    text = {"type": kind, "elements": _leaves(paper.fit(part.text, MESSAGE))}
    return rich_text(_section(*label), text)


def _link_part(part: Link, paper: Paper) -> list[Block]:
    return rich_text(_section(*_link(clean(part.url), clean(part.label), paper)))


def _items(part: Items, paper: Paper) -> list[Block]:
    blocks: list[Block] = []
    for item in part.items:
        title = paper.fit(item.title, TITLE)
        detail = f"\n{paper.fit(item.detail, DETAIL)}" if item.detail else ""
        block: Block = {"type": "section", "text": plain_text(f"{title}{detail}")}
        if item.button:
            said = cut(f"{clean(item.button.label)}: {title}", ACCESSIBLE_LABEL)
            block["accessory"] = {**button(item.button, paper), "accessibility_label": said}
        blocks.append(block)
    return blocks


def _table(part: Table, paper: Paper) -> list[Block]:
    blocks: list[Block] = []
    for row in part.rows:
        leaves: list[Block] = []
        for column, cell in zip(part.columns, row, strict=True):
            line_break = "\n" if leaves else ""
            leaves += _leaves(f"{line_break}{paper.fit(column, TITLE)}: ", "bold")
            leaves += _leaves(paper.fit(cell, CELL) or "-")
        blocks += rich_text(_section(*leaves))
    return blocks


def _buttons(part: Buttons, paper: Paper) -> list[Block]:
    shown = [button(each, paper) for each in part.buttons]
    rows = (shown[start : start + BUTTONS_A_BLOCK] for start in range(0, len(shown), BUTTONS_A_BLOCK))
    return [buttons_block(row) for row in rows]


def _ask(part: Ask, paper: Paper) -> list[Block]:
    """Return the button that opens a form where it cannot be filled in."""
    opening = Button(f"{part.submit}{ELLIPSIS}", paper.action, paper.values or {}, "main")
    return [buttons_block([button(opening, paper)])]


_RENDERERS: dict[type, Callable[[Any, Paper], list[Block]]] = {
    Text: _text,
    Callout: _callout,
    Facts: _facts,
    Steps: _steps,
    Quote: _quote,
    Link: _link_part,
    Items: _items,
    Table: _table,
    Buttons: _buttons,
    Ask: _ask,
}
