"""Everything that can be said fits Slack's formats and limits: every part, short, long and hostile."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from bot.slack.render import as_home, as_message, as_modal
from tests.bot.slack.valid import faults_of_message, faults_of_view, texts

HOSTILE = (
    "<!channel> <@U1> <https://e.vil|your bank> *bold* _it_ `c` :tada: & \x00\x1b[31m \u202eabc \ud83d @here #general"
)
LONG = "All work and no play. " * 1_000
EMOJI = "👩‍👩‍👧 " * 2_000
TEXTS = {"empty": "", "short": "x", "hostile": HOSTILE, "long": LONG, "emoji": EMOJI, "lines": "a\n\n" * 3_000}


def parts_of(text: str, many: int) -> dict[type, Part]:
    """Return every part filled with a text, and with as many pieces as it can have."""
    button = Button(text, "guide.open", {"entry": text}, "main")
    options = tuple(Option(f"{number} {text}", f"{number} {text}") for number in range(many))
    fields = (
        Field("line", text, value=text, hint=text, error=text),
        Field("text", text, "text", text, hint=text, required=False),
        Field("choice", text, "choice", options[0].value if options else "", options or (Option("a", "b"),)),
    )
    return {
        Text: say("**{text}** `{text}` [here](https://example.com/) {text}", text=text),
        Callout: warn("{text}", text=text),
        Facts: Facts(((text, text),) * many),
        Steps: Steps((Step(text, "done"), Step(text, "now"), Step(text)) * many),
        Quote: Quote(text, text, copy=bool(many % 2)),
        Link: Link(text, text),
        Items: Items((Item(text, text, button), Item(text)) * many),
        Table: Table((text, text), ((text, text),) * many),
        Buttons: Buttons((button,) * many),
        Ask: Ask("guide.save", text, fields, {"hidden": text}),
    }


def keep(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def message_faults(message: Message) -> list[str]:
    return faults_of_message(as_message(message, keep, "say", {"text": message.title}))


def view_faults(message: Message) -> list[str]:
    home = as_home(message, keep, "guide.open", {}, "front")
    return faults_of_view(as_modal(message, keep, {"channel": "C1"})) + faults_of_view(home)


def cases() -> Iterator[Any]:
    for name, text in TEXTS.items():
        for many in (0, 1, 40) if name in {"long", "emoji"} else (1,):
            for part in parts_of(text, many).values():
                yield pytest.param(Message(text, (part,)), id=f"{type(part).__name__}-{name}-{many}")


@pytest.mark.parametrize("message", list(cases()))
def test_a_part_of_any_length_makes_a_message_and_views_that_slack_takes(message: Message) -> None:
    assert message_faults(message) == []
    assert view_faults(message) == []


@pytest.mark.parametrize("text", list(TEXTS.values()), ids=list(TEXTS))
@pytest.mark.parametrize("many", [1, 12])
def test_all_parts_together_make_a_message_and_views_that_slack_takes(text: str, many: int) -> None:
    message = Message(text, tuple(parts_of(text, many).values()))

    assert set(parts_of(text, many)) == set(PARTS)
    assert message_faults(message) == []
    assert view_faults(message) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=2_000), max_size=6), st.integers(0, 9))
def test_whatever_people_write_makes_a_message_that_slack_takes(written: list[str], many: int) -> None:
    message = Message("".join(written[:1]), tuple(part for text in written for part in parts_of(text, many).values()))

    assert message_faults(message) == []
    assert view_faults(message) == []


@pytest.mark.parametrize("part", list(parts_of(HOSTILE, 1).values()), ids=lambda part: type(part).__name__)
def test_hostile_words_are_shown_as_they_are_and_never_read_by_slack(part: Part) -> None:
    body = as_message(Message(HOSTILE, (part,)), keep, "say", {})
    view = as_modal(Message(HOSTILE, (part,)), keep, {})

    leaves = [leaf for blocks in (body["blocks"], view["blocks"]) for leaf in leaves_of(blocks)]
    assert {leaf["type"] for leaf in leaves} <= {"plain_text", "text", "emoji", "link"}
    assert {leaf["url"] for leaf in leaves if leaf["type"] == "link"} <= {"https://example.com/"}
    assert all(leaf["emoji"] is False for leaf in leaves if leaf["type"] == "plain_text")
    assert "&lt;!channel&gt;" in body["text"]
    assert "\u202e" not in str(body)


def leaves_of(content: Any) -> Iterator[dict[str, Any]]:
    """Give everything in blocks that is shown as text, a link or an emoji."""
    if isinstance(content, list):
        for each in content:
            yield from leaves_of(each)
    elif isinstance(content, dict):
        if content.get("type") in {"plain_text", "mrkdwn", "text", "emoji", "link", "user", "channel", "broadcast"}:
            yield content
        for value in content.values():
            yield from leaves_of(value)


def test_a_link_shows_where_it_leads_and_one_that_nobody_can_follow_is_text() -> None:
    good = as_message(Message("T", (Link("Carrier", "https://example.com/a?b=1"),)), keep, "home", {})
    bad = as_message(Message("T", (Link("Click", "javascript:alert(1)"),)), keep, "home", {})

    assert [leaf for leaf in leaves_of(good["blocks"]) if leaf["type"] == "link"] == [
        {"type": "link", "url": "https://example.com/a?b=1", "text": "https://example.com/a?b=1"}
    ]
    assert "Click: javascript:alert(1)" in list(texts(bad["blocks"]))


def test_what_is_too_long_ends_with_a_button_that_shows_all_of_it() -> None:
    kept: list[str] = []

    def remember(text: str) -> str:
        kept.append(text)
        return "name"

    body = as_message(Message("Title", (Quote(LONG),)), remember, "home", {})

    assert body["blocks"][-1]["elements"][0]["text"]["text"] == "Read all of it"
    assert body["blocks"][-1]["elements"][0]["value"] == '{"kept":"name"}'
    assert kept == [f"Title\n\n{LONG}"]


def test_what_fits_has_no_such_button_and_is_kept_nowhere() -> None:
    def never(text: str) -> str:
        raise AssertionError(text)

    body = as_message(Message("Title", (Quote("Short."),)), never, "home", {})

    assert [block["type"] for block in body["blocks"]] == ["header", "rich_text"]


def test_buttons_are_the_last_to_give_way() -> None:
    items = Items(tuple(Item(f"Entry {number}") for number in range(200)))
    buttons = Buttons((Button("Next page", "lists.open", {"page": "2"}),))

    body = as_message(Message("Title", (items, buttons)), keep, "home", {})

    labels = [
        element["text"]["text"]
        for block in body["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    ]
    assert labels == ["Next page", "Read all of it"]


def test_a_form_of_one_line_is_filled_in_on_the_home_itself() -> None:
    message = Message("Hello", (Ask("guide.ask", "Ask", (Field("question", "What does the customer say?"),)),))

    home = as_home(message, keep, "front", {}, "front")

    block = home["blocks"][1]
    assert (block["type"], block["dispatch_action"], block["element"]["action_id"]) == ("input", True, "guide.ask~1")


def test_a_refused_field_has_its_sentence_below_it() -> None:
    message = Message("T", (Ask("guide.save", "Save", (Field("question", "Question", error="Too short."),)),))

    view = as_modal(message, keep, {})

    assert [block["type"] for block in view["blocks"]] == ["header", "input", "context"]
    assert view["blocks"][2]["elements"][0]["text"] == "(!) Too short."
