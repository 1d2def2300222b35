"""The database that several machines share: PostgreSQL over psycopg, with the methods ``bot.database.sqlite.Sqlite`` has."""

import re
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from selectors import EVENT_READ, DefaultSelector
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import DictRow, dict_row

from bot.opened import Unreachable
from knowledge.database import Made, Row
from knowledge.refusal import Refusal

SECONDS_TO_CONNECT = 10
# Any number will do, as long as every Baton takes the same one.
ADVISORY_LOCK = 0x6261746F6E

_PIECE = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|(?<!:):(?P<name>[a-z_]\w*)")


class Postgres:
    """One connection to the server; one thread uses it at a time.

    A connection that was lost is opened again at its next use, but never in the middle of a transaction.
    """

    def __init__(self, url: str) -> None:
        """Connect to ``postgresql://...``.

        Raises:
            Refusal: the address cannot be understood, or the database cannot hold every script.
            Unreachable: the server does not answer, or does not let us in.
        """
        try:
            patience = conninfo_to_dict(url).get("connect_timeout", SECONDS_TO_CONNECT)
        except psycopg.ProgrammingError:
            # The reason may quote a part of the password.
            sentence = "The database's address cannot be understood: postgresql://USER:PASSWORD@HOST:PORT/DATABASE."
            raise Refusal(sentence) from None
        self._address = make_conninfo(url, application_name="baton", connect_timeout=patience)
        self._ended = False
        self._depth = 0
        self._connection = self._connect()
        encoding = self._connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            self.close()
            raise Refusal(f"The database is encoded as {encoding}. Make one with: create database ... encoding 'UTF8'.")

    def query(self, sql: str, params: dict[str, Any] | None = None) -> list[Row]:
        """Run a statement that gives rows, and give them as dictionaries.

        Raises:
            Unreachable: the connection was lost on the way.
        """
        with self._telling_of_loss():
            return self._run(sql, params).fetchall()

    def execute(self, sql: str, parameters: dict[str, Any] | None = None) -> int:
        """Run a statement that gives no rows, and return how many it wrote; raises as :meth:`query`."""
        with self._telling_of_loss():
            return self._run(sql, parameters).rowcount

    def remembered(self, _key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what ``make`` makes: the server does not say whether anything of it has changed."""
        return make()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Everything inside happens or nothing does; raises as :meth:`query`."""
        with self._telling_of_loss():
            connection = self._live()
            self._depth += 1
            try:
                with connection.transaction():
                    yield
            finally:
                self._depth -= 1

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Like :meth:`atomic`, and no other Baton is inside ``alone`` at the same time."""
        with self.atomic():
            self.execute("select pg_advisory_xact_lock(:key)", {"key": ADVISORY_LOCK})
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is as it was at one moment, while others go on writing."""
        with self.atomic():
            self.execute("set transaction isolation level repeatable read, read only")
            yield

    def table_names(self) -> list[str]:
        """Return the names of the tables there are."""
        rows = self.query(
            "select tablename as name from pg_tables where schemaname = current_schema() order by tablename"
        )
        return [row["name"] for row in rows]

    def close(self) -> None:
        """Give the connection back, for good."""
        self._ended = True
        self._connection.close()

    def _connect(self) -> psycopg.Connection[DictRow]:
        try:
            # A raw cursor takes $1 as it is; the usual one reads every statement again for %s.
            return psycopg.connect(
                self._address, autocommit=True, row_factory=dict_row, cursor_factory=psycopg.RawCursor
            )
        except psycopg.OperationalError as error:
            raise Unreachable(
                f"The PostgreSQL server cannot be reached: {_first_line(error)}. "
                "Start it, or correct the database's address, and try again."
            ) from error

    def _run(self, sql: str, params: dict[str, Any] | None) -> psycopg.Cursor[DictRow]:
        statement, names = numbered(sql)
        return self._live().execute(statement, [(params or {})[name] for name in names])

    def _live(self) -> psycopg.Connection[DictRow]:
        if self._depth == 0 and not self._ended and self._is_lost():
            self._connection.close()
            self._connection = self._connect()
        return self._connection

    def _is_lost(self) -> bool:
        """Say whether the server has hung up since the last statement; asks it only when it has said something."""
        if self._connection.closed:
            return True
        with DefaultSelector() as selector:
            selector.register(self._connection, EVENT_READ)
            if not selector.select(timeout=0):
                return False
        try:
            self._connection.execute(b"select 1")
        except psycopg.OperationalError:
            return True
        return False

    @contextmanager
    def _telling_of_loss(self) -> Iterator[None]:
        try:
            yield
        except psycopg.OperationalError as error:
            if not self._connection.closed:
                raise
            raise Unreachable(
                f"The connection to the PostgreSQL server was lost: {_first_line(error)}. "
                "What was being done may not have been kept: look before doing it again."
            ) from error


@lru_cache(maxsize=500)
def numbered(sql: str) -> tuple[bytes, tuple[str, ...]]:
    """Return a statement with each ``:name`` as PostgreSQL writes it, ``$1``, and the names in the order of their numbers.

    What stands in quotes stays as it is.
    """
    numbers: dict[str, int] = {}

    def piece(found: re.Match[str]) -> str:
        name = found["name"]
        return f"${numbers.setdefault(name, len(numbers) + 1)}" if name else found[0]

    return _PIECE.sub(piece, sql).encode(), tuple(numbers)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), "no reason given").rstrip(".")
