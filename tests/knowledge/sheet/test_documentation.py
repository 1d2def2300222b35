"""docs/cheat-sheets.md says what is there, and its examples are read."""

import re
from datetime import date
from pathlib import Path

from knowledge.entry import ANSWER_LIMIT, QUESTION_LIMIT
from knowledge.sheet import formats, jsonl, markdown, row, workbook
from knowledge.sheet.guide import COLUMNS

DOCUMENT = Path(__file__).parents[3] / "docs" / "cheat-sheets.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")


def example(language: str) -> bytes:
    """Return the example in a language."""
    return TEXT.split(f"```{language}\n")[1].split("```")[0].encode()


def test_every_column_is_explained_and_no_other() -> None:
    table = TEXT.split("| column | holds |\n| --- | --- |\n")[1].split("\n\n")[0]

    assert re.findall(r"^\| ([a-z ]+) \|", table, re.MULTILINE) == [name.replace("_", " ") for name in COLUMNS]


def test_the_limits_are_those_of_the_code() -> None:
    limits = [
        f"at most {QUESTION_LIMIT} characters",
        f"at most {ANSWER_LIMIT:,} characters",
        f"{workbook.CELL_LIMIT:,} characters",
        f"up to {workbook.MOST_COLUMNS} columns",
        f"{row.ROW_LIMIT:,} rows and {formats.SIZE_LIMIT // 1024**2} MiB",
    ]

    assert [limit for limit in limits if limit not in TEXT] == []


def test_the_document_itself_holds_a_plain_sheet() -> None:
    table = TEXT.split("This is read as it stands:\n\n")[1].split("\n\n")[0]

    sheet = markdown.read(table.encode())

    assert [each.values["question"] for each in sheet.rows] == ["My parcel is late", "I want my money back"]


def test_the_example_of_a_section_is_read_with_all_its_details() -> None:
    sheet = markdown.read(example("markdown"))

    assert [dict(each.values) for each in sheet.rows] == [
        {
            "question": "My parcel is late",
            "answer": (
                "I am sorry that order {order number} is late. I have asked the carrier where it is.\n\n"
                "You will hear from me again by {date we write again}."
            ),
            "phrasings": ("where is my parcel", "the delivery never showed up"),
            "topics": ("delays", "delivery"),
            "owner": "Cy",
            "review_days": 90,
        }
    ]


def test_the_example_of_an_object_is_read_with_all_its_names() -> None:
    sheet = jsonl.read(example("json"))

    assert [dict(each.values) for each in sheet.rows] == [
        {
            "question": "My parcel is late",
            "answer": "I am sorry that order {order number} is late.",
            "topics": ("delays",),
            "reviewed_at": date(2026, 5, 4),
            "review_days": 90,
        }
    ]
