"""What buttons and forms carry through Teams and back: an action and its values; and the ids of a form's inputs."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, unquote

from bot.message import Field
from bot.teams.limits import DATA, size
from bot.teams.names import meant
from bot.turn import sound

Keep = Callable[[str], str]
Read = Callable[[str], str | None]

_ACTION, _VALUES, _KEPT, _NAMED = "action", "values", "kept", "named"
_INPUT = "field."
NAME, NAMES = "named", "names"  # kinds of inputs in which one thing is typed by its name, or several with commas


class Forgotten(Exception):
    """What was carried is no longer kept."""


def packed(action: str, values: Mapping[str, str], keep: Keep) -> dict[str, Any]:
    """Return what a button carries; values too long for that are kept here and carried by name."""
    values = {name: sound(value) for name, value in values.items()}
    if size(values) <= DATA:
        return {_ACTION: action, _VALUES: values}
    return {_ACTION: action, _KEPT: keep(json.dumps(values, ensure_ascii=False))}


def action_of(data: Mapping[str, Any]) -> str:
    """Return the action of a pressed button; empty where there is none."""
    action = data.get(_ACTION)
    return action if isinstance(action, str) else ""


def unpacked(data: Mapping[str, Any], read: Read) -> dict[str, str]:
    """Return the values of a pressed button, and what stood in the inputs of its card.

    Raises:
        Forgotten: they are no longer kept.
    """
    values = _part(data, _VALUES)
    if _KEPT in data:
        values = json.loads(_kept(data[_KEPT], read))
    found = typed(data)
    for name, kept in _part(data, _NAMED).items():
        found[name] = meant(found.get(name, ""), _kept(kept, read))
    return {**{str(name): str(value) for name, value in values.items()}, **found}


def typed(data: Mapping[str, Any]) -> dict[str, str]:
    """Return what stood in the inputs of a card, by the field's name."""
    found: dict[str, str] = {}
    for id, value in data.items():
        if id.startswith(_INPUT):
            kind, _, name = id.removeprefix(_INPUT).partition(".")
            found[name] = _value(kind, "" if value is None else str(value))
    return found


def input_id(field: Field, kind: str = "") -> str:
    """Return the id of a field's input, which says how what stands in it is read."""
    return f"{_INPUT}{kind or field.kind}.{field.name}"


def with_names(data: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return what a form's button carries with the kept names of what is typed by name, by field."""
    return {**data, _NAMED: dict(names)} if names else data


def as_choice(value: str) -> str:
    """Return the value of an option so that several can be told apart: clients join them with commas."""
    return quote(sound(value), safe=" ")


def as_choices(field: Field) -> str:
    """Return what is chosen in a field as clients write it."""
    values = field.value.split("\n") if field.kind == "choices" else [field.value]
    return ",".join(as_choice(value) for value in values if value)


def _part(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = data.get(name)
    return part if isinstance(part, Mapping) else {}


def _kept(name: object, read: Read) -> str:
    text = read(str(name))
    if text is None:
        raise Forgotten
    return text


def _value(kind: str, text: str) -> str:
    if kind == "choices":
        return "\n".join(unquote(value) for value in text.split(",") if value)
    if kind == NAMES:
        return "\n".join(filter(None, (name.strip() for name in text.split(","))))
    if kind in {"choice", "person"}:
        return unquote(text)
    return text.replace("\r\n", "\n")
