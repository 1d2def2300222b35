"""What people typed stays what they typed where clients look for Markdown or HTML."""

import html
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.message import Ask, Field, Message, Option
from bot.teams.limits import WORD_JOINER
from bot.teams.render import as_card
from bot.teams.unmarked import unmarked, untagged
from tests.bot.teams.screen import inputs
from tests.bot.teams.valid import faults_of_card, is_marked

MARKS = (
    *"*_~`[]()!<>#+-=.\\&|: \n\t1ab\u00e9",
    *(
        "**",
        "~~",
        "![",
        "](https://e.vil)",
        "]: https://e.vil",
        "<https://e.vil>",
        "<b>",
        "</b>",
        "<!--",
        "&amp;",
        "1. ",
    ),
    "{{DATE(2026-05-04T09:30:00Z)}}",
)


class Tags(HTMLParser):
    """Notes what it finds beside words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)

    def handle_entityref(self, name: str) -> None:
        self.found.append(name)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Refunds & returns", "Refunds & returns"),
        ("order_number", "order_number"),
        ("Use [this](https://e.vil)", "Use [this](https://e.vil)"),
        ("1. Parcels", "1. Parcels"),
        ("<b>Urgent</b>", "<b>Urgent</b>"),
        ("**Now**", "\u2217\u2217Now\u2217\u2217"),
    ],
)
def test_a_text_looks_as_it_was_typed(typed: str, shown: str) -> None:
    assert unmarked(typed).replace(WORD_JOINER, "") == shown


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(MARKS), max_size=10).map("".join))
def test_nothing_that_is_typed_is_markup(typed: str) -> None:
    tags = Tags()
    tags.feed(untagged(typed))

    assert not is_marked(unmarked(typed)) or not unmarked(typed)
    assert tags.found == []
    assert html.unescape(untagged(typed)) == untagged(typed)


def test_choices_that_are_shown_in_full_are_not_read_as_markdown() -> None:
    options = (Option("a", "[Refunds](https://e.vil)"), Option("b", "**Late** {{DATE(2026-05-04T09:30:00Z)}}"))
    card = as_card(Message("T", (Ask("x", "Save", (Field("topics", "Topics", "choices", "", options),)),)), str)

    titles = [each["title"] for each in inputs(card)["Topics"]["choices"]]
    assert [each.replace(WORD_JOINER, "") for each in titles] == [
        "[Refunds](https://e.vil)",
        "\u2217\u2217Late\u2217\u2217 {{DATE(2026-05-04T09:30:00Z)}}",
    ]
    assert faults_of_card(card) == []
