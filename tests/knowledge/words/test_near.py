import pytest

from knowledge.entry import Entry
from knowledge.words.near import is_answer, near
from knowledge.words.question import read
from tests.knowledge.words.guides import BROKEN, LATE, REFUND, words_of

TALKATIVE = Entry(
    "talkative", "Everything about us", "Late, late, late is every parcel; a parcel, late, is a parcel. " * 9
)
GUIDE = words_of(TALKATIVE, LATE, REFUND, BROKEN)


def found(question: str) -> list[str]:
    return [entry for entry, _ in near(GUIDE, read(question, GUIDE.vocabulary, GUIDE.rarity), 5)]


def test_an_entry_that_asks_the_same_is_nearer_than_one_that_talks_of_it_at_length() -> None:
    assert GUIDE.best({"late": 1.0, "parcel": 1.0}, 1)[0][0] == "talkative"
    assert found("late parcel")[:2] == ["late", "talkative"]


def test_scores_fall_and_lie_between_nothing_and_one() -> None:
    scores = [score for _, score in near(GUIDE, read("my late parcel", GUIDE.vocabulary, GUIDE.rarity), 5)]

    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


@pytest.mark.parametrize(("entry", "answers"), [("late", True), ("talkative", False), ("refund", False)])
def test_only_what_asks_much_the_same_is_the_answer(entry: str, answers: bool) -> None:
    asked = read("my parcel is late", GUIDE.vocabulary, GUIDE.rarity)

    assert is_answer(GUIDE, asked, entry) is answers
