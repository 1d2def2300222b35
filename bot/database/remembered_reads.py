"""What was read lately over an SQLite connection, given again for as long as nobody has written to its tables.

Every turn asks who somebody is, whether they may ask, and where the guide is; mostly the answer is as it was.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from typing import Any

from knowledge.database import Made, Row

# Read at nearly every turn, and seldom written.
TABLES = frozenset({"entries", "guides", "links", "outbox", "people", "settings"})
MOST = 1_000  # reads
LONGEST = 100  # rows of a read that is worth it
_NAMED = re.compile(r"\b(?:from|join|into|update)\s+(\w+)", re.IGNORECASE)
_SEVERAL = re.compile(r"\bfrom\s+\w+(?:\s+(?:as\s+)?\w+)?\s*,", re.IGNORECASE)  # tables that _NAMED does not see
_READS, _WRITES = "select", ("insert", "update", "delete")


class _Kept:
    """Values under their keys, each with the tables it was read from; the first ones go when there are too many."""

    def __init__(self) -> None:
        self._values: dict[Hashable, tuple[frozenset[str], Any]] = {}
        self._of: dict[str, set[Hashable]] = {table: set() for table in TABLES}

    def get(self, key: Hashable) -> tuple[frozenset[str], Any] | None:
        """Return the tables and the value, or None."""
        return self._values.get(key)

    def keep(self, key: Hashable, tables: frozenset[str], value: Any) -> None:
        """Keep a value."""
        self._values[key] = tables, value
        for table in tables:
            self._of[table].add(key)
        if len(self._values) > MOST:
            self._drop(next(iter(self._values)))

    def forget(self, tables: frozenset[str]) -> None:
        """Forget everything that was read from one of these tables."""
        for table in tables:
            for key in list(self._of[table]):
                self._drop(key)

    def clear(self) -> None:
        """Forget everything."""
        self._values.clear()
        for keys in self._of.values():
            keys.clear()

    def _drop(self, key: Hashable) -> None:
        tables, _ = self._values.pop(key)
        for table in tables:
            self._of[table].discard(key)


class RememberedReads:
    """The reads of one connection inside its transactions, while which nobody else can write."""

    def __init__(self) -> None:
        self._version = -1
        self._rows = _Kept()
        self._made = _Kept()
        # The tables read for what is being made; None once anything else was read, or anything written.
        self._touched: frozenset[str] | None = frozenset()

    def begin(self, version: int) -> None:
        """Begin a transaction; ``version`` is SQLite's own number, another one when somebody else has written.

        https://www.sqlite.org/pragma.html#pragma_data_version
        """
        if version != self._version:
            self.forget()
            self._version = version

    def forget(self) -> None:
        """Forget everything: what was written has been taken back."""
        self._rows.clear()
        self._made.clear()

    def made(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what ``make`` makes of what it reads, as it was made before or by making it.

        Only what is made of remembered reads alone, and without writing, is remembered itself.
        """
        known = self._made.get(key)
        if known is not None:
            self._touch(known[0])
            made: Made = known[1]
            return made
        before, self._touched = self._touched, frozenset()
        try:
            made = make()
        finally:
            tables, self._touched = self._touched, before
            self._touch(tables)
        if tables is not None:
            self._made.keep(key, tables, made)
        return made

    def _touch(self, tables: frozenset[str] | None) -> None:
        if self._touched is not None:
            self._touched = None if tables is None else self._touched | tables

    def rows(self, sql: str, params: Mapping[str, Any] | None, read: Callable[[], list[Row]]) -> list[Row]:
        """Return the rows of a statement, as they were read before or by reading them; one that writes is told of."""
        tables = _remembered(sql)
        if not tables:
            self.wrote(sql)
            return read()
        self._touch(tables)
        key = (sql, tuple(params.items()) if params else ())
        known = self._rows.get(key)
        rows: list[Row] = known[1] if known else read()
        if known is None and len(rows) <= LONGEST:
            self._rows.keep(key, tables, rows)
        return [row.copy() for row in rows]

    def wrote(self, sql: str) -> None:
        """Forget what was read of the tables that a statement writes to."""
        self._touched = None
        written = _written(sql)
        self._rows.forget(written)
        self._made.forget(written)


def is_read(sql: str) -> bool:
    """Say whether a statement only reads."""
    return _first(sql) == _READS


@lru_cache(maxsize=1_000)
def _remembered(sql: str) -> frozenset[str]:
    """Return the tables that a statement reads, if it reads nothing but those worth remembering."""
    tables = _tables(sql)
    is_clear = is_read(sql) and not _SEVERAL.search(sql)
    return tables if is_clear and tables <= TABLES else frozenset()


@lru_cache(maxsize=1_000)
def _written(sql: str) -> frozenset[str]:
    """Return those worth remembering of the tables that a statement may write to; all where it is of another kind."""
    if is_read(sql):
        return frozenset()
    return _tables(sql) & TABLES if _first(sql) in _WRITES else TABLES


def _first(sql: str) -> str:
    return sql.lstrip()[:6].lower()


def _tables(sql: str) -> frozenset[str]:
    return frozenset(name.lower() for name in _NAMED.findall(sql))
