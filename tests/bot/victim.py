"""A process that a test kills in the middle of its work: ``python -m tests.bot.victim save|restore URL DATA FILE``."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.database.backup import restore
from bot.database.opening import open_database
from bot.opened import Opened
from knowledge.entry import Entry
from knowledge.ids import new_id
from knowledge.store import Edit, Guide

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
MANY = 1_000


def save_many(db: Opened) -> None:
    """Save a thousand new entries at once."""
    entries = (Entry(new_id(), f"Question {number}?", "Answer.", topics=("orders",)) for number in range(MANY))
    Guide(db, "north").save_all([Edit(entry, "added") for entry in entries], "cy", NOW)


def work(what: str, url: str, data: str, file: str) -> None:
    """Say "ready", then do it, then say "done"."""
    db = open_database(url, Path(data))
    print("ready", flush=True)  # noqa: T201 - the parent waits for it
    if what == "save":
        save_many(db)
    else:
        restore(db, Path(file), replace=True)
    print("done", flush=True)  # noqa: T201
    db.close()


if __name__ == "__main__":
    work(*sys.argv[1:])
