"""What an opened database can do beyond what the stores need of it."""

from contextlib import AbstractContextManager
from typing import Any, Protocol

from knowledge.database import Database


class Unreachable(Exception):
    """The database cannot be reached or written to now; the text says why, and what became of the work."""


class Opened(Database, Protocol):
    """A database that can also be changed in its shape and copied whole: ``Sqlite`` or ``Postgres``."""

    def alone(self) -> AbstractContextManager[Any]:
        """Everything inside happens or nothing does, and no other process is inside at the same time."""

    def snapshot(self) -> AbstractContextManager[Any]:
        """Everything read inside is as it was at one moment, while others go on writing."""

    def table_names(self) -> list[str]:
        """Return the names of the tables there are."""
