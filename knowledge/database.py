"""What every store needs of a database: five methods that SQLite and PostgreSQL both have."""

from collections.abc import Callable, Hashable, Iterable
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

Row = dict[str, Any]
Made = TypeVar("Made")


class Database(Protocol):
    """The part of ``sqlite_utils.Database`` that Baton uses; ``bot.database.postgres.Postgres`` has the same.

    SQL is written once for both: named parameters (``:team``), no ``?``, no ``::``, every list ordered.
    One connection belongs to one thread.
    """

    def query(self, sql: str, params: dict[str, Any] | None = None) -> Iterable[Row]:
        """Run a statement that gives rows, and give them as dictionaries."""

    def execute(self, sql: str, parameters: dict[str, Any] | None = None) -> int:
        """Run a statement that gives no rows, and return how many it wrote.

        It is durable when this returns, unless inside ``atomic``.
        """

    def remembered(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what ``make`` makes of what it reads, as it was made before where nothing of that has changed.

        ``key`` tells it from everything else that is made over this connection, and holds all else it depends on.
        """

    def atomic(self) -> AbstractContextManager[Any]:
        """Everything inside happens or nothing does.

        PostgreSQL lets others write between two statements inside: where what is read decides what is written,
        write first (a row that the others write too), so that they wait.
        """

    def close(self) -> None:
        """Give the connection back."""
