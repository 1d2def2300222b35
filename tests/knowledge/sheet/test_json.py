"""Sheets as JSON, from programs and from people's editors."""

import json as standard
from typing import Any

import pytest

from knowledge.entry import Entry
from knowledge.refusal import Refusal
from knowledge.sheet import json
from knowledge.sheet.row import Fault, Row, Sheet

LATE = {"question": "My parcel is late", "answer": "I am sorry."}


def rows(sheet: Sheet) -> list[tuple[int, dict[str, Any]]]:
    """Return the rows with their lines."""
    return [(row.line, dict(row.values)) for row in sheet.rows]


@pytest.mark.parametrize(
    "text",
    [
        '[\n{"question": "My parcel is late", "answer": "I am sorry."}\n]',
        ' {"version": [1, {"entries": 2}],\n"entries" : [ {"question": "My parcel is late",\n"answer": "I am sorry."} ] , "x": 1}',
        '\ufeff[\r\n{"question": "My parcel is late", "answer": "I am sorry."}]',
    ],
)
def test_a_list_of_objects_is_read_alone_or_named_entries(text: str) -> None:
    sheet = json.read(text.encode())

    assert rows(sheet) == [(2, LATE)]


def test_every_name_that_json_rows_have_is_read_in_its_type() -> None:
    row = {
        "id": "late-1",
        "question": "My  parcel is late",
        "phrasings": ["where is it", "gone", "gone"],
        "answer": "I am sorry.\r\n",
        "spoken": "Sorry.",
        "topics": ["Delays"],
        "owner": "Ada",
        "reviewed_at": "2026-05-04",
        "review_days": 90,
    }

    sheet = json.read(standard.dumps([row]).encode())

    assert [Entry(**row.values).content() for row in sheet.rows] == [
        {
            **Entry(id="", question="", answer="").content(),
            **row,
            "question": "My parcel is late",
            "answer": "I am sorry.",
            "phrasings": ["where is it", "gone"],
            "topics": ["delays"],
        }
    ]


def test_null_says_that_there_is_nothing() -> None:
    row = {**LATE, "id": None, "spoken": None, "topics": None, "reviewed_at": None, "review_days": None, "state": ""}

    sheet = json.read(standard.dumps([row]).encode())

    assert sheet.rows == (Row(1, {**LATE, "spoken": "", "topics": (), "reviewed_at": None}),)


def test_every_bad_row_is_named_by_the_line_it_begins_in_with_what_is_wrong() -> None:
    text = """[
  {"question": "Fine?", "answer": "Yes."},
  {"question": "No answer?"},
  {"question": ["a", "list"],
   "answer": 7},
  "only text", {"question": "Two in a line?", "answer": "", "id": 12},
  {"question": "q", "answer": "a", "phrasings": "one", "topics": [1], "reviewed_at": 2026, "review_days": "90"},
  {"question": "q", "answer": "a", "review_days": true},
  {"question": "q", "answer": "a", "reviewed_at": "May 4", "review_days": 0}
]"""

    sheet = json.read(text.encode())

    assert sheet.faults == (
        Fault(3, "An entry needs its answer."),
        Fault(4, "“question” must be text. “answer” must be text."),
        Fault(6, "A row is an object: {“question”: …, “answer”: …}."),
        Fault(6, "“id” must be text."),
        Fault(
            7,
            "“phrasings” must be a list of texts. “topics” must be a list of texts. “reviewed_at” must be a date as in "
            "“2026-05-04”. “review_days” must be a whole number.",
        ),
        Fault(8, "“review_days” must be a whole number."),
        Fault(9, "“May 4” is not a date; write it as in 2026-05-04."),
    )


def test_names_that_mean_nothing_here_are_said() -> None:
    text = standard.dumps([{**LATE, "body": "x"}, {**LATE, "body": "y", "Answer": "z"}])

    sheet = json.read(text.encode())

    assert sheet.notes == ("Not read, since Baton keeps no such thing: “Answer”, “body”.",)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[]", "There is nothing to import in it: no row with a question and an answer."),
        ('{"rows": []}', "It is neither a list of rows nor an object with a list named “entries”."),
        ('{"entries": {}}', "It is neither a list of rows nor an object with a list named “entries”."),
        ("7", "It is neither a list of rows nor an object with a list named “entries”."),
        (
            '[\n{"question": "q", "answer": }]',
            "It is not JSON: line 2, column 29: Expecting value.",
        ),
        (
            '{"question": "q"}\n{"question": "r"}\n',
            (
                "It is not JSON: line 2, column 1: Extra data. If there is an object in every line, the name must end "
                "in .jsonl."
            ),
        ),
        ("[" * 100_000, "It is not a list of rows: it is nested too deeply, or a number in it is too long."),
        (f"[{'9' * 5000}]", "It is not a list of rows: it is nested too deeply, or a number in it is too long."),
    ],
)
def test_what_is_no_list_of_rows_is_refused_with_what_it_is_instead(text: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        json.read(text.encode())

    assert refused.value.sentence == sentence


def test_rows_are_written_for_people_to_read() -> None:
    entry = Entry(id="a", question="Café?", answer="Oui.\nMerci.", topics=("drinks",))

    data = json.write([entry])

    assert data.decode().startswith('[\n{\n  "question": "Café?",\n  "answer": "Oui.\\nMerci.",\n  "spoken": "",\n')
