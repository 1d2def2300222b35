"""What is left when Baton is killed in the middle of its work: all of it or nothing."""

import random
import secrets
import subprocess
import sys
import time
from pathlib import Path

from bot.database.backup import backup, restore
from bot.opened import Opened
from knowledge.entry import Entry
from knowledge.store import Guide
from tests.bot.victim import MANY, NOW, save_many
from tests.place import Place

LATE = Entry("late", "Where is my order?", "On its way.", topics=("delays",))
KILLS = 6
PROJECT = Path(__file__).parents[2]


def started(place: Place, what: str, file: Path) -> subprocess.Popen[str]:
    """Start the victim and return once it is about to begin."""
    command = [sys.executable, "-m", "tests.bot.victim", what, place.url, str(place.data), str(file)]
    victim = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert victim.stdout is not None
    assert victim.stdout.readline() == "ready\n"
    return victim


def seconds_it_takes(place: Place, what: str, file: Path) -> float:
    """Let the victim do its work to the end."""
    begun = time.perf_counter()
    with started(place, what, file) as victim:
        assert victim.stdout is not None
        assert victim.stdout.readline() == "done\n"
        return time.perf_counter() - begun


def kill_within(seconds: float, place: Place, what: str, file: Path) -> None:
    """Kill the victim with no warning at a random moment of its work."""
    with started(place, what, file) as victim:
        time.sleep(seconds)
        victim.kill()


def moments(longest: float) -> list[float]:
    """Return when to kill, in seconds; the seed is printed so that a failure can be repeated."""
    seed = secrets.randbits(32)
    print("seed", seed)  # noqa: T201
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    return [chance.uniform(0, longest) for _ in range(KILLS)]


def settled(db: Opened) -> None:
    """Return once the server has noticed that the victim is gone."""
    with db.alone():
        Guide(db, "elsewhere").revisions.take_numbers()


def tally(db: Opened) -> tuple[int, int, int, list[tuple[str, int]]]:
    """Return how many entries, how many revisions, the team's revision number, and its topics."""
    guide = Guide(db, "north")
    (revisions,) = db.query("select count(*) as kept from revisions where team = :team", {"team": "north"})
    return guide.count(), revisions["kept"], guide.position().revision, guide.topics()


def after_saves(times: int) -> tuple[int, int, int, list[tuple[str, int]]]:
    """Return the tally after so many times a thousand entries."""
    entries = 1 + times * MANY
    return entries, entries, entries, [("delays", 1), ("orders", times * MANY)]


def test_a_kill_during_a_save_of_many_entries_leaves_all_or_none_of_them(place: Place, tmp_path: Path) -> None:
    with place.opened() as db:
        Guide(db, "north").save(LATE, "added", "cy", NOW)
    longest = seconds_it_takes(place, "save", tmp_path)
    saves = 1

    for seconds in moments(longest):
        kill_within(seconds, place, "save", tmp_path)

        with place.opened() as db:
            settled(db)
            found = tally(db)
        assert found in (after_saves(saves), after_saves(saves + 1))
        saves = found[0] // MANY


def test_a_kill_during_a_restore_leaves_what_was_there_or_what_was_restored(place: Place, tmp_path: Path) -> None:
    with place.opened() as db:
        Guide(db, "north").save(LATE, "added", "cy", NOW)
        backup(db, tmp_path / "little")
        save_many(db)
        backup(db, tmp_path / "much")
    longest = seconds_it_takes(place, "restore", tmp_path / "much")

    for seconds in moments(longest):
        with place.opened() as db:
            restore(db, tmp_path / "little", replace=True)
            before = Guide(db, "north").position()
        kill_within(seconds, place, "restore", tmp_path / "much")

        with place.opened() as db:
            settled(db)
            if Guide(db, "north").position() == before:
                assert tally(db) == (1, 1, 1, [("delays", 1)])
            else:
                assert tally(db) == after_saves(1)
