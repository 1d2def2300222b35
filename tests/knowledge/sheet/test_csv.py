"""The plain two-column sheet as people have it, whatever program wrote it."""

import pytest

from knowledge.entry import Entry
from knowledge.refusal import Refusal
from knowledge.sheet import csv
from knowledge.sheet.row import Fault, Sheet

LATE = ("My parcel is late", "Sorry, it is coming.")
REFUND = ("I want my money back", "Yes; by Friday.")

SHEETS = {
    "commas": 'Complaint,Answer\r\nMy parcel is late,"Sorry, it is coming."\r\nI want my money back,Yes; by Friday.\r\n',
    "semicolons": 'Complaint;Answer\r\nMy parcel is late;Sorry, it is coming.\r\nI want my money back;"Yes; by Friday."',
    "tabs": "Complaint\tAnswer\nMy parcel is late\tSorry, it is coming.\nI want my money back\tYes; by Friday.\n",
    "a line that names the separator": (
        'sep=;\r\nMy parcel is late;Sorry, it is coming.\r\nI want my money back;"Yes; by Friday."\r\n'
    ),
    "no column names": 'My parcel is late,"Sorry, it is coming."\nI want my money back,Yes; by Friday.\n',
    "old Mac line ends": 'My parcel is late;Sorry, it is coming.\rI want my money back;"Yes; by Friday."\r',
    "capitals, spaces, blank lines and empty columns": (
        'QUESTION , RESPONSE\nMy parcel is late, "Sorry, it is coming."\n\n\nI want my money back, Yes; by Friday.,,\n,,\n'
    ),
    "a title above and an empty column before": (
        "Our cheat sheet,,\n,,\n,What the customer says,What to say\n"
        ',My parcel is late,"Sorry, it is coming."\n,I want my money back,Yes; by Friday.\n'
    ),
    "a title of several lines": (
        "Our cheat sheet\n2026\nFor the whole team\nQuestion,Answer\n"
        'My parcel is late,"Sorry, it is coming."\nI want my money back,Yes; by Friday.\n'
    ),
    "the other way round": (
        'Answer,Complaint\n"Sorry, it is coming.",My parcel is late\nYes; by Friday.,I want my money back\n'
    ),
    "names of several words": (
        "Common customer complaints,Our reply\n"
        'My parcel is late,"Sorry, it is coming."\nI want my money back,Yes; by Friday.\n'
    ),
    "one known name of two": (
        'Complaint,Was wir sagen\nMy parcel is late,"Sorry, it is coming."\nI want my money back,Yes; by Friday.\n'
    ),
}


def pairs(sheet: Sheet) -> list[tuple[str, str]]:
    """Return the questions and answers that were read."""
    return [(row.values["question"], row.values["answer"]) for row in sheet.rows]


@pytest.mark.parametrize("text", SHEETS.values(), ids=SHEETS)
def test_a_two_column_sheet_is_read_however_it_is_written(text: str) -> None:
    data = text.encode()

    sheet = csv.read(data)

    assert (pairs(sheet), sheet.faults, sheet.notes) == ([LATE, REFUND], (), ())


def test_a_few_words_above_the_column_names_are_passed_over_and_named() -> None:
    data = (
        b"Cheat sheet,,,\nLast update,12.3.2026,,\n\nCommon complaint,OUR RESPONSE:,Owner,Notes\n"
        b'My parcel is late,"Sorry, it is coming.",Cy,\nI want my money back,Yes; by Friday.,,see wiki\n'
    )

    sheet = csv.read(data)

    assert (pairs(sheet), sheet.faults) == ([LATE, REFUND], ())
    assert sheet.notes == (
        "Not read, since Baton keeps no such thing: “Notes”.",
        "Not read, since it stands above the column names: “Last update”, “12.3.2026”.",
    )


def test_a_sentence_above_what_looks_like_column_names_is_data() -> None:
    data = (
        b'My parcel is late,"Sorry, it is coming. You hear from us by Friday at noon."\n'
        b"Complaint,Answer\nI want my money back,Yes; by Friday.\n"
    )

    sheet = csv.read(data)

    assert pairs(sheet)[1:] == [("Complaint", "Answer"), REFUND]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("My parcel is late;I am sorry, it is on its way.", "I am sorry, it is on its way."),
        ("My parcel is late,I am sorry; it is on its way.", "I am sorry; it is on its way."),
        ("My parcel is late\tI am sorry, it is; on its way.", "I am sorry, it is; on its way."),
    ],
)
def test_the_separator_is_told_from_the_commas_of_a_single_sentence(text: str, answer: str) -> None:
    data = text.encode()

    sheet = csv.read(data)

    assert pairs(sheet) == [("My parcel is late", answer)]


def test_line_breaks_and_quotation_marks_inside_a_cell_are_kept() -> None:
    data = b'Complaint,Answer\r\n"She said ""late""","First line,\r\nsecond line.\n\nNew paragraph."\r\n'

    sheet = csv.read(data)

    assert pairs(sheet) == [('She said "late"', "First line,\nsecond line.\n\nNew paragraph.")]


def test_all_other_columns_are_read_under_the_names_people_give_them() -> None:
    data = (
        b"Question,Answer,On the phone,Phrasing 1,Phrasing 2,Category,URL,Credits,Responsible,Last reviewed,"
        b"Reviewed by,Review days,Status,Source,Source detail,ID\n"
        b'Late?,Sorry.,"Sorry, it is late.",Where is it?,gone?,delays | Delivery; DELAYS,https://example.com/late,'
        b"A course,Ada,2026-05-04 10:15:00,Bo,90.0,Draft,Person,from Bo,late-1\n"
    )

    sheet = csv.read(data)

    assert [Entry(**row.values) for row in sheet.rows] == [
        Entry(
            id="late-1",
            question="Late?",
            answer="Sorry.",
            spoken="Sorry, it is late.",
            phrasings=("Where is it?", "gone?"),
            topics=("delays", "delivery"),
            links=("https://example.com/late",),
            credits=("A course",),
            owner="Ada",
            reviewed_at=sheet.rows[0].values["reviewed_at"],
            reviewed_by="Bo",
            review_days=90,
            state="draft",
            source="person",
            source_detail="from Bo",
        )
    ]
    assert str(sheet.rows[0].values["reviewed_at"]) == "2026-05-04"


def test_a_row_says_only_what_the_sheet_has_columns_for_and_an_empty_number_says_nothing() -> None:
    data = b"Question,Answer,Owner,Review days,State,Source,ID\nLate?,Sorry.,,,,,\n"

    sheet = csv.read(data)

    assert [row.values for row in sheet.rows] == [{"question": "Late?", "answer": "Sorry.", "owner": ""}]


def test_columns_that_mean_nothing_here_are_named() -> None:
    data = b"Question,Answer,Department,Priority\nLate?,Sorry.,Sales,1\n"

    sheet = csv.read(data)

    assert (pairs(sheet), sheet.notes) == (
        [("Late?", "Sorry.")],
        ("Not read, since Baton keeps no such thing: “Department”, “Priority”.",),
    )


def test_every_bad_row_is_named_by_the_line_it_starts_in() -> None:
    data = (
        "Question,Answer,Reviewed,State,Review days,Links,ID,Source\n"
        '"Late?","Sorry,\nvery sorry.",,,,,\n'  # lines 2 and 3
        "No answer,,,,,,\n"
        "\n"
        "Date?,Sorry.,4/5/2026,,,,\n"
        "February?,Sorry.,2026-02-30,,,,\n"
        "State?,Sorry.,,open,,,\n"
        "Days?,Sorry.,,,soon,,\n"
        "Link?,Sorry.,,,,www.example.com,\n"
        f"{'Long ' * 200},Sorry.,,,,,\n"
        "Id?,Sorry.,,,,,not/an/id\n"
        "One?,Sorry.,,,,,a-1\n"
        "Two?,Sorry.,,,,,a-1\n"
        "Comma?,Sorry.,,,,,a-2,,and more\n"
        "Source?,Sorry.,,,,,,the handbook\n"
    ).encode()

    sheet = csv.read(data)

    assert sheet.faults == (
        Fault(4, "An entry needs its answer."),
        Fault(6, "“4/5/2026” is not a date; write it as in 2026-05-04."),
        Fault(7, "“2026-02-30” is not a date; write it as in 2026-05-04."),
        Fault(8, "The state is one of draft, published, retired."),
        Fault(9, "Review days is a whole number of days, not “soon”."),
        Fault(10, "A link starts with https:// or http://."),
        Fault(11, "The question or complaint is 999 characters long; 500 is the most."),
        Fault(12, "An id is at most 100 letters, digits and - _ .; “not/an/id” is not."),
        Fault(14, "The id “a-1” is already that of line 13."),
        Fault(
            15,
            "There is text in a column that has no name. Name the columns in the first line; where a text holds the "
            "sign that separates columns, put it in quotation marks.",
        ),
        Fault(
            16,
            "The source is one of sheet, person, situation, starter; where a text was taken from belongs into "
            "“source detail”.",
        ),
    )


def test_the_lines_are_those_of_the_file_below_a_line_that_names_the_separator_too() -> None:
    data = b"sep=;\r\nQuestion;Answer\r\nLate?;\r\n"

    sheet = csv.read(data)

    assert sheet.faults == (Fault(3, "An entry needs its answer."),)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Complaint", "I am sorry to hear that; please tell me what happened."),
        ("I have a complaint about how you treated me in your shop", "I am sorry, and thank you for this open answer."),
    ],
)
def test_a_first_row_of_sentences_is_no_row_of_column_names(question: str, answer: str) -> None:
    data = f'"{question}","{answer}"\nLate?,Sorry.\n'.encode()

    sheet = csv.read(data)

    assert pairs(sheet) == [(question, answer), ("Late?", "Sorry.")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Question,Answer\n", "There is nothing to import in it: no row with a question and an answer."),
        (
            "My parcel is late\nI want my money back\n",
            "Its rows have only one column. A sheet has at least two: the question or complaint, and the answer.",
        ),
        (
            "Question,Issue,Answer\nLate?,Late.,Sorry.\n",
            "The columns “Question” and “Issue” both mean question. Rename one.",
        ),
        (
            'Question,Answer\nLate?,Sorry.\nBroken?,"Oh no\nLost?,Sorry.\n',
            "A text in quotation marks begins in line 3 or below and never ends. Close it and try again.",
        ),
        (
            'Question,Answer\nLate?,Sorry.\nBroken?,"Oh" no\n',
            (
                "In line 3 something follows a closing quotation mark. A quotation mark inside a text in quotation "
                'marks is written twice: "She said ""no"" to me".'
            ),
        ),
    ],
)
def test_a_sheet_that_cannot_be_understood_is_refused_with_what_to_do(text: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        csv.read(text.encode())

    assert refused.value.sentence == sentence


def test_no_cell_becomes_a_formula_in_a_spreadsheet() -> None:
    entry = Entry(id="a", question="=1+1", answer="- first\n- second", spoken="'=quoted", owner="@ada")

    data = csv.write([entry])

    assert data.decode("utf-8-sig").splitlines()[1:] == [
        "'=1+1,\"'- first",
        "- second\",''=quoted,,,,,'@ada,,,180,published,person,,a",
    ]


def test_excel_is_told_that_it_is_utf_8() -> None:
    entry = Entry(id="a", question="Café?", answer="Oui")

    data = csv.write([entry])

    assert data.startswith("\ufeffquestion,answer,".encode())


def test_a_list_too_long_for_a_cell_is_refused_before_anything_is_written() -> None:
    entry = Entry(id="a", question="Late?", answer="Sorry.", phrasings=tuple(f"{place:0500}" for place in range(300)))

    with pytest.raises(Refusal) as refused:
        csv.write([entry])

    assert refused.value.sentence == (
        "“Late?” has a list too long for one cell. Nothing was written; write to .json or .md."
    )
