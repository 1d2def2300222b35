"""Files on the disk: which are read, which are refused, and what the person reads then."""

import json
import os
from pathlib import Path

import pytest
from openpyxl import Workbook

from knowledge.entry import Entry
from knowledge.refusal import Refusal
from knowledge.sheet import formats, row
from knowledge.sheet.formats import FORMATS, read_sheet, written
from knowledge.sheet.guide import GUIDE
from knowledge.sheet.row import Row

LATE = Entry(id="late", question="Late?", answer="Sorry.", owner="ada", reviewed_by="ada")


@pytest.mark.parametrize("ending", [*FORMATS, ".CSV", ".Xlsx"])
def test_the_ending_says_the_format_in_any_letter_case(ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"guide.v2{ending}"
    file.write_bytes(written([LATE], file, GUIDE))

    sheet = read_sheet(file)

    assert [(each.values["id"], each.values["answer"]) for each in sheet.rows] == [("late", "Sorry.")]


def test_people_are_written_by_name() -> None:
    data = written([LATE], Path("guide.jsonl"), GUIDE, {"ada": "Ada Lovelace"}.__getitem__)

    sheet = FORMATS[".jsonl"].read(data)

    assert [(each.values["owner"], each.values["reviewed_by"]) for each in sheet.rows] == [
        ("Ada Lovelace", "Ada Lovelace")
    ]


@pytest.mark.parametrize("name", ["guide.txt", "guide.xls", "guide", ".csv"])
def test_another_ending_is_refused_with_those_there_are(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read_sheet(tmp_path / name)

    assert refused.value.sentence == (
        f"{name}: the name of a sheet ends in .csv, .tsv, .xlsx, .json, .jsonl, .md, .markdown. "
        "Save it as one of these."
    )


def missing(_: Path) -> None:
    """Make no file."""


def folder(file: Path) -> None:
    """Make a folder of that name."""
    file.mkdir()


def pipe(file: Path) -> None:
    """Make a pipe that nobody writes to."""
    os.mkfifo(file)


def empty(file: Path) -> None:
    """Make a file of white space."""
    file.write_bytes(b"\r\n  \n")


def rubbish(file: Path) -> None:
    """Make a file that is no text."""
    file.write_bytes(bytes(range(256)) * 16)


def too_large(file: Path) -> None:
    """Make a file beyond the limit that takes no room on the disk."""
    file.touch()
    os.truncate(file, formats.SIZE_LIMIT + 1)


def too_many(file: Path) -> None:
    """Make a file with a row more than the limit."""
    file.write_text("question,answer\n" + "Late?,Sorry.\n" * (row.ROW_LIMIT + 1))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (missing, "There is no such file."),
        (folder, "It is not a file."),
        (pipe, "It is not a file."),
        (empty, "It is empty."),
        (rubbish, "It is not a text that can be read. Save the sheet again as “CSV UTF-8”."),
        (too_large, "It is larger than 64 MiB. Cut it into several files."),
        (too_many, "The sheet has more than 100,000 rows. Cut it into several files."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_name_and_why(
    make: object, sentence: str, tmp_path: Path
) -> None:
    file = tmp_path / "guide.csv"
    make(file)  # type: ignore[operator]

    with pytest.raises(Refusal) as refused:
        read_sheet(file)

    assert refused.value.sentence == f"guide.csv: {sentence} Nothing was imported."


def test_a_name_too_long_for_any_file_is_refused_like_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / f"{'x' * 300}.csv"

    with pytest.raises(Refusal) as refused:
        read_sheet(file)

    assert refused.value.sentence == f"{file.name}: It cannot be read: File name too long. Nothing was imported."


def test_one_bad_row_is_named_and_nothing_is_imported(tmp_path: Path) -> None:
    file = tmp_path / "guide.csv"
    file.write_text("question,answer\nLate?,Sorry.\nBroken?,\n")

    with pytest.raises(Refusal) as refused:
        read_sheet(file)

    assert refused.value.sentence == (
        "guide.csv: nothing was imported, since one row cannot be:\n  line 3: An entry needs its answer."
    )


def test_of_many_bad_rows_the_first_twenty_are_named_as_the_program_names_them(tmp_path: Path) -> None:
    file = tmp_path / "guide.xlsx"
    bad = [Entry(id=f"e{number}", question="", answer="Sorry.") for number in range(2000)]
    file.write_bytes(written(bad, file, GUIDE))

    with pytest.raises(Refusal) as refused:
        read_sheet(file)

    first, *named, last = refused.value.sentence.split("\n")
    assert (first, last) == ("guide.xlsx: nothing was imported, since 2,000 rows cannot be:", "  and 1,980 more")
    assert named == [f"  row {number}: An entry needs its question or complaint." for number in range(2, 22)]


def test_who_waits_is_told_how_many_rows_have_been_read(tmp_path: Path) -> None:
    file = tmp_path / "guide.csv"
    file.write_text("question,answer\n" + "".join(f"Late {number}?,Sorry.\n" for number in range(1100)))
    told: list[int] = []

    read_sheet(file, told.append)

    assert told == [500, 1000]


def test_a_row_holds_only_what_its_file_says(tmp_path: Path) -> None:
    file = tmp_path / "guide.csv"
    file.write_text("question,answer\nLate?,Sorry.\n")

    sheet = read_sheet(file)

    assert sheet.rows == (Row(2, {"question": "Late?", "answer": "Sorry."}),)


def test_the_plain_sheet_of_a_thousand_rows_says_the_same_in_every_format(tmp_path: Path) -> None:
    plain = [(f"Where is order {number}?", f"Sorry, {number} is late; it comes soon.") for number in range(1000)]
    book = Workbook()
    for cells in [("Complaint", "Answer"), *plain]:
        book.worksheets[0].append(cells)
    book.save(tmp_path / "guide.xlsx")
    texts = {
        "guide.csv": "Complaint;Answer\r\n" + "".join(f'{question};"{answer}"\r\n' for question, answer in plain),
        "guide.tsv": "COMPLAINT\tANSWER\n" + "".join(f"{question}\t{answer}\n" for question, answer in plain),
        "guide.json": json.dumps([{"question": question, "answer": answer} for question, answer in plain]),
        "guide.jsonl": "".join(f'{{"question": "{question}", "answer": "{answer}"}}\n' for question, answer in plain),
        "guide.md": "".join(f"## {question}\n\n{answer}\n\n" for question, answer in plain),
        "guide.markdown": "|Complaint|Answer|\n|--|--|\n"
        + "".join(f"|{question}|{answer}|\n" for question, answer in plain),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)

    sheets = {name: read_sheet(tmp_path / name) for name in ["guide.xlsx", *texts]}

    assert {
        name: [tuple(row.values.values()) for row in sheet.rows] for name, sheet in sheets.items()
    } == dict.fromkeys(sheets, plain)
