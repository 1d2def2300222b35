"""Choices that a card has no room to list: what is meant is typed by its name."""

import json
from collections.abc import Mapping

from bot.message import Field


def names_of(field: Field) -> str:
    """Return what a field's options are called, as a text to be kept."""
    return json.dumps([[_folded(option.label), option.value] for option in field.options], ensure_ascii=False)


def named(field: Field) -> str:
    """Return what is chosen in a field by its name; what is none of its options as it is."""
    labels = {option.value: option.label for option in field.options}
    return ", ".join(labels.get(value, value) for value in field.chosen())


def meant(typed: str, names: str) -> str:
    """Return the values of what was typed, a name a line, or its first words where no other begins with them.

    What names nothing, or two things, stays as it was typed.
    """
    known: Mapping[str, list[str]] = _by_name(json.loads(names))
    return "\n".join(_one(line, known) for line in typed.split("\n"))


def _by_name(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    for name, value in pairs:
        known.setdefault(name, []).append(value)
    return known


def _one(typed: str, known: Mapping[str, list[str]]) -> str:
    name = _folded(typed)
    begun = [value for label, values in known.items() if name and label.startswith(f"{name} ") for value in values]
    values = known.get(name) or begun
    return values[0] if len(values) == 1 else typed


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
