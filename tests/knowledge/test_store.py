from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from knowledge.database import Database
from knowledge.entry import Entry
from knowledge.store import SLICE, Edit, Guide, Superseded

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
LATE = Entry(
    id="late",
    question="Where is my order?",
    answer="Dear {customer name},\n\nyour order {order number} is on its way.",
    spoken="It is on its way.",
    phrasings=("My parcel has not come", "Order late"),
    topics=("delays", "orders"),
    links=("https://example.com/track",),
    credits=("the warehouse",),
    owner="cy",
    reviewed_at=date(2026, 4, 1),
    reviewed_by="cy",
    review_days=90,
    source="sheet",
    source_detail="answers.csv, row 2",
)
REFUND = Entry(id="refund", question="I want my money back", answer="Of course.", topics=("refunds", "orders"))
BROKEN = Entry(id="broken", question="It came broken — ¡roto! 壊れた 💔", answer="We are sorry; 100% our fault.")


@pytest.fixture
def guide(db: Database) -> Guide:
    return Guide(db, "north")


@pytest.fixture
def other(db: Database) -> Guide:
    """Give the guide of another team in the same database."""
    return Guide(db, "south")


def add(guide: Guide, *entries: Entry) -> list[Entry]:
    return guide.save_all([Edit(entry, "added") for entry in entries], "cy", NOW)


def test_an_entry_comes_back_as_it_was_saved(guide: Guide) -> None:
    saved = guide.save(LATE, "added", "cy", NOW)

    assert saved == replace(LATE, revision=1)
    assert guide.entry("late") == saved


def test_any_script_and_any_sign_comes_back(guide: Guide) -> None:
    (saved,) = add(guide, BROKEN)

    assert guide.entry("broken") == saved == replace(BROKEN, revision=1)


def test_an_unknown_entry_is_none(guide: Guide) -> None:
    assert guide.entry("late") is None


def test_nothing_to_save_takes_no_revision(guide: Guide) -> None:
    assert guide.save_all([], "cy", NOW) == []

    assert guide.position().revision == 0


def test_every_entry_saved_together_has_a_revision_of_its_own(guide: Guide) -> None:
    saved = add(guide, LATE, REFUND, BROKEN)

    assert [(entry.id, entry.revision) for entry in saved] == [("late", 1), ("refund", 2), ("broken", 3)]
    assert guide.position().revision == 3


def test_new_and_changed_entries_can_be_saved_together(guide: Guide) -> None:
    late, broken = add(guide, LATE, BROKEN)

    saved = guide.save_all(
        [
            Edit(replace(late, owner="dee"), "edited"),
            Edit(REFUND, "added"),
            Edit(replace(broken, owner="bo"), "edited"),
        ],
        "cy",
        NOW,
    )

    assert saved == [
        replace(LATE, owner="dee", revision=3),
        replace(REFUND, revision=4),
        replace(BROKEN, owner="bo", revision=5),
    ]
    assert list(guide.all()) == [saved[0], saved[2], saved[1]]


def test_a_change_made_meanwhile_is_not_overwritten(guide: Guide) -> None:
    (read,) = add(guide, LATE)
    theirs = guide.save(replace(read, answer="Theirs"), "edited", "bo", NOW)

    with pytest.raises(Superseded) as superseded:
        guide.save(replace(read, answer="Mine"), "edited", "cy", NOW)

    assert superseded.value.now == theirs
    assert guide.entry("late") == theirs
    assert guide.position().revision == 2


def test_an_id_that_is_taken_is_refused(guide: Guide) -> None:
    (late,) = add(guide, LATE)

    with pytest.raises(Superseded) as superseded:
        add(guide, REFUND, replace(LATE, answer="Another"))

    assert superseded.value.now == late
    assert list(guide.all()) == [late]


def test_an_id_given_twice_in_one_go_is_refused(guide: Guide) -> None:
    with pytest.raises(Superseded):
        add(guide, LATE, REFUND, replace(LATE, answer="Another"))

    assert list(guide.all()) == []


def test_a_change_of_an_entry_that_is_not_there_is_refused(guide: Guide) -> None:
    with pytest.raises(Superseded) as superseded:
        guide.save(replace(LATE, revision=7), "edited", "cy", NOW)

    assert superseded.value.now is None
    assert guide.position().revision == 0


def test_one_change_too_late_keeps_all_of_them_out(guide: Guide) -> None:
    late, refund = add(guide, LATE, REFUND)
    newer = guide.save(replace(refund, owner="bo"), "edited", "bo", NOW)

    with pytest.raises(Superseded):
        guide.save_all(
            [Edit(BROKEN, "added"), Edit(replace(late, owner="dee"), "edited"), Edit(refund, "edited")], "cy", NOW
        )

    assert list(guide.all()) == [late, newer]
    assert guide.revisions.of("entry", "broken") == []


def test_entries_come_in_the_order_asked_for_without_unknown_ones(guide: Guide) -> None:
    late, refund, broken = add(guide, LATE, REFUND, BROKEN)

    found = guide.entries(["broken", "nobody knows this", "late", "refund"])

    assert found == [broken, late, refund]


def test_no_ids_give_no_entries(guide: Guide) -> None:
    add(guide, LATE)

    assert guide.entries([]) == []


def test_the_published_are_those_that_are_neither_draft_nor_retired(guide: Guide) -> None:
    late, refund, broken = add(guide, LATE, replace(REFUND, state="draft"), replace(BROKEN, state="retired"))

    assert list(guide.published()) == [late]
    assert list(guide.all()) == [late, refund, broken]
    assert (guide.count(), guide.count("draft"), guide.count("retired")) == (1, 1, 1)


def test_a_changed_entry_keeps_its_place_in_the_guide(guide: Guide) -> None:
    late, refund = add(guide, LATE, REFUND)

    changed = guide.save(replace(late, owner="dee"), "edited", "cy", NOW)

    assert list(guide.all()) == [changed, refund]


def test_what_changed_since_a_revision_comes_oldest_change_first(guide: Guide) -> None:
    late, refund, broken = add(guide, LATE, REFUND, BROKEN)
    retired = guide.save(replace(late, state="retired"), "retired", "cy", NOW)

    assert list(guide.changed_since(1)) == [refund, broken, retired]
    assert list(guide.changed_since(3)) == [retired]
    assert list(guide.changed_since(4)) == []


def test_a_long_guide_comes_whole_and_in_order(guide: Guide) -> None:
    many = [Entry(f"e{number:05}", f"Question {number}?", "Answer.") for number in range(2 * SLICE + 1)]
    saved = add(guide, *many)

    assert list(guide.all()) == saved
    assert list(guide.published()) == saved
    assert list(guide.changed_since(SLICE)) == saved[SLICE:]
    assert guide.entries([entry.id for entry in many]) == saved


def test_a_guide_can_be_written_in_while_it_is_read(guide: Guide) -> None:
    many = add(guide, *[Entry(f"e{number:05}", f"Question {number}?", "Answer.") for number in range(SLICE + 1)])

    for entry in guide.all():
        guide.save(replace(entry, owner="dee"), "edited", "cy", NOW)

    assert {entry.owner for entry in guide.all()} == {"dee"}
    assert guide.position().revision == 2 * len(many)


def test_topics_count_published_entries_by_name(guide: Guide) -> None:
    add(guide, LATE, REFUND, replace(BROKEN, topics=("defects",), state="draft"))

    assert guide.topics() == [("delays", 1), ("orders", 2), ("refunds", 1)]


def test_a_topic_lists_its_published_entries_in_the_order_they_were_added(guide: Guide) -> None:
    late, refund, _ = add(guide, LATE, REFUND, replace(BROKEN, topics=("orders",), state="retired"))

    assert guide.on_topic("orders") == [late, refund]
    assert guide.on_topic("unheard of") == []


def test_an_edit_moves_an_entry_from_topic_to_topic(guide: Guide) -> None:
    late, refund = add(guide, LATE, REFUND)

    moved = guide.save(replace(late, topics=("parcels",)), "edited", "cy", NOW)

    assert guide.topics() == [("orders", 1), ("parcels", 1), ("refunds", 1)]
    assert guide.on_topic("parcels") == [moved]
    assert guide.on_topic("orders") == [refund]


def test_a_topic_named_twice_counts_once(guide: Guide) -> None:
    add(guide, replace(LATE, topics=("orders", "orders")))

    assert guide.topics() == [("orders", 1)]


def test_a_team_sees_nothing_of_another_team(guide: Guide, other: Guide) -> None:
    add(guide, LATE, REFUND)

    assert other.position().revision == 0
    assert other.entry("late") is None
    assert other.entries(["late", "refund"]) == []
    assert list(other.all()) == []
    assert list(other.published()) == []
    assert list(other.changed_since(0)) == []
    assert other.count() == 0
    assert other.topics() == []
    assert other.on_topic("orders") == []
    assert other.revisions.of("entry", "late") == []
    assert other.revisions.numbered(1) is None


def test_two_teams_have_entries_of_the_same_id_side_by_side(guide: Guide, other: Guide) -> None:
    (ours,) = add(guide, LATE)
    (theirs,) = add(other, replace(LATE, answer="Theirs", topics=("parcels",)))

    changed = guide.save(replace(ours, topics=()), "edited", "cy", NOW)

    assert guide.entry("late") == changed
    assert other.entry("late") == theirs
    assert other.topics() == [("parcels", 1)]
    assert (guide.position().revision, other.position().revision) == (2, 1)


def test_a_team_cannot_change_the_entry_of_another_team(guide: Guide, other: Guide) -> None:
    (ours,) = add(guide, LATE)

    with pytest.raises(Superseded):
        other.save(replace(ours, answer="Theirs"), "edited", "eve", NOW)

    assert guide.entry("late") == ours
