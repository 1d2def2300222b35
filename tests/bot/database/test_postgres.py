import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from bot.database.opening import open_database
from bot.database.postgres import numbered
from bot.opened import Opened, Unreachable
from knowledge.refusal import Refusal
from tests.place import Place
from tests.postgres_server import embedded_server


@pytest.fixture
def db(postgres_place: Place) -> Iterator[Opened]:
    with postgres_place.opened() as db:
        yield db


def put(db: Opened, channel: str) -> None:
    db.execute(
        "insert into frames (team, channel, opening, ending, revision) values ('north', :channel, '', '', 1)",
        {"channel": channel},
    )


def put_lose_and_put(db: Opened, postgres_url: str) -> None:
    with db.atomic():
        put(db, "email")
        hang_up(db, postgres_url)
        put(db, "phone")


def channels(db: Opened) -> list[str]:
    return [row["channel"] for row in db.query("select channel from frames order by channel")]


def hang_up(db: Opened, postgres_url: str) -> None:
    """Have the server end this connection, and return when it has."""
    (session,) = db.query("select pg_backend_pid() as pid")
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute("select pg_terminate_backend(%(pid)s)", session)
        while server.execute("select 1 from pg_stat_activity where pid = %(pid)s", session).fetchall():
            pass


@contextmanager
def database(postgres_url: str, options: str) -> Iterator[str]:
    """Make a database with options of its own for a while, and give its address."""
    name = f"test_{secrets.token_hex(6)}"
    address = urlsplit(postgres_url)
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(f"create database {name} {options}".encode())
        try:
            yield urlunsplit(address._replace(path=f"/{name}"))
        finally:
            server.execute(f"drop database {name}".encode())


def test_a_connection_that_the_server_ended_meanwhile_is_opened_again_unnoticed(db: Opened, postgres_url: str) -> None:
    put(db, "email")

    hang_up(db, postgres_url)

    assert channels(db) == ["email"]


def test_work_done_together_begins_on_a_connection_that_is_alive(db: Opened, postgres_url: str) -> None:
    hang_up(db, postgres_url)

    with db.atomic():
        put(db, "email")

    assert channels(db) == ["email"]


def test_a_connection_lost_in_the_middle_of_work_keeps_nothing_and_says_so(db: Opened, postgres_url: str) -> None:
    with pytest.raises(Unreachable) as lost:
        put_lose_and_put(db, postgres_url)

    assert str(lost.value) == (
        "The connection to the PostgreSQL server was lost: "
        "terminating connection due to administrator command. "
        "What was being done may not have been kept: look before doing it again."
    )
    assert channels(db) == []


def test_a_connection_lost_under_a_statement_says_so_and_the_next_one_works(db: Opened) -> None:
    with pytest.raises(Unreachable, match="was lost: terminating connection"):
        db.query("select pg_terminate_backend(pg_backend_pid())")

    assert channels(db) == []


def test_a_statement_that_is_wrong_is_not_taken_for_a_lost_connection(db: Opened) -> None:
    with pytest.raises(psycopg.errors.UndefinedTable):
        db.query("select 1 from nowhere")


def test_a_statement_the_server_gives_up_on_is_not_taken_for_a_lost_connection(db: Opened) -> None:
    db.execute("set statement_timeout = 1")

    with pytest.raises(psycopg.errors.QueryCanceled):
        db.query("select pg_sleep(60)")


def test_a_server_that_was_stopped_and_started_again_is_used_again(tmp_path: Path) -> None:
    with embedded_server() as server:
        db = open_database(server.url, tmp_path)
        put(db, "email")

        server.stop()
        with pytest.raises(Unreachable, match=r"The PostgreSQL server cannot be reached: .*Start it, or correct"):
            channels(db)
        server.start()

        assert channels(db) == ["email"]
        db.close()


def test_a_server_that_does_not_answer_is_named_but_never_the_password(tmp_path: Path) -> None:
    with pytest.raises(Unreachable) as unreachable:
        open_database("postgresql://baton:secret@127.0.0.1:1/baton", tmp_path)

    assert 'server at "127.0.0.1", port 1 failed: Connection refused.' in str(unreachable.value)
    assert "secret" not in str(unreachable.value)


@pytest.mark.parametrize(
    "url", ["postgresql://baton:sec%ret@localhost/baton", "postgresql://localhost/baton?secret=1", "postgres://[secret"]
)
def test_an_address_that_cannot_be_understood_is_refused_without_repeating_it(tmp_path: Path, url: str) -> None:
    with pytest.raises(Refusal) as refusal:
        open_database(url, tmp_path)

    assert refusal.value.sentence == (
        "The database's address cannot be understood: postgresql://USER:PASSWORD@HOST:PORT/DATABASE."
    )


def test_a_database_that_cannot_hold_every_script_is_refused(postgres_url: str, tmp_path: Path) -> None:
    options = "encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0"

    with database(postgres_url, options) as url, pytest.raises(Refusal, match="The database is encoded as LATIN1"):
        open_database(url, tmp_path)


def test_a_connection_that_was_closed_stays_closed(postgres_place: Place) -> None:
    db = postgres_place.open()
    db.close()

    with pytest.raises(Unreachable, match="the connection is closed"):
        channels(db)


def test_the_server_can_tell_which_connections_are_batons(db: Opened) -> None:
    assert list(db.query("select current_setting('application_name') as name")) == [{"name": "baton"}]


@pytest.mark.parametrize(
    ("sql", "statement", "names"),
    [
        ("select 1", "select 1", ()),
        ("x = :a and y = :b_2", "x = $1 and y = $2", ("a", "b_2")),
        ("x = :a or y = :a", "x = $1 or y = $1", ("a",)),
        ("(:a,:ab)", "($1,$2)", ("a", "ab")),
        ("x = ':a' and y = :b", "x = ':a' and y = $1", ("b",)),
        ("x = 'it''s :a' and y = :b", "x = 'it''s :a' and y = $1", ("b",)),
        ('":a" = :b', '":a" = $1', ("b",)),
        ("x::text = :a", "x::text = $1", ("a",)),
        ("x like '%s' || :a", "x like '%s' || $1", ("a",)),
    ],
)
def test_named_parameters_are_numbered(sql: str, statement: str, names: tuple[str, ...]) -> None:
    assert numbered(sql) == (statement.encode(), names)
