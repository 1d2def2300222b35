"""A second process that searches: ``python -m tests.knowledge.searcher URL DATA INDEX``.

It reads one question a line and prints the best entry and the revision it asked at.
"""

import sys
from pathlib import Path

from bot.database.opening import open_database
from knowledge.search import Search
from knowledge.store import Guide


def work(url: str, data: str, index: str) -> None:
    """Say "ready", then answer until there are no more questions."""
    db = open_database(url, Path(data))
    guide, search = Guide(db, "north"), Search(Path(index))
    print("ready", flush=True)  # noqa: T201 - the parent waits for it
    for line in sys.stdin:
        found = search.find(line.strip(), guide)
        print(*(hit.entry for hit in found.hits), flush=True)  # noqa: T201
    db.close()


if __name__ == "__main__":
    work(*sys.argv[1:])
