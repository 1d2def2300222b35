"""What was read lately over an SQLite connection, given again for as long as nobody has written to its tables.

Every turn asks who somebody is, whether they may ask, and where the guide is; mostly the answer is as it was.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from knowledge.database import Row

# Read at nearly every turn, and seldom written.
TABLES = frozenset({"entries", "guides", "links", "outbox", "people", "settings"})
MOST = 1_000  # reads
LONGEST = 100  # rows of a read that is worth it
_NAMED = re.compile(r"\b(?:from|join|into|update)\s+(\w+)", re.IGNORECASE)
_SEVERAL = re.compile(r"\bfrom\s+\w+(?:\s+(?:as\s+)?\w+)?\s*,", re.IGNORECASE)  # tables that _NAMED does not see
_READS, _WRITES = "select", ("insert", "update", "delete")

_Key = tuple[str, tuple[tuple[str, Any], ...]]


class RememberedReads:
    """The reads of one connection inside its transactions, while which nobody else can write."""

    def __init__(self) -> None:
        self._version = -1
        self._rows: OrderedDict[_Key, list[Row]] = OrderedDict()

    def begin(self, version: int) -> None:
        """Begin a transaction; ``version`` is SQLite's own number, another one when somebody else has written.

        https://www.sqlite.org/pragma.html#pragma_data_version
        """
        if version != self._version:
            self._rows.clear()
            self._version = version

    def forget(self) -> None:
        """Forget everything: what was written has been taken back."""
        self._rows.clear()

    def rows(self, sql: str, params: Mapping[str, Any] | None, read: Callable[[], list[Row]]) -> list[Row]:
        """Return the rows of a statement, as they were read before or by reading them; one that writes is told of."""
        tables = _remembered(sql)
        if not tables:
            self.wrote(sql)
            return read()
        key = (sql, tuple(params.items()) if params else ())
        rows = self._rows.get(key)
        if rows is None:
            rows = read()
            if len(rows) <= LONGEST:
                self._rows[key] = rows
                if len(self._rows) > MOST:
                    self._rows.popitem(last=False)
        return [row.copy() for row in rows]

    def wrote(self, sql: str) -> None:
        """Forget what was read of the tables that a statement writes to."""
        written = _written(sql)
        if written:
            self._rows = OrderedDict(kept for kept in self._rows.items() if not _remembered(kept[0][0]) & written)


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
