"""What an answer offers, to whoever asked and to everybody who sees it."""

from pathlib import Path
from typing import Any

import pytest

from bot.conversations import answer
from bot.desk import Desk
from bot.message import Buttons, Message
from bot.turn import Turn
from tests.sample import CY, sample_desk

FOR_CURATORS = ["Edit", "Reviewed today", "Change owner", "Retire"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return sample_desk(tmp_path)


def labels(message: Message) -> list[str]:
    return [button.label for part in message.parts if isinstance(part, Buttons) for button in part.buttons]


@pytest.mark.parametrize(
    ("action", "values"), [("guide.ask", {"question": "My parcel is late"}), ("guide.open", {"entry": "late"})]
)
@pytest.mark.parametrize(
    ("where", "sees_curating"),
    [({}, True), ({"place": "C1", "can_share": True}, True), ({"place": "C1"}, False)],
    ids=["alone", "unseen in a channel", "before everybody in a channel"],
)
def test_a_curator_who_asks_before_everybody_is_shown_what_everybody_may_do(
    action: str, values: dict[str, str], where: dict[str, Any], *, sees_curating: bool, desk: Desk
) -> None:
    message = answer(Turn("t1", CY, action, values, "slack", **where), desk)

    shown = labels(message)

    assert [label for label in shown if label in FOR_CURATORS] == (FOR_CURATORS if sees_curating else [])
    assert "Use this answer" in shown
