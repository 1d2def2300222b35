"""Several people at the desk in the same moment: threads with a connection each, or processes.

``python -m tests.bot.crowd URL DATA INDEX`` is one of those processes: it reads what to do as a line, says "ready",
waits for a line, does it and says what was heard.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from bot.conversations import answer
from bot.database.opening import open_database
from bot.desk import Desk, desk_over
from bot.message import Message
from bot.turn import Person, Turn
from bot.written import as_data, from_data
from knowledge.database import Database
from knowledge.ids import new_id
from knowledge.search import Search
from tests.bot.test_races import all_at_once
from tests.place import Place

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Deed:
    """What one person does."""

    person: Person
    action: str
    values: dict[str, str]


class Crowd(Protocol):
    """Does each list of deeds one after the other, all lists at once, and returns what was heard in each."""

    def __call__(self, place: Place, folder: Path, *each: Sequence[Deed]) -> list[list[Message]]: ...


def desk_of(db: Database, index: Path) -> Desk:
    """Return a desk over a connection, as a running Baton has one."""
    return desk_over(db, "north", Search(index), NOW)


def do(deeds: Sequence[Deed], index: Path, db: Database) -> list[Message]:
    """Do some deeds at a desk."""
    desk = desk_of(db, index)
    return [answer(Turn(new_id(), deed.person, deed.action, deed.values, "web"), desk) for deed in deeds]


def as_threads(place: Place, folder: Path, *each: Sequence[Deed]) -> list[list[Message]]:
    """Give every list of deeds a thread and a connection of its own."""
    return all_at_once(place, *[partial(do, deeds, folder / f"index {n}") for n, deeds in enumerate(each)])


def as_processes(place: Place, folder: Path, *each: Sequence[Deed]) -> list[list[Message]]:
    """Give every list of deeds a process of its own."""
    with ExitStack() as open_processes:
        processes = []
        for n, deeds in enumerate(each):
            command = [sys.executable, "-m", "tests.bot.crowd", place.url, str(place.data), str(folder / f"index {n}")]
            started = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            processes.append(open_processes.enter_context(started))
            _say(started, json.dumps([asdict(deed) for deed in deeds]))
        assert [_hear(process) for process in processes] == ["ready"] * len(each)
        for process in processes:
            _say(process, "go")
        return [[from_data(message) for message in json.loads(_hear(process))] for process in processes]


def _say(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def _hear(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().removesuffix("\n")


def main(url: str, data: str, index: str) -> None:
    """Do what the parent says, when it says so."""
    deeds = [
        Deed(Person(**deed["person"]), deed["action"], deed["values"]) for deed in json.loads(sys.stdin.readline())
    ]
    db = open_database(url, Path(data))
    print("ready", flush=True)  # noqa: T201 - the parent waits for it
    sys.stdin.readline()
    heard = do(deeds, Path(index), db)
    print(json.dumps([as_data(message) for message in heard]), flush=True)  # noqa: T201
    db.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
