"""The database that needs no server: one SQLite file in the data folder, over sqlite-utils."""

import os
import sqlite3
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlite_utils

from bot.database.remembered_reads import RememberedReads, is_read
from bot.files import written_whole
from bot.opened import Unreachable
from knowledge.database import Made, Row
from knowledge.refusal import Refusal

OLDEST_SQLITE = (3, 35, 0)  # the first with "returning": https://www.sqlite.org/changes.html
SECONDS_BETWEEN_TRIES = 0.01
SECONDS_TO_WAIT = 30  # for another writer to finish, such as a long import
HOW_TO_RESTORE = "Stop Baton, move baton.db and what begins with its name away, and restore a backup."


class Sqlite:
    """One connection to the file. It belongs to the thread that uses it, though any thread may close it."""

    def __init__(self, file: Path, seconds_to_wait: float = SECONDS_TO_WAIT) -> None:
        """Open the file, or create it for its owner alone; a write waits that long for another one to finish.

        Raises:
            Refusal: it cannot be opened, or is no database.
        """
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            raise Refusal(f"Baton needs SQLite 3.35 or newer; this Python brings {sqlite3.sqlite_version}.")
        try:
            _make(file)
            connection = sqlite3.connect(file, timeout=seconds_to_wait, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise _cannot_open(file, error) from error
        try:
            _write_ahead(connection, seconds_to_wait)
            # A commit survives a power cut only so: https://www.sqlite.org/pragma.html#pragma_synchronous
            connection.execute("pragma synchronous = full")
        except sqlite3.Error as error:
            connection.close()
            raise _cannot_open(file, error) from error
        self._file = file
        self._db = sqlite_utils.Database(connection)
        self._reads = RememberedReads()
        self._nobody_else_writes = False

    def query(self, sql: str, params: dict[str, Any] | None = None) -> list[Row]:
        """Run a statement that gives rows, and give them as dictionaries.

        All are fetched at once: a cursor left open pins an old snapshot, and the next write
        over this connection would fail with "database is locked" however long it waited.

        Raises:
            Unreachable: somebody else kept writing for longer than this connection waits.
        """
        try:
            if self._nobody_else_writes:
                return self._reads.rows(sql, params, lambda: self._read(sql, params))
            self._reads.wrote(sql)
            if self._db.conn.in_transaction or is_read(sql):
                return self._read(sql, params)
            return list(self._db.query(sql, params))
        except sqlite3.DatabaseError as error:
            raise _told(error) from error

    def remembered(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what ``make`` makes of what it reads, as it was made before where nothing of that has changed."""
        return self._reads.made(key, make) if self._nobody_else_writes else make()

    def _read(self, sql: str, params: dict[str, Any] | None) -> list[Row]:
        """Read rows without the two savepoints that sqlite-utils would put around each statement."""
        cursor = self._db.conn.execute(sql, params or {})
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def execute(self, sql: str, parameters: dict[str, Any] | None = None) -> int:
        """Run a statement that gives no rows, and return how many it wrote; raises as :meth:`query`."""
        try:
            written = self._db.execute(sql, parameters).rowcount
            self._reads.wrote(sql)
        except sqlite3.DatabaseError as error:
            raise _told(error) from error
        return written

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Everything inside happens or nothing does; raises as :meth:`query`.

        The outermost one waits for its turn to write at once. One that read first could not:
        https://www.sqlite.org/isolation.html
        """
        if self._db.conn.in_transaction:
            with self._within():
                yield
            return
        try:
            self._db.conn.execute("begin immediate")
            self._reads.begin(self._db.conn.execute("pragma data_version").fetchone()[0])
        except sqlite3.DatabaseError as error:
            raise _told(error) from error
        self._nobody_else_writes = True
        try:
            yield
            self._commit()
        except BaseException:
            self._reads.forget()
            self._db.rollback()
            raise
        finally:
            self._nobody_else_writes = False

    def _commit(self) -> None:
        """Keep what was done; a full disk often shows only now."""
        try:
            self._db.commit()
        except sqlite3.DatabaseError as error:
            raise _told(error) from error

    @contextmanager
    def _within(self) -> Iterator[None]:
        """Take back what is done inside if it fails, and nothing of what was done before in the transaction.

        The savepoint always has one name, and SQLite finds the innermost: sqlite-utils makes up another name each
        time, and statements that are never the same push all others out of those kept prepared.
        """
        connection = self._db.conn
        connection.execute("savepoint within")
        try:
            yield
        except BaseException:
            self._reads.forget()
            if connection.in_transaction:  # some faults end it whole
                connection.execute("rollback to within")
                connection.execute("release within")
            raise
        connection.execute("release within")

    def alone(self) -> AbstractContextManager[None]:
        """Like :meth:`atomic`: SQLite has one writer at a time."""
        return self.atomic()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is as it was at one moment, while others go on writing."""
        with self._db.atomic():
            yield

    def table_names(self) -> list[str]:
        """Return the names of the tables there are."""
        return self._db.table_names()

    def copy_to(self, file: Path) -> None:
        """Copy the whole database, as last committed, to a file that is there whole or not at all."""
        with (
            written_whole(file) as unfinished,
            closing(sqlite3.connect(self._file)) as source,
            closing(sqlite3.connect(unfinished)) as copy,
        ):
            source.backup(copy)

    def close(self) -> None:
        """Give the connection back."""
        self._db.close()


def _make(file: Path) -> None:
    """Make the file, for its owner alone, where it is not there yet.

    One that is there must not be opened here: closing it again would end the locks of every other connection of this
    process, and another process would take away what they are writing to: https://www.sqlite.org/howtocorrupt.html
    """
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _write_ahead(connection: sqlite3.Connection, seconds_to_wait: float) -> None:
    """Have the database write ahead, once those who open it in the same moment have done so.

    The first one to ask for it needs the file alone, and SQLite does not wait for that where two would wait for each
    other: https://www.sqlite.org/c3ref/busy_handler.html
    """
    until = time.monotonic() + seconds_to_wait
    while True:
        try:
            connection.execute("pragma journal_mode = wal")
        except sqlite3.DatabaseError as error:
            if not _is_busy(error) or time.monotonic() > until:
                raise
            time.sleep(SECONDS_BETWEEN_TRIES)
        else:
            return


def _is_busy(error: sqlite3.DatabaseError) -> bool:
    return _kind(error) == sqlite3.SQLITE_BUSY


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return _kind(error) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _kind(error: sqlite3.DatabaseError) -> int:
    # The low byte is the kind: https://www.sqlite.org/rescode.html
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _told(error: sqlite3.DatabaseError) -> Exception:
    """Return the error as a sentence where nothing is wrong with the statement, else the error itself."""
    if _is_busy(error):
        return Unreachable("Somebody else is still writing. Nothing of this was kept: try again in a minute.")
    return _faulty(error)


def _faulty(error: sqlite3.DatabaseError) -> Exception:
    """Return the error as a sentence where it is the disk's or the file's fault, else the error itself."""
    if _kind(error) == sqlite3.SQLITE_READONLY:
        return Unreachable(
            f"The database may not be written ({error}). Nothing of this was kept: "
            "let Baton write in its data folder, and try again."
        )
    if _kind(error) in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
        return Unreachable(f"The disk does not take it ({error}). Nothing of this was kept: make room and try again.")
    if _is_damage(error):
        return Unreachable(f"The database is damaged ({error}). Nothing was changed. {HOW_TO_RESTORE}")
    return error


def _cannot_open(file: Path, error: Exception) -> Refusal:
    if isinstance(error, sqlite3.DatabaseError) and _is_damage(error):
        return Refusal(f"The database {file} cannot be opened ({error}). Nothing was changed. {HOW_TO_RESTORE}")
    return Refusal(
        f"The database {file} cannot be opened ({error}). Nothing was changed. "
        "Check that the file is Baton's and that you may write in its folder."
    )
