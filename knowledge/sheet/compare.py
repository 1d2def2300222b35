"""What becomes of each row of a sheet, compared with what the guide has and has had."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from knowledge.entry import Entry, from_content
from knowledge.ids import new_id
from knowledge.questions import folded
from knowledge.sheet.row import Row, Unit
from knowledge.store import Guide

Kind = Literal["add", "update", "draft", "unchanged", "left", "repeated"]
NameOf = Callable[[str], str]
"""Gives the name of the person with this id; what is no id is a name already."""

_PEOPLE = ("owner", "reviewed_by")
_BY_STATE = ("published", "draft", "retired")


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a row, and why; ``entry`` is what the guide will hold, None where nothing changes."""

    row: Row
    kind: Kind
    reason: str
    entry: Entry | None = None


class Comparison:
    """Compares the rows of one file with a guide, one after the other, remembering those before."""

    def __init__(self, entries: Iterable[Entry], guide: Guide, file: str, unit: Unit, name_of: NameOf) -> None:
        self._guide = guide
        self._file = file
        self._unit = unit
        self._name_of = cache(name_of)
        self._by_id: dict[str, Entry] = {}
        self._by_question: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in sorted(entries, key=lambda entry: _BY_STATE.index(entry.state)):
            self._by_id[entry.id] = entry
            self._by_question[question_key(entry.question)].append(entry)
        self._first_rows: dict[str, Row] = {}
        self._changed: set[str] = set()

    def decide(self, row: Row) -> Decision:
        """Return what becomes of a row."""
        entries = self._entries_of(row)
        first = self._first_rows.setdefault(question_key(row.values["question"]), row)
        if first is row or _stands_alone(row) or ("id" in row.values and entries):
            return self._known(row, entries, row.values) or self._update(row, entries) or self._add(row)
        if first.values["answer"] == row.values["answer"]:
            return Decision(row, "repeated", f"{self._line(first)} has the same question and answer.")
        return self._known(row, entries, _without(row.values, "state")) or self._draft(row, first)

    def _entries_of(self, row: Row) -> list[Entry]:
        """Return the entries a row may mean, the likeliest first, without those that a row before it changes."""
        if "id" in row.values:
            found = self._by_id.get(row.values["id"])
            return [found] if found else []
        found_all = self._by_question.get(question_key(row.values["question"]), [])
        return [entry for entry in found_all if entry.id not in self._changed]

    def _known(self, row: Row, entries: Iterable[Entry], values: Mapping[str, Any]) -> Decision | None:
        if any(self._says(entry, values) for entry in entries):
            return Decision(row, "unchanged", "The guide has it.")
        for entry in entries:
            revisions = self._guide.revisions.of("entry", entry.id)
            if any(self._says(from_content(each.content, each.number), values) for each in revisions):
                since = "retired it" if entry.state == "retired" else "changed it"
                return Decision(row, "left", f"The guide has had this before, and the team has {since} since.")
        return None

    def _update(self, row: Row, entries: list[Entry]) -> Decision | None:
        if not entries:
            return None
        entry = entries[0]
        changes = {name: value for name, value in row.values.items() if not self._says(entry, {name: value})}
        self._changed.add(entry.id)
        changed = replace(entry, **changes)
        stays = " It stays retired." if changed.state == "retired" and "state" not in changes else ""
        return Decision(row, "update", f"Changes {_listed(changes)}.{stays}", changed)

    def _add(self, row: Row) -> Decision:
        return Decision(row, "add", "New.", self._new_entry(row.values))

    def _draft(self, row: Row, first: Row) -> Decision:
        entry = self._new_entry({**row.values, "state": "draft"})
        return Decision(row, "draft", f"{self._line(first)} has the same question with another answer.", entry)

    def _new_entry(self, values: Mapping[str, Any]) -> Entry:
        origin = {} if "source" in values else {"source": "sheet", "source_detail": self._file}
        return Entry(**{"id": new_id(), **origin, **values})

    def _says(self, entry: Entry, values: Mapping[str, Any]) -> bool:
        """Say whether an entry has all these values; a person's name stands for their id."""
        return all(
            value == (kept := getattr(entry, name)) or (name in _PEOPLE and value == self._name_of(kept))
            for name, value in values.items()
        )

    def _line(self, row: Row) -> str:
        return f"{self._unit.capitalize()} {row.line}"


def question_key(question: str) -> str:
    """Return what two questions share when they are the same; one of question marks alone is itself."""
    return folded(question) or question


def _stands_alone(row: Row) -> bool:
    """Say whether a row gives both its id and its state, as Baton writes them: then it means what it says."""
    return {"id", "state"} <= row.values.keys()


def _without(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {each: value for each, value in values.items() if each != name}


def _listed(names: Iterable[str]) -> str:
    *most, last = (name.replace("_", " ") for name in names)
    return f"{', '.join(most)} and {last}" if most else last
