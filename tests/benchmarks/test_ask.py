from pathlib import Path

import pytest

from benchmarks.ask import NOW, main, read_everything
from benchmarks.made_guide import made_entries, made_questions
from bot.database.opening import open_database
from bot.desk import desk_over
from knowledge.search import Search
from knowledge.store import Edit


def test_the_benchmark_prints_every_figure_beside_what_it_is_compared_with(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--sizes", "20", "100", "--questions", "10"])

    printed = capsys.readouterr().out.splitlines()

    assert [line.split("  ")[0] for line in printed if not line.startswith(" ")] == ["20 entries", "100 entries"]
    assert [line[:46].strip() for line in printed[1:10]] == [
        "question to rendered message, p50",
        "question to rendered message, p99",
        "question to the best five, p50",
        "question to the best five, p99",
        "index built from the store",
        "next start, with the index kept",
        "one entry edited, saved and found, p50",
        "memory taken at most",
        "the entry meant is first",
    ]


def test_the_benchmark_asks_an_index_that_every_entry_was_read_into(tmp_path: Path) -> None:
    db = open_database("", tmp_path)
    desk = desk_over(db, "team", Search(tmp_path / "index"), NOW)
    desk.guide.save_all([Edit(entry, "added") for entry in made_entries(150)], "cy", NOW)
    left = [desk.search.lacking(desk.guide)]

    read_everything(desk)
    left.append(desk.search.lacking(desk.guide))
    db.close()

    assert left == [150, 0]


def test_everybody_makes_the_same_guide_and_questions() -> None:
    entries = list(made_entries(50))

    assert entries == list(made_entries(50))
    assert made_questions(entries, 20) == made_questions(entries, 20)


def test_the_made_entries_are_as_long_as_real_ones() -> None:
    lengths = [len(entry.answer.split()) for entry in made_entries(200)]

    assert (min(lengths), max(lengths)) == (45, 90)
