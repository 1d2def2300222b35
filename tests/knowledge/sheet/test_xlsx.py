"""Workbooks as people have them, and as Baton writes them."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from xml.sax.saxutils import escape

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.datavalidation import DataValidation

from knowledge.entry import Entry
from knowledge.refusal import Refusal
from knowledge.sheet import xlsx
from knowledge.sheet.row import Fault, Sheet


def workbook(*rows: list[Any], then: Callable[[Workbook], object] = lambda _: None) -> bytes:
    """Return a workbook with these rows on its first page, changed in whatever way the test wants."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    then(book)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def with_page(data: bytes, rows: str, before: str = "", after: str = "") -> bytes:
    """Return a workbook whose first page is this XML instead."""
    page = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, page if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return packed.getvalue()


def values(sheet: Sheet) -> list[dict[str, Any]]:
    """Return what the rows say."""
    return [dict(row.values) for row in sheet.rows]


def test_the_plain_two_column_sheet_is_read() -> None:
    data = workbook(["Complaint", "Answer"], ["My parcel is late", "I am sorry.\nIt is on its way."])

    sheet = xlsx.read(data)

    assert (values(sheet), sheet.notes) == (
        [{"question": "My parcel is late", "answer": "I am sorry.\nIt is on its way."}],
        (),
    )


def test_numbers_and_dates_are_what_a_person_sees_in_the_cell() -> None:
    data = workbook(
        ["ID", "Question", "Answer", "Reviewed", "Review days", "Topics"],
        [42, 1984, 2.5, datetime(2026, 5, 4, tzinfo=UTC).replace(tzinfo=None), 90.0, True],
        ["x", "When?", datetime(2026, 5, 4, 9, 30, tzinfo=UTC).replace(tzinfo=None), date(2026, 5, 4), None, None],
    )

    sheet = xlsx.read(data)

    assert values(sheet) == [
        {
            "id": "42",
            "question": "1984",
            "answer": "2.5",
            "reviewed_at": date(2026, 5, 4),
            "review_days": 90,
            "topics": ("true",),
        },
        {
            "id": "x",
            "question": "When?",
            "answer": "2026-05-04 09:30:00",
            "reviewed_at": date(2026, 5, 4),
            "topics": (),
        },
    ]


def test_a_formula_is_what_it_came_to_and_one_that_failed_is_no_answer() -> None:
    data = with_page(
        workbook(),
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Question</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>Answer</t></is></c></row>'
        '<row r="3"><c r="A3" t="str"><f>"La"&amp;"te"</f><v>Late</v></c><c r="B3"><f>1+1</f><v>2</v></c></row>'
        '<row r="7"><c r="A7" t="str"><v>Broken</v></c><c r="B7" t="e"><f>A99</f><v>#REF!</v></c></row>',
    )

    sheet = xlsx.read(data)

    assert (values(sheet), sheet.faults, sheet.unit) == (
        [{"question": "Late", "answer": "2"}],
        (Fault(7, "An entry needs its answer."),),
        "row",
    )


def test_formatted_text_merged_cells_and_drop_down_lists_do_not_matter() -> None:
    rich = CellRichText("I am ", TextBlock(InlineFont(b=True), "very"), " sorry.")

    def decorate(book: Workbook) -> None:
        book.worksheets[0].merge_cells("A1:B1")
        book.worksheets[0].add_data_validation(DataValidation(type="list", formula1='"a,b"'))

    data = workbook(["Our cheat sheet"], [], ["Complaint", "Answer"], ["Late", rich], then=decorate)

    sheet = xlsx.read(data)

    assert values(sheet) == [{"question": "Late", "answer": "I am very sorry."}]


def test_the_first_page_with_rows_is_read_and_the_others_are_named() -> None:
    def add_pages(book: Workbook) -> None:
        for name in ("Secret", "FAQ", "Old"):
            page = book.create_sheet(name)
            page.append(["Question", "Answer"])
            page.append([f"{name}?", "Yes"])
        book["Secret"].sheet_state = "hidden"

    data = workbook(then=add_pages)

    sheet = xlsx.read(data)

    assert (values(sheet), sheet.notes) == (
        [{"question": "FAQ?", "answer": "Yes"}],
        ("Read from the page “FAQ”. Not read: “Old”.",),
    )


def test_characters_that_a_workbook_spells_out_are_read_as_themselves() -> None:
    data = workbook(["Question", "Answer"], ["Late", "I am sorry._x000D_\nReally. _x005F_x0041_"])

    sheet = xlsx.read(data)

    assert values(sheet) == [{"question": "Late", "answer": "I am sorry.\nReally. _x0041_"}]


ROWS = "".join(f'<row><c t="str"><v>{each}?</v></c><c t="str"><v>Yes</v></c></row>' for each in "abc")


def test_a_page_that_says_a_wrong_size_is_read_whole() -> None:
    data = with_page(workbook(), ROWS, before='<dimension ref="A1:B1"/>')

    sheet = xlsx.read(data)

    assert [row["question"] for row in values(sheet)] == ["a?", "b?", "c?"]


def test_what_a_workbook_has_beyond_its_cells_is_passed_over_without_a_word() -> None:
    data = with_page(workbook(), ROWS, after='<extLst><ext uri="{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}"/></extLst>')

    sheet = xlsx.read(data)

    assert (len(sheet.rows), sheet.notes) == (3, ())


def ole_workbook() -> bytes:
    """Return how a workbook with a password begins."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def cut_workbook() -> bytes:
    """Return half a workbook."""
    whole = workbook(["Question", "Answer"], ["Late", "Sorry"])
    return whole[: len(whole) // 2]


def damaged_workbook() -> bytes:
    """Return a workbook whose page is no XML."""
    return with_page(workbook(), "<row><c>")


def expanding_workbook() -> bytes:
    """Return a small workbook whose page grows without end when its entities are put in."""
    entities = "".join(f'<!ENTITY a{place + 1} "{f"&a{place};" * 10}">' for place in range(12))
    bomb = f'<!DOCTYPE worksheet [<!ENTITY a0 "{"late " * 100}">{entities}]>'
    data = with_page(workbook(), "<row><c t='str'><v>&a12;</v></c></row>")
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, bomb + text if name == "xl/worksheets/sheet1.xml" else text)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (ole_workbook(), "It is a workbook with a password or of an old kind. Save it as .xlsx without a password."),
        *(
            (data, "It is not a workbook that can be read. Open it in Excel, save it as .xlsx and try again.")
            for data in (b"Question,Answer\nLate,Sorry\n", cut_workbook(), damaged_workbook(), expanding_workbook())
        ),
        (workbook(), "There is nothing to import in it: none of its pages has rows."),
        (
            workbook(["Question", "Answer"]),
            "There is nothing to import in it: no row with a question and an answer.",
        ),
    ],
    ids=["password", "text", "cut", "damaged", "expanding", "empty", "only names"],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data: bytes, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        xlsx.read(data)

    assert refused.value.sentence == sentence


def test_a_workbook_that_unpacks_to_more_than_any_sheet_is_refused_before_it_is_unpacked() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb, bomb.open("xl/sharedStrings.xml", "w") as member:
        for _ in range(257):
            member.write(bytes(1024 * 1024))

    with pytest.raises(Refusal) as refused:
        xlsx.read(packed.getvalue())

    assert len(packed.getvalue()) < 1024 * 1024
    assert refused.value.sentence == "Unpacked, the workbook is larger than 256 MiB. Cut it into several."


def test_no_cell_is_written_as_a_formula_a_number_or_an_error() -> None:
    entry = Entry(id="007", question='=HYPERLINK("x")', answer="#N/A", spoken="1e5")

    data = xlsx.write([entry])

    page = load_workbook(io.BytesIO(data)).worksheets[0]
    row = {page.cell(1, place).value: page.cell(2, place) for place in range(1, page.max_column + 1)}
    assert {name: (cell.value, cell.data_type, cell.number_format) for name, cell in row.items() if cell.value} == {
        "question": ('=HYPERLINK("x")', "s", "@"),
        "answer": ("#N/A", "s", "@"),
        "spoken": ("1e5", "s", "@"),
        "review days": ("180", "s", "@"),
        "state": ("published", "s", "@"),
        "source": ("person", "s", "@"),
        "id": ("007", "s", "@"),
    }


def test_text_that_looks_spelled_out_is_written_so_that_excel_shows_it_as_it_is() -> None:
    entry = Entry(id="a", question="What is _x0041_?", answer="Nothing.")

    data = xlsx.write([entry])

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        text = "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml"))
    assert escape("What is _x005F_x0041_?") in text


def test_more_than_a_cell_holds_is_refused_before_anything_is_written() -> None:
    entry = Entry(id="a", question="Smile?", answer="🙂" * 16_384)

    with pytest.raises(Refusal) as refused:
        xlsx.write([entry])

    assert refused.value.sentence == (
        "“Smile?” has more answer than a cell of a workbook holds (32,767 characters). "
        "Nothing was written; write to .json or .md."
    )
