"""Sheets of tips, in every format of the guide's."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.opened import Opened
from knowledge.refusal import Refusal
from knowledge.sheet.formats import FORMATS, read_sheet, written
from knowledge.sheet.plan import Plan, bring_in
from knowledge.sheet.row import Row
from knowledge.sheet.tips import TIPS
from knowledge.tip import Tip
from knowledge.tip_store import Tips

NOW = datetime(2026, 5, 5, 9, 30, tzinfo=UTC)
PROMISE = Tip(
    id="promise",
    title="Promise a time, not a speed",
    text="Say “by Thursday”.\n\n# Not a heading\n- nor: a detail",
    teaser="“Soon” is no time, it is a mood.",
    try_this="Put a day into every promise; an hour is better.",
    topics=("promises", "e-mail; chat"),
    series="Promises kept",
    part=2,
    dated=date(2026, 5, 4),
    source="Tip of the Week (Customer Service Solutions)",
    entry="late",
    skill="Writing e-mails",
    state="retired",
)
NAMES = Tip(id="names", title="Use the name once", text="=Once= is warm.")


@pytest.mark.parametrize("ending", FORMATS)
def test_every_tip_comes_back_as_it_was(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"tips{ending}"
    file.write_bytes(written([PROMISE, NAMES], file, TIPS))

    sheet = read_sheet(file, of=TIPS)

    assert [Tip(**row.values) for row in sheet.rows] == [PROMISE, NAMES]


def imported(tips: Tips, file: Path, text: str) -> Plan[Tip]:
    """Import a sheet of tips as Cy."""
    file.write_text(text, encoding="utf-8")
    return bring_in(read_sheet(file, of=TIPS), file.name, tips, TIPS, "cy", NOW)


def test_an_archive_from_a_spreadsheet_is_brought_in_with_its_days(db: Opened, tmp_path: Path) -> None:
    tips = Tips(db, "team")

    planned = imported(
        tips,
        tmp_path / "archive.csv",
        "Date,Headline,Full text,Tags\n2024-03-12,Say it early,Bad news keeps badly.,bad news\n",
    )

    assert [(each.kind, each.reason) for each in planned.decisions] == [("add", "New.")]
    assert [(tip.title, tip.text, tip.topics, tip.dated) for tip in tips.all()] == [
        ("Say it early", "Bad news keeps badly.", ("bad news",), date(2024, 3, 12))
    ]


def test_importing_again_changes_only_what_is_different(db: Opened, tmp_path: Path) -> None:
    tips = Tips(db, "team")
    file = tmp_path / "tips.md"
    first = "## Say it early\n\nBad news keeps badly.\n\n## Use the name once\n\nOnce is warm.\n"
    imported(tips, file, first)

    again = imported(tips, file, first)
    changed = imported(tips, file, first.replace("badly", "poorly"))

    assert [each.kind for each in again.decisions] == ["unchanged", "unchanged"]
    assert [(each.kind, each.reason) for each in changed.decisions] == [
        ("update", "Changes text."),
        ("unchanged", "The tip is there."),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("title,text\nSay it early,\n", "line 2: A tip needs its text."),
        ("title,text,part\nA,B,two\n", "line 2: Part is a whole number, not “two”."),
        ("title,text,part\nA,B,2\n", "line 2: A tip that is a part needs the name of its series."),
        ("title,text,date\nA,B,12/03/2024\n", "line 2: “12/03/2024” is not a date; write it as in 2026-05-04."),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_read(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "tips.csv"
    file.write_text(text)

    with pytest.raises(Refusal) as refused:
        read_sheet(file, of=TIPS)

    assert sentence in refused.value.sentence


def test_a_file_without_tips_says_what_a_tip_has(tmp_path: Path) -> None:
    file = tmp_path / "tips.csv"
    file.write_text("title,text\n")

    with pytest.raises(Refusal) as refused:
        read_sheet(file, of=TIPS)

    assert refused.value.sentence == (
        "tips.csv: There is nothing to import in it: no row with a title and a text. Nothing was imported."
    )


def test_a_json_file_may_name_its_list_tips() -> None:
    data = b'{"tips": [{"title": "Say it early", "text": "Now.", "part": null, "colour": "red"}]}'

    sheet = FORMATS[".json"].read(data, of=TIPS)

    values: dict[str, Any] = {"title": "Say it early", "text": "Now."}
    assert (sheet.rows, sheet.notes) == ((Row(1, values),), ("Not read, since Baton keeps no such thing: “colour”.",))
