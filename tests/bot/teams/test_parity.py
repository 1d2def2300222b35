"""Whatever Baton can do and say elsewhere it can in Teams: every action is come to, taken and shown, and every part."""

import json
from collections import defaultdict
from dataclasses import dataclass, field

import pytest

from bot.conversations import ACTIONS
from bot.conversations.home import WORDS
from bot.message import PARTS, SILENCE, Ask, Button, Buttons, Field, Message
from bot.teams import cards, read
from bot.teams.carry import action_of, unpacked
from bot.teams.render import as_activity, as_card
from tests.bot.teams.screen import buttons, standing
from tests.bot.teams.valid import faults_of_activity, faults_of_card
from tests.extremes import everything_said, extreme_desk

WEEKS = 3
# What Teams hands over without a button of Baton's or a word of its list: commands, replies and reactions.
FROM_TEAMS = {"hear", "card.reply", "card.reaction", *read.COMMANDS.values()}
# What follows /tip in Slack; in Teams "tip archive" and the search on its card do that.
OF_SLACK = {"tips.search"}


def keep(_text: str) -> str:
    """Keep nothing: what is carried by name is not read here."""
    return "kept"


@dataclass
class Said:
    """All that was said and not refused, by action, and every action that a button or a form of it leads to."""

    by: dict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))
    ways: set[str] = field(default_factory=lambda: {word.action for word in WORDS.values()} | FROM_TEAMS)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Said:
    text = "The lamp flickers when it rains"
    desk = extreme_desk(tmp_path_factory.mktemp("parity"), text)
    found = Said()
    for action, message in everything_said(desk, text, WEEKS):
        found.ways |= {action_of(button["data"]) for button in buttons(as_card(message, keep)) if not message.refused}
        if not message.refused:
            found.by[action].append(message)
    return found


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_every_action_can_be_come_to_in_teams_and_shows_cards_that_teams_takes(action: str, said: Said) -> None:
    messages = said.by[action]

    assert messages, f"{action} was taken by nobody"
    assert action in said.ways | OF_SLACK, f"no card of Teams leads to {action}"
    shown = [message for message in messages if message != SILENCE]
    wrong = [fault for message in shown for fault in faults_of_activity(as_activity(message, keep))]
    wrong += [fault for message in shown for fault in faults_of_card(as_card(message, keep, in_dialog=True))]
    assert wrong == []


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_part_is_said_and_can_be_drawn(part: type, said: Said) -> None:
    drawn = [message for messages in said.by.values() for message in messages if part in map(type, message.parts)]

    assert part in cards._DRAWN
    assert drawn, f"nobody came to a {part.__name__}"


@pytest.mark.parametrize("action", sorted(ACTIONS))
@pytest.mark.parametrize("in_dialog", [False, True], ids=["card", "dialog"])
def test_an_action_comes_back_from_a_button_and_from_a_form(action: str, in_dialog: bool) -> None:
    kept: dict[str, str] = {}

    def hold(text: str) -> str:
        return kept.setdefault("name", text) and "name"

    form = Ask(action, "Send", (Field("note", "Note"), Field("many", "Many", "text", "x" * 3_000)), {"entry": "late"})
    message = Message("T", (Buttons((Button("Go", action, {"entry": "late"}),)), form))
    card = as_card(message, hold, in_dialog=in_dialog)

    button, send = buttons(card)
    data = json.loads(json.dumps({**send["data"], **standing(card, {"Note": "Hello"})}))
    assert (action_of(button["data"]), unpacked(button["data"], kept.get)) == (action, {"entry": "late"})
    assert action_of(data) == action
    assert unpacked(data, kept.get) == {"entry": "late", "note": "Hello", "many": "x" * 3_000}
