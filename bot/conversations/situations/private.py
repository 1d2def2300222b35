"""Customers' details in what somebody is about to share: shown, and masked unless they say otherwise."""

from collections.abc import Mapping
from dataclasses import replace

from bot.conversations.wording import listed
from bot.message import Facts
from knowledge.masking.detail import Detail, masked
from knowledge.masking.find import details_in, without_cards
from knowledge.situation import Situation

TEXTS = ("happened", "wants", "tried")


def details_of(situation: Situation, region: str) -> tuple[Detail, ...]:
    """Return the customers' details in all that a situation says."""
    return tuple(detail for name in TEXTS for detail in details_in(getattr(situation, name), region))


def mask_cards(situation: Situation) -> Situation:
    """Return a situation without card numbers, which nobody shares."""
    return _with(situation, {name: without_cards(getattr(situation, name)) for name in TEXTS})


def mask(situation: Situation, region: str) -> Situation:
    """Return a situation without any detail of a customer."""
    texts = {name: getattr(situation, name) for name in TEXTS}
    return _with(situation, {name: masked(text, details_in(text, region)) for name, text in texts.items()})


def shown(details: tuple[Detail, ...]) -> Facts:
    """Return the details beside what will stand in their place."""
    return Facts(tuple(dict.fromkeys((detail.text, f"becomes [{detail.kind}]") for detail in details)))


def named(details: tuple[Detail, ...]) -> str:
    """Return which kinds of details there are: an e-mail address and a phone number."""
    kinds = dict.fromkeys(detail.kind for detail in details)
    return listed(f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}" for kind in kinds)


def _with(situation: Situation, texts: Mapping[str, str]) -> Situation:
    return replace(situation, happened=texts["happened"], wants=texts["wants"], tried=texts["tried"])
