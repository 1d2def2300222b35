"""Sheets as JSON Lines."""

import pytest

from knowledge.refusal import Refusal
from knowledge.sheet import jsonl
from knowledge.sheet.row import Fault, Row


def test_every_line_is_a_row_whatever_line_ends_stand_inside_its_texts() -> None:
    data = '{"question": "Late?", "answer": "Sorry.\u2028Really."}\r\n\n{"question": "Broken?", "answer": "Oh no."}'.encode()

    sheet = jsonl.read(data)

    assert sheet.rows == (
        Row(1, {"question": "Late?", "answer": "Sorry.\nReally."}),
        Row(3, {"question": "Broken?", "answer": "Oh no."}),
    )


def test_a_bad_line_is_named_and_the_lines_below_it_are_looked_at_too() -> None:
    data = b'{"question": "Late?"\n{"question": "Late?", "answer": 1, "body": 2}\n' + b"[" * 100_000 + b'\n["x"]\n'

    sheet = jsonl.read(data)

    assert (sheet.faults, sheet.notes) == (
        (
            Fault(1, "It is not JSON: column 21: Expecting ',' delimiter."),
            Fault(2, "“answer” must be text."),
            Fault(3, "It is nested too deeply, or a number in it is too long."),
            Fault(4, "A row is an object: {“question”: …, “answer”: …}."),
        ),
        ("Not read, since Baton keeps no such thing: “body”.",),
    )


def test_a_file_without_rows_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        jsonl.read(b"\n\n")

    assert refused.value.sentence == "There is nothing to import in it: no row with a question and an answer."
