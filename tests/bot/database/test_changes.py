import sqlite3
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest
import sqlite_utils

from bot.database.changes import PARTS, RECORD, Part, tables_of
from bot.database.opening import BACKUPS, open_database
from bot.opened import Opened
from knowledge.database import Row
from knowledge.refusal import Refusal
from tests.place import Place

KEY = "team text not null, id text not null, primary key (team, id)"
SHELF = Part("shelf", ((f"create table books ({KEY})",), (f"create table loans ({KEY})",)), {"books": ("team", "id")})
DESK = Part("desk", ((f"create table lamps ({KEY})",),), {"lamps": ("team", "id")})
NOW_KNOWN = (SHELF, DESK)
HAD = [("desk", 1), ("shelf", 1), ("shelf", 2)]
ADD_NOTE = ("alter table books add column note text not null default ''", "update books set note = 'old'")
ADD_CHAIRS = (f"create table chairs ({KEY})",)
BROKEN = ("create table half_made (team text)", "alter table nowhere add column note text")


def with_changes(*changes: tuple[str, ...]) -> tuple[Part, ...]:
    """Return the parts as a later Baton has them."""
    return replace(SHELF, changes=(*SHELF.changes, *changes)), DESK


@contextmanager
def opened(place: Place, parts: tuple[Part, ...] = NOW_KNOWN) -> Iterator[Opened]:
    db = open_database(place.url, place.data, parts)
    try:
        yield db
    finally:
        db.close()


def put_book(place: Place) -> None:
    with opened(place) as db:
        db.execute("insert into books (team, id) values ('north', 'atlas')")


def changes_had(db: Opened) -> list[tuple[str, int]]:
    rows = db.query(f"select part, number from {RECORD} order by part, number")
    return [(row["part"], row["number"]) for row in rows]


def books(db: Opened) -> list[Row]:
    return list(db.query("select * from books order by team, id"))


def copies(place: Place) -> list[Path]:
    return sorted((place.data / BACKUPS).glob("*"))


def test_a_new_database_has_had_every_change(place: Place) -> None:
    with opened(place) as db:
        assert changes_had(db) == HAD


def test_the_tables_are_the_ones_that_backups_know_of_by_their_keys(tmp_path: Path) -> None:
    open_database("", tmp_path).close()

    with closing(sqlite3.connect(tmp_path / "baton.db")) as connection:
        real = {table.name: tuple(table.pks) for table in sqlite_utils.Database(connection).tables}
    del real[RECORD]
    assert real == tables_of(PARTS)


def test_every_table_is_keyed_by_team() -> None:
    assert {key[0] for key in tables_of(PARTS).values()} == {"team"}


def test_opening_again_changes_nothing(place: Place) -> None:
    put_book(place)

    with opened(place) as db:
        assert changes_had(db) == HAD
        assert books(db) == [{"team": "north", "id": "atlas"}]
    assert copies(place) == []


def test_changes_that_are_due_are_made_in_order_and_what_is_kept_stays(place: Place) -> None:
    put_book(place)

    with opened(place, with_changes(ADD_NOTE, ADD_CHAIRS)) as db:
        assert changes_had(db) == [*HAD, ("shelf", 3), ("shelf", 4)]
        assert books(db) == [{"team": "north", "id": "atlas", "note": "old"}]
        assert "chairs" in db.table_names()


def test_a_part_that_is_new_gets_its_tables(place: Place) -> None:
    put_book(place)

    with opened(place, (*NOW_KNOWN, Part("table", (ADD_CHAIRS,), {}))) as db:
        assert changes_had(db) == [*HAD, ("table", 1)]
        assert "chairs" in db.table_names()


def test_a_change_that_fails_leaves_everything_as_it_was(place: Place) -> None:
    put_book(place)

    with pytest.raises(Exception, match="nowhere"):
        open_database(place.url, place.data, with_changes(ADD_NOTE, BROKEN))

    with opened(place) as db:
        assert changes_had(db) == HAD
        assert sorted(db.table_names()) == ["books", "lamps", "loans", RECORD]
        assert books(db) == [{"team": "north", "id": "atlas"}]


def test_an_sqlite_file_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    place = Place("", tmp_path)
    put_book(place)

    open_database("", tmp_path, with_changes(ADD_NOTE)).close()

    (copy,) = copies(place)
    assert copy.name.startswith("baton-before-upgrade-from-shelf-2-desk-1-")
    assert copy.suffix == ".db"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("select * from books").fetchall() == [("north", "atlas")]
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]


def test_the_copy_put_in_the_place_of_the_file_is_the_database_before(tmp_path: Path) -> None:
    place = Place("", tmp_path)
    put_book(place)
    open_database("", tmp_path, with_changes(ADD_NOTE)).close()

    (copy,) = copies(place)
    copy.replace(tmp_path / "baton.db")

    with opened(place) as db:
        assert changes_had(db) == HAD
        assert books(db) == [{"team": "north", "id": "atlas"}]


def test_a_new_database_needs_no_copy(tmp_path: Path) -> None:
    open_database("", tmp_path, with_changes(ADD_NOTE)).close()

    assert copies(Place("", tmp_path)) == []


def test_a_copy_that_cannot_be_written_stops_the_change(tmp_path: Path) -> None:
    place = Place("", tmp_path)
    put_book(place)
    (tmp_path / BACKUPS).write_text("a file where the folder should be")

    with pytest.raises(Refusal, match=r"could not be copied to .*backups.*Nothing was changed"):
        open_database("", tmp_path, with_changes(ADD_NOTE))

    with opened(place) as db:
        assert changes_had(db) == HAD


@pytest.mark.parametrize(
    ("parts", "newer"),
    [(with_changes(ADD_NOTE), "shelf 3"), ((*NOW_KNOWN, Part("table", (ADD_CHAIRS,), {})), "table 1")],
)
def test_a_database_of_a_newer_baton_is_refused(place: Place, parts: tuple[Part, ...], newer: str) -> None:
    open_database(place.url, place.data, parts).close()

    with pytest.raises(Refusal) as refusal:
        open_database(place.url, place.data, NOW_KNOWN)

    assert refusal.value.sentence == (
        f"The database was made by a newer Baton ({newer}). Nothing was changed. "
        "Install that Baton, or one still newer, and start again."
    )


def test_tables_that_are_not_batons_are_left_alone(place: Place) -> None:
    with opened(place, (Part("theirs", (("create table lamps (id text)",),), {}),)) as db:
        db.execute(f"drop table {RECORD}")

    with pytest.raises(Refusal) as refusal:
        open_database(place.url, place.data, NOW_KNOWN)

    assert refusal.value.sentence == (
        "The database already has tables that Baton would make (lamps). Nothing was changed. "
        "Give Baton a database of its own."
    )


def test_several_that_start_at_once_make_each_change_once(place: Place) -> None:
    assert start_at_once(place, NOW_KNOWN) == [HAD] * 6

    assert start_at_once(place, with_changes(ADD_NOTE, ADD_CHAIRS)) == [[*HAD, ("shelf", 3), ("shelf", 4)]] * 6
    assert len(copies(place)) == (0 if place.url else 1)


def start_at_once(place: Place, parts: tuple[Part, ...]) -> list[list[tuple[str, int]]]:
    """Open the database six times in the same moment, and return the changes that each found it has had."""
    barrier = Barrier(6)

    def start(_: int) -> list[tuple[str, int]]:
        barrier.wait()
        with opened(place, parts) as db:
            return changes_had(db)

    with ThreadPoolExecutor(6) as threads:
        return list(threads.map(start, range(6)))
