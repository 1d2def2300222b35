"""What an import does with each row, and that it does all of it or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.opened import Opened
from knowledge.entry import Entry
from knowledge.refusal import Refusal
from knowledge.revisions import Position
from knowledge.sheet.formats import FORMATS, written
from knowledge.sheet.guide import GUIDE
from knowledge.sheet.plan import Pair, Plan, bring_in, carry_out, plan
from knowledge.sheet.row import Row, Sheet
from knowledge.store import Edit, Guide, Superseded

MONDAY = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
LATE = {"question": "My parcel is late", "answer": "Sorry, it is coming."}
REFUND = {"question": "I want my money back", "answer": "Yes, by Friday."}


@pytest.fixture
def guide(db: Opened) -> Guide:
    """Give an empty guide."""
    return Guide(db, "team")


def sheet_of(*rows: Mapping[str, Any]) -> Sheet:
    """Return a sheet with these rows, from line 2 on."""
    return Sheet(tuple(Row(line, values) for line, values in enumerate(rows, 2)))


def imported(guide: Guide, *rows: Mapping[str, Any]) -> Plan[Entry]:
    """Import these rows as Cy."""
    return bring_in(sheet_of(*rows), "sheet.csv", guide, GUIDE, "cy", MONDAY)


def said(plan: Plan[Entry]) -> list[tuple[str, str]]:
    """Return what a plan says about its rows."""
    return [(each.kind, each.reason) for each in plan.decisions]


def contents(entries: Iterable[Entry], *names: str) -> list[tuple[Any, ...]]:
    """Return some fields of the entries."""
    return [tuple(getattr(entry, name) for name in names) for entry in entries]


def test_new_rows_are_published_in_their_order_with_the_name_of_the_file(guide: Guide) -> None:
    plan = imported(guide, LATE, {**REFUND, "id": "refund-1", "topics": ("refunds",)})

    entries = list(guide.all())
    assert said(plan) == [("add", "New."), ("add", "New.")]
    assert contents(entries, "question", "answer", "topics", "state", "source", "source_detail") == [
        ("My parcel is late", "Sorry, it is coming.", (), "published", "sheet", "sheet.csv"),
        ("I want my money back", "Yes, by Friday.", ("refunds",), "published", "sheet", "sheet.csv"),
    ]
    assert (len(entries[0].id), entries[1].id) == (24, "refund-1")
    assert [each.what for each in guide.revisions.of("entry", "refund-1")] == ["imported from sheet.csv"]


def test_a_plan_writes_nothing(guide: Guide) -> None:
    planned = plan(sheet_of(LATE, REFUND), "sheet.csv", guide, GUIDE)

    assert len(planned.edits()) == 2
    assert (list(guide.all()), guide.position().revision) == ([], 0)


def test_the_same_sheet_again_changes_nothing(guide: Guide) -> None:
    rows = (LATE, {**REFUND, "id": "r", "owner": "Ada", "reviewed_at": date(2026, 5, 4)}, {**LATE, "answer": "Wait."})
    imported(guide, *rows)
    before = (list(guide.all()), guide.position())

    again = imported(guide, *rows)

    assert [each.kind for each in again.decisions] == ["unchanged", "unchanged", "unchanged"]
    assert (list(guide.all()), guide.position()) == before


def test_a_row_is_of_the_entry_with_its_question_whatever_its_letter_case(guide: Guide) -> None:
    imported(guide, {**LATE, "owner": "Ada"})

    plan = imported(guide, {"question": "my parcel is LATE??", "answer": "It comes today.", "topics": ("delays",)})

    assert said(plan) == [("update", "Changes question, answer and topics.")]
    assert contents(guide.all(), "question", "answer", "topics", "owner", "source") == [
        ("my parcel is LATE??", "It comes today.", ("delays",), "Ada", "sheet")
    ]


def test_a_row_with_an_id_is_of_the_entry_with_that_id_alone(guide: Guide) -> None:
    imported(guide, {**LATE, "id": "late"}, REFUND)

    plan = imported(guide, {"id": "late", **REFUND}, {"id": "new", "question": "My parcel is late", "answer": "Soon."})

    assert said(plan) == [("update", "Changes question and answer."), ("add", "New.")]
    assert contents(guide.all(), "question", "answer") == [
        ("I want my money back", "Yes, by Friday."),
        ("I want my money back", "Yes, by Friday."),
        ("My parcel is late", "Soon."),
    ]


def test_of_several_entries_with_its_question_a_row_is_of_the_published_one(guide: Guide) -> None:
    imported(
        guide,
        {**LATE, "id": "old", "state": "retired"},
        {**LATE, "id": "maybe", "state": "draft"},
        {**LATE, "id": "now", "state": "published"},
    )

    imported(guide, {**LATE, "answer": "It comes today."})

    assert contents(guide.all(), "id", "answer") == [
        ("old", "Sorry, it is coming."),
        ("maybe", "Sorry, it is coming."),
        ("now", "It comes today."),
    ]


def test_entries_that_share_a_question_are_each_changed_by_the_row_with_their_id(guide: Guide) -> None:
    imported(guide, {**LATE, "id": "a", "state": "published"}, {**LATE, "id": "b", "state": "published"})

    plan = imported(guide, {**LATE, "id": "a", "answer": "Soon."}, {**LATE, "id": "b", "answer": "Today."})

    assert [each.kind for each in plan.decisions] == ["update", "update"]
    assert contents(guide.all(), "id", "answer", "state") == [("a", "Soon.", "published"), ("b", "Today.", "published")]


def test_questions_of_nothing_but_marks_are_not_all_the_same(guide: Guide) -> None:
    plan = imported(guide, {"question": "?", "answer": "What is it?"}, {"question": "!!!", "answer": "Calm down."})

    assert [each.kind for each in plan.decisions] == ["add", "add"]


def test_an_entry_that_people_have_edited_since_is_left_as_they_have_it(guide: Guide) -> None:
    imported(guide, LATE)
    (entry,) = guide.all()
    guide.save(replace(entry, answer="Better words."), "edited", "bo", MONDAY)

    plan = imported(guide, LATE)

    assert said(plan) == [("left", "The guide has had this before, and the team has changed it since.")]
    assert contents(guide.all(), "answer") == [("Better words.",)]


def test_an_entry_that_was_retired_stays_retired(guide: Guide) -> None:
    imported(guide, LATE)
    (entry,) = guide.all()
    guide.save(replace(entry, state="retired"), "retired", "bo", MONDAY)

    plans = [
        imported(guide, LATE),
        imported(guide, {**LATE, "state": "published"}),
        imported(guide, {**LATE, "answer": "New words."}),
    ]

    assert [said(plan) for plan in plans] == [
        [("unchanged", "The guide has it.")],
        [("left", "The guide has had this before, and the team has retired it since.")],
        [("update", "Changes answer. It stays retired.")],
    ]
    assert contents(guide.all(), "answer", "state") == [("New words.", "retired")]


def test_the_same_question_and_answer_twice_in_a_sheet_is_taken_once(guide: Guide) -> None:
    plan = imported(guide, LATE, {**LATE, "question": "My parcel is late!"})

    assert said(plan) == [("add", "New."), ("repeated", "Line 2 has the same question and answer.")]
    assert contents(guide.all(), "question") == [("My parcel is late",)]


def test_of_two_answers_to_one_question_the_first_is_published_and_the_other_a_draft(guide: Guide) -> None:
    plan = imported(guide, LATE, REFUND, {**LATE, "answer": "Wait."}, {**LATE, "answer": "Please wait.", "id": "wait"})

    assert said(plan) == [
        ("add", "New."),
        ("add", "New."),
        ("draft", "Line 2 has the same question with another answer."),
        ("draft", "Line 2 has the same question with another answer."),
    ]
    assert contents(guide.all(), "answer", "state") == [
        ("Sorry, it is coming.", "published"),
        ("Yes, by Friday.", "published"),
        ("Wait.", "draft"),
        ("Please wait.", "draft"),
    ]


def test_a_draft_that_a_curator_has_settled_is_not_brought_back(guide: Guide) -> None:
    rows = (LATE, {**LATE, "answer": "Wait.", "state": "published"})
    imported(guide, *rows)
    published, draft = guide.all()
    guide.save_all(
        [
            Edit(replace(published, answer="Sorry, it is coming. Please wait."), "edited"),
            Edit(replace(draft, state="retired"), "retired"),
        ],
        "cy",
        MONDAY,
    )

    plan = imported(guide, *rows)

    assert [each.kind for each in plan.decisions] == ["left", "unchanged"]


def test_an_answer_that_this_sheet_replaces_is_kept_as_a_draft_where_the_sheet_has_it_too(guide: Guide) -> None:
    imported(guide, {**LATE, "answer": "Wait."})

    plan = imported(guide, LATE, {**LATE, "answer": "Wait."})

    assert [each.kind for each in plan.decisions] == ["update", "draft"]
    assert contents(guide.all(), "answer", "state") == [("Sorry, it is coming.", "published"), ("Wait.", "draft")]


def test_rows_that_give_id_and_state_mean_what_they_say(guide: Guide) -> None:
    plan = imported(
        guide,
        {**LATE, "id": "a", "state": "retired"},
        {**LATE, "id": "b", "state": "published"},
        {**LATE, "id": "c", "state": "draft", "answer": "Wait."},
    )

    assert [each.kind for each in plan.decisions] == ["add", "add", "add"]
    assert contents(guide.all(), "id", "state") == [("a", "retired"), ("b", "published"), ("c", "draft")]


def test_a_persons_name_in_a_sheet_is_the_person_the_guide_has_by_id(guide: Guide) -> None:
    names = {"U1": "Ada", "U2": "Bo", "Ada": "Ada", "Cy": "Cy"}
    imported(guide, {**LATE, "id": "late", "owner": "U1", "reviewed_by": "U2"})

    planned = plan(
        sheet_of({**LATE, "id": "late", "owner": "Ada", "reviewed_by": "Cy", "spoken": "Soon."}),
        "sheet.csv",
        guide,
        GUIDE,
        names.__getitem__,
    )

    assert [(each.entry.owner, each.entry.reviewed_by) for each in planned.edits()] == [("U1", "Cy")]


def test_nearly_the_same_questions_are_imported_and_named(guide: Guide) -> None:
    imported(guide, LATE)
    rows = ({**LATE, "question": "My parcels is late"}, REFUND, {**REFUND, "question": "I want the money back"})

    plan = imported(guide, *rows)

    first, _, third = sheet_of(*rows).rows
    assert [each.kind for each in plan.decisions] == ["add", "add", "add"]
    assert plan.pairs == (Pair(first, "My parcel is late", 0), Pair(third, "I want my money back", 3))


def test_a_plan_that_somebody_was_faster_than_changes_nothing(guide: Guide) -> None:
    imported(guide, LATE)
    planned = plan(sheet_of(REFUND, {**LATE, "answer": "New words."}), "sheet.csv", guide, GUIDE)
    (entry,) = guide.all()
    guide.save(replace(entry, spoken="Soon."), "edited", "bo", MONDAY)
    before = list(guide.all())

    with pytest.raises(Superseded):
        carry_out(planned, guide, "cy", MONDAY)

    assert list(guide.all()) == before


class Busy(Guide):
    """A guide in which Bo edits the first entry just before each of the first ``times`` writings."""

    def __init__(self, db: Opened, times: int) -> None:
        super().__init__(db, "team")
        self.times = times

    def save_all(self, edits: Any, person: str, at: datetime, since: Position | None = None) -> list[Entry]:
        if self.times:
            self.times -= 1
            first = next(self.all())
            super().save_all([Edit(replace(first, spoken=f"Edit {self.times}."), "edited")], "bo", at)
        return super().save_all(edits, person, at, since)


def test_an_import_that_somebody_was_faster_than_is_planned_again(db: Opened, guide: Guide) -> None:
    imported(guide, LATE)

    imported(Busy(db, times=2), {**LATE, "answer": "New words."})

    assert contents(guide.all(), "answer", "spoken") == [("New words.", "Edit 0.")]


def test_of_two_imports_of_one_sheet_at_once_the_second_finds_everything_there(guide: Guide) -> None:
    sheet = sheet_of(LATE, REFUND)
    first, second = plan(sheet, "sheet.csv", guide, GUIDE), plan(sheet, "sheet.csv", guide, GUIDE)
    carry_out(first, guide, "cy", MONDAY)

    with pytest.raises(Superseded):
        carry_out(second, guide, "bo", MONDAY)
    again = imported(guide, LATE, REFUND)

    assert [each.kind for each in again.decisions] == ["unchanged", "unchanged"]
    assert len(list(guide.all())) == 2


def test_an_import_that_somebody_is_always_faster_than_is_refused_and_changes_nothing(db: Opened, guide: Guide) -> None:
    imported(guide, LATE)

    with pytest.raises(Refusal) as refused:
        imported(Busy(db, times=9), {**LATE, "answer": "New words."}, REFUND)

    assert refused.value.sentence == (
        "sheet.csv: others are changing what the team knows right now. Nothing was imported; try again."
    )
    assert contents(guide.all(), "answer") == [("Sorry, it is coming.",)]


def test_a_thousand_rows_give_the_same_guide_from_every_format(db: Opened) -> None:
    rows = [
        Entry(
            id=f"e-{number}",
            question=f"=What about “order” {number}; with, commas?",
            answer=f"# Dear {{customer name}},\n\n- order {number} | is 'late'; sorry\n\nBye, \\ 🙂",
            spoken='It\'s on its way, "soon".' if number % 2 else "",
            phrasings=(f"order {number}; where", "late, very late")[: number % 3],
            topics=("delays", "orders, late")[: number % 3],
            links=("https://example.com/a,b",)[: number % 2],
            reviewed_at=date(2026, 1, 1) if number % 5 else None,
            state=("published", "draft", "retired")[number % 3],
            source="person",
        )
        for number in range(1000)
    ]
    teams = {ending: Guide(db, f"team with {ending}") for ending in FORMATS}

    for ending, guide in teams.items():
        file = Path(f"guide{ending}")
        bring_in(FORMATS[ending].read(written(rows, file, GUIDE)), file.name, guide, GUIDE, "cy", MONDAY)

    contents_of = {ending: [entry.content() for entry in guide.all()] for ending, guide in teams.items()}
    assert contents_of == {ending: [entry.content() for entry in rows] for ending in FORMATS}
