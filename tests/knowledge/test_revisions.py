from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest

from knowledge.database import Database
from knowledge.revisions import Change, Position, Revision, Revisions, difference

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
ADDED = Revision(1, "entry", "late", NOW, "cy", "added", {"question": "Where is it?", "topics": ["delays"]})
EDITED = Revision(2, "entry", "late", NOW + timedelta(days=1), "bo", "edited", {"question": "Where is my order?"})


@pytest.fixture
def revisions(db: Database) -> Revisions:
    return Revisions(db, "north")


def keep(db: Database, *kept: Revision) -> None:
    revisions = Revisions(db, "north")
    with db.atomic():
        revisions.take_numbers(len(kept))
        revisions.record_all(kept)


def test_a_team_that_knows_nothing_yet_is_at_revision_0(revisions: Revisions) -> None:
    assert revisions.position() == Position("", 0)


def test_numbers_are_taken_from_1_on_without_a_gap(revisions: Revisions) -> None:
    firsts = [revisions.take_numbers(), revisions.take_numbers(3), revisions.take_numbers()]

    assert firsts == [1, 2, 5]
    assert revisions.position().revision == 5


def test_the_lineage_stays_while_the_revision_grows(revisions: Revisions) -> None:
    revisions.take_numbers()
    before = revisions.position()

    revisions.take_numbers()

    assert revisions.position() == Position(before.lineage, 2)
    assert before.lineage


def test_numbers_of_a_change_that_failed_are_taken_again(db: Database, revisions: Revisions) -> None:
    revisions.take_numbers()

    with suppress(KeyError), db.atomic():
        revisions.take_numbers(10)
        raise KeyError

    assert revisions.take_numbers() == 2


def test_revisions_of_a_subject_come_back_whole_newest_first(db: Database, revisions: Revisions) -> None:
    other = Revision(3, "entry", "refund", NOW, "cy", "added", {})
    namesake = Revision(4, "frame", "late", NOW, "cy", "edited", {})

    keep(db, ADDED, EDITED, other, namesake)

    assert revisions.of("entry", "late") == [EDITED, ADDED]
    assert revisions.of("frame", "late") == [namesake]
    assert revisions.of("entry", "broken") == []


def test_a_revision_is_found_by_its_number(db: Database, revisions: Revisions) -> None:
    keep(db, ADDED, EDITED)

    assert revisions.numbered(2) == EDITED
    assert revisions.numbered(3) is None


def test_one_revision_can_be_recorded_alone(db: Database, revisions: Revisions) -> None:
    with db.atomic():
        revisions.take_numbers()
        revisions.record(ADDED)

    assert revisions.numbered(1) == ADDED


def test_a_time_in_another_zone_comes_back_as_the_same_moment(db: Database, revisions: Revisions) -> None:
    in_india = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))

    keep(db, Revision(1, "entry", "late", in_india, "cy", "added", {}))

    (kept,) = revisions.of("entry", "late")
    assert (kept.at, kept.at.utcoffset()) == (NOW, timedelta(0))


def test_a_team_sees_no_revision_of_another_team(db: Database) -> None:
    keep(db, ADDED)
    other = Revisions(db, "south")

    assert other.position() == Position("", 0)
    assert other.of("entry", "late") == []
    assert other.numbered(1) is None
    assert other.take_numbers() == 1


def test_each_team_has_a_lineage_of_its_own(db: Database, revisions: Revisions) -> None:
    other = Revisions(db, "south")
    revisions.take_numbers()
    other.take_numbers()

    assert revisions.position().lineage != other.position().lineage


def test_the_difference_names_each_part_that_changed() -> None:
    before = Revision(1, "entry", "late", NOW, "cy", "added", {"answer": "Soon.", "topics": ["a", "b"], "owner": "cy"})
    after = Revision(2, "entry", "late", NOW, "cy", "edited", {"answer": "Today.", "topics": ["b"], "owner": "cy"})

    assert difference(before, after) == (Change("answer", "Soon.", "Today."), Change("topics", "a\nb", "b"))


def test_a_part_that_only_one_revision_has_differs_from_nothing() -> None:
    before = Revision(1, "entry", "late", NOW, "cy", "added", {"spoken": "Soon.", "reviewed_at": None})
    after = Revision(2, "entry", "late", NOW, "cy", "edited", {"review_days": 90})

    assert difference(before, after) == (Change("spoken", "Soon.", ""), Change("review_days", "", "90"))
