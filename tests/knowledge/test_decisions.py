"""What people made of the answers they were shown."""

from datetime import UTC, datetime

import pytest

from bot.opened import Opened
from knowledge.decisions import Decisions
from knowledge.found import Hit
from knowledge.limits import Decision
from knowledge.lists import Lists
from knowledge.questions import Questions

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def shown(db: Opened, wording: str, score: float, person: str = "dee") -> str:
    """Keep a question for which something was found, and return its id."""
    return Questions(db, "north").keep(wording, person, "web", "late", NOW, Hit("late", score))


def test_an_answer_that_was_used_and_fitted_and_one_that_did_not_are_decisions(db: Opened) -> None:
    questions = Questions(db, "north")
    for person, score, verdict in (("ada", 0.9, "as it is"), ("bo", 0.6, "adapted"), ("dee", 0.4, "did not fit")):
        use = questions.use("late", 1, shown(db, "where is it", score, person), "email", person, NOW)
        questions.decide(use, person, verdict, "", NOW)
    shown(db, "of this nobody said anything", 0.5)

    assert Decisions(db, "north").newest() == [Decision(0.4, False), Decision(0.6, True), Decision(0.9, True)]


def test_none_of_these_is_a_decision_and_leaves_the_question_without_an_answer(db: Opened) -> None:
    asked = shown(db, "where is it", 0.5)

    refused = Decisions(db, "north").refuse(asked, "dee", NOW)

    assert refused
    assert Decisions(db, "north").newest() == [Decision(0.5, fitted=False)]
    assert [line.subject for line in Lists(db, "north").without_answer(9, 0)] == [asked]


def test_only_who_asked_can_say_that_none_was_right(db: Opened) -> None:
    asked = shown(db, "where is it", 0.5)

    assert not Decisions(db, "north").refuse(asked, "ada", NOW)
    assert not Decisions(db, "south").refuse(asked, "dee", NOW)
    assert Decisions(db, "north").newest() == []


def test_one_person_repeating_one_question_counts_once(db: Opened) -> None:
    for score in (0.3, 0.4, 0.5):
        Decisions(db, "north").refuse(shown(db, "Where is it?", score), "dee", NOW)

    assert Decisions(db, "north").newest() == [Decision(0.5, fitted=False)]


def test_nobodys_decisions_count_for_more_than_all_others_together_and_one(db: Opened) -> None:
    for person, questions in (("ada", 1), ("bo", 2), ("dee", 8)):
        for number in range(questions):
            Decisions(db, "north").refuse(shown(db, f"question {number}", 0.5, person), person, NOW)

    assert Decisions(db, "north").newest() == [
        *[Decision(0.5, fitted=False, weight=0.5)] * 8,
        *[Decision(0.5, fitted=False)] * 3,
    ]


def test_somebody_who_is_alone_counts_once_however_much_they_say(db: Opened) -> None:
    for number in range(10):
        Decisions(db, "north").refuse(shown(db, f"question {number}", 0.5), "dee", NOW)

    weight = sum(decision.weight for decision in Decisions(db, "north").newest())

    assert weight == pytest.approx(1)
