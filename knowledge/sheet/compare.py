"""What becomes of each row of a sheet, compared with what the team has and has had."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Generic, Literal

from knowledge.ids import new_id
from knowledge.questions import folded
from knowledge.revisions import Revisions
from knowledge.sheet.row import Row, Unit
from knowledge.sheet.subject import Subject, Thing

Kind = Literal["add", "update", "draft", "unchanged", "left", "repeated"]
NameOf = Callable[[str], str]
"""Gives the name of the person with this id; what is no id is a name already."""

_BY_STATE = ("published", "draft", "retired")


@dataclass(frozen=True, slots=True)
class Decision(Generic[Thing]):
    """What becomes of a row, and why; ``entry`` is what the team will have, None where nothing changes."""

    row: Row
    kind: Kind
    reason: str
    entry: Thing | None = None


class Comparison(Generic[Thing]):
    """Compares the rows of one file with what there is, one after the other, remembering those before."""

    def __init__(
        self,
        things: Iterable[Thing],
        revisions: Revisions,
        file: str,
        unit: Unit,
        name_of: NameOf,
        of: Subject[Thing],
    ) -> None:
        self._of = of
        self._revisions = revisions
        self._file = file
        self._unit = unit
        self._name_of = cache(name_of)
        self._by_id: dict[str, Thing] = {}
        self._by_heading: defaultdict[str, list[Thing]] = defaultdict(list)
        for thing in sorted(things, key=lambda thing: _BY_STATE.index(thing.state)):
            self._by_id[thing.id] = thing
            self._by_heading[heading_key(of.heading_of(thing))].append(thing)
        self._first_rows: dict[str, Row] = {}
        self._changed: set[str] = set()

    def decide(self, row: Row) -> Decision[Thing]:
        """Return what becomes of a row."""
        things = self._things_of(row)
        first = self._first_rows.setdefault(heading_key(row.values[self._of.heading]), row)
        if first is row or _stands_alone(row) or ("id" in row.values and things):
            return self._known(row, things, row.values) or self._update(row, things) or self._add(row)
        if first.values[self._of.body] == row.values[self._of.body]:
            same = f"{self._line(first)} has the same {self._of.heading} and {self._of.body}."
            return Decision(row, "repeated", same)
        return self._known(row, things, _without(row.values, "state")) or self._draft(row, first)

    def _things_of(self, row: Row) -> list[Thing]:
        """Return the things a row may mean, the likeliest first, without those that a row before it changes."""
        if "id" in row.values:
            found = self._by_id.get(row.values["id"])
            return [found] if found else []
        found_all = self._by_heading.get(heading_key(row.values[self._of.heading]), [])
        return [thing for thing in found_all if thing.id not in self._changed]

    def _known(self, row: Row, things: Iterable[Thing], values: Mapping[str, Any]) -> Decision[Thing] | None:
        if any(self._says(thing, values) for thing in things):
            return Decision(row, "unchanged", self._of.has_it)
        for thing in things:
            revisions = self._revisions.of(self._of.kind, thing.id)
            if any(self._says(self._of.from_content(each.content, each.number), values) for each in revisions):
                since = "retired it" if thing.state == "retired" else "changed it"
                return Decision(row, "left", f"{self._of.had_it}, and the team has {since} since.")
        return None

    def _update(self, row: Row, things: list[Thing]) -> Decision[Thing] | None:
        if not things:
            return None
        thing = things[0]
        changes = {name: value for name, value in row.values.items() if not self._says(thing, {name: value})}
        self._changed.add(thing.id)
        changed = replace(thing, **changes)
        stays = " It stays retired." if changed.state == "retired" and "state" not in changes else ""
        return Decision(row, "update", f"Changes {_listed(changes)}.{stays}", changed)

    def _add(self, row: Row) -> Decision[Thing]:
        return Decision(row, "add", "New.", self._new(row.values))

    def _draft(self, row: Row, first: Row) -> Decision[Thing]:
        draft = self._new({**row.values, "state": "draft"})
        why = f"{self._line(first)} has the same {self._of.heading} with another {self._of.body}."
        return Decision(row, "draft", why, draft)

    def _new(self, values: Mapping[str, Any]) -> Thing:
        origin = {} if "source" in values else self._of.origin(self._file)
        return self._of.make(**{"id": new_id(), **origin, **values})

    def _says(self, thing: Thing, values: Mapping[str, Any]) -> bool:
        """Say whether a thing has all these values; a person's name stands for their id."""
        return all(
            value == (kept := getattr(thing, name)) or (name in self._of.people and value == self._name_of(kept))
            for name, value in values.items()
        )

    def _line(self, row: Row) -> str:
        return f"{self._unit.capitalize()} {row.line}"


def heading_key(heading: str) -> str:
    """Return what two headings share when they are the same; one of question marks alone is itself."""
    return folded(heading) or heading


def _stands_alone(row: Row) -> bool:
    """Say whether a row gives both its id and its state, as Baton writes them: then it means what it says."""
    return {"id", "state"} <= row.values.keys()


def _without(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {each: value for each, value in values.items() if each != name}


def _listed(names: Iterable[str]) -> str:
    *most, last = (name.replace("_", " ") for name in names)
    return f"{', '.join(most)} and {last}" if most else last
