"""The project's own sets of customers' details and of what only looks like one."""

import re
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent
_MARKED = re.compile(r"\{\{(?P<kind>[^:{}]+): (?P<text>[^{}]+)\}\}")


@dataclass(frozen=True, slots=True)
class Case:
    """A text, the country of the team that reads it, and the details in it: kind, start and end."""

    region: str
    text: str
    details: frozenset[tuple[str, int, int]]


def cases() -> list[Case]:
    """Return every case of the set that the rules were mended with."""
    return _read(_FOLDER / "cases.txt")


def unseen() -> list[Case]:
    """Return every case of the set that was written before anything was run on it."""
    return _read(_FOLDER / "unseen.txt")


def _read(file: Path) -> list[Case]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [_case(line) for line in lines if line and not line.startswith("#")]


def _case(line: str) -> Case:
    region, _, marked = line.partition(" | ")
    text, details, end = "", set(), 0
    for found in _MARKED.finditer(marked):
        text += marked[end : found.start()]
        details.add((found["kind"], len(text), len(text) + len(found["text"])))
        text += found["text"]
        end = found.end()
    return Case(region.strip("-"), text + marked[end:], frozenset(details))
