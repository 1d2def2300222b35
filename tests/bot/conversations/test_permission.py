"""Who may do what: every action for every role."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.conversations import ACTIONS, answer
from bot.turn import ROLES, Turn
from tests.sample import DEE, sample_desk

EVERYBODY = {
    "home", "hear", "guide.ask", "guide.none", "guide.open", "guide.use", "guide.fill", "guide.fit", "guide.browse", "guide.topic",
    "history.open", "history.difference", "frames.list", "frames.open", "people.list", "guide.keep", "guide.share",
    "front", "answers.mine", "settings.open", "text.read",
    "channels.list", "card.reply", "card.reaction",
}  # fmt: skip
CURATORS = {
    "guide.add", "guide.edit", "guide.save", "guide.publish", "guide.retire", "guide.reviewed", "guide.owner",
    "history.go_back", "frames.edit", "frames.save", "lists.list", "lists.open",
    "learned.open", "learned.take", "learned.refuse",
}  # fmt: skip
LEADS = {"people.appoint", "people.company", "settings.doors", "channels.here", "channels.close"}
VALUES = {"entry": "late", "channel": "email", "kind": "entry", "subject": "late", "list": "due", "person": "ada"}


def test_every_action_is_for_somebody() -> None:
    assert set(ACTIONS) == EVERYBODY | CURATORS | LEADS


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_an_action_is_refused_to_those_it_is_not_for(action: str, role: str, tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    person = replace(DEE, role=role)
    allowed = action in EVERYBODY or (action in CURATORS and role in {"curator", "lead"}) or role == "lead"

    before = desk.guide.position()
    message = answer(Turn("t1", person, action, VALUES, "web"), desk)

    words = " ".join(part.plain() for part in message.parts if hasattr(part, "plain"))
    assert ("Only a " not in words) == allowed
    if not allowed:
        assert desk.guide.position() == before
