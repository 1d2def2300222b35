"""Importing and exporting a guide on the command line."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from bot.conversations.tip_posting import post
from bot.database.opening import open_database
from bot.delivery.notices import HERE
from bot.desk import Desk, desk_over
from bot.main import main
from bot.terminal.sheets import GUIDE_SHELF, TIP_SHELF, export_sheet, import_sheet, sheet_commands
from bot.turn import Person
from knowledge.entry import Entry
from knowledge.refusal import Refusal
from knowledge.search import Search
from knowledge.sheet.formats import FORMATS
from knowledge.tip import Tip
from tests.sample import BROKEN, CY, LATE, NOW, REFUND, sample_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give a desk over the sample guide."""
    return sample_desk(tmp_path / "data")


@pytest.fixture
def empty_desk(tmp_path: Path) -> Desk:
    """Give the desk of a team that has nothing yet."""
    folder = tmp_path / "empty"
    return desk_over(open_database("", folder), "team", Search(folder / "index"), NOW)


def import_into(desk: Desk, file: Path, *, dry_run: bool = False) -> str:
    """Import a file as Cy with nobody looking on."""
    return import_sheet(GUIDE_SHELF, file, desk, CY, dry_run=dry_run, console=Console(file=io.StringIO()))


def guide_of(desk: Desk) -> list[Entry]:
    """Return all entries as they are, but for their place in the history."""
    return [replace(entry, revision=0) for entry in desk.guide.all()]


SHEET = """Complaint,Answer
My parcel is late,We are looking into it.
Is there a shop?,"Yes, in Town Street."
I want my monies back,Of course.
Is there a shop?,"No."
is there a shop,"Yes, in Town Street."
"""


def test_an_import_says_what_it_did_with_the_rows(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text(SHEET)

    said = import_into(desk, file)

    assert said == (
        "sheet.csv: 5 rows imported:\n"
        "        2 new\n"
        "        1 changed\n"
        "        1 kept as drafts, for a curator to settle\n"
        "        1 in the sheet already, taken once\n"
        "\n"
        "New:\n"
        "  line 3: “Is there a shop?”\n"
        "  line 4: “I want my monies back”\n"
        "\n"
        "Changed:\n"
        "  line 2: “My parcel is late” - Changes answer.\n"
        "\n"
        "Kept as drafts, for a curator to settle:\n"
        "  line 5: “Is there a shop?” - Line 3 has the same question with another answer.\n"
        "\n"
        "In the sheet already, taken once:\n"
        "  line 6: “is there a shop” - Line 3 has the same question and answer.\n"
        "\n"
        "Nearly the same; look whether both are needed:\n"
        "  line 4: “I want my monies back” - “I want my money back” in the guide"
    )
    assert [(entry.question, entry.answer, entry.state) for entry in desk.guide.all()] == [
        ("My parcel is late", "We are looking into it.", "published"),
        ("I want my money back", REFUND.answer, "published"),
        ("It arrived broken", BROKEN.answer, "published"),
        ("Is there a shop?", "Yes, in Town Street.", "published"),
        ("I want my monies back", "Of course.", "published"),
        ("Is there a shop?", "No.", "draft"),
    ]


def test_a_dry_run_says_the_same_and_does_nothing(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text(SHEET)

    tried, done = import_into(desk, file, dry_run=True), guide_of(desk)
    said = import_into(desk, file)

    assert done == [LATE, REFUND, BROKEN]
    assert tried.split("\n")[0] == "sheet.csv: 5 rows. Nothing was written; an import would find:"
    assert tried.split("\n")[1:] == said.split("\n")[1:]


def test_a_long_import_names_the_first_ten_rows_of_a_kind(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "sheet.jsonl"
    words = [
        "alpha",
        "bravo",
        "charlie",
        "delta",
        "echo",
        "foxtrot",
        "golf",
        "hotel",
        "india",
        "juliett",
        "kilo",
        "lima",
    ]
    questions = [f"{one} {other} {one}{other}" for one in words for other in words]
    file.write_text("".join(f'{{"question": "{question}", "answer": "Yes."}}\n' for question in questions))

    said = import_into(desk, file, dry_run=True).split("\n")

    assert said[1:4] == ["      144 new", "", "New:"]
    assert said[14] == "  and 134 more"


def test_a_long_question_is_cut_and_no_character_of_a_sheet_can_change_the_terminal(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "sheet.tsv"
    file.write_text(f"question\tanswer\n\u202eWhat {'very ' * 90}long?\tYes.\n")

    said = import_into(desk, file)

    assert said.split("\n")[4] == f"  line 2: “What {'very ' * 12}ver…”"


def test_who_waits_at_a_terminal_sees_how_far_it_is(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text("question,answer\n" + "".join(f"Order {number}?,Yes.\n" for number in range(1000)))
    screen = io.StringIO()

    import_sheet(GUIDE_SHELF, file, desk, CY, dry_run=True, console=Console(file=screen, force_terminal=True, width=80))

    assert "Importing" in screen.getvalue()
    assert "1000/1000" in screen.getvalue()


@pytest.mark.parametrize("ending", FORMATS)
def test_an_exported_guide_comes_back_the_same_in_an_empty_team(
    ending: str, desk: Desk, empty_desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / f"guide{ending}"
    desk.guide.save(replace(next(desk.guide.all()), state="retired"), "retired", "cy", desk.now)

    said = export_sheet(GUIDE_SHELF, file, desk)
    import_into(empty_desk, file)

    assert said == f"Wrote 3 entries to {file}."
    assert guide_of(empty_desk) == [
        replace(LATE, state="retired", owner="Cy", reviewed_by="Cy"),
        replace(REFUND, owner="Bo", reviewed_by="Bo"),
        BROKEN,
    ]


def test_an_exported_guide_changes_nothing_where_it_came_from(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "guide.xlsx"
    export_sheet(GUIDE_SHELF, file, desk)

    said = import_into(desk, file)

    assert said == "guide.xlsx: 3 rows imported:\n        3 there already"
    assert guide_of(desk) == [LATE, REFUND, BROKEN]


def test_a_guide_that_cannot_be_written_leaves_the_file_that_was_there(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "guide.xlsx"
    file.write_text("what was there")
    long = replace(BROKEN, id="long", phrasings=tuple(f"{number:0400}" for number in range(100)))
    desk.guide.save(long, "added", "cy", desk.now)

    with pytest.raises(Refusal) as refused:
        export_sheet(GUIDE_SHELF, file, desk)

    assert refused.value.sentence == (
        "“It arrived broken” has more phrasings than a cell of a workbook holds (32,767 characters). "
        "Nothing was written; write to .json or .md."
    )
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["guide.xlsx"]
    assert file.read_text() == "what was there"


def test_a_guide_cannot_be_written_where_there_is_no_folder(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "nowhere" / "guide.csv"

    with pytest.raises(Refusal) as refused:
        export_sheet(GUIDE_SHELF, file, desk)

    assert refused.value.sentence == f"{file} cannot be written: No such file or directory."


def test_the_commands_take_a_file_and_print_what_was_done(desk: Desk, tmp_path: Path) -> None:
    @contextmanager
    def at_desk() -> Iterator[tuple[Desk, Person]]:
        yield desk, CY

    (import_command, *_), (export_command, *_) = sheet_commands(at_desk)
    file = tmp_path / "guide.md"

    exported = CliRunner().invoke(export_command, [str(file)])
    imported = CliRunner().invoke(import_command, [str(file), "--dry-run"])

    assert (exported.exit_code, exported.stdout) == (0, f"Wrote 3 entries to {file}.\n")
    assert (imported.exit_code, imported.stdout) == (
        0,
        "guide.md: 3 rows. Nothing was written; an import would find:\n        3 there already\n",
    )
    assert imported.stderr == ""


def test_tips_come_in_and_go_out_like_the_guide(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "tips.csv"
    file.write_text("title,text\nSay it early,Bad news keeps badly.\n")

    imported = import_sheet(TIP_SHELF, file, desk, CY, dry_run=False, console=Console(file=io.StringIO()))
    exported = export_sheet(TIP_SHELF, tmp_path / "out.json", desk)

    assert imported == "tips.csv: 1 row imported:\n        1 new\n\nNew:\n  line 2: “Say it early”"
    assert exported == f"Wrote 1 tip to {tmp_path / 'out.json'}."
    assert [(tip.title, tip.state) for tip in desk.tips.all()] == [("Say it early", "published")]


def test_a_tip_that_was_posted_says_where_it_stands_what_the_sheet_says(desk: Desk, tmp_path: Path) -> None:
    tip = desk.tips.save(Tip(id="early", title="Say it early", text="Bad news keeps badly."), "added", "cy", NOW)
    post(tip, NOW.date(), "", desk)
    file = tmp_path / "tips.csv"
    file.write_text("id,title,text\nearly,Say it at once,Bad news keeps badly.\n")

    import_sheet(TIP_SHELF, file, desk, CY, dry_run=False, console=Console(file=io.StringIO()))

    (owed,) = desk.outbox(HERE).owed_in(CY.id, "")
    assert owed.body["message"]["title"] == "Tip of the week: Say it at once"


def test_a_sheet_that_is_refused_ends_the_command_with_1_and_its_sentence(tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text("question,answer\nLate?,\n")
    environment = {"BATON_DATA": str(tmp_path / "data"), "BATON_STARTER": "none"}

    result = CliRunner().invoke(main, ["import", "guide", str(file)], env=environment)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: sheet.csv: nothing was imported, since one row cannot be:\n  line 2: An entry needs its answer.\n"
    )
