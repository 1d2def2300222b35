"""A customer's detail in a text, and what stands in its place."""

from dataclasses import dataclass

KINDS = ("card number", "account number", "e-mail address", "phone number", "postal address")


@dataclass(frozen=True, slots=True)
class Detail:
    """A run of characters of a text that belongs to one customer: from ``start`` up to ``end``, one of KINDS."""

    kind: str
    start: int
    end: int
    text: str


def masked(text: str, details: tuple[Detail, ...]) -> str:
    """Return a text with a name in square brackets in the place of each detail."""
    for detail in sorted(details, key=lambda each: each.start, reverse=True):
        text = f"{text[: detail.start]}[{detail.kind}]{text[detail.end :]}"
    return text
