"""Another process that searches the same guide."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.place import Place

PROJECT = Path(__file__).parents[2]


class Other:
    """Another process that searches the same guide with the same folder."""

    def __init__(self, questions: IO[str], answers: IO[str]) -> None:
        self._questions = questions
        self._answers = answers

    def found(self, question: str) -> list[str]:
        """Return what the other process finds."""
        print(question, file=self._questions, flush=True)
        return self._answers.readline().split()


@contextmanager
def other_process(place: Place, folder: Path) -> Iterator[tuple[Other, subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "tests.knowledge.searcher", place.url, str(place.data), str(folder)]
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield Other(process.stdin, process.stdout), process
        process.kill()
