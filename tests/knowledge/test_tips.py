"""Which tip is next."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from knowledge.tip import Tip
from knowledge.tips import WEEK, Planned, Posted, Wishes, monday_of, neighbours, next_tip, upcoming, with_earlier

MONDAY = date(2026, 5, 4)
NOTHING = Wishes()


def tip(id: str, series: str = "", part: int = 0, state: str = "published") -> Tip:
    """Return a tip that has nothing but its place."""
    return Tip(id=id, title=id.title(), text="…", series=series, part=part, state=state)


A, B, C, D = (tip(id) for id in "abcd")
ONE, TWO, THREE = (tip(f"part {part}", "Bad news", part) for part in (1, 2, 3))


def posted(*ids: str) -> list[Posted]:
    """Return these tips as posted, one a week up to the week before."""
    return [Posted(id, MONDAY - (len(ids) - number) * WEEK) for number, id in enumerate(ids)]


def names(tips: Sequence[Tip], before: Sequence[Posted], weeks: int, wishes: Wishes = NOTHING) -> list[str]:
    """Return the ids of the tips of the next weeks, a dash where there is none."""
    return [each.tip.id if each.tip else "-" for each in upcoming(tips, before, wishes, MONDAY, weeks)]


def test_a_tip_that_carries_a_day_was_given_then_and_one_that_was_never_given_comes_before_it() -> None:
    old = replace(tip("old"), dated=date(2019, 4, 2))
    older = replace(tip("older"), dated=date(2018, 4, 3))
    later = replace(tip("later"), dated=date(2030, 1, 1))

    before = with_earlier([old, older, later], [Posted("a", date(2026, 4, 27))], date(2026, 5, 4))

    assert before == [
        Posted("older", date(2018, 4, 2)),
        Posted("old", date(2019, 4, 1)),
        Posted("a", date(2026, 4, 27)),
    ]
    assert names([old, older, later], before, 3) == ["later", "older", "old"]


def test_a_series_that_a_pinned_tip_came_into_is_finished_before_what_was_put_first() -> None:
    wishes = Wishes(places={"b": 0}, pins={MONDAY: "a"})

    assert names([A, B, ONE, TWO, THREE], posted("part 1"), 4, wishes) == ["a", "part 2", "part 3", "b"]


def test_a_week_is_named_by_its_monday() -> None:
    days = [date(2026, 5, 3), date(2026, 5, 4), date(2026, 5, 10), date(2027, 1, 1)]

    mondays = [monday_of(day) for day in days]

    assert mondays == [date(2026, 4, 27), MONDAY, MONDAY, date(2026, 12, 28)]


def test_tips_come_in_the_order_they_were_added_and_then_from_the_front_again() -> None:
    tips = [A, B, C]

    said = names(tips, [], 7)

    assert said == ["a", "b", "c", "a", "b", "c", "a"]


def test_a_team_without_tips_has_none() -> None:
    said = next_tip([tip("draft", state="draft"), tip("old", state="retired")], [], NOTHING, MONDAY)

    assert said is None


def test_the_longest_unused_comes_first_when_all_have_come() -> None:
    before = posted("c", "a", "b")

    said = names([A, B, C], before, 3)

    assert said == ["c", "a", "b"]


def test_a_new_tip_comes_before_any_is_repeated() -> None:
    before = posted("a", "b", "c", "a")

    said = names([A, B, C, D], before, 4)

    assert said == ["d", "b", "c", "a"]


def test_a_retired_tip_does_not_come_and_does_not_hold_the_others_up() -> None:
    tips = [A, tip("b", state="retired"), C]

    said = names(tips, posted("a"), 3)

    assert said == ["c", "a", "c"]


def test_a_series_comes_in_its_order_week_after_week_once_it_has_begun() -> None:
    tips = [THREE, A, TWO, ONE, B]

    said = names(tips, [], 5)

    assert said == ["a", "part 1", "part 2", "part 3", "b"]


def test_a_series_with_a_part_retired_goes_on_with_the_next() -> None:
    tips = [ONE, tip("part 2", "Bad news", 2, "retired"), THREE, A]

    said = names(tips, [], 3)

    assert said == ["part 1", "part 3", "a"]


def test_a_skipped_week_has_no_tip_and_nothing_is_lost() -> None:
    wishes = Wishes(skips=frozenset([MONDAY + WEEK]))

    planned = list(upcoming([A, B], [], wishes, MONDAY, 3))

    assert planned == [
        Planned(MONDAY, A),
        Planned(MONDAY + WEEK, None, is_skipped=True),
        Planned(MONDAY + 2 * WEEK, B),
    ]


def test_a_pinned_tip_comes_in_its_week_and_counts_as_used() -> None:
    wishes = Wishes(pins={MONDAY: "c"})

    planned = list(upcoming([A, B, C], [], wishes, MONDAY, 4))

    assert planned[0] == Planned(MONDAY, C, is_pinned=True)
    assert [each.tip for each in planned[1:]] == [A, B, C]


def test_a_pin_may_break_a_series_and_the_rest_of_it_keeps_its_order() -> None:
    wishes = Wishes(pins={MONDAY + WEEK: "a"})

    said = names([ONE, TWO, THREE, A], [], 4, wishes)

    assert said == ["part 1", "a", "part 2", "part 3"]


def test_a_pinned_tip_that_was_retired_since_leaves_its_week_to_the_plan() -> None:
    wishes = Wishes(pins={MONDAY: "b"})

    said = next_tip([A, tip("b", state="retired")], [], wishes, MONDAY)

    assert said == A


def test_what_a_lead_has_put_first_comes_first_and_once() -> None:
    wishes = Wishes(places={"d": 0, "c": -1})

    said = names([A, B, C, D], [], 8, wishes)

    assert said == ["c", "d", "a", "b", "c", "d", "a", "b"]


def test_the_parts_beside_a_part_are_known_and_how_many_there_are() -> None:
    tips = [THREE, A, TWO, ONE]

    beside = [neighbours(each, tips) for each in (ONE, TWO, THREE, A)]

    assert beside == [(None, TWO, 3), (ONE, THREE, 3), (TWO, None, 3), (None, None, 0)]


@st.composite
def shelves(draw: st.DrawFn) -> list[Tip]:
    """Draw up to twelve tips, some of them parts of one of two series, in any order."""
    single = [tip(f"single {number}") for number in range(draw(st.integers(1, 6)))]
    parts = [tip(f"{name} {part}", name, part) for name in "xy" for part in range(1, draw(st.integers(1, 3)) + 1)]
    return draw(st.permutations([*single, *parts]))


@given(shelves(), st.integers(1, 40))
def test_no_tip_repeats_until_all_have_come_whatever_there_is(tips: list[Tip], weeks: int) -> None:
    said = names(tips, [], weeks)

    rounds = [said[start : start + len(tips)] for start in range(0, weeks, len(tips))]
    assert [sorted(set(each)) for each in rounds] == [sorted(each) for each in rounds]


@given(shelves())
def test_a_series_is_never_out_of_order_whatever_there_is(tips: list[Tip]) -> None:
    said = names(tips, [], 2 * len(tips))

    for name in "xy":
        parts = [id for id in said if id.startswith(name)]
        assert parts == 2 * sorted(set(parts))
