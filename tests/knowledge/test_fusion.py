"""How words and meaning make one score."""

import pytest

from knowledge.fusion import fused


def test_meaning_counts_four_fifths_and_words_one_fifth() -> None:
    scores = fused({"late": 0.5, "refund": 0.9}, {"late": 1.0, "refund": 0.0})

    assert scores == {"refund": pytest.approx(0.72), "late": pytest.approx(0.6)}
    assert list(scores) == ["refund", "late"]


def test_a_question_that_nothing_answers_scores_low_although_something_is_best() -> None:
    scores = fused({"late": 0.1, "refund": 0.05}, {"late": 0.0, "refund": 0.0})

    assert max(scores.values()) < 0.1


def test_an_entry_without_a_vector_is_ranked_by_its_words_among_the_others() -> None:
    scores = fused({"late": 0.6}, {"late": 0.5, "new": 0.9, "also new": 0.1})

    assert list(scores) == ["new", "late", "also new"]


def test_of_equal_entries_the_order_is_always_the_same() -> None:
    assert list(fused({"b": 0.5, "a": 0.5}, {"b": 0.5, "a": 0.5})) == ["a", "b"]


def test_a_score_is_never_below_nothing_or_above_one() -> None:
    assert fused({"late": -0.3, "refund": 1.2}, {"late": 0.0, "refund": 1.0}) == {"refund": 1.0, "late": 0.0}
