"""Colleagues in processes of their own, each at a desk over the same database, who act in the same moment.

``python -m tests.bot.colleagues URL DATA INDEX`` is one of them: it says "ready", then takes the turns of each line it
is given, a JSON list of [person, action, values] with the moment to begin, and says the titles of what it heard.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from bot.conversations import answer
from bot.conversations.duties import DUTIES
from bot.database.opening import open_database
from bot.desk import Desk, desk_over
from bot.turn import Turn
from knowledge.search import Search
from tests.place import Place

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
TEAM = "north"
CLOCK = "clock"  # who does the duties, so many days later
SOON = 0.05  # seconds until everybody has read what to do


class Try(NamedTuple):
    """One turn: who (an id), which action, with which values."""

    person: str
    action: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Colleagues:
    """So many processes, which wait for what to do."""

    processes: Sequence["subprocess.Popen[str]"]

    def at_once(self, *tries: Sequence[Try]) -> list[list[str]]:
        """Let each process take its turns, all beginning in the same moment; return the titles each heard."""
        begin = time.time() + SOON
        for process, turns in zip(self.processes, tries, strict=True):
            assert process.stdin
            process.stdin.write(f"{json.dumps([begin, turns])}\n")
            process.stdin.flush()
        return [json.loads(_line(process)) for process in self.processes]


@contextmanager
def colleagues(place: Place, folder: Path, count: int = 2) -> Iterator[Colleagues]:
    """Give so many processes over the database at a place."""
    with ExitStack() as open_processes:
        started = []
        for number in range(count):
            index = str(folder / f"index-{number}")
            command = [sys.executable, "-m", "tests.bot.colleagues", place.url, str(place.data), index]
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            started.append(open_processes.enter_context(process))
        assert [_line(process) for process in started] == ["ready\n"] * count
        yield Colleagues(started)
        for process in started:
            assert process.stdin
            process.stdin.close()  # the end of what there is to do


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    return process.stdout.readline()


def take(desk: Desk, wanted: Try) -> str:
    """Take one turn at a desk, as a running Baton does; return the title of what is said, or why it was refused."""
    if wanted.person == CLOCK:
        later = replace(desk, now=NOW + timedelta(days=int(wanted.values["days"])))
        for duty in DUTIES:
            duty(later)
        return "done"
    person = desk.people.person(wanted.person)
    assert person
    message = answer(Turn("t1", person, wanted.action, wanted.values, "web"), desk)
    if message.refused:
        return " ".join(part.plain() for part in message.parts if hasattr(part, "plain"))
    return message.title


def main(url: str, data: str, index: str) -> None:
    """Be one of them until there is nothing more to do."""
    db = open_database(url, Path(data))
    desk = desk_over(db, TEAM, Search(Path(index)), NOW)
    print("ready", flush=True)  # noqa: T201 - the parent waits for it
    for line in sys.stdin:
        begin, turns = json.loads(line)
        time.sleep(max(0, begin - time.time()))
        print(json.dumps([take(desk, Try(*each)) for each in turns]), flush=True)  # noqa: T201
    db.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
