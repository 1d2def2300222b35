"""How long the stores take: ``python -m benchmarks.stores [ENTRIES]``, on SQLite and on PostgreSQL."""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from bot.database.backup import backup, restore
from bot.database.opening import open_database
from knowledge.entry import Entry
from knowledge.ids import new_id
from knowledge.store import Edit, Guide
from tests.postgres_server import embedded_server

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
ANSWER = "Dear {customer name},\n\n" + "we are sorry about that and look into it today. " * 10

Result = TypeVar("Result")


def timed(what: str, deed: Callable[[], Result]) -> Result:
    """Do it and print how long it took, in seconds."""
    begun = time.perf_counter()
    result = deed()
    print(f"  {what:34} {time.perf_counter() - begun:9.3f} s")
    return result


def measure(url: str, data: Path, count: int) -> None:
    """Print what one database takes."""
    db = open_database(url, data)
    guide = Guide(db, "north")
    entries = [
        Entry(
            new_id(), f"Where is order {n}?", ANSWER, phrasings=("Late", "Lost"), topics=("orders", f"topic {n % 50}")
        )
        for n in range(count)
    ]
    kept = timed(f"save {count} new entries", lambda: guide.save_all([Edit(e, "added") for e in entries], "cy", NOW))
    timed("read them all", lambda: sum(1 for _ in guide.published()))
    kept = timed("save them again, edited", lambda: guide.save_all([Edit(e, "edited") for e in kept], "cy", NOW))
    timed("save one", lambda: guide.save(kept[0], "edited", "cy", NOW))
    timed("back everything up", lambda: backup(db, data / "backup"))
    timed("restore it", lambda: restore(db, data / "backup", replace=True))
    db.close()


def main() -> None:
    """Measure both."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as data, embedded_server() as server:
        for name, url in (("SQLite", ""), ("PostgreSQL", server.url)):
            print(name)
            measure(url, Path(data), count)


if __name__ == "__main__":
    main()
