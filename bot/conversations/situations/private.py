"""Customers' details in what somebody is about to share: shown, and masked unless they say otherwise."""

from collections.abc import Mapping
from dataclasses import replace

from bot.conversations.wording import label
from bot.message import Facts, Field, Option, Part, note
from knowledge.masking.cards import card_numbers
from knowledge.masking.detail import Detail, masked
from knowledge.masking.find import details_in, without_cards
from knowledge.situation import Situation

TEXTS = ("happened", "wants", "tried", "topic")
LEAVE = "as written"
DETAILS = (Option("masked", "Mask them"), Option(LEAVE, "Leave them as I write them"))
CARD = "card number"
LAST = 4  # digits of a card number, by which people know it again


def details_of(situation: Situation, region: str, shared: Situation | None = None) -> tuple[Detail, ...]:
    """Return the customers' details in all that a situation says, but for those ``shared`` already says."""
    return tuple(each for name in TEXTS for each in _new(getattr(situation, name), region, shared))


def cards_of(situation: Situation) -> tuple[Detail, ...]:
    """Return the card numbers in all that a situation says."""
    return tuple(card for name in TEXTS for card in card_numbers(getattr(situation, name)))


def mask_cards(situation: Situation) -> Situation:
    """Return a situation without card numbers, which nobody shares."""
    return _with(situation, {name: without_cards(getattr(situation, name)) for name in TEXTS})


def mask(situation: Situation, region: str, shared: Situation | None = None) -> Situation:
    """Return a situation without any detail of a customer, but for those ``shared`` already says."""
    texts = {name: getattr(situation, name) for name in TEXTS}
    return _with(situation, {name: masked(text, _new(text, region, shared)) for name, text in texts.items()})


def shown(details: tuple[Detail, ...]) -> Facts:
    """Return the details under their kinds; of a card number no more than its end."""
    return Facts(tuple(dict.fromkeys((label(detail.kind), _known_by(detail)) for detail in details)))


def masked_parts(details: tuple[Detail, ...]) -> tuple[Part, ...]:
    """Say what has been masked, so that whoever wrote it can put it back; nothing where nothing was."""
    if not details:
        return ()
    return (note("I masked what belongs to your customer, it seems:"), shown(details))


def may_stay(details: tuple[Detail, ...]) -> bool:
    """Say whether anything of it may be shared, should it belong to no customer: all but card numbers."""
    return any(detail.kind != CARD for detail in details)


def details_field(chosen: str) -> Field:
    """Return the field in which somebody says that what was masked belongs to no customer."""
    return Field("details", "Your customer's details", "choice", chosen, DETAILS)


def _new(text: str, region: str, shared: Situation | None) -> tuple[Detail, ...]:
    known = "\n".join(getattr(shared, name) for name in TEXTS) if shared else ""
    return tuple(each for each in details_in(text, region) if each.text not in known)


def _known_by(detail: Detail) -> str:
    return f"… {detail.text[-LAST:]}" if detail.kind == CARD else detail.text


def _with(situation: Situation, texts: Mapping[str, str]) -> Situation:
    return replace(
        situation, happened=texts["happened"], wants=texts["wants"], tried=texts["tried"], topic=texts["topic"]
    )
