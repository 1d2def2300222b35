"""The three shapes in which people write cheat sheets as Markdown, and the one in which Baton does."""

from datetime import date
from typing import Any

import pytest

from knowledge.entry import Entry
from knowledge.refusal import Refusal
from knowledge.sheet import markdown
from knowledge.sheet.row import Fault, Sheet


def rows(sheet: Sheet) -> list[tuple[int, dict[str, Any]]]:
    """Return the rows with their lines."""
    return [(row.line, dict(row.values)) for row in sheet.rows]


def pairs(sheet: Sheet) -> list[tuple[str, str]]:
    """Return the questions and answers that were read."""
    return [(row.values["question"], row.values["answer"]) for row in sheet.rows]


SECTIONS = """\
# Our guide

What we say.

## My parcel has not arrived and the date you gave me has passed

- id: late-delivery
- phrasings:
  - Where is my parcel?
  - late, very late
- topics: delays, Delivery
- spoken: One line: it is coming.
- review days: 90
- reviewed at: 2026-05-04
- credits: Customer Service Mastery course (Prototopics)

First paragraph of the answer.

- a bullet
- Owner: another bullet, and still the answer

## It arrived broken

Sorry.
"""


def test_a_section_is_a_question_with_its_details_and_its_answer() -> None:
    sheet = markdown.read(SECTIONS.encode())

    assert rows(sheet) == [
        (
            5,
            {
                "question": "My parcel has not arrived and the date you gave me has passed",
                "answer": (
                    "First paragraph of the answer.\n\n- a bullet\n- Owner: another bullet, and still the answer"
                ),
                "id": "late-delivery",
                "phrasings": ("Where is my parcel?", "late, very late"),
                "topics": ("delays", "delivery"),
                "spoken": "One line: it is coming.",
                "review_days": 90,
                "reviewed_at": date(2026, 5, 4),
                "credits": ("Customer Service Mastery course (Prototopics)",),
            },
        ),
        (22, {"question": "It arrived broken", "answer": "Sorry."}),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Late?\nSorry,\nsoon.\n# Broken?\n\nOh no.\n",
        "# FAQ\n\nAn introduction.\n\n## Late?\n\nSorry,\nsoon.\n\n## Broken?\n\nOh no.\n",
        "# Delivery\n\n### Late?\n\nSorry,\nsoon.\n\n# Defects\n\n### Broken? ###\n\nOh no.",
        "\r\n  ##\tLate?\r\n\r\nSorry,\r\nsoon.\r\n##  Broken?  ##\r\nOh no.\r\n\r\n\r\n",
    ],
    ids=["one level", "a title with an introduction", "chapters", "Windows and ornament"],
)
def test_headings_with_text_below_are_questions_with_answers(text: str) -> None:
    sheet = markdown.read(text.encode())

    assert pairs(sheet) == [("Late?", "Sorry,\nsoon."), ("Broken?", "Oh no.")]


def test_headings_inside_an_answer_belong_to_it() -> None:
    text = "## Late?\n\nSorry.\n\n### What we do\n\nWe look.\n\n#no heading\n\n## Broken?\n\nOh no."

    sheet = markdown.read(text.encode())

    assert pairs(sheet) == [
        ("Late?", "Sorry.\n\n### What we do\n\nWe look.\n\n#no heading"),
        ("Broken?", "Oh no."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "| Complaint | Answer |\n|---|---|\n| Late \\| lost? | Sorry,<br>soon. |\n| Broken? | Oh no. |\n\nThe end.",
        "# FAQ\n\nComplaint | Answer\n:-- | --:\nLate \\| lost? | Sorry,<br/>soon.\nBroken? | Oh no.\n",
        "| Was | Wir sagen |\n| - | - |\n| Late \\| lost? | Sorry,<BR>soon. |\n| Broken? | Oh no. |",
        (
            "## Delivery\n| Complaint | Answer |\n|---|---|\n| Late \\| lost? | Sorry,<br>soon. |\n\n"
            "## Defects\n| Complaint | Answer |\n|---|---|\n| Broken? | Oh no. |\n"
        ),
    ],
    ids=["framed", "bare, below a title", "names that nobody knows", "a table a chapter"],
)
def test_a_table_has_a_question_and_an_answer_a_row(text: str) -> None:
    sheet = markdown.read(text.encode())

    assert (pairs(sheet), sheet.notes) == ([("Late | lost?", "Sorry,\nsoon."), ("Broken?", "Oh no.")], ())


def test_a_table_with_other_columns_is_named_as_not_read() -> None:
    text = (
        "|Complaint|Answer|\n|---|---|\n|Late?|Sorry.|\n\n|Answer|Question|Owner|\n|---|---|---|\n|Oh no.|Broken?|Bo|\n"
    )

    sheet = markdown.read(text.encode())

    assert (pairs(sheet), sheet.notes) == (
        [("Late?", "Sorry.")],
        ("Not read, since its columns are others: the table in line 5.",),
    )


def test_every_bad_section_is_named_by_the_line_of_its_heading() -> None:
    text = (
        "## No answer?\n\n- id: a\n\n"
        "##\n\nNo question.\n\n"
        "## Misspelt?\n\n- id: b\n- topcis: delays\n\nSorry.\n\n"
        "## Twice?\n\n- owner: Ada\n- Owner: Bo\n\nSorry.\n\n"
        "## Nested?\n\n- owner:\n  - Ada\n\nSorry.\n\n"
        "## Date?\n\n- reviewed at: yesterday\n\nSorry.\n\n"
    )

    sheet = markdown.read(text.encode())

    assert sheet.faults == (
        Fault(1, "An entry needs its answer."),
        Fault(5, "An entry needs its question or complaint."),
        Fault(
            9,
            "In line 12 “topcis” is no detail that Baton keeps. They are spoken, phrasings, topics, links, credits, "
            "owner, reviewed at, reviewed by, review days, state, source, source detail, id. Where the bullets belong "
            "to the answer, begin it with a sentence.",
        ),
        Fault(16, "In line 19 “Owner” is given again."),
        Fault(23, "In line 26 a list begins that belongs to none of phrasings, topics, links, credits."),
        Fault(30, "“yesterday” is not a date; write it as in 2026-05-04."),
    )


def test_bullets_that_name_no_detail_are_the_answer() -> None:
    text = "## How do I reach you?\n\n- Phone: 123\n- E-mail: a@example.com\n"

    sheet = markdown.read(text.encode())

    assert pairs(sheet) == [("How do I reach you?", "- Phone: 123\n- E-mail: a@example.com")]


def test_a_table_inside_an_answer_belongs_to_it() -> None:
    text = "## Which answers are there?\n\n- id: a\n\n| Question | Answer |\n|---|---|\n| Late? | Sorry. |\n"

    sheet = markdown.read(text.encode())

    assert pairs(sheet) == [
        ("Which answers are there?", "| Question | Answer |\n|---|---|\n| Late? | Sorry. |"),
    ]


def test_a_backslash_keeps_the_marks_at_the_end_of_a_heading() -> None:
    text = "## Which order \\#\n\nThis one.\n\n## Which order? ##\n\nThat one.\n"

    sheet = markdown.read(text.encode())

    assert pairs(sheet) == [("Which order #", "This one."), ("Which order?", "That one.")]


@pytest.mark.parametrize("text", ["Only text.", "# A title\n", "| one |\n|---|\n| column |\n"])
def test_a_text_without_questions_is_refused_with_what_it_could_look_like(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        markdown.read(text.encode())

    assert refused.value.sentence == (
        "There is nothing to import in it: a sheet has either each question as a heading (## ...) with its answer "
        "below, or a table with the columns question and answer."
    )


def test_entries_are_written_as_sections_with_nothing_in_an_answer_taken_for_a_heading() -> None:
    entries = [
        Entry(
            id="late",
            question="Order #",
            answer="Sorry.\n\n# 12 is late\n  \\# 13 too\n- id: no detail",
            phrasings=("where is it",),
            topics=("delays", "delivery"),
            credits=("A course, chapter 2",),
            reviewed_at=date(2026, 5, 4),
        ),
        Entry(id="broken", question="Broken?", answer="Oh no."),
    ]

    data = markdown.write(entries)

    assert data.decode() == (
        "## Order \\#\n\n"
        "- phrasings:\n  - where is it\n"
        "- topics: delays, delivery\n"
        "- credits:\n  - A course, chapter 2\n"
        "- reviewed at: 2026-05-04\n"
        "- review days: 180\n"
        "- state: published\n"
        "- source: person\n"
        "- id: late\n\n"
        "Sorry.\n\n\\# 12 is late\n  \\\\# 13 too\n- id: no detail\n\n"
        "## Broken?\n\n- review days: 180\n- state: published\n- source: person\n- id: broken\n\nOh no.\n"
    )
