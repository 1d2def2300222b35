"""Everything that can be said fits Teams' formats and limits: every part, short, long and hostile."""

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

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
from bot.teams.render import as_activity, as_card
from tests.bot.teams.screen import button_called, buttons, elements, inputs, title
from tests.bot.teams.valid import faults_of_activity, faults_of_card

if TYPE_CHECKING:
    from tests.bot.teams.fake_teams import Json

HOSTILE = (
    "<script>alert(1)</script> & \"x\" 'y' *bold* _it_ ~st~ `code` <at>Everybody</at> [l](https://e.vil) ![i](https://e.vil) "
    "{{DATE(2026-05-04T09:30:00Z, SHORT)}} ${x} {x} \u202e\x1b[31m\n# not a heading\n- no list"
)
LONG = "All work and no play makes a dull team, and a line break\n\nor two do not help. " * 400
TEXTS = {
    "empty": "",
    "space": " ",
    "short": "A",
    "hostile": HOSTILE,
    "long": LONG,
    "one long word": "x" * 30_000,
    "emoji": "🎉" * 9_000,
    "right to left": "شكرا لك على صبرك. " * 500,
    "line breaks": "\n" * 3_000,
    "half an emoji": "\ud83d",
}


def parts_of(text: str, many: int) -> dict[type, Part]:
    """Return every part filled with a text, and with as many pieces as it can have."""
    button = Button(text, "guide.open", {"entry": text}, "main")
    options = tuple(Option(f"{number} {text}", f"{number} {text}") for number in range(many))
    fields = (
        Field("line", text, value=text, hint=text, error=text),
        Field("text", text, "text", text, hint=text, required=False),
        Field("choice", text, "choice", options[0].value if options else "", options or (Option("a", "b"),)),
        Field("choices", text, "choices", "\n".join(each.value for each in options[:2]), options),
        Field("person", text, "person", "", (Option("teams:t:dee", text), Option("teams:t:bo", text))),
        Field("day", text, "date", "2026-05-04"),
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
    return hashlib.sha256(text.encode("utf-8", "ignore")).hexdigest()[:32]


def faults(message: Message) -> list[str]:
    return faults_of_activity(as_activity(message, keep)) + faults_of_card(as_card(message, keep, in_dialog=True))


def cases() -> Iterator[Any]:
    for name, text in TEXTS.items():
        for many in (0, 1, 40) if name == "emoji" else (1,):
            for part in parts_of(text, many).values():
                yield pytest.param(Message(text, (part,)), id=f"{type(part).__name__}-{name}-{many}")


@pytest.mark.parametrize("message", list(cases()))
def test_a_part_of_any_length_makes_a_card_that_teams_takes(message: Message) -> None:
    assert faults(message) == []


@pytest.mark.parametrize("text", list(TEXTS.values()), ids=list(TEXTS))
@pytest.mark.parametrize("many", [1, 9])
def test_all_parts_together_make_a_card_that_teams_takes(text: str, many: int) -> None:
    message = Message(text, tuple(parts_of(text, many).values()))

    assert set(parts_of(text, many)) == set(PARTS)
    assert faults(message) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=2_000), max_size=6), st.integers(0, 9))
def test_whatever_people_write_makes_a_card_that_teams_takes(written: list[str], many: int) -> None:
    parts = [part for text in written for part in parts_of(text, many).values() if not isinstance(part, Ask)]

    assert faults(Message("".join(written[:1]), tuple(parts))) == []


@pytest.mark.parametrize("part", list(parts_of(HOSTILE, 1).values()), ids=lambda part: type(part).__name__)
def test_hostile_words_are_shown_as_they_are_and_lead_nowhere(part: Part) -> None:
    card = as_card(Message(HOSTILE, (part,)), keep)

    links = [each["url"] for each in elements(card) if each["type"] == "Action.OpenUrl"]
    links += [each["selectAction"]["url"] for each in elements(card) if "selectAction" in each]
    assert set(links) <= {"https://example.com/"}
    assert "\u202e" not in str(card)
    assert "\x1b" not in str(card)


def test_a_link_shows_where_it_leads_and_one_that_nobody_can_follow_is_text() -> None:
    good = as_card(Message("T", (Link("Carrier", "https://example.com/a?b=1"),)), keep)
    bad = as_card(Message("T", (Link("Click", "javascript:alert(1)"),)), keep)

    assert good["body"][1]["inlines"] == [
        {"type": "TextRun", "text": "Carrier: "},
        {
            "type": "TextRun",
            "text": "https://example.com/a?b=1",
            "selectAction": {"type": "Action.OpenUrl", "url": "https://example.com/a?b=1"},
        },
    ]
    assert bad["body"][1]["inlines"] == [{"type": "TextRun", "text": "Click: javascript:alert(1)"}]


def test_lines_stay_lines_and_an_empty_one_stays_a_gap() -> None:
    card = as_card(Message("T", (Quote("One\nTwo\n\nThree"),)), keep)

    (box,) = card["body"][1:]
    assert [(line["inlines"][0]["text"], line.get("spacing", "")) for line in box["items"]] == [
        ("One", ""),
        ("Two", "None"),
        ("Three", ""),
    ]


def test_what_is_too_long_ends_with_a_button_that_shows_all_of_it() -> None:
    kept: list[str] = []

    def remember(text: str) -> str:
        kept.append(text)
        return "name"

    card = as_card(Message("Title", (Quote(LONG),)), remember)

    last = buttons(card)[-1]
    assert (last["title"], last["data"]) == ("Read all of it", {"action": "text.read", "values": {"kept": "name"}})
    assert set(kept) == {f"Title\n\n{LONG}"}


def test_what_fits_has_no_such_button_and_is_kept_nowhere() -> None:
    def never(text: str) -> str:
        raise AssertionError(text)

    card = as_card(Message("Title", (Quote("Short."),)), never)

    assert [element["type"] for element in card["body"]] == ["RichTextBlock", "Container"]


def test_a_field_is_never_cut_but_carried_along_where_there_is_no_room_for_it() -> None:
    kept: dict[str, str] = {}

    def remember(text: str) -> str:
        kept[keep(text)] = text
        return keep(text)

    fields = (Field("question", "Question", value="Late?"), Field("answer", "Answer", "text", LONG))
    card = as_card(Message("Edit", (Ask("guide.save", "Save", fields, {"entry": "late"}),)), remember)

    assert list(inputs(card)) == ["Question"]
    carried = button_called("Save", card)["data"]
    assert carried["action"] == "guide.save"
    assert LONG.split("\n", maxsplit=1)[0] in kept[carried["kept"]]
    assert faults_of_card(card) == []


def test_a_form_has_labels_marks_reasons_and_one_button_that_takes_what_is_typed() -> None:
    field = Field("question", "Question", hint="As they say it", error="Too short.")
    form = Ask("guide.save", "Save", (field,), {"entry": "late"})

    card = as_card(Message("T", (form, Buttons((Button("Home", "home"),)))), keep)

    line, hint, error, send, home = card["body"][1:]
    assert hint["inlines"][0]["text"] == "As they say it"
    assert line == {
        "type": "Input.Text",
        "id": "field.line.question",
        "label": "Question",
        "isRequired": True,
        "errorMessage": "Please fill this in.",
        "isMultiline": False,
    }
    assert error["inlines"][0] == {"type": "TextRun", "text": "⚠️ Too short.", "color": "Attention", "weight": "Bolder"}
    assert (send["actions"][0]["associatedInputs"], home["actions"][0]["associatedInputs"]) == ("auto", "none")


def test_buttons_are_the_last_to_give_way() -> None:
    items = Items(tuple(Item(f"Entry {number}") for number in range(2_000)))
    card = as_card(Message("Title", (items, Buttons((Button("Next page", "lists.open", {"page": "2"}),)))), keep)

    assert [each["title"] for each in buttons(card)] == ["Next page", "Read all of it"]
    assert faults_of_card(card) == []


def test_a_card_in_a_dialog_has_buttons_that_a_dialog_knows() -> None:
    card: Json = as_card(Message("T", (Buttons((Button("Home", "home"),)),)), keep, in_dialog=True)

    assert buttons(card) == [
        {
            "type": "Action.Submit",
            "title": "Home",
            "data": {"action": "home", "values": {}},
            "associatedInputs": "none",
        }
    ]


def test_nothing_about_colours_is_said_so_every_theme_and_high_contrast_keep_theirs() -> None:
    card = as_card(Message("T", tuple(parts_of("A", 2).values())), keep)

    assert "#" not in str(card).replace("adaptive-card.json", "")
    assert title(card) == "T"
