"""A message as what JSON can hold, and back: what was owed yesterday is sent as it was said."""

from typing import Any

from cattrs import Converter
from cattrs.strategies import configure_tagged_union

from bot.message import Message, Part

_KIND = "part"  # where a part says which one it is

_converter = Converter(omit_if_default=True)
configure_tagged_union(Part, _converter, tag_name=_KIND)


def as_data(message: Message) -> dict[str, Any]:
    """Return a message as what JSON can hold."""
    data: dict[str, Any] = _converter.unstructure(message, Message)
    return data


def from_data(data: Any) -> Message:
    """Return the message that :func:`as_data` gave, also where a Baton before this one did."""
    return _converter.structure(data, Message)
