"""The guide that Baton ships keeps every rule it asks of a team's own."""

import re
from collections import Counter

from knowledge.entry import Entry, check, tidy
from knowledge.frame import CHANNELS, Frame
from knowledge.questions import folded
from knowledge.starter import starter_entries, starter_frames

GREETING = re.compile(r"(hi|hello|dear|good (morning|afternoon|evening))\b[^.]*,\n", re.IGNORECASE)
SIGN_OFF = re.compile(r"\n(kind|warm|best)? ?(regards|wishes|sincerely|yours)\b[^.]*$|\{csr name\}\s*$", re.IGNORECASE)


def repeated(texts: list[str]) -> list[str]:
    """Return what is in the list more than once."""
    return [text for text, count in Counter(texts).items() if count > 1]


def test_there_are_enough_entries_to_begin_work_with() -> None:
    entries = starter_entries()

    assert len(entries) >= 60


def test_every_entry_keeps_the_rules_and_is_as_tidy_as_it_is_kept() -> None:
    entries = starter_entries()

    for entry in entries:
        check(entry)
    assert entries == [tidy(entry) for entry in entries]


def test_nobody_of_the_team_stands_behind_an_entry_yet() -> None:
    entries = starter_entries()

    standing = {(e.source, e.owner, e.reviewed_at, e.reviewed_by, e.state, e.revision) for e in entries}
    assert standing == {("starter", "", None, "", "published", 0)}


def test_no_id_question_or_phrasing_stands_for_two_entries() -> None:
    entries = starter_entries()

    wordings = [folded(wording) for entry in entries for wording in (entry.question, *entry.phrasings)]
    assert (repeated([entry.id for entry in entries]), repeated(wordings)) == ([], [])


def test_every_entry_has_other_phrasings_topics_and_a_spoken_form() -> None:
    entries = starter_entries()

    lacking = [entry.id for entry in entries if not (entry.phrasings and entry.topics and entry.spoken)]
    assert lacking == []


def test_no_answer_greets_or_signs_off_since_the_frame_does() -> None:
    entries = starter_entries()

    doubled = [entry.id for entry in entries if GREETING.match(entry.answer) or SIGN_OFF.search(entry.answer)]
    assert doubled == []


def test_a_greeting_and_a_sign_off_would_be_found() -> None:
    greeting = Entry(id="a", question="q", answer="Dear {customer name},\n\nSorry.")
    sign_off = Entry(id="b", question="q", answer="Sorry.\n\nKind regards,\n{csr name}")

    found = (bool(GREETING.match(greeting.answer)), bool(SIGN_OFF.search(sign_off.answer)))

    assert found == (True, True)


def test_every_channel_has_a_frame_with_an_opening_and_an_ending() -> None:
    frames = starter_frames()

    assert [frame.channel for frame in frames] == list(CHANNELS)
    assert [frame for frame in frames if not (frame.opening.strip() and frame.ending.strip())] == []
    assert {type(frame) for frame in frames} == {Frame}
