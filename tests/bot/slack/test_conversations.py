"""Every conversation, with the shortest, longest and most hostile of guides, makes what Slack takes."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.conversations import ACTIONS, answer, manners
from bot.desk import Desk
from bot.message import Message
from bot.slack.render import as_home, as_message, as_modal
from bot.turn import Turn
from knowledge.entry import ANSWER_LIMIT, QUESTION_LIMIT, SPOKEN_LIMIT, Entry
from knowledge.frame import FRAME_LIMIT, Frame
from knowledge.store import Edit
from tests.bot.slack.test_render import EMOJI, HOSTILE, LONG
from tests.bot.slack.valid import faults_of_message, faults_of_view
from tests.sample import CY, NOW, sample_desk

GUIDES = {
    "shortest": Entry("late", "?", "."),
    "longest": Entry(
        "late",
        LONG[:QUESTION_LIMIT].strip(),
        (LONG * 2)[: ANSWER_LIMIT - 200] + "{order number} {customer name}",
        LONG[:SPOKEN_LIMIT].strip(),
        tuple(f"{number} {LONG[:400]}" for number in range(50)),
        tuple(f"topic {number} {LONG[:200]}" for number in range(50)),
        tuple(f"https://example.com/{number}/{'x' * 2_500}" for number in range(20)),
        ("Bo",) * 30,
    ),
    "hostile": Entry(
        "late", HOSTILE[:70], HOSTILE[:70], HOSTILE[:60], (HOSTILE[:70],), (HOSTILE[:70],), ("https://<!channel>",)
    ),
    "emoji": Entry("late", EMOJI[:QUESTION_LIMIT].strip(), EMOJI[: ANSWER_LIMIT - 1].strip()),
}
VALUES = {
    "entry": "late", "channel": "email", "kind": "entry", "subject": "late", "list": "due", "person": "bo", "page": "1",
    "before": "1", "after": "2", "number": "1", "question": LONG[:9_000], "text": HOSTILE[:70], "verdict": "adapted",
}  # fmt: skip


def guide(folder: Path, entry: Entry) -> Desk:
    """Return the sample desk with this entry, in several versions, in the place of a late parcel's."""
    desk = sample_desk(folder)
    late = desk.guide.entry("late")
    assert late is not None
    kept = desk.guide.save_all([Edit(replace(entry, revision=late.revision), "edited")], "cy", NOW)[0]
    for number in range(12):
        kept = desk.guide.save(
            replace(kept, answer=f"{entry.answer[:-9]} {number}"), "edited " + HOSTILE[:40], "cy", NOW
        )
    desk.frames.save(replace(desk.frames.frame("email"), opening=entry.answer[:FRAME_LIMIT]), "edited", "cy", NOW)
    return desk


def faults(message: Message, desk: Desk, action: str) -> list[str]:
    """Return what Slack would say no to, wherever the message came."""

    def keep(text: str) -> str:
        return desk.kept.keep(text, NOW)

    found = faults_of_message(as_message(message, keep, action, VALUES))
    found += faults_of_view(as_modal(message, keep, {"channel": "C1", "thread": "1.1"}))
    return found + faults_of_view(as_home(message, keep, action, VALUES, "front"))


@pytest.mark.parametrize("entry", list(GUIDES.values()), ids=list(GUIDES))
def test_every_conversation_makes_what_slack_takes(entry: Entry, tmp_path: Path) -> None:
    desk = guide(tmp_path, entry)
    use = desk.questions.use("late", 1, "", "email", "cy", NOW)

    found = {}
    for action in ACTIONS:
        for values in ({}, {**VALUES, "use": use, "filled": "yes"}):
            message = answer(Turn("t1", CY, action, values, "slack", can_share=True), desk)
            found[action, len(values)] = faults(message, desk, action)

    assert {where: wrong for where, wrong in found.items() if wrong} == {}


def test_what_is_said_around_conversations_is_taken_too(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    said = (
        manners.one_moment(),
        manners.broken(HOSTILE),
        manners.unknown_person(HOSTILE),
        manners.not_in_there(),
        manners.form_again(Message(HOSTILE)),
        manners.may_not_ask(HOSTILE),
        manners.too_old(),
    )

    assert [faults(message, desk, "home") for message in said] == [[]] * len(said)


def test_a_frame_that_nobody_wrote_is_shown(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    assert desk.frames.frame("chat") == Frame("chat")
    assert faults(answer(Turn("t1", CY, "frames.open", {"channel": "chat"}), desk), desk, "frames.open") == []
