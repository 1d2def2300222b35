"""Named fields in an answer, ``{order number}``: which there are, and filling them."""

import re
from collections.abc import Mapping

LONGEST_NAME = 60  # characters

_FIELD = re.compile(rf"\{{([^{{}}\n]{{1,{LONGEST_NAME}}})\}}")
_BRACE = re.compile(r"\{[^{}\n]{0,30}\}?|\}")


class MissingFields(ValueError):
    """A text cannot be sent yet: ``names`` lists the fields that are still empty, in reading order."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def field_name(written: str) -> str:
    """Return the name a field goes by: ``{ Order  Number }`` and ``{order number}`` are one field."""
    return " ".join(written.split()).lower()


def fields_in(*texts: str) -> tuple[str, ...]:
    """Return the names of the fields in the texts, each once, in the order they are read in."""
    names = (field_name(found.group(1)) for text in texts for found in _FIELD.finditer(text))
    return tuple(dict.fromkeys(name for name in names if name))


def stray_braces(text: str) -> tuple[str, ...]:
    """Return where braces stand around no field, each with what follows it: a customer would read them."""
    left = _FIELD.sub(lambda found: "\n" if field_name(found.group(1)) else found.group(0), text)
    return tuple(dict.fromkeys(found.group(0).strip() for found in _BRACE.finditer(left)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the text with every field replaced by its value.

    Values are put in as they are: a value that looks like a field stays what was typed.

    Raises:
        MissingFields: a field has no value, or one of white space alone.
    """
    missing = tuple(name for name in fields_in(text) if not values.get(name, "").strip())
    if missing:
        raise MissingFields(missing)

    def value_of(found: re.Match[str]) -> str:
        name = field_name(found.group(1))
        return values[name].strip() if name else found.group(0)

    return _FIELD.sub(value_of, text)
