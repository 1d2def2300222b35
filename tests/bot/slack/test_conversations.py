"""Everything that is said, of the shortest, longest and most hostile words, makes what Slack takes."""

import hashlib
from pathlib import Path

import pytest

from bot.conversations import answer
from bot.message import Message
from bot.slack.render import as_home, as_message, as_modal
from bot.turn import Turn
from knowledge.frame import Frame
from tests.bot.slack.valid import faults_of_message, faults_of_view
from tests.extremes import TEXTS, everything_said, extreme_desk
from tests.sample import CY, sample_desk


def keep(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "ignore")).hexdigest()[:32]


def faults(message: Message, action: str) -> list[str]:
    """Return what Slack would say no to, wherever the message came."""
    values = {"entry": "late", "page": "1"}
    found = faults_of_message(as_message(message, keep, action, values))
    found += faults_of_view(as_modal(message, keep, {"channel": "C1", "thread": "1.1"}))
    return found + faults_of_view(as_home(message, keep, action, values, "front"))


@pytest.mark.parametrize("text", list(TEXTS.values()), ids=list(TEXTS))
def test_every_conversation_makes_what_slack_takes(text: str, tmp_path: Path) -> None:
    desk = extreme_desk(tmp_path, text)

    found = [(action, message.title, faults(message, action)) for action, message in everything_said(desk, text)]

    assert [wrong for wrong in found if wrong[2]] == []


def test_a_frame_that_nobody_wrote_is_shown(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    assert desk.frames.frame("chat") == Frame("chat")
    assert faults(answer(Turn("t1", CY, "frames.open", {"channel": "chat"}), desk), "frames.open") == []
