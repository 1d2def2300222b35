"""A message as what Slack shows: a message, a modal or the App Home, under Slack's limits whatever it says."""

from collections.abc import Mapping
from typing import Any

from bot.conversations.manners import CLOSE, FRONT, READ_ALL
from bot.message import Ask, Button, Buttons, Items, Message, Part
from bot.plain import plain
from bot.slack.blocks import blocks_of, plain_text
from bot.slack.carry import Keep, packed
from bot.slack.forms import inputs, is_quick, quick_input, too_large
from bot.slack.limits import (
    HEADER,
    MESSAGE_BLOCKS,
    METADATA,
    NOTIFICATION,
    VIEW_BLOCKS,
    VIEW_WORD,
    clean,
    cut,
)
from bot.slack.paper import Block, Paper

MODAL = "baton"  # the callback id of every modal
NAME = "Baton"
MOST_FIELDS = 35  # even if every one of them were refused and one were as long as an answer may be


def as_message(message: Message, keep: Keep, action: str, values: Mapping[str, str]) -> dict[str, Any]:
    """Return what chat.postMessage and a response take: blocks, and the same as text for notifications.

    ``action`` and ``values`` are those of the turn that is answered; its form, if it has one, opens from a button.
    """
    paper = Paper("message", keep, action, values)
    blocks = _fitting(message, message.parts, paper, MESSAGE_BLOCKS)
    return {
        "text": notification(message),
        "blocks": blocks,
        "unfurl_links": False,
        "unfurl_media": False,
        "mrkdwn": False,
    }


def as_modal(message: Message, keep: Keep, metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Return a modal; a form in the message is filled in there. ``metadata`` comes back with everything done in it."""
    paper = Paper("modal", keep)
    form = form_of(message)
    shown, beyond = (form.fields[:MOST_FIELDS], form.fields[MOST_FIELDS:]) if form else ((), ())
    held = too_large(shown, paper)
    beyond += tuple(field for field in shown if field.name in held)
    hidden = {**(form.values if form else {}), **{field.name: field.value for field in beyond}}
    carried = {**metadata, **({"action": form.action, "values": hidden} if form else {})}
    fields = inputs(shown, paper, held)
    rest = tuple(part for part in message.parts if part is not form)
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": MODAL,
        "title": plain_text(NAME),
        "close": plain_text(CLOSE),
        "blocks": [*_fitting(message, rest, paper, VIEW_BLOCKS - len(fields)), *fields],
        "private_metadata": packed(carried, keep, METADATA),
    }
    return {**view, "submit": plain_text(cut(clean(form.submit), VIEW_WORD))} if form else view


def as_home(message: Message, keep: Keep, action: str, values: Mapping[str, str], front: str) -> dict[str, Any]:
    """Return the App Home; a page other than ``front``, its first one, begins with the way back to it."""
    paper = Paper("home", keep, action, values)
    back = () if action == front else (Buttons((Button(FRONT, front),)),)
    return {"type": "home", "blocks": _fitting(message, (*back, *message.parts), paper, VIEW_BLOCKS)}


def form_of(message: Message) -> Ask | None:
    """Return the form of a message, the first if there are several."""
    return next((part for part in message.parts if isinstance(part, Ask)), None)


def notification(message: Message) -> str:
    """Return a message as text: never parsed, so its marks are written the way Slack reads them back.

    https://docs.slack.dev/messaging/formatting-message-text#escaping
    """
    text = cut(clean(plain(message)), NOTIFICATION).strip() or NAME
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _fitting(message: Message, parts: tuple[Part, ...], paper: Paper, most: int) -> list[Block]:
    """Return the title and the parts as blocks; what does not fit gives way to a button that shows all of it."""
    title = clean(message.title).strip() or NAME
    paper.make_room(sum(len(_buttons_of(part)) for part in parts))
    blocks = [{"type": "header", "text": plain_text(cut(" ".join(title.split()), HEADER))}]
    for part in parts:
        blocks += _drawn(part, paper)
    if not paper.is_cut and len(blocks) <= most:
        return blocks
    whole = paper.keep(clean(plain(message)))
    more = blocks_of(Buttons((Button(READ_ALL, "text.read", {"kept": whole}),)), paper)
    return [*_first(blocks, most - len(more)), *more]


def _drawn(part: Part, paper: Paper) -> list[Block]:
    if isinstance(part, Ask) and paper.kind == "home" and is_quick(part):
        return [quick_input(part, paper)]
    return blocks_of(part, paper)


def _buttons_of(part: Part) -> tuple[object, ...]:
    if isinstance(part, Buttons):
        return part.buttons
    return tuple(item.button for item in part.items if item.button) if isinstance(part, Items) else ()


def _first(blocks: list[Block], most: int) -> list[Block]:
    """Return no more blocks than this: buttons are the last to go."""
    spare = len(blocks) - most
    kept = []
    for place, block in reversed(list(enumerate(blocks))):
        if spare > 0 and place > 0 and block["type"] not in {"actions", "input"}:
            spare -= 1
        else:
            kept.append(block)
    return kept[::-1][:most]
