"""Everything that is said, of the shortest, longest and most hostile words, makes cards that Teams takes."""

import hashlib
from pathlib import Path

import pytest

from bot.teams.render import as_activity, as_card
from tests.bot.teams.valid import faults_of_activity, faults_of_card
from tests.extremes import TEXTS, everything_said, extreme_desk


def keep(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "ignore")).hexdigest()[:32]


@pytest.mark.parametrize("text", list(TEXTS.values()), ids=list(TEXTS))
def test_every_conversation_makes_cards_that_teams_takes(text: str, tmp_path: Path) -> None:
    desk = extreme_desk(tmp_path, text)

    found = {}
    for action, message in everything_said(desk, text):
        wrong = faults_of_activity(as_activity(message, keep))
        wrong += faults_of_card(as_card(message, keep, in_dialog=True))
        found[action, message.title] = wrong

    assert {where: wrong for where, wrong in found.items() if wrong} == {}
