from hypothesis import given
from hypothesis import strategies as st

from onboarding.pairing import Pair, pairs

people = st.lists(st.sampled_from([f"p{number}" for number in range(12)]), max_size=12, unique=True)


def test_two_who_played_together_are_not_paired_again_at_once() -> None:
    assert pairs(["ada", "dee"], []) == [Pair("ada", "dee")]
    assert pairs(["ada", "dee"], [Pair("ada", "dee")]) == []


def test_two_who_had_a_week_off_are_paired_again_the_other_way_round() -> None:
    assert pairs(["ada", "dee"], [Pair("ada", "dee")], rested=True) == [Pair("dee", "ada")]
    assert pairs(["ada"], [Pair("ada", "dee")], rested=True) == []
    assert pairs(["ada", "bo", "cy", "dee"], [Pair("ada", "bo"), Pair("cy", "dee")], rested=True) == [
        Pair("ada", "cy"),
        Pair("bo", "dee"),
    ]


def test_the_odd_one_out_watches_and_does_not_watch_twice_in_a_row() -> None:
    first = pairs(["ada", "bo", "cy"], [])

    second = pairs(["ada", "bo", "cy"], first)

    assert first == [Pair("ada", "bo", "cy")]
    assert second == [Pair("cy", "ada", "bo")]


def test_whoever_played_the_customer_plays_the_csr_next() -> None:
    last = [Pair("ada", "bo"), Pair("cy", "dee")]

    assert pairs(["ada", "bo", "cy", "dee"], last) == [Pair("ada", "cy"), Pair("bo", "dee")]


@given(people, people)
def test_nobody_plays_twice_a_week_and_no_pair_twice_in_a_row(before: list[str], now: list[str]) -> None:
    last = pairs(before, [])

    found = pairs(now, last)

    players = [person for pair in found for person in (pair.customer, pair.csr, pair.watching) if person]
    assert len(players) == len(set(players))
    assert set(players) <= set(now)
    assert {pair.players() for pair in found} & {pair.players() for pair in last} == set()


@given(people)
def test_from_three_on_everybody_has_a_part(volunteers: list[str]) -> None:
    found = pairs(volunteers, [])

    players = {person for pair in found for person in (pair.customer, pair.csr, pair.watching) if person}
    assert players == (set(volunteers) if len(volunteers) > 1 else set())
