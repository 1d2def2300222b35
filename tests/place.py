"""Where a test's database is, so that it can be opened more than once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.database.opening import open_database
from bot.opened import Opened


@dataclass(frozen=True, slots=True)
class Place:
    """Where a database is: what ``open_database`` takes."""

    url: str
    data: Path

    def open(self) -> Opened:
        """Open one more connection to it; the test closes it."""
        return open_database(self.url, self.data)

    @contextmanager
    def opened(self) -> Iterator[Opened]:
        """Open one more connection to it for a while."""
        db = self.open()
        try:
            yield db
        finally:
            db.close()
