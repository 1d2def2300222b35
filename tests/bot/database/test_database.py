import re
import resource
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Thread, Timer
from typing import Any

import pytest

from bot.database.opening import Connections, look_at_database, open_database
from bot.database.sqlite import Sqlite
from bot.opened import Opened, Unreachable
from knowledge.refusal import Refusal
from tests.place import Place

FRAME = (
    "insert into frames (team, channel, opening, ending, revision) values (:team, :channel, :opening, '', :revision)"
)


def put(db: Opened, channel: str, opening: str = "Hello,", revision: int = 1) -> None:
    db.execute(FRAME, {"team": "north", "channel": channel, "opening": opening, "revision": revision})


def put_twice(db: Opened) -> None:
    with db.atomic():
        put(db, "email")
        put(db, "email")


def channels(db: Opened) -> list[str]:
    return [row["channel"] for row in db.query("select channel from frames order by channel")]


def is_closed(db: Opened) -> bool:
    """Say whether nothing can be asked over this connection any more."""
    try:
        db.query("select 1 as one")
    except (sqlite3.ProgrammingError, Unreachable):
        return True
    return False


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """Refuse to write further into any file than this many bytes, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_data_folder_and_all_in_it_are_for_their_owner_alone(tmp_path: Path) -> None:
    data = tmp_path / "deep" / "data"

    db = open_database("", data)
    put(db, "email")

    assert mode(data) == 0o700
    assert {file.name: mode(file) for file in data.iterdir()} == dict.fromkeys(
        ["baton.db", "baton.db-shm", "baton.db-wal"], 0o600
    )
    db.close()


def test_a_commit_on_sqlite_survives_a_power_cut_and_readers_do_not_wait(tmp_path: Path) -> None:
    db = open_database("", tmp_path)

    assert list(db.query("pragma synchronous")) == [{"synchronous": 2}]
    assert list(db.query("pragma journal_mode")) == [{"journal_mode": "wal"}]
    db.close()


def test_a_database_that_another_one_is_just_making_is_waited_for(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "baton.db", check_same_thread=False, isolation_level=None)) as first:
        first.execute("begin immediate")
        made = Timer(0.2, first.execute, ["commit"])
        made.start()

        second = Sqlite(tmp_path / "baton.db")

    assert list(second.query("pragma journal_mode")) == [{"journal_mode": "wal"}]
    second.close()
    made.join()


def test_a_database_that_never_comes_free_is_refused_with_the_reason(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "baton.db", isolation_level=None)) as first:
        first.execute("begin immediate")

        with pytest.raises(Refusal, match=r"cannot be opened \(database is locked\)"):
            Sqlite(tmp_path / "baton.db", seconds_to_wait=0)


def test_another_process_that_comes_and_goes_leaves_everybodys_connections_whole(tmp_path: Path) -> None:
    with closing(open_database("", tmp_path)) as db, closing(Sqlite(tmp_path / "baton.db")) as other:
        put(db, "email")
        channels(other)
        script = (
            "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); "
            "db.execute(\"update frames set opening = 'Hi,'\"); db.commit(); db.close()"
        )
        subprocess.run([sys.executable, "-c", script, tmp_path / "baton.db"], check=True)
        put(db, "chat")

        with closing(Sqlite(tmp_path / "baton.db")) as late:
            assert channels(late) == ["chat", "email"]


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "baton.db"
    file.write_text("Dear customer, " * 100)

    sentence = (
        f"The database {file} cannot be opened (file is not a database). Nothing was changed. "
        "Stop Baton, move baton.db and what begins with its name away, and restore a backup."
    )
    with pytest.raises(Refusal, match=re.escape(sentence)):
        open_database("", tmp_path)

    assert file.read_text() == "Dear customer, " * 100


def test_looking_at_a_database_says_how_it_is_and_makes_none(tmp_path: Path) -> None:
    before = look_at_database("", tmp_path)
    files = list(tmp_path.iterdir())
    open_database("", tmp_path).close()

    after = look_at_database("", tmp_path)

    assert (before, files, after) == (
        f"There is no database in the folder {tmp_path} yet; Baton makes it when it starts.",
        [],
        f"The database {tmp_path / 'baton.db'} is whole.",
    )


def test_looking_at_a_damaged_database_says_what_to_do(tmp_path: Path) -> None:
    open_database("", tmp_path).close()
    with (tmp_path / "baton.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"Dear customer, " * 1000)

    with pytest.raises((Refusal, Unreachable), match=r"is damaged .* and restore a backup"):
        look_at_database("", tmp_path)


def test_a_disk_that_takes_no_more_is_said_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    db = open_database("", tmp_path)
    put(db, "email")
    full = (tmp_path / "baton.db-wal").stat().st_size + 10_000

    with (
        no_file_larger_than(full),
        pytest.raises(Unreachable, match=r"The disk does not take it \(.*\)\. Nothing of this was kept"),
        db.atomic(),
    ):
        put(db, "chat", "Hello " * 100_000)

    put(db, "phone")
    assert channels(db) == ["email", "phone"]


def test_a_database_that_may_only_be_read_says_what_to_allow(tmp_path: Path) -> None:
    db = open_database("", tmp_path)
    db.execute("pragma query_only = on")

    with pytest.raises(Unreachable, match=r"may not be written \(.*\).* let Baton write in its data folder"):
        put(db, "email")


def test_a_folder_in_the_place_of_the_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "baton.db").mkdir()

    with pytest.raises(Refusal, match=r"baton\.db cannot be opened"):
        open_database("", tmp_path)


def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")

    with pytest.raises(Refusal, match=r"The data folder .* cannot be made"):
        open_database("", tmp_path / "data")


@pytest.mark.parametrize("url", ["mysql://localhost/baton", "baton.db", " "])
def test_an_address_that_is_not_postgresql_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(Refusal, match="must start with postgresql://"):
        open_database(url, tmp_path)


def test_without_psycopg_the_refusal_says_what_to_install(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; sys.modules['psycopg'] = None\n"
        "from bot.database.opening import open_database\n"
        "try: open_database('postgresql://localhost/baton', pathlib.Path(sys.argv[1]))\n"
        "except ValueError as refusal: print(refusal)\n"
    )

    said = subprocess.run(
        [sys.executable, "-c", program, tmp_path],
        check=True,
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
    )

    assert said.stdout == "PostgreSQL needs one package more: pip install 'baton[postgres]'.\n"


@pytest.mark.parametrize(
    ("sql", "params", "value"),
    [
        ("select :a as it", {"a": "it's 100% — 壊れた 💔"}, "it's 100% — 壊れた 💔"),
        ("select '09:30 %s %(x)s :nobody it''s' as it", {}, "09:30 %s %(x)s :nobody it's"),
        ("select 7 % :divisor as it", {"divisor": 4}, 3),
        ('select :a as "it"', {"a": "quoted"}, "quoted"),
        ("select case when :a = 'x' then :b else :a end as it", {"a": "x", "b": "y"}, "y"),
        ("select cast(:none as text) as it", {"none": None}, None),
        ("select cast(:big as bigint) as it", {"big": 2**40}, 2**40),
    ],
)
def test_a_statement_means_the_same_on_both(db: Opened, sql: str, params: dict[str, Any], value: object) -> None:
    assert list(db.query(sql, params)) == [{"it": value}]


def test_a_statement_needs_no_parameters(db: Opened) -> None:
    db.execute("delete from frames")

    assert list(db.query("select 1 as one")) == [{"one": 1}]


def test_a_statement_says_how_many_rows_it_wrote(db: Opened) -> None:
    insert = """insert into frames (team, channel, opening, ending, revision)
        values ('north', :channel, '', '', 1) on conflict (team, channel) do nothing"""

    written = [db.execute(insert, {"channel": channel}) for channel in ("email", "email", "phone")]
    written.append(db.execute("update frames set opening = 'Hello' where team = 'north'"))

    assert written == [1, 0, 1, 2]


def test_what_is_made_of_what_is_read_is_as_it_is_now(db: Opened) -> None:
    def made() -> list[str]:
        with db.atomic():
            return db.remembered("channels", lambda: channels(db))

    before = [made() for _ in range(2)]
    put(db, "email")

    assert [*before, made()] == [[], [], ["email"]]


def test_more_parameters_than_the_statement_names_do_no_harm(db: Opened) -> None:
    assert list(db.query("select :a as it", {"a": "x", "b": "y"})) == [{"it": "x"}]


def test_what_is_done_together_is_seen_when_it_is_done(db: Opened, place: Place) -> None:
    with place.opened() as reader:
        with db.atomic():
            put(db, "email")
            before = channels(reader)

        assert (before, channels(reader)) == ([], ["email"])


def test_a_failure_undoes_all_that_was_done_together(db: Opened) -> None:
    with suppress(ZeroDivisionError), db.atomic():
        put(db, "email")
        raise ZeroDivisionError

    assert channels(db) == []


def test_a_failure_inside_undoes_the_inner_part_alone(db: Opened) -> None:
    with db.atomic():
        put(db, "email")
        with suppress(ZeroDivisionError), db.atomic():
            put(db, "phone")
            raise ZeroDivisionError
        put(db, "chat")

    assert channels(db) == ["chat", "email"]


def test_a_failure_outside_undoes_the_inner_part_too(db: Opened) -> None:
    with suppress(ZeroDivisionError), db.atomic():
        with db.atomic():
            put(db, "phone")
        raise ZeroDivisionError

    assert channels(db) == []


def test_a_statement_that_fails_undoes_what_was_done_together_and_the_next_one_works(db: Opened) -> None:
    with pytest.raises(Exception, match="frames"):
        put_twice(db)

    put(db, "phone")
    assert channels(db) == ["phone"]


def test_a_statement_that_fails_alone_leaves_nothing_open(db: Opened, place: Place) -> None:
    put(db, "email")

    with pytest.raises(Exception, match="frames"):
        put(db, "email")

    with place.opened() as other:
        put(other, "phone")
    assert channels(db) == ["email", "phone"]


def test_a_snapshot_stays_as_it_was_while_others_write(db: Opened, place: Place) -> None:
    put(db, "email")

    with place.opened() as writer, db.snapshot():
        first = channels(db)
        put(writer, "phone")
        second = channels(db)

    assert (first, second, channels(db)) == (["email"], ["email"], ["email", "phone"])


def test_only_one_is_alone(db: Opened, place: Place) -> None:
    log: list[str] = []

    def second() -> None:
        with place.opened() as other:
            log.append("second comes")
            with other.alone():
                log.append("second is alone")

    with ThreadPoolExecutor(1) as threads:
        with db.alone():
            seconds = threads.submit(second)
            while not log and not seconds.done():
                list(db.query("select 1 as one"))
            for _ in range(50):
                list(db.query("select 1 as one"))
            log.append("first leaves")
        seconds.result()

    assert log == ["second comes", "first leaves", "second is alone"]


def test_a_thread_keeps_its_connection_and_shares_it_with_no_other(place: Place) -> None:
    connections = Connections(place.url, place.data)

    with ThreadPoolExecutor(1) as thread:
        theirs = thread.submit(connections.mine).result()
        again = thread.submit(connections.mine).result()
        put_by_them = thread.submit(put, theirs, "email")

    put_by_them.result()
    ours = connections.mine()
    assert again is theirs
    assert ours is not theirs
    assert ours is connections.mine()
    assert channels(ours) == ["email"]
    connections.close()


def test_closing_closes_the_connection_of_every_thread(place: Place) -> None:
    connections = Connections(place.url, place.data)
    ours = connections.mine()
    with ThreadPoolExecutor(1) as thread:
        theirs = thread.submit(connections.mine).result()

        connections.close()

        assert [is_closed(ours), is_closed(theirs)] == [True, True]


def test_the_connection_of_a_thread_that_has_ended_is_closed_when_another_begins(place: Place) -> None:
    connections = Connections(place.url, place.data)
    opened: list[Opened] = []
    for _ in range(2):
        thread = Thread(target=lambda: opened.append(connections.mine()))
        thread.start()
        thread.join()

    assert [is_closed(db) for db in opened] == [True, False]
    connections.close()


def test_sqlite_says_when_somebody_else_does_not_stop_writing(tmp_path: Path) -> None:
    busy = open_database("", tmp_path)
    waiting = Sqlite(tmp_path / "baton.db", seconds_to_wait=0)

    with busy.atomic():
        with pytest.raises(Unreachable, match=r"still writing\. Nothing of this was kept: try again"):
            put(waiting, "email")
        with pytest.raises(Unreachable, match="still writing"), waiting.atomic():
            pass
        put(busy, "phone")

    put(waiting, "chat")
    assert channels(busy) == ["chat", "phone"]
    waiting.close()
    busy.close()
