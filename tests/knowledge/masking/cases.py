"""The project's own set of customers' details and of what only looks like one."""

import re
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("cases.txt")
_MARKED = re.compile(r"\{\{(?P<kind>[^:{}]+): (?P<text>[^{}]+)\}\}")


@dataclass(frozen=True, slots=True)
class Case:
    """A text, the country of the team that reads it, and the details in it: kind, start and end."""

    region: str
    text: str
    details: frozenset[tuple[str, int, int]]


def cases() -> list[Case]:
    """Return every case of the set."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
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
