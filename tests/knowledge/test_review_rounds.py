"""Who has been told this week which answers are due for review."""

from datetime import UTC, date, datetime, timedelta

from bot.opened import Opened
from knowledge.review_rounds import ReviewRounds

NOW = datetime(2026, 5, 8, 9, tzinfo=UTC)
WEEK, NEXT = date(2026, 5, 4), date(2026, 5, 11)


def test_a_person_has_one_round_a_week(db: Opened) -> None:
    rounds = ReviewRounds(db, "team")

    claimed = [rounds.claim("bo", WEEK, NOW), rounds.claim("bo", WEEK, NOW), rounds.claim("bo", NEXT, NOW)]

    assert claimed == [True, False, True]
    assert (rounds.had(WEEK), rounds.had(NEXT + timedelta(weeks=1))) == (frozenset(["bo"]), frozenset())


def test_teams_have_rounds_of_their_own(db: Opened) -> None:
    ReviewRounds(db, "team").claim("bo", WEEK, NOW)

    assert ReviewRounds(db, "other").had(WEEK) == frozenset()
