from dataclasses import replace
from datetime import UTC, datetime

import pytest

from knowledge.database import Database
from knowledge.frame import CHANNELS, Frame
from knowledge.frames import Frames, FrameSuperseded
from knowledge.refusal import Refusal

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
EMAIL = Frame("email", "Dear {customer name},", "Kind regards,\n{csr name}")
PHONE = Frame("phone", "Good morning!", "Anything else?")


@pytest.fixture
def frames(db: Database) -> Frames:
    return Frames(db, "north")


def test_a_frame_comes_back_as_it_was_saved(frames: Frames) -> None:
    saved = frames.save(EMAIL, "edited", "cy", NOW)

    assert saved == replace(EMAIL, revision=1)
    assert frames.frame("email") == saved


def test_a_channel_nobody_has_written_for_has_an_empty_frame(frames: Frames) -> None:
    assert frames.frame("chat") == Frame("chat")


def test_every_channel_has_a_frame_in_the_order_they_are_named_in(frames: Frames) -> None:
    phone = frames.save(PHONE, "edited", "cy", NOW)

    assert frames.all() == [phone if channel == "phone" else Frame(channel) for channel in CHANNELS]


@pytest.mark.parametrize("channel", ["", "fax", "EMAIL"])
def test_a_channel_the_team_does_not_have_is_refused(frames: Frames, channel: str) -> None:
    with pytest.raises(Refusal, match="There is no channel"):
        frames.frame(channel)
    with pytest.raises(Refusal, match="There is no channel"):
        frames.save_all([EMAIL, Frame(channel)], "edited", "cy", NOW)

    assert frames.frame("email") == Frame("email")


def test_frames_saved_together_have_a_revision_each(frames: Frames) -> None:
    saved = frames.save_all([EMAIL, PHONE], "added", "cy", NOW)

    assert saved == [replace(EMAIL, revision=1), replace(PHONE, revision=2)]


def test_nothing_to_save_takes_no_revision(frames: Frames) -> None:
    assert frames.save_all([], "added", "cy", NOW) == []

    assert frames.revisions.position().revision == 0


def test_a_change_made_meanwhile_is_not_overwritten(frames: Frames) -> None:
    read = frames.save(EMAIL, "edited", "cy", NOW)
    theirs = frames.save(replace(read, opening="Hello,"), "edited", "bo", NOW)

    with pytest.raises(FrameSuperseded) as superseded:
        frames.save_all([PHONE, replace(read, opening="Hi,")], "edited", "cy", NOW)

    assert superseded.value.now == theirs
    assert (frames.frame("email"), frames.frame("phone")) == (theirs, Frame("phone"))


def test_the_first_frame_of_a_channel_is_not_overwritten_by_another_first_one(frames: Frames) -> None:
    theirs = frames.save(EMAIL, "edited", "bo", NOW)

    with pytest.raises(FrameSuperseded):
        frames.save(replace(EMAIL, opening="Hi,"), "edited", "cy", NOW)

    assert frames.frame("email") == theirs


def test_every_change_of_a_frame_is_kept(frames: Frames) -> None:
    first = frames.save(EMAIL, "added", "cy", NOW)
    frames.save(replace(first, opening="Hello,"), "edited", "bo", NOW)

    kept = frames.revisions.of("frame", "email")

    assert [(revision.number, revision.person, revision.what, revision.content) for revision in kept] == [
        (2, "bo", "edited", {"opening": "Hello,", "ending": EMAIL.ending}),
        (1, "cy", "added", {"opening": EMAIL.opening, "ending": EMAIL.ending}),
    ]


def test_a_team_sees_no_frame_of_another_team(db: Database, frames: Frames) -> None:
    ours = frames.save(EMAIL, "added", "cy", NOW)
    other = Frames(db, "south")

    theirs = other.save(replace(EMAIL, opening="Yo,"), "added", "eve", NOW)

    assert frames.frame("email") == ours
    assert other.frame("email") == theirs
    assert Frames(db, "west").frame("email") == Frame("email")
