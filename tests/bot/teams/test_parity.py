"""Whatever Baton can do and say elsewhere it can in Teams: every action by a button and by a form, and every part."""

import json

import pytest

from bot.conversations import ACTIONS
from bot.message import PARTS, Ask, Button, Buttons, Field, Message
from bot.teams import cards
from bot.teams.carry import action_of, unpacked
from bot.teams.render import as_card
from tests.bot.teams.screen import buttons, standing


@pytest.mark.parametrize("action", sorted(ACTIONS))
@pytest.mark.parametrize("in_dialog", [False, True], ids=["card", "dialog"])
def test_an_action_comes_back_from_a_button_and_from_a_form(action: str, in_dialog: bool) -> None:
    kept: dict[str, str] = {}

    def keep(text: str) -> str:
        return kept.setdefault("name", text) and "name"

    form = Ask(action, "Send", (Field("note", "Note"), Field("many", "Many", "text", "x" * 3_000)), {"entry": "late"})
    message = Message("T", (Buttons((Button("Go", action, {"entry": "late"}),)), form))
    card = as_card(message, keep, in_dialog=in_dialog)

    button, send = buttons(card)
    data = json.loads(json.dumps({**send["data"], **standing(card, {"Note": "Hello"})}))
    assert (action_of(button["data"]), unpacked(button["data"], kept.get)) == (action, {"entry": "late"})
    assert action_of(data) == action
    assert unpacked(data, kept.get) == {"entry": "late", "note": "Hello", "many": "x" * 3_000}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_a_part_can_be_drawn(part: type) -> None:
    assert part in cards._DRAWN
