"""What stands in a cell, and what it means."""

import pytest

from knowledge.entry import Entry
from knowledge.sheet.cells import cells_of, values_in


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("", ()),
        ("where is my parcel", ("where is my parcel",)),
        ("where is it; is it late | gone?", ("where is it", " is it late ", " gone?")),
        ("where is it, is it late\ngone; lost", ("where is it, is it late", "gone; lost")),
        (r"where is it\; is it late", ("where is it; is it late",)),
        (r"C:\parcel;\\server", (r"C:\parcel", r"\server")),
        (";;", ()),
    ],
)
def test_a_list_stands_one_a_line_or_separated_by_semicolons_or_bars(cell: str, items: tuple[str, ...]) -> None:
    values = values_in({"phrasings": cell})

    assert values == {"phrasings": items}


def test_topics_may_be_separated_by_commas_too() -> None:
    values = values_in({"topics": "delays, delivery"})

    assert values == {"topics": ("delays", " delivery")}


def test_a_single_item_with_a_separator_in_it_stays_single() -> None:
    entry = Entry(id="a", question="q", answer="a", phrasings=("late; again | and\\again",), topics=("a, b",))

    cells = cells_of(entry)

    assert (cells["phrasings"], cells["topics"]) == (r"late\; again \| and\\again", r"a\, b")
    assert values_in(cells)["phrasings"] == entry.phrasings
    assert values_in(cells)["topics"] == entry.topics
