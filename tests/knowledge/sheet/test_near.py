"""Questions that are nearly the same are found, also with typing errors and in another order."""

import pytest

from knowledge.sheet.near import nearly_the_same

KNOWN = ["Where is my parcel?", "I want my money back", "Can I pay by invoice?", "Refund"]


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("where is my parcel", "Where is my parcel?"),
        ("My parcel - where is it?", "Where is my parcel?"),
        ("Where is my parzel?", "Where is my parcel?"),
        ("I wanted my money back!", "I want my money back"),
        ("refunds", "Refund"),
    ],
)
def test_a_question_said_a_little_differently_is_paired_with_the_one_it_is_like(question: str, near: str) -> None:
    questions = [*KNOWN, question]

    pairs = list(nearly_the_same(questions, known=len(KNOWN)))

    assert [(questions[new], questions[old]) for new, old in pairs] == [(question, near)]


@pytest.mark.parametrize("question", ["Who has my parcel?", "My parcel is broken", "", "???", "返金"])
def test_another_question_is_in_no_pair(question: str) -> None:
    pairs = list(nearly_the_same([*KNOWN, question], known=len(KNOWN)))

    assert pairs == []


def test_new_questions_are_paired_with_each_other_but_known_ones_are_not() -> None:
    questions = ["Where is my parcel?", "Where is my parcel", "Can I pay by card?", "can i pay by cards"]

    pairs = list(nearly_the_same(questions, known=2))

    assert pairs == [(3, 2)]
