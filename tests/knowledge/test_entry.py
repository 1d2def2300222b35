"""The rules of an entry: when it is due, how it is tidied, and what it may not be."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.entry import Entry, check, from_content, tidy
from knowledge.refusal import Refusal

LATE = Entry("late", "My parcel is late", "Sorry.", reviewed_at=date(2026, 1, 1), review_days=90)


@pytest.mark.parametrize(
    ("today", "is_due"), [(date(2026, 3, 31), False), (date(2026, 4, 1), True), (date(2027, 1, 1), True)]
)
def test_a_review_is_due_from_its_day_on(today: date, *, is_due: bool) -> None:
    assert LATE.is_due(today) == is_due


def test_what_nobody_reviewed_is_due_at_once() -> None:
    assert replace(LATE, reviewed_at=None).is_due(date(2026, 1, 1))


def test_a_review_at_the_end_of_the_calendar_is_due_there() -> None:
    assert replace(LATE, reviewed_at=date.max).due_on() == date.max


def test_an_entry_is_tidied_of_stray_white_space_and_repeats() -> None:
    untidy = replace(
        LATE,
        question="  My\n parcel ",
        answer="\r\nOne\r\nTwo\x00 ",
        topics=("Delays", "delays ", ""),
        phrasings=("a", " a"),
    )

    assert tidy(untidy) == replace(LATE, question="My parcel", answer="One\nTwo", topics=("delays",), phrasings=("a",))


def test_an_entry_is_what_its_content_says() -> None:
    assert from_content({**LATE.content(), "unknown": 1}, 7) == replace(LATE, revision=7)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("question", " ", "An entry needs its question or complaint."),
        ("question", "x" * 501, "The question or complaint is 501 characters long; 500 is the most."),
        ("answer", "", "An entry needs its answer."),
        ("answer", "x" * 20_001, "The answer is 20001 characters long; 20000 is the most."),
        ("spoken", "x" * 2_001, "The spoken form is 2001 characters long; 2000 is the most."),
        ("phrasings", ("x" * 501,), "The phrasing is 501 characters long; 500 is the most."),
        ("topics", ("x" * 501,), "The topic is 501 characters long; 500 is the most."),
        ("owner", "x" * 501, "The owner is 501 characters long; 500 is the most."),
        ("review_days", 0, "Say after how many days it must be reviewed again: from 1 to 3650."),
        ("links", ("javascript:x",), "A link starts with https:// or http://."),
        ("state", "gone", "The state is one of draft, published, retired."),
    ],
)
def test_what_an_entry_may_not_be_is_said_beside_its_field(name: str, value: object, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        check(replace(LATE, **{name: value}))  # type: ignore[arg-type]

    assert refused.value.fields == {name: sentence}
