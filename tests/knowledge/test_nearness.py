"""Which open situations are taken for the same: by words typed alike, or by a meaning that is; the likeliest first."""

from datetime import UTC, datetime

import pytest

from knowledge.nearness import near_situations
from knowledge.situation import Situation

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
NEW = Situation("new", "The lamp smokes when it is switched on", "dee", NOW)


def others(*happened: str) -> list[Situation]:
    return [Situation(f"s{number}", each, "ada", NOW) for number, each in enumerate(happened, 1)]


def near(happened: list[str], meanings: list[float]) -> list[str]:
    return [each.id for each in near_situations(NEW, others(*happened), meanings)]


@pytest.mark.parametrize(
    "happened",
    [
        "The lamp smokes when it is switched on",
        "the lamp SMOKES, when it is switched on!",
        "When it is switched on, the lamp smokes",
        "The lamp smoks when it is swiched on",
    ],
)
def test_the_same_words_are_near_in_any_order_case_and_with_typing_errors(happened: str) -> None:
    assert near([happened], [0.0]) == ["s1"]


@pytest.mark.parametrize(
    "happened",
    ["The lamp is late", "My parcel smokes", "It smokes", "", "The invoice was switched when it came on paper"],
)
def test_a_few_shared_words_are_not_enough(happened: str) -> None:
    assert near([happened], [0.0]) == []


def test_other_words_are_near_where_they_mean_the_same() -> None:
    assert near(["There is a fire in the light", "The parcel is late"], [0.8, 0.3]) == ["s1"]


def test_the_likeliest_comes_first_and_of_equals_the_oldest() -> None:
    happened = ["Something burns", NEW.happened, "Something glows", "Something burns"]

    assert near(happened, [0.7, 0.9, 0.65, 0.7]) == ["s2", "s1", "s4", "s3"]


def test_where_there_is_nothing_else_nothing_is_near() -> None:
    assert near([], []) == []
