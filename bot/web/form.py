"""A form of the page as it is sent: what the browser's fields mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from bot.web.talks import Said

TYPED = "v."  # what a person typed, shown on their side of the conversation
HIDDEN = "h."  # values that came with a button or a form, and choices
MOST_FIELDS = 200
LONGEST_SHOWN = 2_000
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Sent:
    """A turn as a form says it; ``person`` is who the tab shows, ``form`` the exchange the form stood in."""

    action: str
    values: dict[str, str]
    person: str
    form: str
    once: str
    said: Said


def fields_of(body: bytes) -> list[tuple[str, str]]:
    """Return the fields of a form in their order, line breaks as one character.

    Raises:
        ValueError: there are too many of them, or they are no text.
    """
    pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    return [(name, value.replace("\r\n", "\n")) for name, value in pairs]


def sent(fields: Iterable[tuple[str, str]]) -> Sent:
    """Return what the fields of a sent form say; a name that means nothing is passed over."""
    values: dict[str, str] = {}
    typed: list[str] = []
    own: dict[str, str] = {}
    for name, value in fields:
        if name.startswith((TYPED, HIDDEN)):
            before = values.get(name[2:])
            values[name[2:]] = f"{before}\n{value}" if before else value  # several choices of one field
        else:
            own[name] = value
        if name.startswith(TYPED) and value.strip():
            typed.append(_shown(value))
    return Sent(
        action=own.get("action", ""),
        values=values,
        person=own.get("as", ""),
        form=own.get("from", ""),
        once=own.get("once", ""),
        said=Said(_shown(own.get("said", "")), tuple(typed)),
    )


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
