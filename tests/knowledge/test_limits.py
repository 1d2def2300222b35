"""From which score on an answer is shown, and how the team's decisions move that."""

import pytest

from knowledge.limits import FURTHEST, Decision, Limits, calibrated

LIMITS = Limits(perhaps=0.3, sure=0.4, lead=0.1)


@pytest.mark.parametrize(
    ("best", "next", "answers", "sure"),
    [(0.2, 0.0, False, False), (0.3, 0.0, True, False), (0.6, 0.55, True, False), (0.6, 0.49, True, True)],
)
def test_an_answer_is_the_one_only_if_it_is_good_and_well_ahead(
    best: float, next: float, answers: bool, sure: bool
) -> None:
    assert LIMITS.answers(best) is answers
    assert LIMITS.is_sure(best, next) is sure


def test_without_decisions_the_limits_stay() -> None:
    assert calibrated([], LIMITS) == LIMITS


def test_answers_that_did_not_fit_raise_the_limits() -> None:
    moved = calibrated([Decision(0.45, fitted=False)] * 30, LIMITS)

    assert LIMITS.perhaps + 0.05 < moved.perhaps <= LIMITS.perhaps + FURTHEST
    assert moved.sure - moved.perhaps == pytest.approx(LIMITS.sure - LIMITS.perhaps)


def test_answers_that_fitted_below_the_limit_lower_it() -> None:
    assert calibrated([Decision(0.25, fitted=True)] * 30, LIMITS).perhaps < 0.25


def test_one_decision_moves_next_to_nothing() -> None:
    assert calibrated([Decision(0.5, fitted=False)], LIMITS).perhaps == pytest.approx(LIMITS.perhaps, abs=0.03)


def test_half_a_decision_moves_less_than_a_whole_one() -> None:
    half, whole = (calibrated([Decision(0.45, fitted=False, weight=weight)] * 10, LIMITS) for weight in (0.5, 1))

    assert LIMITS.perhaps < half.perhaps < whole.perhaps


def test_no_number_of_decisions_moves_the_limits_out_of_reach() -> None:
    moved = calibrated([Decision(0.99, fitted=False)] * 5_000, LIMITS)

    assert moved.perhaps == pytest.approx(LIMITS.perhaps + FURTHEST)
