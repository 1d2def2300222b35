"""What was acknowledged before it had its effect, because the store was slow: kept in a file of its own until then.

So a process that is killed in that moment finishes it when it starts again.
"""

import threading
from pathlib import Path

from bot.database.sqlite import Sqlite


class Inbox:
    """A chat product's file of things heard and not yet answered, each as JSON under its id; any thread may use it."""

    def __init__(self, folder: Path, surface: str) -> None:
        """Open or make the file; raises as :class:`bot.database.sqlite.Sqlite`."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._db = Sqlite(folder / f"{surface}-inbox.db")
        self._db.execute("create table if not exists inbox (id text primary key, heard text not null)")

    def put(self, id: str, heard: str) -> None:
        """Keep something that is acknowledged now and answered later; it is on the disk when this returns."""
        with self._lock, self._db.atomic():
            self._db.execute(
                "insert into inbox (id, heard) values (:id, :heard) on conflict (id) do nothing",
                {"id": id, "heard": heard},
            )

    def remove(self, id: str) -> None:
        """Forget what was answered."""
        with self._lock, self._db.atomic():
            self._db.execute("delete from inbox where id = :id", {"id": id})

    def all(self) -> list[str]:
        """Return what was left behind, the oldest first."""
        with self._lock:
            return [str(row["heard"]) for row in self._db.query("select heard from inbox order by rowid")]

    def close(self) -> None:
        """Give the file back, once nobody uses it: SQLite may crash where another thread still reads."""
        with self._lock:
            self._db.close()
