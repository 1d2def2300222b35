"""A message as HTML: one macro of ``templates/parts.html`` a part, all text escaped by the template environment."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.message import Ask, Buttons, Callout, Facts, Items, Link, Message, Part, Quote, Steps, Table, Text
from knowledge.clean import visible

MACROS: dict[type, str] = {
    Text: "text",
    Callout: "callout",
    Facts: "facts",
    Steps: "steps",
    Quote: "quote",
    Link: "link",
    Items: "items",
    Table: "table",
    Buttons: "buttons",
    Ask: "ask",
}
_FIELD = re.compile(r"(\{[^{}\n]{1,60}\})")
_WEB_ADDRESS = re.compile(r"https?://[^\s]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part stands: in which exchange, as which of its parts, on the page of which person.

    ``own`` is the beginning of the actions that are taken on a page of their own; all others are taken in the chat.
    """

    exchange: str
    part: int
    person: str
    own: str = ""

    @property
    def id(self) -> str:
        """What the ids of this part's elements begin with."""
        return f"f-{self.exchange}-{self.part}"

    def path_of(self, action: str) -> str:
        """Return where a form of this part is sent."""
        return f"/{self.own}/turn" if self.own and action.startswith(f"{self.own}.") else "/turn"


class Piece(NamedTuple):
    """A run of a quoted text, and whether it is a field that somebody still has to fill."""

    text: str
    is_field: bool


def with_fields(text: str) -> Iterator[Piece]:
    """Give the text in pieces, its fields (``{order number}``) apart, nothing left out."""
    return (Piece(piece, is_field=bool(_FIELD.fullmatch(piece))) for piece in _FIELD.split(text) if piece)


def is_web_address(url: str) -> bool:
    """Say whether an address may be followed from the page; all others are shown as text."""
    return bool(_WEB_ADDRESS.fullmatch(url))


def in_path(text: str) -> str:
    """Return a text as one step of an address, its slashes too."""
    return quote(text, safe="")


def part_html(part: Part, place: Place) -> Markup:
    """Return one part as HTML."""
    return Markup(getattr(_PARTS, MACROS[type(part)])(part, place))  # noqa: S704 - the macro has escaped it


def parts_html(message: Message, exchange: str, person: str, own: str = "") -> list[Markup]:
    """Return the parts of a message as HTML, in their order; see :class:`Place` for ``own``."""
    return [part_html(part, Place(exchange, number, person, own)) for number, part in enumerate(message.parts, 1)]


def page(template: str, **values: Any) -> str:
    """Return a whole page, or a piece of one."""
    return _TEMPLATES.get_template(template).render(values)


def _shown(value: object) -> object:
    """Return a value as a page may have it: HTML knows no control characters, not even written as references."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else visible(value)


def _environment() -> Environment:
    templates = Environment(
        loader=PackageLoader("bot.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    templates.filters["with_fields"] = with_fields
    templates.filters["parts_html"] = parts_html
    templates.filters["in_path"] = in_path
    templates.tests["web_address"] = is_web_address
    return templates


_TEMPLATES = _environment()
_PARTS: Any = _TEMPLATES.get_template("parts.html").module
