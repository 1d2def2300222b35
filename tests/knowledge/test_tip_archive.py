"""Looking back at the tips."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from knowledge.tip import Tip
from knowledge.tip_archive import Given, Sought, found, given, months_of, series_of, topics_of
from knowledge.tip_plan import Post

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
EARLY = Tip(id="early", title="Say it early", text="Bad news keeps badly.", topics=("bad news", "phone"))
ONE = Tip(id="one", title="Breathe out", text="Then pick up.", topics=("phone",), series="Greeting", part=1)
TWO = Tip(id="two", title="Name yourself", text="Slowly.", topics=("phone",), series="Greeting", part=2)
OLD = Tip(id="old", title="Smile", text="It is heard.", dated=date(2024, 3, 12))
NEVER = Tip(id="never", title="Not yet", text="Next year.")
TIPS = (EARLY, ONE, TWO, OLD, NEVER)


def post(tip: str, at: datetime, *, is_withdrawn: bool = False) -> Post:
    """Return a post of a tip."""
    return Post(f"post {tip}", at.date(), tip, at, "", 0, is_withdrawn=is_withdrawn)


POSTS = (
    post("early", datetime(2026, 4, 30, 23, 30, tzinfo=UTC)),
    post("one", datetime(2026, 5, 12, 9, tzinfo=UTC)),
    post("two", datetime(2026, 5, 19, 9, tzinfo=UTC)),
)
ARCHIVE = [
    Given(TWO, date(2026, 5, 19)),
    Given(ONE, date(2026, 5, 12)),
    Given(EARLY, date(2026, 5, 1)),  # half past midnight in London
    Given(OLD, date(2024, 3, 12)),
]


def test_the_archive_has_what_was_given_by_its_last_day_where_the_plan_is() -> None:
    archive = given(TIPS, POSTS, "Europe/London", NOW)

    assert archive == ARCHIVE


def test_what_was_withdrawn_retired_or_is_for_later_is_not_in_it() -> None:
    tips = [EARLY, replace(ONE, state="retired"), replace(OLD, dated=date(2026, 6, 2))]

    archive = given(tips, [post("early", NOW - timedelta(days=3), is_withdrawn=True), POSTS[1]], "UTC", NOW)

    assert archive == []


@pytest.mark.parametrize(
    ("sought", "ids"),
    [
        (Sought(), ["two", "one", "early", "old"]),
        (Sought(words="NEWS bad"), ["early"]),
        (Sought(words="news smile"), []),
        (Sought(topic="phone"), ["two", "one", "early"]),
        (Sought(series="Greeting"), ["two", "one"]),
        (Sought(month="2026-05", topic="bad news"), ["early"]),
        (Sought(month="2024-03"), ["old"]),
        (Sought(topic="nothing"), []),
    ],
)
def test_it_is_searched_by_words_topic_series_and_month(sought: Sought, ids: list[str]) -> None:
    assert [each.tip.id for each in found(ARCHIVE, sought)] == ids


def test_it_is_counted_by_topic_series_and_month() -> None:
    assert topics_of(ARCHIVE) == [("bad news", 1), ("phone", 3)]
    assert series_of(ARCHIVE) == [("Greeting", 2)]
    assert months_of(ARCHIVE) == [("2026-05", 3), ("2024-03", 1)]
