"""What the bot says back: a title and a few parts from a small closed set.

A surface shows every part in its own way; a part never says how it looks there.
All text in a part is data. Only :func:`say` gives words a style, and only those of its template.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, LiteralString

from bot.spans import Span, spans


@dataclass(frozen=True, slots=True)
class Text:
    """Words the bot says, made with :func:`say`."""

    spans: tuple[Span, ...]

    def plain(self) -> str:
        """Return the words without their style."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Callout:
    """Words that must not be passed over: a warning, a success, or something to know."""

    tone: Literal["warning", "good", "info"]
    spans: tuple[Span, ...]

    def plain(self) -> str:
        """Return the words without their style."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Facts:
    """A few labels, each with its value."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One of several steps, and whether it is done, the one to do now, or still to come."""

    text: str
    state: Literal["done", "now", "next"] = "next"


@dataclass(frozen=True, slots=True)
class Steps:
    """Things to do one after the other."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A text that people wrote, shown word for word with its line breaks; ``copy`` offers it to be copied whole."""

    text: str
    label: str = ""
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An address to open."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Button:
    """Something the person can do next: pressing it is a turn with this action and these values."""

    label: str
    action: str
    values: Mapping[str, str] = field(default_factory=dict)
    style: Literal["plain", "main", "danger"] = "plain"


@dataclass(frozen=True, slots=True)
class Buttons:
    """A row of buttons."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list: what it is, a detail in small, and the button that opens it."""

    title: str
    detail: str = ""
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A list of things, each one step away."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of short texts under column names."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One of the values a choice can have."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. ``error`` is the sentence beside a refused one.

    A line, a longer text, a date (ISO), a choice of one option or of several (``choices``: their values, a line each),
    or a person, whose options are people by their ids.
    """

    name: str
    label: str
    kind: Literal["line", "text", "date", "choice", "choices", "person"] = "line"
    value: str = ""
    options: tuple[Option, ...] = ()
    required: bool = True
    hint: str = ""
    error: str = ""

    def chosen(self) -> tuple[str, ...]:
        """Return the values that are chosen now."""
        return tuple(self.value.splitlines()) if self.kind == "choices" else (self.value,) if self.value else ()


@dataclass(frozen=True, slots=True)
class Ask:
    """A form. Sending it is a turn with this action, the fields' values and the hidden ``values``."""

    action: str
    submit: str
    fields: tuple[Field, ...]
    values: Mapping[str, str] = field(default_factory=dict)


Part = Text | Callout | Facts | Steps | Quote | Link | Items | Table | Buttons | Ask
PARTS: tuple[type, ...] = (Text, Callout, Facts, Steps, Quote, Link, Items, Table, Buttons, Ask)


@dataclass(frozen=True, slots=True)
class Message:
    """One answer to one turn. ``title`` is plain text.

    ``for_all`` says that it is meant for everybody where the person asked, not for them alone; ``refused`` that
    nothing was done, so a form that led here should stay where it is. ``asked`` is the id of the kept question that it
    answers, where its buttons say :data:`ASKED` for it: so all who ask the same get the same but for that.
    """

    title: str
    parts: tuple[Part, ...] = ()
    for_all: bool = False
    refused: bool = False
    asked: str = ""


ASKED = "\x1aasked"  # no text can hold it: surfaces show no control characters


def with_asked(message: Message) -> Message:
    """Return a message whose buttons name the kept question itself."""
    if not message.asked:
        return message
    return replace(message, parts=tuple(_with_asked(part, message.asked) for part in message.parts), asked="")


def _with_asked(part: Part, asked: str) -> Part:
    def put_in(button: Button) -> Button:
        return replace(
            button, values={name: asked if value == ASKED else value for name, value in button.values.items()}
        )

    if isinstance(part, Buttons):
        return Buttons(tuple(map(put_in, part.buttons)))
    if isinstance(part, Items):
        return Items(tuple(replace(item, button=item.button and put_in(item.button)) for item in part.items))
    return part


SILENCE = Message("")  # where nobody addressed the bot, and nothing needs saying


def say(template: LiteralString, **values: str) -> Text:
    """Return words in the inline syntax of :mod:`bot.spans`; the values are put in as they are, never parsed."""
    return Text(spans(template, values))


def warn(template: LiteralString, **values: str) -> Callout:
    """Return a warning; the same syntax as :func:`say`."""
    return Callout("warning", spans(template, values))


def cheer(template: LiteralString, **values: str) -> Callout:
    """Return the news that something worked; the same syntax as :func:`say`."""
    return Callout("good", spans(template, values))


def note(template: LiteralString, **values: str) -> Callout:
    """Return something worth knowing; the same syntax as :func:`say`."""
    return Callout("info", spans(template, values))
