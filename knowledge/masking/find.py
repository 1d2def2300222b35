"""All customers' details of a text: what is surest first, so that no digits are taken for two things."""

from collections.abc import Callable, Iterator

from knowledge.masking.accounts import account_numbers
from knowledge.masking.addresses import postal_addresses
from knowledge.masking.cards import card_numbers
from knowledge.masking.detail import Detail, masked
from knowledge.masking.emails import email_addresses
from knowledge.masking.phones import phone_numbers

LONGEST = 20_000  # characters that are looked through; a form takes less

Finder = Callable[[str, str], Iterator[Detail]]

FINDERS: tuple[Finder, ...] = (
    lambda text, _region: card_numbers(text),
    lambda text, _region: account_numbers(text),
    lambda text, _region: email_addresses(text),
    lambda text, _region: postal_addresses(text),
    phone_numbers,
)


def details_in(text: str, region: str = "") -> tuple[Detail, ...]:
    """Return the customers' details in a text, in reading order.

    ``region`` is the two letters of the country whose phone numbers are written without their country code.
    """
    looked_at = text[:LONGEST]
    found: list[Detail] = []
    for finder in FINDERS:
        found += [each for each in finder(looked_at, region) if not any(_overlap(each, other) for other in found)]
    return tuple(sorted(found, key=lambda each: each.start))


def without_cards(text: str) -> str:
    """Return a text whose card numbers are masked: those are shared by nobody, whatever they choose."""
    return masked(text, tuple(card_numbers(text)))


def _overlap(one: Detail, other: Detail) -> bool:
    return one.start < other.end and other.start < one.end
