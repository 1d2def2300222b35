"""Practice as it is kept, on both databases."""

from datetime import UTC, datetime

import pytest

from knowledge.database import Database
from knowledge.refusal import Refusal
from onboarding.pairing import Pair
from onboarding.practice import Practice, answered, check_given, with_feedback
from onboarding.practices import Practices, RolePlay
from onboarding.standing import Colleague

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
ADA, BO, CY, DEE = Colleague("ada", "csr"), Colleague("bo", "trainer"), Colleague("cy", "lead"), Colleague("dee", "csr")
LATE = Practice("", "ada", "bo", "written", "My lamp is late.", "We are sorry.")


@pytest.fixture
def practices(db: Database) -> Practices:
    return Practices(db, "north")


def test_a_situation_is_given_answered_and_looked_at_together(practices: Practices) -> None:
    given = practices.give(LATE, NOW)
    assert practices.to_answer("ada", 5) == [given]

    practices.keep_answer(answered(given, "I look at once.", ADA, NOW))
    (to_read,) = practices.to_read("bo", 5)
    practices.keep_feedback(with_feedback(to_read, ["clear", "understood"], "Name her first.", BO, NOW))

    done = practices.practice(given.id)
    assert (done.answer, done.seen, done.sentence) == ("I look at once.", ("understood", "clear"), "Name her first.")
    assert (practices.to_answer("ada", 5), practices.to_read("bo", 5)) == ([], [])


def test_an_answer_and_a_feedback_are_given_once(practices: Practices) -> None:
    given = practices.give(LATE, NOW)
    first = answered(given, "I look at once.", ADA, NOW)
    practices.keep_answer(first)

    with pytest.raises(Refusal, match="answered this already"):
        practices.keep_answer(first)
    with pytest.raises(Refusal, match="answered this already"):
        answered(practices.practice(given.id), "Again.", ADA, NOW)


@pytest.mark.parametrize(
    ("practice", "giver", "sentence"),
    [
        (LATE, DEE, "Only a trainer or a lead can give a practice situation."),
        (Practice("", "", "bo", "written", "Late."), BO, "Choose who practises."),
        (
            Practice("", "bo", "bo", "written", "Late."),
            BO,
            "A situation of one's own is no surprise. Choose somebody else.",
        ),
        (Practice("", "ada", "bo", "written", " "), BO, "Write what the customer says or does."),
        (Practice("", "ada", "bo", "dream", "Late."), BO, "Choose where the situation comes from."),
    ],
)
def test_a_situation_that_cannot_be_given_says_why(practice: Practice, giver: Colleague, sentence: str) -> None:
    with pytest.raises(Refusal) as refusal:
        check_given(practice, giver)

    assert refusal.value.sentence == sentence


def test_feedback_is_for_who_gave_the_situation_or_a_lead_and_takes_a_sentence(practices: Practices) -> None:
    done = answered(practices.give(LATE, NOW), "I look at once.", ADA, NOW)

    for nobody in (ADA, DEE, Colleague("ada", "lead")):
        with pytest.raises(Refusal, match="Only who gave this situation, or a lead"):
            with_feedback(done, [], "Good.", nobody, NOW)
    with pytest.raises(Refusal, match="Write a sentence"):
        with_feedback(done, ["clear"], " ", BO, NOW)
    assert with_feedback(done, ["clear"], "Good.", CY, NOW).seen == ("clear",)


def test_a_role_play_is_debriefed_once_by_everybody_who_took_part(practices: Practices) -> None:
    pair = Pair("ada", "dee", "cy")
    (play,) = practices.start_plays("2026-05-04", [pair], ["The lamp is late."], NOW)
    assert [practices.plays_of(person) for person in pair.everybody()] == [[play]] * 3

    practices.debrief(play, "ada", "I felt heard.")
    with pytest.raises(Refusal, match="debriefed this role-play already"):
        practices.debrief(play, "ada", "Something else.")
    practices.debrief(play, "dee", "I asked first.")
    done = practices.debrief(play, "cy", "Dee waited.")

    said = ("I felt heard.", "I asked first.", "Dee waited.")
    assert done == RolePlay(play.id, "2026-05-04", pair, "The lamp is late.", NOW, *said)
    assert tuple(done.said_by(person) for person in ("ada", "dee", "cy")) == said
    assert [practices.plays_of(person) for person in pair.everybody()] == [[], [], []]
    assert practices.last_pairs("2026-05-11") == [pair]
    assert practices.last_pairs("2026-05-04") == []


def test_whoever_volunteers_can_stop(practices: Practices) -> None:
    assert practices.volunteer("ada", NOW)
    assert practices.volunteers() == ["ada"]
    assert not practices.volunteer("ada", NOW)
    assert practices.volunteers() == []


def test_another_team_sees_nothing_of_it(practices: Practices, db: Database) -> None:
    given = practices.give(LATE, NOW)
    practices.volunteer("ada", NOW)
    south = Practices(db, "south")

    assert (south.to_answer("ada", 5), south.volunteers(), south.last_pairs("9999")) == ([], [], [])
    with pytest.raises(Refusal, match="no such practice situation"):
        south.practice(given.id)
