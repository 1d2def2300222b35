"""How long an answer takes, by words alone: ``python -m benchmarks.ask [--sizes 100 1000] [--questions 300]``.

Each size has a process of its own, so that its memory is its own. Beside Baton, in the same process and with the same
questions, stands the full-text search that SQLite brings (FTS5), asked for the same five best by BM25.
"""

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks.made_guide import made_entries, made_questions
from benchmarks.plain_fts import PlainFts
from bot.conversations import answer
from bot.database.opening import open_database
from bot.desk import Desk, desk_over
from bot.turn import Person, Turn
from bot.web.render import parts_html
from knowledge.entry import Entry
from knowledge.search import Search
from knowledge.store import Edit

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
DEE = Person("dee", "Dee", "csr", "UTC", "web")
SIZES = (100, 1_000, 10_000, 50_000)
UPDATES = 20
MEBIBYTE = 2**20


@dataclass(frozen=True)
class Figure:
    """One measure of Baton and, where there is one, of FTS5 beside it."""

    name: str
    baton: float
    fts: float | None = None
    unit: str = "ms"

    def __str__(self) -> str:
        line = f"  {self.name:44}{self.baton:10.2f} {self.unit}"
        if self.fts is None:
            return line
        return f"{line:60}{self.fts:10.2f} {self.unit}{self.baton / max(self.fts, 1e-9):12.2f} x"


def measure(count: int, questions: int) -> list[Figure]:
    """Measure a guide of so many entries with so many questions."""
    entries = list(made_entries(count))
    asked = made_questions(entries, 2 * questions)
    with tempfile.TemporaryDirectory() as folder:
        db = open_database("", Path(folder))
        desk = desk_over(db, "team", Search(Path(folder) / "index"), NOW)
        entries = desk.guide.save_all([Edit(entry, "added") for entry in entries], "cy", NOW)
        figures = _measured(desk, entries, asked, Path(folder) / "index")
        db.close()
    return figures


def _measured(desk: Desk, entries: list[Entry], asked: list[tuple[str, str]], folder: Path) -> list[Figure]:
    # What was asked once is remembered, so no question is measured twice.
    half = len(asked) // 2
    wordings = [wording for wording, _ in asked[:half]]
    before = peak_memory()
    build = timed(partial(read_everything, desk))
    find = sorted(timed(partial(desk.search.find, wording, desk.guide)) for wording in wordings)
    taken = peak_memory() - before
    fts = PlainFts()
    fts_build = timed(partial(fts.put, entries))
    fts_find = sorted(timed(partial(fts.find, wording)) for wording in wordings)
    rendered = sorted(timed(partial(ask, desk, wording)) for wording, _ in asked[half:])
    updates = sorted(timed(partial(edit_and_find, desk, entry)) for entry in entries[:UPDATES])
    fts_updates = sorted(timed(partial(fts.put, [entry])) for entry in entries[:UPDATES])
    first = sum(best(desk, wording) == [entry] for wording, entry in asked) / len(asked)
    fts_first = sum([id for id, _ in fts.find(wording)][:1] == [entry] for wording, entry in asked) / len(asked)
    return [
        Figure("question to rendered message, p50", middle(rendered)),
        Figure("question to rendered message, p99", slowest(rendered)),
        Figure("question to the best five, p50", middle(find), middle(fts_find)),
        Figure("question to the best five, p99", slowest(find), slowest(fts_find)),
        Figure("index built from the store", build, fts_build),
        Figure("next start, with the index kept", timed(partial(Search(folder).find, "", desk.guide))),
        Figure("one entry edited, saved and found, p50", middle(updates), middle(fts_updates)),
        Figure("memory taken at most", taken / MEBIBYTE, unit="MB"),
        Figure("the entry meant is first", 100 * first, 100 * fts_first, unit="% "),
    ]


def read_everything(desk: Desk) -> None:
    """Read every entry into the index; as Baton runs, that happens behind the answers."""
    while desk.search.work(desk.guide, lambda _left: None):
        pass


def ask(desk: Desk, wording: str) -> list[str]:
    """Ask as a CSR does on the page, and return the page's HTML."""
    turn = Turn("turn", DEE, "guide.ask", {"question": wording}, "web")
    return [str(part) for part in parts_html(answer(turn, desk), "exchange", DEE.id)]


def best(desk: Desk, wording: str) -> list[str]:
    """Return the id of the entry that is found first, if any is."""
    return [hit.entry for hit in desk.search.find(wording, desk.guide, limit=1).hits]


def edit_and_find(desk: Desk, entry: Entry) -> None:
    """Save an entry with another question and find it by that."""
    desk.guide.save(replace(entry, question=f"{entry.question} {entry.id}"), "edited", "cy", NOW)
    if best(desk, f"{entry.question} {entry.id}") != [entry.id]:
        raise AssertionError(f"{entry.id} was edited and is not found.")


def timed(deed: Callable[[], object]) -> float:
    """Do it and return how many milliseconds it took."""
    begun = time.perf_counter()
    deed()
    return 1000 * (time.perf_counter() - begun)


def middle(times: list[float]) -> float:
    """Return the median of sorted times."""
    return times[len(times) // 2]


def slowest(times: list[float]) -> float:
    """Return the 99th percentile of sorted times."""
    return times[len(times) * 99 // 100]


def peak_memory() -> int:
    """Return the most memory that this process has had, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else 1024 * peak


def main(arguments: Iterable[str] | None = None) -> None:
    """Measure every size and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="ENTRIES")
    parser.add_argument("--questions", type=int, default=300)
    chosen = parser.parse_args(None if arguments is None else list(arguments))
    spawning = multiprocessing.get_context("spawn")
    for size in chosen.sizes:
        with ProcessPoolExecutor(1, mp_context=spawning) as process:
            figures = process.submit(measure, size, chosen.questions).result()
        print(f"{f'{size:,} entries':46}{'Baton':>10}{'FTS5':>14}{'ratio':>17}")
        print(*figures, sep="\n", flush=True)


if __name__ == "__main__":
    main()
