"""How good the search is, beside others in the same run: ``python -m benchmarks.search DATA... [--questions N]``.

DATA are folders of ``entries.jsonl`` (``id``, ``title``, ``body``, ``phrases``), ``queries.jsonl`` (``id``, ``text``,
``relevant``) and perhaps ``oos.jsonl`` (``id``, ``text``): questions that nothing answers. ``--mistyped`` puts a slip
into a third of the longer words; ``--learning`` runs Baton with 0, 1, 3, 10, 30 and all phrasings of each entry.
Each line has a process of its own, so that its memory is its own.
"""

import argparse
import multiprocessing
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from math import log2
from pathlib import Path
from typing import NamedTuple

from benchmarks.question_set import Question, QuestionSet, read_set
from benchmarks.rivals import RIVALS, Baton, Ranking, Rival

STEPS = (0, 1, 3, 10, 30, 100_000)
UPDATES = 5


class Figures(NamedTuple):
    """One line of the table; times in milliseconds, memory in megabytes."""

    r1: float
    r3: float
    r5: float
    mrr: float
    ndcg: float
    auroc: float | None
    p50: float
    p99: float
    build: float
    update: float
    memory: float
    states: str

    def __str__(self) -> str:
        auroc = f"{self.auroc:7.3f}" if self.auroc is not None else "      -"
        good = " ".join(f"{value:6.3f}" for value in (self.r1, self.r3, self.r5, self.mrr, self.ndcg))
        times = f"{self.p50:7.1f} {self.p99:7.1f} {self.build / 1000:7.2f} s {self.update:7.1f}"
        return f"{good} {auroc} {times} {self.memory:6.0f}  {self.states}"


HEAD = f"{'':16}   R@1    R@3    R@5    MRR   nDCG   AUROC     p50     p99     build  update    MB"


def measured(name: str, asked: QuestionSet) -> Figures:
    """Measure one rival on one set."""
    rival = RIVALS[name]()
    begun = time.perf_counter()
    rival.put(asked.entries)
    build = 1000 * (time.perf_counter() - begun)
    rankings, times = [], []
    for question in asked.questions:
        begun = time.perf_counter()
        rankings.append(rival.rank(question.text))
        times.append(1000 * (time.perf_counter() - begun))
    unanswerable = [_top(rival.rank(text)) for text in asked.unanswerable]
    updates = sorted(_update(rival, asked, number) for number in range(UPDATES))
    times.sort()
    right = list(zip(rankings, asked.questions, strict=True))
    scored = any(_top(ranking) for ranking in rankings)
    r1, r3, r5 = (_mean([_recall(ranking, question, depth) for ranking, question in right]) for depth in (1, 3, 5))
    return Figures(
        r1,
        r3,
        r5,
        _mean([_reciprocal(ranking, question) for ranking, question in right]),
        _mean([_gain(ranking, question) for ranking, question in right]),
        auroc([_top(ranking) for ranking in rankings], unanswerable) if unanswerable and scored else None,
        times[len(times) // 2],
        times[len(times) * 99 // 100],
        build,
        updates[len(updates) // 2],
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        _states(rival, asked) if isinstance(rival, Baton) else "",
    )


def auroc(answerable: list[float], unanswerable: list[float]) -> float:
    """Return how often a question that has an answer scores higher than one that has none; ties count half."""
    ranked = sorted([(score, True) for score in answerable] + [(score, False) for score in unanswerable])
    wins, below, place = 0.0, 0, 0
    while place < len(ranked):
        end = place
        while end < len(ranked) and ranked[end][0] == ranked[place][0]:
            end += 1
        positives = sum(answered for _, answered in ranked[place:end])
        negatives = end - place - positives
        wins += positives * (below + negatives / 2)
        below += negatives
        place = end
    return wins / (len(answerable) * len(unanswerable))


def _states(baton: Baton, asked: QuestionSet) -> str:
    found = [(baton.found[each.text], each) for each in asked.questions]
    right = [each for each, question in found if each.hits and each.hits[0].entry in question.relevant]
    sure = [(each, question) for each, question in found if each.sure]
    away = sum(not each.answered for each in right) / max(1, len(right))
    precise = sum(each.hits[0].entry in question.relevant for each, question in sure) / max(1, len(sure))
    words = f"sure {len(sure) / len(found):.0%}, of them right {precise:.1%}; right but turned away {away:.1%}"
    if asked.unanswerable:
        outside = [baton.found[text] for text in asked.unanswerable]
        words += f"; unanswerable turned away {sum(not each.answered for each in outside) / len(outside):.0%}"
        words += f", taken for sure {sum(each.sure for each in outside) / len(outside):.0%}"
    return words


def _update(rival: Rival, asked: QuestionSet, number: int) -> float:
    entry = asked.entries[number % len(asked.entries)]
    begun = time.perf_counter()
    rival.put([replace(entry, phrasings=(*entry.phrasings, f"one more way to say number {number}"))])
    rival.rank("one more way")
    return 1000 * (time.perf_counter() - begun)


def _top(ranking: Ranking) -> float:
    return ranking[0][1] if ranking else 0.0


def _recall(ranking: Ranking, question: Question, depth: int) -> float:
    return float(any(entry in question.relevant for entry, _ in ranking[:depth]))


def _reciprocal(ranking: Ranking, question: Question) -> float:
    return next((1 / place for place, (entry, _) in enumerate(ranking, 1) if entry in question.relevant), 0.0)


def _gain(ranking: Ranking, question: Question) -> float:
    gained = sum(1 / log2(place + 1) for place, (entry, _) in enumerate(ranking, 1) if entry in question.relevant)
    most = sum(1 / log2(place + 1) for place in range(1, min(len(question.relevant), 10) + 1))
    return gained / most if most else 0.0


def _mean(values: list[float]) -> float:
    return sum(values) / max(1, len(values))


def _in_own_process(name: str, asked: QuestionSet) -> Figures:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(measured, name, asked).result()


def main() -> None:
    """Measure every set and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA")
    parser.add_argument("--questions", type=int, default=100_000, help="at most so many of each set, sampled")
    parser.add_argument("--only", nargs="+", choices=RIVALS, default=list(RIVALS))
    parser.add_argument("--mistyped", action="store_true", help="also with typing errors")
    parser.add_argument("--learning", action="store_true", help="also Baton with ever more phrasings")
    chosen = parser.parse_args()
    for folder in chosen.data:
        asked = read_set(folder).sampled(chosen.questions)
        rounds = [(asked, chosen.only), *([(asked.mistyped(), chosen.only)] if chosen.mistyped else [])]
        rounds += [(asked.with_phrasings(most), ["Baton"]) for most in STEPS] if chosen.learning else []
        for each, names in rounds:
            print(f"\n{each.name}: {len(each.entries)} entries, {len(each.questions)} questions", flush=True)
            print(HEAD)
            for name in names:
                print(f"{name:16}{_in_own_process(name, each)}", flush=True)


if __name__ == "__main__":
    main()
