"""Opening the database: SQLite in the data folder, or PostgreSQL where an address is given."""

import sqlite3
import threading
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.database.changes import PARTS, RECORD, Part, bring_up_to_date, changes_done
from bot.database.sqlite import HOW_TO_RESTORE, Sqlite
from bot.opened import Opened
from knowledge.refusal import Refusal

FILE = "baton.db"
BACKUPS = "backups"


def open_database(url: str, data: Path, parts: tuple[Part, ...] = PARTS) -> Opened:
    """Open the database and bring its tables up to date.

    ``url`` is ``postgresql://...``; empty is SQLite in the ``data`` folder. An SQLite file is copied into
    ``backups`` in that folder before its tables are changed.

    Raises:
        Refusal: it cannot be opened, or a newer Baton has changed it.
        Unreachable: the PostgreSQL server does not answer.
    """
    db = _connect(url, data)
    try:
        bring_up_to_date(db, parts, lambda done: _copy(db, data, done))
    except BaseException:
        db.close()
        raise
    return db


def look_at_database(url: str, data: Path, parts: tuple[Part, ...] = PARTS) -> str:
    """Say in a sentence that the database can be used; nothing is changed. Raises as :func:`open_database`."""
    if not url and not (data / FILE).exists():
        return f"There is no database in the folder {data} yet; Baton makes it when it starts."
    with closing(_connect(url, data)) as db:
        for row in db.query("pragma quick_check(1)") if isinstance(db, Sqlite) else ():
            if (found := " ".join(row["quick_check"].split())) != "ok":
                raise Refusal(f"The database {data / FILE} is damaged ({found}). {HOW_TO_RESTORE}")
        changes_done(db, parts)
        if RECORD in db.table_names():
            db.execute(f"update {RECORD} set number = number where 1 = 0")  # refused where nothing may be written
    return f"The database {data / FILE} is whole." if not url else "The PostgreSQL server answers, and lets Baton in."


class Connections:
    """A connection for every thread: a worker thread takes its own, and all are closed at the end."""

    def __init__(self, url: str, data: Path) -> None:
        """Open the first one, for this thread, and bring the tables up to date; raises as :func:`open_database`."""
        self._url = url
        self._data = data
        self._lock = threading.Lock()
        self._open = {threading.current_thread(): open_database(url, data)}

    def mine(self) -> Opened:
        """Return the connection of the thread that asks, opening it the first time."""
        thread = threading.current_thread()
        if thread not in self._open:
            connection = _connect(self._url, self._data)
            with self._lock:
                self._close(gone for gone in list(self._open) if not gone.is_alive())
                self._open[thread] = connection
        return self._open[thread]

    def close(self) -> None:
        """Close every connection; no thread may still be using one."""
        with self._lock:
            self._close(list(self._open))

    def _close(self, threads: Iterable[threading.Thread]) -> None:
        for thread in threads:
            self._open.pop(thread).close()


def _connect(url: str, data: Path) -> Opened:
    if url.startswith(("postgresql://", "postgres://")):
        return _connect_to_server(url)
    if url:
        raise Refusal("The database's address must start with postgresql://. Leave it empty for a file of Baton's own.")
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"The data folder {data} cannot be made ({error}). Name one that you may write in.") from error
    return Sqlite(data / FILE)


def _connect_to_server(url: str) -> Opened:
    try:
        from bot.database.postgres import Postgres  # noqa: PLC0415 - an extra that only this needs
    except ImportError as error:
        raise Refusal("PostgreSQL needs one package more: pip install 'baton[postgres]'.") from error
    return Postgres(url)


def _copy(db: Opened, data: Path, done: Mapping[str, int]) -> None:
    if not isinstance(db, Sqlite):
        return  # A server's databases are backed up where it runs.
    numbers = "-".join(f"{part}-{number}" for part, number in done.items())
    file = data / BACKUPS / f"baton-before-upgrade-from-{numbers}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.db"
    try:
        file.parent.mkdir(mode=0o700, exist_ok=True)
        db.copy_to(file)
    except (OSError, sqlite3.Error) as error:
        raise Refusal(
            f"The database must be brought up to date, but could not be copied to {file} before ({error}). "
            "Nothing was changed. Make room there, and start again."
        ) from error
