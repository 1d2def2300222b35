"""What was acknowledged before it had its effect, kept in a file of its own."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.inbox import Inbox


def test_what_was_put_in_is_there_until_it_is_removed_the_oldest_first(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path, "slack")
    for id in ("b", "a", "c", "a"):
        inbox.put(id, f"heard {id}")
    inbox.remove("b")
    inbox.close()

    opened_again = Inbox(tmp_path, "slack")

    assert opened_again.all() == ["heard a", "heard c"]
    opened_again.close()


def test_the_file_is_given_back_once_nobody_reads_it_any_more(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path, "slack")
    with inbox._db.atomic():
        for number in range(20_000):
            inbox._db.execute("insert into inbox (id, heard) values (:id, :id)", {"id": f"{number:05}"})

    with ThreadPoolExecutor(1) as other:
        reading = other.submit(inbox.all)
        while not inbox._lock.locked() and not reading.done():
            time.sleep(0)
        inbox.close()

    assert len(reading.result()) == 20_000
