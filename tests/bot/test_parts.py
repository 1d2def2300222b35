"""Every part on every surface: each shows all that the part says, and what people wrote never becomes markup."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from html import unescape

import pytest

from bot.message import (
    PARTS,
    Ask,
    Button,
    Buttons,
    Callout,
    Facts,
    Field,
    Item,
    Items,
    Link,
    Message,
    Option,
    Part,
    Quote,
    Step,
    Steps,
    Table,
    Text,
    say,
    warn,
)
from bot.spans import Span
from bot.teams.render import as_card
from bot.terminal.render import render as terminal
from bot.web.render import parts_html

HOSTILE = "<script>alert(1)</script> & \"x\" 'y' *bold* `code` <!channel> <@U1> [l](https://e.vil) {x} \u202e\x1b[31m"

EXAMPLES: dict[type, Part] = {
    Text: say("Ask **me** with `baton ask` or on [the page](https://example.com/).", unused=""),
    Callout: warn("Overdue since **{day}**.", day="4 May 2026"),
    Facts: Facts((("Stands behind it", "Cy"), ("Topics", "delays, delivery"))),
    Steps: Steps((Step("Listen", "done"), Step("Solve", "now"), Step("Follow up"))),
    Quote: Quote("First line\n\nSecond line", "Opening"),
    Link: Link("Carrier", "https://example.com/track?a=1&b=2"),
    Items: Items(
        (Item("My parcel is late", "Used twice", Button("Open", "guide.open", {"entry": "late"})), Item("Bare"))
    ),
    Table: Table(("Part", "Before", "After"), (("Answer", "Sorry", "So sorry"), ("Topics", "", "delays"))),
    Buttons: Buttons(
        (Button("Use this answer", "guide.use", {}, "main"), Button("Retire", "guide.retire", {}, "danger"))
    ),
    Ask: Ask(
        "guide.save",
        "Save",
        (
            Field("question", "Question", value="Late?", hint="As they say it"),
            Field("answer", "Answer", "text", "One\nTwo", error="Too short."),
            Field("state", "State", "choice", "draft", (Option("draft", "Draft"), Option("published", "Published"))),
            Field(
                "topics",
                "Topics",
                "choices",
                "delays\ndelivery",
                (Option("delays", "Delays"), Option("defects", "Defects"), Option("delivery", "Delivery")),
            ),
            Field("owner", "Owner", "person", "cy", (Option("bo", "Bo"), Option("cy", "Cy"))),
            Field("due", "Due on", "date", "2026-05-04", required=False),
        ),
        {"entry": "late"},
    ),
}
HIDDEN = {"action", "values", "name", "kind", "style", "tone", "state", "value"}


def web(message: Message) -> str:
    """Return a message's parts as HTML."""
    return "".join(parts_html(message, "x1", "dee"))


def web_text(message: Message) -> str:
    """Return the text of a message's parts on the page, and where their links lead."""
    html = re.sub(r'<a [^>]*href="([^"]*)"[^>]*>', r" \1 ", web(message))
    html = re.sub(r"<(/?(?:p|div|li|dt|dd|td|th|label|button|summary)\b)", r" <\1", html)
    return unescape(re.sub(r"<[^>]*>", "", html))


def teams_text(message: Message) -> str:
    """Return what can be read on a message's card in Teams, each text on a line of its own, and where links lead."""
    return "\n".join(_texts_of(as_card(message, lambda _text: "kept")))


def _texts_of(content: object) -> Iterator[str]:
    if isinstance(content, dict):
        yield from (str(content[name]) for name in ("label", "title", "text", "value", "url") if name in content)
        content = [value for name, value in content.items() if name != "data"]
    if isinstance(content, list):
        for each in content:
            yield from _texts_of(each)


SURFACES: dict[str, Callable[[Message], str]] = {"terminal": terminal, "web": web_text, "teams": teams_text}


def words_of(thing: object) -> Iterator[str]:
    """Give every text of a part that a person must be able to read."""
    if isinstance(thing, str):
        yield from (line for line in thing.split("\n") if line)
    elif isinstance(thing, tuple):
        for each in thing:
            yield from words_of(each)
    elif is_dataclass(thing):
        for field in fields(thing):
            if field.name not in HIDDEN:
                yield from words_of(getattr(thing, field.name))


def hostile(thing: object) -> object:
    """Return a part with every text that people can have written made hostile."""
    if isinstance(thing, str):
        return HOSTILE
    if isinstance(thing, tuple):
        return tuple(hostile(each) for each in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        kept = HIDDEN | {"url"}
        values = {f.name: getattr(thing, f.name) for f in fields(thing)}
        return type(thing)(**{name: value if name in kept else hostile(value) for name, value in values.items()})
    return thing


def test_every_part_has_an_example() -> None:
    assert set(EXAMPLES) == set(PARTS)


@pytest.mark.parametrize("surface", sorted(SURFACES))
@pytest.mark.parametrize("part", EXAMPLES.values(), ids=lambda part: type(part).__name__)
def test_a_surface_shows_every_word_of_a_part(part: Part, surface: str) -> None:
    shown = " ".join(SURFACES[surface](Message("Title", (part,))).split())

    assert [words for words in words_of(part) if " ".join(words.split()) not in shown] == []


@pytest.mark.parametrize("part", EXAMPLES.values(), ids=lambda part: type(part).__name__)
def test_hostile_words_stay_words_on_the_page(part: Part) -> None:
    shown = web(Message("Title", (hostile(part),)))  # type: ignore[arg-type]

    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


@pytest.mark.parametrize("part", EXAMPLES.values(), ids=lambda part: type(part).__name__)
def test_hostile_words_cannot_steer_the_terminal(part: Part) -> None:
    shown = terminal(Message(HOSTILE, (hostile(part),)))  # type: ignore[arg-type]

    assert [character for character in shown if not character.isprintable() and character != "\n"] == []


def test_a_value_put_into_the_bots_words_is_never_a_style_or_a_link() -> None:
    words = say("You asked **{question}**.", question="**x** `y` [z](https://e.vil) {question}")

    assert words == Text((Span("You asked "), Span("**x** `y` [z](https://e.vil) {question}", "bold"), Span(".")))


def test_words_that_name_a_value_nobody_gave_are_refused_at_once() -> None:
    with pytest.raises(KeyError):
        say("Hello {name}")


def test_the_terminal_shows_a_whole_message_like_this() -> None:
    message = Message("All parts", tuple(EXAMPLES[part] for part in PARTS))

    assert (
        terminal(message)
        == """\
All parts
---------

Ask *me* with `baton ask` or on the page (https://example.com/).

(!) Overdue since *4 May 2026*.

Stands behind it: Cy
Topics:           delays, delivery

[x] Listen
[>] Solve
[ ] Follow up

Opening:
  | First line
  |
  | Second line

Carrier: https://example.com/track?a=1&b=2

[1] My parcel is late -> Open
    Used twice
  - Bare

Part: Answer
Before: Sorry
After: So sorry

Part: Topics
Before: -
After: delays

[2] Use this answer  [3] Retire

Question*: Late?
    As they say it
Answer*: One
Two
    (!) Too short.
State*: draft
    - draft: Draft
    - published: Published
Topics*: delays, delivery
    - delays: Delays
    - defects: Defects
    - delivery: Delivery
Owner*: Cy
    - Bo
    - Cy
Due on: 2026-05-04
-> Save"""
    )
