"""How fast the search by words and meaning is: ``python -m benchmarks.sizes [--sizes 10000 50000] [--questions 300]``.

The guide is made up and so are its vectors, each anywhere on the sphere: embedding 50,000 entries takes an hour, and
comparing them takes the same time wherever they lie. All else is as it runs: store, indexes, the model that embeds
every question. Each size has a process of its own.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.made_guide import made_entries, made_questions
from bot.database.opening import open_database
from knowledge.entry import Entry
from knowledge.meaning.meaning import Meaning, loaded
from knowledge.meaning.texts import keyed
from knowledge.meaning.vectors import KeptModel
from knowledge.search import Search
from knowledge.store import Edit, Guide

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
UPDATES = 60


def measure_warm(folder: str, questions: int) -> str:
    """Start with a warm store and measure what a person waits for."""
    guide = Guide(open_database("", Path(folder)), "team")
    sample = [entry for entry, _ in zip(guide.published(), range(2_000), strict=False)]
    asked = [wording for wording, _ in made_questions(sample, questions)]
    search = Search(Path(folder) / "index", Meaning())
    start = _seconds(lambda: search.find(asked[0], guide))
    times = sorted(1000 * _seconds(partial(search.find, wording, guide)) for wording in asked)
    memory = _memory()
    updates = sorted(1000 * _seconds(partial(_edit, search, guide, entry)) for entry in sample[:UPDATES])
    return (
        f"  start with a warm store: {start:.2f} s\n"
        f"  a question: p50 {_middle(times):.1f} ms, p99 {times[len(times) * 99 // 100]:.1f} ms\n"
        f"  one entry edited, embedded and found: p50 {_middle(updates):.1f} ms, most {updates[-1]:.1f} ms\n"
        f"  memory: {memory:.0f} MB, at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )


def fill(folder: str, count: int) -> str:
    """Fill a store with a made guide at once, ask right after it, and read everything; the vectors are made up."""
    entries = list(made_entries(count))
    guide = Guide(open_database("", Path(folder)), "team")
    search = Search(Path(folder) / "index", Meaning())
    search.find("warm up", guide)
    guide.save_all([Edit(entry, "added") for entry in entries], "cy", NOW)
    first = _seconds(lambda: _find(search, guide, entries[-1]))
    unread = sorted(1000 * _seconds(partial(_find, search, guide, entry)) for entry in entries[:UPDATES])
    vectors = _make_vectors(guide, entries)
    reading = _seconds(lambda: _work(search, guide))
    return (
        f"{count:,} entries, {vectors:,} vectors\n"
        f"  a question right after the import: {first:.2f} s, the next ones p50 {_middle(unread):.0f} ms, "
        f"most {unread[-1]:.0f} ms\n"
        f"  words and vectors read behind it: {reading:.1f} s"
    )


def _make_vectors(guide: Guide, entries: list[Entry]) -> int:
    model = loaded(None)
    guide.vectors.note(KeptModel(model.identity, ""))
    chance = np.random.default_rng(7)
    for at in range(0, len(entries), 1_000):
        keys = [key for entry in entries[at : at + 1_000] for key in keyed(entry)]
        rows = chance.normal(size=(len(keys), model.dimensions)).astype(np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        guide.vectors.keep(model.identity, dict(zip(keys, rows, strict=True)))
    return guide.vectors.count(model.identity)


def _edit(search: Search, guide: Guide, entry: Entry) -> None:
    now = guide.entry(entry.id) or entry
    guide.save(replace(now, question=f"{now.question} {now.id}"), "edited", "cy", NOW)
    _work(search, guide)
    _find(search, guide, replace(now, question=f"{now.question} {now.id}"))


def _find(search: Search, guide: Guide, entry: Entry) -> None:
    if search.find(entry.question, guide).hits[0].entry != entry.id:
        raise AssertionError(f"{entry.id} is not found.")


def _work(search: Search, guide: Guide) -> None:
    while search.work(guide, lambda _left: None):
        pass


def _middle(times: list[float]) -> float:
    return times[len(times) // 2]


def _seconds(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


def _memory() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def main() -> None:
    """Measure every size and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=(1_000, 10_000, 50_000), metavar="ENTRIES")
    parser.add_argument("--questions", type=int, default=300)
    chosen = parser.parse_args()
    spawning = multiprocessing.get_context("spawn")
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as folder:
            for deed, argument in ((fill, size), (measure_warm, chosen.questions)):
                with ProcessPoolExecutor(1, mp_context=spawning) as process:
                    print(process.submit(deed, folder, argument).result(), flush=True)


if __name__ == "__main__":
    main()
