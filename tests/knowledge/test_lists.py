from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from knowledge.database import Database
from knowledge.entry import Entry
from knowledge.lists import Line, Lists
from knowledge.questions import Questions
from knowledge.store import Edit, Guide

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)
TODAY = NOW.date()
A, B, C, D = (Entry(id, f"Question {id}?", "Answer.") for id in "abcd")


@pytest.fixture
def lists(db: Database) -> Lists:
    return Lists(db, "north")


def add(db: Database, *entries: Entry, team: str = "north") -> list[Entry]:
    return Guide(db, team).save_all([Edit(entry, "added") for entry in entries], "cy", NOW)


def entry_line(id: str, notes: str = "") -> Line:
    return Line(id, 0, None, notes)


def test_due_entries_are_the_never_reviewed_then_the_longest_overdue(db: Database, lists: Lists) -> None:
    add(
        db,
        replace(A, reviewed_at=date(2026, 5, 3), review_days=1),
        replace(B, reviewed_at=date(2025, 5, 4), review_days=30),
        C,
        replace(D, reviewed_at=TODAY, review_days=1),
        replace(C, id="draft", state="draft"),
        replace(C, id="retired", state="retired"),
    )

    assert lists.due(TODAY, 10, 0) == [entry_line("c"), entry_line("b", "2025-06-03"), entry_line("a", "2026-05-04")]
    assert lists.due(TODAY - timedelta(days=1), 10, 0) == [entry_line("c"), entry_line("b", "2025-06-03")]


def test_a_review_takes_an_entry_off_the_due_list(db: Database, lists: Lists) -> None:
    (entry,) = add(db, A)

    Guide(db, "north").save(replace(entry, reviewed_at=TODAY), "reviewed", "cy", NOW)

    assert lists.due(TODAY, 10, 0) == []


def test_entries_without_an_owner_are_listed_as_they_were_added(db: Database, lists: Lists) -> None:
    add(db, B, replace(A, owner="cy"), C, replace(D, state="draft"))

    assert lists.without_owner(10, 0) == [entry_line("b"), entry_line("c")]


def test_drafts_are_listed_by_their_newest_change(db: Database, lists: Lists) -> None:
    first, *_ = add(db, replace(A, state="draft"), replace(B, state="draft"), C)

    Guide(db, "north").save(replace(first, answer="Better."), "edited", "cy", NOW)

    assert lists.drafts(10, 0) == [entry_line("a"), entry_line("b")]


def test_retired_entries_are_listed_the_last_retired_first(db: Database, lists: Lists) -> None:
    first, second, _ = add(db, A, B, C)

    for entry in (second, first):
        Guide(db, "north").save(replace(entry, state="retired"), "retired", "cy", NOW)

    assert lists.retired(10, 0) == [entry_line("a"), entry_line("b")]


def test_an_entry_that_was_used_is_no_longer_never_used(db: Database, lists: Lists) -> None:
    add(db, A, B, replace(C, state="retired"))

    Questions(db, "north").use("a", 1, "", "email", "dee", NOW)
    Questions(db, "south").use("b", 1, "", "email", "eve", NOW)

    assert lists.never_used(10, 0) == [entry_line("b")]


def test_the_most_used_come_first_then_the_last_used(db: Database, lists: Lists) -> None:
    questions = Questions(db, "north")
    for entry, at in [("a", NOW), ("b", NOW), ("b", LATER), ("c", LATER), ("d", NOW)]:
        questions.use(entry, 1, "", "email", "dee", at)

    assert lists.most_used(10, 0) == [Line("b", 2, LATER), Line("c", 1, LATER), Line("a", 1, NOW), Line("d", 1, NOW)]


def test_answers_that_did_not_fit_come_newest_first_with_why(db: Database, lists: Lists) -> None:
    questions = Questions(db, "north")
    early, late, fine, _ = (questions.use(entry, 1, "", "email", "dee", NOW) for entry in "abcd")

    questions.decide(late, "dee", "did not fit", "they had cancelled", LATER)
    questions.decide(early, "dee", "did not fit", "too long", NOW)
    questions.decide(fine, "dee", "adapted", "shorter", NOW)

    assert lists.did_not_fit(10, 0) == [Line(late, 1, LATER, "they had cancelled"), Line(early, 1, NOW, "too long")]


def test_questions_without_an_answer_are_counted_whatever_their_case(db: Database, lists: Lists) -> None:
    questions = Questions(db, "north")
    questions.keep("Do you sell GIFT cards?", "dee", "web", "", NOW)
    newest = questions.keep("do you sell gift cards", "ada", "web", "", LATER)
    once = questions.keep("Can I pay in gold?", "dee", "web", "", LATER)
    questions.keep("Where is it?", "dee", "web", "late", LATER)

    assert lists.without_answer(10, 0) == [Line(newest, 2, LATER), Line(once, 1, LATER)]


def test_a_list_is_read_page_by_page(db: Database, lists: Lists) -> None:
    add(db, A, B, C)

    assert lists.without_owner(2, 0) == [entry_line("a"), entry_line("b")]
    assert lists.without_owner(2, 2) == [entry_line("c")]
    assert lists.without_owner(2, 4) == []


def test_a_team_sees_nothing_of_another_team(db: Database, lists: Lists) -> None:
    add(db, A, replace(B, state="draft"), replace(C, state="retired"), team="south")
    questions = Questions(db, "south")
    questions.keep("Where is it?", "eve", "web", "", NOW)
    questions.decide(questions.use("a", 1, "", "email", "eve", NOW), "eve", "did not fit", "", NOW)

    pages = [
        lists.due(TODAY, 10, 0),
        lists.without_owner(10, 0),
        lists.drafts(10, 0),
        lists.retired(10, 0),
        lists.never_used(10, 0),
        lists.most_used(10, 0),
        lists.did_not_fit(10, 0),
        lists.without_answer(10, 0),
    ]

    assert pages == [[]] * 8
