import gzip
import json
import stat
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from bot.database.backup import SLICE, backup, restore
from bot.database.changes import PARTS, Part, tables_of
from bot.database.opening import open_database
from bot.opened import Opened
from bot.people import People
from bot.settings import Settings
from bot.turn import Person
from knowledge.database import Database, Row
from knowledge.entry import Entry
from knowledge.frame import Frame
from knowledge.frames import Frames
from knowledge.ids import new_id
from knowledge.questions import Questions
from knowledge.refusal import Refusal
from knowledge.store import Edit, Guide
from tests.place import Place

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
LATE = Entry("late", "Where is my order?", "It's on its way — 100%: 壊れた 💔\n\nBye", topics=("delays", "orders"))
KEY = "team text not null, id text not null, primary key (team, id)"
SHELF = Part(
    "shelf",
    ((f"create table books ({KEY})", f"create table scrolls ({KEY})"),),
    {"books": ("team", "id"), "scrolls": ("team", "id")},
)
LATER_SHELF = Part(
    "shelf",
    (
        *SHELF.changes,
        ("alter table books add column note text not null default 'old'", f"create table maps ({KEY})"),
        ("insert into books (team, id) select team, id from scrolls", "drop table scrolls"),
    ),
    {"books": ("team", "id"), "maps": ("team", "id")},
)


def fill(db: Database) -> None:
    """Have two teams use everything there is to keep."""
    for team in ("north", "south"):
        kept = Guide(db, team).save(LATE, "added", "cy", NOW)
        Guide(db, team).save(replace(kept, owner=team), "edited", "cy", NOW)
        Frames(db, team).save(Frame("email", "Dear {name},", "Bye"), "added", "cy", NOW)
        questions = Questions(db, team)
        question = questions.keep("Where is it?", "dee", "web", "late", NOW)
        questions.keep("Who?", "dee", "web", "", NOW)
        questions.decide(questions.use("late", 1, question, "email", "dee", NOW), "dee", "adapted", "shorter", NOW)
        People(db, team).meet(Person("cy", "Cy", "lead"), NOW)
        Settings(db, team).set("greeting", "Hello", "cy", NOW)


def fill_more(db: Database) -> None:
    Guide(db, "north").save(replace(LATE, id="refund"), "added", "cy", NOW)
    Guide(db, "west").save(LATE, "added", "cy", NOW)


def everything(db: Opened, parts: tuple[Part, ...] = PARTS) -> dict[str, list[Row]]:
    """Return every row of every table, but for the lineages, which a restore makes anew."""
    tables = {
        table: list(db.query(f"select * from {table} order by {', '.join(key)}"))
        for table, key in tables_of(parts).items()
    }
    for row in tables["guides"]:
        del row["lineage"]
    return tables


def lines_of(file: Path) -> list[Any]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def write_lines(file: Path, lines: list[Any]) -> None:
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(line) + "\n" for line in lines)


@contextmanager
def with_parts(place: Place, *parts: Part) -> Iterator[Opened]:
    db = open_database(place.url, place.data, parts)
    try:
        yield db
    finally:
        db.close()


@pytest.fixture
def file(db: Opened, tmp_path: Path) -> Path:
    """Give a backup of a database that everything has been kept in."""
    fill(db)
    backup(db, tmp_path / "baton.backup")
    return tmp_path / "baton.backup"


def test_what_was_backed_up_replaces_what_is_there(db: Opened, file: Path) -> None:
    before = everything(db)
    fill_more(db)

    restore(db, file, replace=True)

    assert everything(db) == before


def test_a_backup_and_a_restore_say_how_many_rows_there_were(db: Opened, tmp_path: Path) -> None:
    fill(db)
    rows = {table: len(rows) for table, rows in everything(db).items() if rows}

    written = backup(db, tmp_path / "file")

    assert written == rows
    assert restore(db, tmp_path / "file", replace=True) == rows


def test_a_backup_moves_between_sqlite_and_postgresql(postgres_place: Place, tmp_path: Path) -> None:
    with Place("", tmp_path / "from").opened() as sqlite, postgres_place.opened() as postgres:
        fill(sqlite)
        backup(sqlite, tmp_path / "there")
        restore(postgres, tmp_path / "there")
        backup(postgres, tmp_path / "back")
        with Place("", tmp_path / "to").opened() as sqlite_again:
            restore(sqlite_again, tmp_path / "back")

            assert everything(postgres) == everything(sqlite)
            assert everything(sqlite_again) == everything(sqlite)


def test_an_empty_database_is_backed_up_and_restored_too(db: Opened, tmp_path: Path) -> None:
    assert backup(db, tmp_path / "file") == {}

    assert restore(db, tmp_path / "file") == {}


def test_work_goes_on_after_a_restore(db: Opened, file: Path) -> None:
    restore(db, file, replace=True)

    guide = Guide(db, "north")
    (late,) = guide.all()
    assert guide.save(replace(late, owner="dee"), "edited", "cy", NOW).revision == guide.position().revision


def test_caches_can_tell_that_a_restored_guide_is_another_one(db: Opened, file: Path) -> None:
    positions = [Guide(db, team).position() for team in ("north", "south")]

    for _ in range(2):
        restore(db, file, replace=True)
        positions += [Guide(db, team).position() for team in ("north", "south")]

    assert [position.revision for position in positions] == [positions[0].revision, positions[1].revision] * 3
    assert len({position.lineage for position in positions}) == 6


def test_what_is_there_is_not_replaced_unasked(db: Opened, file: Path) -> None:
    fill_more(db)
    before = everything(db)

    with pytest.raises(Refusal) as refusal:
        restore(db, file)

    assert refusal.value.sentence == (
        "The database has content, which this backup would replace. Nothing was changed. "
        "Back that up first, then restore with --replace."
    )
    assert everything(db) == before


def test_a_backup_is_for_its_owner_alone_and_leaves_nothing_beside_it(db: Opened, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()

    backup(db, tmp_path / "out" / "file")
    backup(db, tmp_path / "out" / "file")

    assert [(file.name, stat.S_IMODE(file.stat().st_mode)) for file in (tmp_path / "out").iterdir()] == [
        ("file", 0o600)
    ]


def test_a_backup_that_cannot_be_written_is_refused(db: Opened, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"The backup .*nowhere/file cannot be written \(.*No such file"):
        backup(db, tmp_path / "nowhere" / "file")


def test_a_backup_takes_the_place_of_no_file_that_is_something_else(db: Opened, tmp_path: Path) -> None:
    letter, before = tmp_path / "letter.doc", tmp_path / "monday"
    letter.write_text("Dear customer,")
    before.touch()

    with pytest.raises(
        Refusal, match=r"letter\.doc is there already and is no backup of Baton's\. Nothing was written"
    ):
        backup(db, letter)

    assert letter.read_text() == "Dear customer,"
    assert backup(db, before) == backup(db, before)


def test_a_backup_holds_one_moment_while_somebody_writes(db: Opened, place: Place, tmp_path: Path) -> None:
    Guide(db, "north").save(LATE, "added", "cy", NOW)
    stop = Event()

    def write() -> None:
        with place.opened() as writer:
            guide = Guide(writer, "north")
            while not stop.is_set():
                guide.save_all([Edit(replace(LATE, id=new_id()), "added") for _ in range(5)], "cy", NOW)

    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(write)
        files = [tmp_path / str(number) for number in range(10)]
        try:
            counts = [backup(db, file) for file in files]
        finally:
            stop.set()
        writing.result()

    for file, count in zip(files, counts, strict=True):
        _, (table, guide), *_ = lines_of(file)
        assert (table, guide["revision"]) == ("guides", count["entries"])
        assert count["revisions"] == count["entries"]


def test_a_table_of_many_rows_is_backed_up_whole(db: Opened, tmp_path: Path) -> None:
    entries = [replace(LATE, id=f"{number:05}") for number in range(2 * SLICE)]
    Guide(db, "north").save_all([Edit(entry, "added") for entry in entries], "cy", NOW)
    before = everything(db)

    backup(db, tmp_path / "file")
    restore(db, tmp_path / "file", replace=True)

    assert everything(db) == before


def test_a_backup_of_an_older_baton_gets_the_changes_since(place: Place, tmp_path: Path) -> None:
    with with_parts(place, *PARTS, SHELF) as older:
        fill(older)
        older.execute("insert into books (team, id) values ('north', 'atlas')")
        older.execute("insert into scrolls (team, id) values ('north', 'edict')")
        before = everything(older)
        backup(older, tmp_path / "file", (*PARTS, SHELF))
    with with_parts(Place("", tmp_path / "new"), *PARTS, LATER_SHELF) as newer:
        newer.execute("insert into maps (team, id) values ('north', 'coast')")

        restore(newer, tmp_path / "file", replace=True, parts=(*PARTS, LATER_SHELF))

        after = everything(newer, (*PARTS, LATER_SHELF))
        assert after == {
            **before,
            "books": [
                {"team": "north", "id": "atlas", "note": "old"},
                {"team": "north", "id": "edict", "note": "old"},
            ],
            "maps": [],
        }


def test_a_backup_of_a_newer_baton_is_refused(db: Opened, file: Path, tmp_path: Path) -> None:
    header, *rows = lines_of(file)
    write_lines(tmp_path / "newer", [{**header, "schema": {**header["schema"], "knowledge": 99, "more": 1}}, *rows])
    before = everything(db)

    with pytest.raises(
        Refusal, match=r"newer was made by a newer Baton \(knowledge 99, more 1\)\. Nothing was changed"
    ):
        restore(db, tmp_path / "newer", replace=True)

    assert everything(db) == before


def test_a_file_that_is_not_there_is_refused(db: Opened, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"cannot be read \(.*No such file.*\)\. Nothing was changed"):
        restore(db, tmp_path / "nothing")


@pytest.mark.parametrize(
    "content",
    [b"", b"Dear customer,", *(gzip.compress(text, mtime=0) for text in (b"", b"Dear customer,", b"[1]\n[2]\n"))],
)
def test_a_file_that_is_no_backup_is_refused(db: Opened, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)

    with pytest.raises(Refusal, match="is no backup of Baton's, or is damaged"):
        restore(db, tmp_path / "file")


def test_a_backup_that_is_cut_off_anywhere_is_refused(db: Opened, file: Path, tmp_path: Path) -> None:
    whole, before = file.read_bytes(), everything(db)
    fill_more(db)
    with_more = everything(db)

    for length in (*range(1, len(whole), 97), len(whole) - 8, len(whole) - 1):
        (tmp_path / "cut").write_bytes(whole[:length])
        with pytest.raises(Refusal, match="Nothing was changed"):
            restore(db, tmp_path / "cut", replace=True)

    assert everything(db) == with_more != before


def says_the_same(wrong: bytes, whole: bytes) -> bool:
    """Say whether a wrong byte changes nothing: it only fills up, or points at another place with the same text."""
    try:
        return gzip.decompress(wrong) == gzip.decompress(whole)
    except (EOFError, OSError, zlib.error):
        return False


def test_a_backup_with_a_wrong_byte_anywhere_is_refused(tmp_path: Path) -> None:
    with Place("", tmp_path / "data").opened() as db:
        fill(db)
        backup(db, tmp_path / "file")
        whole, before = (tmp_path / "file").read_bytes(), everything(db)

        # Six bytes of the gzip header say when and where the file was made, which nobody needs:
        # https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1
        for place in (*range(4), *range(10, len(whole), 29)):
            wrong = whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :]
            if says_the_same(wrong, whole):
                continue
            (tmp_path / "wrong").write_bytes(wrong)
            with pytest.raises(Refusal, match="Nothing was changed"):
                restore(db, tmp_path / "wrong", replace=True)

        assert everything(db) == before


SECOND_ROW = "row 2 is not what belongs there"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda lines: lines[:-1], "cut off"),
        (lambda lines: [*lines[:1], *lines[2:]], "row .* is not what belongs there"),
        (lambda lines: [*lines, lines[1]], "something follows its end"),
        (lambda lines: [*lines[:2], ["passwords", lines[2][1]], *lines[3:]], SECOND_ROW),
        (
            lambda lines: [*lines[:2], ["schema_changes", {"part": "bot", "number": 9, "at": ""}], *lines[3:]],
            SECOND_ROW,
        ),
        (lambda lines: [*lines[:2], [lines[2][0], {**lines[2][1], "more": 1}], *lines[3:]], SECOND_ROW),
        (lambda lines: [*lines[:2], [lines[2][0], {"team": "north"}], *lines[3:]], SECOND_ROW),
        (lambda lines: [*lines[:2], "what is this?", *lines[3:]], SECOND_ROW),
        (lambda lines: [{**lines[0], "format": "Baton backup 99"}, *lines[1:]], "does not begin as one"),
        (lambda lines: [{**lines[0], "schema": {"knowledge": "1"}}, *lines[1:]], "does not begin as one"),
    ],
)
def test_a_backup_that_somebody_edited_is_refused(
    db: Opened, file: Path, tmp_path: Path, change: Callable[[list[Any]], list[Any]], why: str
) -> None:
    write_lines(tmp_path / "edited", change(lines_of(file)))
    before = everything(db)

    with pytest.raises(Refusal, match=f"{why}.*Nothing was changed"):
        restore(db, tmp_path / "edited", replace=True)

    assert everything(db) == before
