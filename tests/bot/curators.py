"""A process of its own in which a curator settles: ``python -m tests.bot.curators URL DATA INDEX PERSON WORDS``."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.conversations import answer
from bot.database import open_database
from bot.desk import desk_over
from bot.message import Message
from bot.turn import Person, Turn
from knowledge.database import Database
from knowledge.search import Search

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
SETTLING = {"situation": "smoke", "of": "", "sent": "yes", "question": "My lamp smokes", "goes": "new", "made_of": ""}


def take(db: Database, index: Path, person: Person, action: str, values: dict[str, str]) -> Message:
    """Take one turn over a connection, as a running Baton does."""
    desk = desk_over(db, "north", Search(index), NOW)
    return answer(Turn("t1", person, action, values, "web"), desk)


def main(url: str, data: str, index: str, name: str, words: str) -> None:
    """Say "ready", wait for a line, settle, and say what was heard."""
    db = open_database(url, Path(data))
    print("ready", flush=True)  # noqa: T201 - the parent waits for it
    sys.stdin.readline()
    person = Person(name.lower(), name, "curator")
    print(take(db, Path(index), person, "situations.settle", {**SETTLING, "answer": words}).title, flush=True)  # noqa: T201
    db.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
