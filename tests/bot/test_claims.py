"""What is done once is claimed by one, whoever comes first."""

from datetime import UTC, datetime

from bot.claims import Claims
from knowledge.database import Database
from tests.place import Place

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def test_only_the_first_claims_something(place: Place) -> None:
    with place.opened() as one, place.opened() as other:
        claimed = [Claims(db, "north").first("weekly line", "2026-W19", NOW) for db in (one, other, one)]

    assert claimed == [True, False, False]


def test_another_period_another_name_and_another_team_have_their_own(db: Database) -> None:
    Claims(db, "north").first("weekly line", "2026-W19", NOW)

    claimed = [
        Claims(db, "north").first("weekly line", "2026-W20", NOW),
        Claims(db, "north").first("reviews", "2026-W19", NOW),
        Claims(db, "south").first("weekly line", "2026-W19", NOW),
    ]

    assert claimed == [True, True, True]


def test_what_was_freed_can_be_claimed_anew(db: Database) -> None:
    claims = Claims(db, "north")
    claims.first("told", "cy", NOW)

    claims.free("told", "cy")

    assert claims.first("told", "cy", NOW)
