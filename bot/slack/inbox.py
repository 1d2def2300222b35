"""What was acknowledged before it had its effect, because the store was slow: kept in a file of its own until then.

So a process that is killed in that moment finishes it when it starts again.
"""

import threading
from pathlib import Path

from bot.slack.heard import Heard, from_json
from bot.sqlite import Sqlite

FILE = "slack-inbox.db"


class Inbox:
    """A file of things heard and not yet answered; any thread may use it."""

    def __init__(self, folder: Path) -> None:
        """Open or make the file; raises as :class:`bot.sqlite.Sqlite`."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._db = Sqlite(folder / FILE)
        self._db.execute("create table if not exists inbox (id text primary key, heard text not null)")

    def put(self, heard: Heard) -> None:
        """Keep something that is acknowledged now and answered later; it is on the disk when this returns."""
        with self._lock, self._db.atomic():
            self._db.execute(
                "insert into inbox (id, heard) values (:id, :heard) on conflict (id) do nothing",
                {"id": heard.id, "heard": heard.to_json()},
            )

    def remove(self, id: str) -> None:
        """Forget what was answered."""
        with self._lock, self._db.atomic():
            self._db.execute("delete from inbox where id = :id", {"id": id})

    def all(self) -> list[Heard]:
        """Return what was left behind, the oldest first."""
        with self._lock:
            return [from_json(row["heard"]) for row in self._db.query("select heard from inbox order by rowid")]

    def close(self) -> None:
        """Give the file back."""
        self._db.close()
