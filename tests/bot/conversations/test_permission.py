"""Who may do what: every action for every role."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.conversations import ACTIONS, answer
from bot.turn import ROLES, Turn
from tests.sample import DEE, sample_desk

EVERYBODY = {
    "home", "hear", "guide.ask", "guide.none", "guide.open", "guide.use", "guide.fill", "guide.fit", "guide.browse", "guide.topic",
    "history.open", "history.difference", "frames.list", "frames.open", "people.list", "people.link", "people.linked", "guide.keep", "guide.share",
    "front", "answers.mine", "settings.open", "text.read",
    "notices.mine", "notices.snooze", "notices.change", "channels.list", "card.reply", "card.reaction",
    "checklist.mine", "checklist.open", "checklist.skill", "checklist.begin", "checklist.learns", "checklist.debrief",
    "checklist.talked", "checklist.taught", "checklist.confirm", "checklist.read", "checklist.sign_off",
    "checklist.more_time", "checklist.withdraw", "checklist.note", "checklist.trainer", "checklist.buddy",
    "checklist.pause", "checklist.resume", "checklist.end", "checklist.leave", "checklist.snooze",
    "checklist.record", "checklist.evidence",
    "tips.now", "tips.open", "tips.tried", "tips.comment", "tips.archive", "tips.browse", "tips.search",
    "tips.subscription", "tips.subscribe", "tips.unsubscribe",
    "situations.bring", "situations.post", "situations.withdraw", "situations.open", "situations.queue",
    "situations.answer", "situations.vote", "situations.me_too", "reflections.list", "reflections.write",
    "reflections.open",
    "practice.open", "practice.answer", "practice.feedback", "practice.volunteer", "practice.debrief",
    "programs.list", "programs.open", "programs.skill", "programs.versions",
}  # fmt: skip
CURATORS = {
    "guide.add", "guide.edit", "guide.save", "guide.publish", "guide.retire", "guide.reviewed", "guide.owner",
    "history.go_back", "frames.edit", "frames.save", "lists.list", "lists.open",
    "learned.open", "learned.take", "learned.refuse", "situations.take", "situations.close",
    "situations.settle", "situations.end", "situations.reopen", "situations.go_to",
    "tips.plan", "tips.week", "tips.pin", "tips.skip", "tips.move", "tips.times", "tips.library", "tips.preview", "tips.test",
    "tips.post", "tips.withdraw", "tips.restore", "tips.write", "tips.edit", "tips.save", "reviews.right", "reviews.not_mine",
}  # fmt: skip
TRAINERS = {"practice.give", "checklist.starters", "checklist.start"}
LEADS = {"board.open", "practice.weekly", "people.appoint", "people.company", "settings.doors", "channels.here", "channels.close"} | {
    "programs.edit", "programs.edit_skill", "programs.starter", "programs.move", "programs.remove", "programs.retire", "programs.again", "programs.bring",
    "outbox.list", "outbox.open", "outbox.resend", "outbox.cancel", "tips.figures", "situations.settings",
}  # fmt: skip
VALUES = {"entry": "late", "channel": "email", "kind": "entry", "subject": "late", "list": "due", "person": "ada"}


def test_every_action_is_for_somebody() -> None:
    assert set(ACTIONS) == EVERYBODY | CURATORS | TRAINERS | LEADS


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_an_action_is_refused_to_those_it_is_not_for(action: str, role: str, tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    person = replace(DEE, role=role)
    allowed = action in EVERYBODY or role == "lead"
    allowed |= (action in CURATORS and role == "curator") or (action in TRAINERS and role == "trainer")

    before = desk.guide.position()
    message = answer(Turn("t1", person, action, VALUES, "web"), desk)

    words = " ".join(part.plain() for part in message.parts if hasattr(part, "plain"))
    assert ("Only a " not in words) == allowed
    if not allowed:
        assert desk.guide.position() == before
