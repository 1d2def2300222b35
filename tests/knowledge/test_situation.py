"""The rules of a situation, from the moment it is brought until it is settled."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from knowledge.refusal import Refusal
from knowledge.situation import (
    OUTCOMES,
    Answer,
    Situation,
    can_read_answers,
    check_answer,
    check_changeable,
    check_reason,
    check_situation,
    check_vote,
    reopened_state,
    tidy_situation,
)

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
SMOKE = Situation("smoke", "The lamp smokes.", "ada", NOW, topic="defects", bucket=1, state="asked")
ANSWER = Answer("a1", "smoke", "dee", "Unplug it.", NOW)


def test_a_situation_is_tidied_before_it_is_kept() -> None:
    typed = replace(SMOKE, happened="  The lamp smokes. \n", topic="  Broken   Lamps ")

    tidied = tidy_situation(typed)

    assert (tidied.happened, tidied.topic) == ("The lamp smokes.", "broken lamps")


def test_what_is_missing_or_wrong_is_said_field_by_field() -> None:
    with pytest.raises(Refusal) as refusal:
        check_situation(replace(SMOKE, happened=" ", wants="x" * 4_001, bucket=5))

    assert refusal.value.fields == {
        "happened": "Please say what happened.",
        "wants": "There are 4,001 characters here; 4,000 is the most.",
        "bucket": "Say how much it matters: from 1 to 4.",
    }


def test_an_empty_answer_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        check_answer("  ")

    assert refusal.value.fields == {"answer": "Please say what you would do."}


@pytest.mark.parametrize("outcome", ["contained", "not for the guide"])
def test_an_outcome_that_disappoints_needs_a_reason(outcome: str) -> None:
    with pytest.raises(Refusal, match="Please give the reason"):
        check_reason(outcome, "")

    check_reason(outcome, "It was one bad batch.")


def test_there_are_no_other_outcomes() -> None:
    with pytest.raises(Refusal, match="A situation ends as one of"):
        check_reason("lost", "why")


def test_only_whoever_brought_it_changes_it_and_only_until_it_is_over() -> None:
    check_changeable(SMOKE, "ada")
    with pytest.raises(Refusal, match="Only the person who brought"):
        check_changeable(SMOKE, "dee")
    with pytest.raises(Refusal, match="over"):
        check_changeable(replace(SMOKE, state="settled"), "ada")


@pytest.mark.parametrize(
    ("state", "voter", "sentence"),
    [
        ("asked", "bo", "The round is still open"),
        ("settled", "bo", "This situation is over"),
        ("withdrawn", "bo", "This situation is over"),
        ("closed", "dee", "This answer is your own"),
    ],
)
def test_a_vote_that_does_not_count_says_why(state: str, voter: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        check_vote(replace(SMOKE, state=state), ANSWER, voter)


def test_answers_of_a_blind_round_are_read_once_it_has_closed() -> None:
    states = {
        (state, blind): can_read_answers(replace(SMOKE, state=state, blind=blind))
        for state in ("asked", "closed", *OUTCOMES)
        for blind in (True, False)
    }

    assert [each for each, readable in states.items() if not readable] == [("asked", True)]


def test_a_situation_goes_back_to_the_vote_only_where_there_is_something_to_vote_on() -> None:
    assert (reopened_state(SMOKE), reopened_state(replace(SMOKE, answers=1))) == ("asked", "closed")
