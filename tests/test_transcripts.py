"""Every conversation has a transcript, and every transcript is what the bot says."""

from pathlib import Path

import pytest

from bot.conversations import ACTIONS, home
from tests.sample import sample_desk
from tests.transcripts import AtTheDesk, held, transcripts


@pytest.mark.parametrize("file", transcripts(), ids=lambda file: file.stem)
def test_the_bot_says_what_the_transcript_says(file: Path, tmp_path: Path) -> None:
    transcript = file.read_text(encoding="utf-8")

    said = held(transcript, AtTheDesk(sample_desk(tmp_path)))

    assert said == transcript


# Nobody can type or press these on every surface: a chat product has an entrance of its own for each.
# tests/bot/conversations/test_chat.py and test_channels.py hold what they say; test_deliveries.py has what never arrives.
OF_A_CHAT = {
    "front", "guide.keep", "guide.share", "text.read",
    "channels.here", "channels.close", "card.reply", "card.reaction",
    "people.linked", "outbox.open", "outbox.resend", "outbox.cancel", "tips.search", "programs.bring",
}  # fmt: skip


def test_every_action_is_in_a_transcript(tmp_path: Path) -> None:
    taken: set[str] = set()

    for file in transcripts():
        desk = AtTheDesk(sample_desk(tmp_path / file.stem))
        held(file.read_text(encoding="utf-8"), desk)
        taken |= desk.actions
    by_typing = {word.action for word in home.WORDS.values()} | {"hear"}

    assert sorted(set(ACTIONS) - taken - by_typing - OF_A_CHAT) == []
