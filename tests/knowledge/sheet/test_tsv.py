"""Tab-separated sheets, as copied out of a spreadsheet."""

from knowledge.sheet import tsv


def test_commas_and_semicolons_are_text() -> None:
    data = b'Complaint\tAnswer\nLate, very late; again\t"I am sorry,\nit is on its way; really."\n'

    sheet = tsv.read(data)

    assert [row.values for row in sheet.rows] == [
        {"question": "Late, very late; again", "answer": "I am sorry,\nit is on its way; really."}
    ]


def test_a_sheet_that_has_no_tab_at_all_is_read_by_the_sign_it_has() -> None:
    data = b"Complaint;Answer\nLate;I am sorry\n"

    sheet = tsv.read(data)

    assert [row.values for row in sheet.rows] == [{"question": "Late", "answer": "I am sorry"}]
