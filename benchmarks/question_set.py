"""Public question sets as folders: entries, questions with their right entries, and questions nothing answers."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from knowledge.entry import Entry

LONGER_WORD = 5  # letters, from which a word can have a slip
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Question:
    """What was asked, and the ids of the entries that answer it; none for one that nothing answers."""

    text: str
    relevant: frozenset[str]


@dataclass(frozen=True)
class QuestionSet:
    """A guide and what is asked of it."""

    name: str
    entries: tuple[Entry, ...]
    questions: tuple[Question, ...]
    unanswerable: tuple[str, ...]

    def sampled(self, most: int) -> "QuestionSet":
        """Return the set with at most so many questions of either kind, always the same ones."""
        chance = random.Random(7)
        questions, unanswerable = list(self.questions), list(self.unanswerable)
        chance.shuffle(questions)
        chance.shuffle(unanswerable)
        return replace(self, questions=tuple(questions[:most]), unanswerable=tuple(unanswerable[:most]))

    def mistyped(self) -> "QuestionSet":
        """Return the set with one slip in a third of the questions' longer words."""
        chance = random.Random(3)
        questions = (replace(each, text=_mistyped(each.text, chance)) for each in self.questions)
        return replace(self, name=f"{self.name} mistyped", questions=tuple(questions))

    def with_phrasings(self, most: int) -> "QuestionSet":
        """Return the set with at most so many phrasings an entry: what a guide has learnt by then."""
        entries = (replace(each, phrasings=each.phrasings[:most]) for each in self.entries)
        return replace(self, name=f"{self.name}, {most} phrasings", entries=tuple(entries))


def read_set(folder: Path) -> QuestionSet:
    """Read ``entries.jsonl``, ``queries.jsonl`` and, where there is one, ``oos.jsonl``.

    An entry without a body is given its title as answer: every entry of a guide has one.
    """
    questions = (Question(row["text"], frozenset(row["relevant"])) for row in _rows(folder / "queries.jsonl"))
    unanswerable = _rows(folder / "oos.jsonl") if (folder / "oos.jsonl").exists() else []
    return QuestionSet(
        folder.name,
        tuple(_entry(row) for row in _rows(folder / "entries.jsonl")),
        tuple(questions),
        tuple(row["text"] for row in unanswerable),
    )


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(str(row["id"]), row["title"], row.get("body") or row["title"], phrasings=tuple(row.get("phrases", ())))


def _rows(file: Path) -> Sequence[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _mistyped(text: str, chance: random.Random) -> str:
    words = text.split()
    return " ".join(
        _slipped(word, chance) if len(word) >= LONGER_WORD and chance.random() < 1 / 3 else word for word in words
    )


def _slipped(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + chance.choice(LETTERS) + word[at + 1 :],
        )
    )
