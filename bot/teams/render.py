"""A message as what Teams shows: an Adaptive Card under Teams' limits, whatever it says."""

from dataclasses import replace
from typing import Any

from bot.conversations.manners import READ_ALL
from bot.message import Ask, Button, Field, Message
from bot.plain import plain
from bot.teams.cards import button_rows, elements_of, title
from bot.teams.carry import Keep
from bot.teams.forms import is_typed
from bot.teams.limits import CARD, NOTIFICATION, TITLE, clean, cut, size
from bot.teams.paper import Element, Paper

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION = "1.5"
NAME = "Baton"
SHORTEST = 24
FORM = CARD // 2  # bytes that the fields of a form may take
_STEP = 0.6  # of its length that a text keeps when a card is too big; then it is tried again

Card = dict[str, Any]


def as_card(message: Message, keep: Keep, *, in_dialog: bool = False) -> Card:
    """Return a message as a card; what does not fit gives way to a button that shows all of it."""
    paper = Paper(keep, in_dialog)
    card = _drawn(message, paper)
    while size(card) > CARD and _is_mostly_form(message, paper) and (more := _without_largest(message, paper)):
        paper = more
        card = _drawn(message, paper)
    while size(card) > CARD and paper.longest > SHORTEST:
        paper = replace(paper, longest=max(SHORTEST, int(min(paper.longest, CARD) * _STEP)))
        card = _drawn(message, paper)
    if size(card) <= CARD:
        return card
    return _first(_drawn(message, replace(paper, is_cut=True)))


def attached(card: Card) -> dict[str, Any]:
    """Return a card as an attachment."""
    return {"contentType": CARD_TYPE, "content": card}


def as_activity(message: Message, keep: Keep) -> dict[str, Any]:
    """Return a message as an activity to send: the card, and the words that a notification shows."""
    return {"type": "message", "summary": notification(message), "attachments": [attached(as_card(message, keep))]}


def with_card(card: Card) -> dict[str, Any]:
    """Return an activity to send for a card that was drawn before."""
    return {"type": "message", "summary": NAME, "attachments": [attached(card)]}


def notification(message: Message) -> str:
    """Return the first words of a message, for a notification; Teams shows them as they are."""
    return cut(" ".join(clean(plain(message)).split()), NOTIFICATION) or NAME


def _drawn(message: Message, paper: Paper) -> Card:
    heading = title(cut(" ".join(clean(message.title).split()), TITLE) or NAME)
    body: list[Element] = [heading]
    for part in message.parts:
        body += elements_of(part, paper)
    if paper.is_cut:
        body += _whole(message, paper)
    return _card(body)


def _card(body: list[Element]) -> Card:
    return {"type": "AdaptiveCard", "$schema": SCHEMA, "version": VERSION, "body": body}


def _whole(message: Message, paper: Paper) -> list[Element]:
    kept = paper.keep(clean(plain(message)))
    return button_rows([paper.button(Button(READ_ALL, "text.read", {"kept": kept}))])


def _is_mostly_form(message: Message, paper: Paper) -> bool:
    """Say whether what was written into fields leaves the rest of the card too little room."""
    return size(_card([each for each in _drawn(message, paper)["body"] if each["type"].startswith("Input.")])) > FORM


def _without_largest(message: Message, paper: Paper) -> Paper | None:
    """Return a paper on which the largest field gives way, or None when there is no such field left.

    A long text is carried along; what a long list would have shown is typed by name.
    """
    fields = [field for part in message.parts if isinstance(part, Ask) for field in part.fields]
    fields = [field for field in fields if field.name not in paper.held and not is_typed(field, paper)]
    largest = max(fields, key=_length, default=None)
    if largest is None or _length(largest) < SHORTEST:
        return None
    if largest.options:
        return replace(paper, named=paper.named | {largest.name})
    return replace(paper, held=paper.held | {largest.name})


def _length(field: Field) -> int:
    """Return about how many characters a field takes."""
    return sum(len(option.value) + len(option.label) + SHORTEST for option in field.options) or len(field.value)


def _first(card: Card) -> Card:
    """Return a card with as many of its elements as it has room for: what can be pressed or filled in goes last."""
    body: list[Element] = list(card["body"])
    too_much = size(card) - CARD
    for place in reversed(range(1, len(body))):
        if too_much <= 0:
            break
        if body[place]["type"] != "ActionSet" and not body[place]["type"].startswith("Input."):
            too_much -= size(body[place])
            del body[place]
    while size(_card(body)) > CARD:
        del body[-2]
    return _card(body)
