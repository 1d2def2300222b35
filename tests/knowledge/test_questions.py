import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from knowledge.database import Database
from knowledge.lists import Line, Lists
from knowledge.questions import Questions, Use, folded

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def questions(db: Database) -> Questions:
    return Questions(db, "north")


def use_late(questions: Questions) -> str:
    return questions.use("late", 7, "q1", "email", "dee", NOW)


def test_a_question_is_kept_word_for_word(questions: Questions) -> None:
    id = questions.keep("  Where IS it?! 💔 100% late:now ", "dee", "web", "", NOW)

    assert questions.wording(id) == "  Where IS it?! 💔 100% late:now "


def test_an_unknown_question_has_no_wording(questions: Questions) -> None:
    assert questions.wording("never asked") == ""


def test_the_same_question_asked_twice_is_kept_twice(questions: Questions) -> None:
    first = questions.keep("Where is it?", "dee", "web", "late", NOW)
    second = questions.keep("Where is it?", "dee", "web", "late", NOW)

    assert first < second


def test_a_settled_question_is_answered_wherever_the_same_was_asked(db: Database, questions: Questions) -> None:
    asked = questions.keep("Do you sell gift cards?", "dee", "web", "", NOW)
    questions.keep("do you sell GIFT cards", "ada", "web", "", NOW)
    other = questions.keep("Can I pay in gold?", "dee", "web", "", NOW)

    questions.settle(asked, "gifts", NOW)

    assert Lists(db, "north").without_answer(10, 0) == [Line(other, 1, NOW)]


def test_settling_leaves_other_answers_and_other_teams_alone(db: Database, questions: Questions) -> None:
    asked = questions.keep("Where is it?", "dee", "web", "", NOW)
    answered = questions.keep("Where is it?", "dee", "web", "late", NOW)
    theirs = Questions(db, "south").keep("Where is it?", "eve", "web", "", NOW)

    questions.settle(asked, "tracking", NOW)
    Questions(db, "south").settle(asked, "tracking", NOW)
    questions.settle("never asked", "tracking", NOW)

    rows = db.query("select id, entry from questions order by id")
    assert [(row["id"], row["entry"]) for row in rows] == [(asked, "tracking"), (answered, "late"), (theirs, "")]


def test_a_use_is_kept_with_what_led_to_it(questions: Questions) -> None:
    id = use_late(questions)

    assert questions.used(id) == Use(id, "dee", "late", 7, "q1", "email", None, "")


def test_an_unknown_use_is_none(questions: Questions) -> None:
    assert questions.used("never used") is None


def test_whoever_used_an_answer_says_whether_it_fitted(questions: Questions) -> None:
    id = use_late(questions)

    said = questions.decide(id, "dee", "adapted", "shorter", NOW)

    assert said
    assert questions.used(id) == Use(id, "dee", "late", 7, "q1", "email", "adapted", "shorter")


def test_a_later_word_replaces_an_earlier_one(questions: Questions) -> None:
    id = use_late(questions)
    questions.decide(id, "dee", "adapted", "shorter", NOW)

    questions.decide(id, "dee", "did not fit", "they had cancelled", NOW + timedelta(minutes=1))

    assert questions.used(id) == Use(id, "dee", "late", 7, "q1", "email", "did not fit", "they had cancelled")


def test_nobody_else_can_say_whether_it_fitted(questions: Questions) -> None:
    id = use_late(questions)

    assert not questions.decide(id, "ada", "did not fit", "", NOW)
    assert not questions.decide("never used", "dee", "did not fit", "", NOW)

    assert questions.used(id) == Use(id, "dee", "late", 7, "q1", "email", None, "")


def test_a_team_sees_no_question_or_use_of_another_team(db: Database, questions: Questions) -> None:
    asked = questions.keep("Where is it?", "dee", "web", "", NOW)
    used = use_late(questions)
    other = Questions(db, "south")

    assert other.wording(asked) == ""
    assert other.used(used) is None
    assert not other.decide(used, "dee", "adapted", "", NOW)
    assert questions.used(used) == Use(used, "dee", "late", 7, "q1", "email", None, "")


@pytest.mark.parametrize(
    ("wording", "compared_as"),
    [
        ("Where is it?", "where is it"),
        ("  where\n IS   it ?!. ", "where is it"),
        ("Straße", "strasse"),
        ("???", ""),
        ("", ""),
    ],
)
def test_questions_are_compared_without_case_space_and_closing_marks(wording: str, compared_as: str) -> None:
    assert folded(wording) == compared_as


def test_a_question_of_ten_thousand_characters_that_cannot_be_pressed_together_is_kept(
    db: Database, questions: Questions
) -> None:
    wording = "".join(hashlib.sha256(str(number).encode()).hexdigest() for number in range(160))[:10_000]

    id = questions.keep(wording, "dee", "web", "", NOW)
    again = questions.keep(wording.upper(), "ada", "web", "", NOW)
    questions.settle(id, "late", NOW)

    assert questions.wording(again) == wording.upper()
    assert Lists(db, "north").without_answer(10, 0) == []
