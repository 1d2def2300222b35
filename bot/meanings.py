"""Bringing the guide's meanings in beside everything else; answers come by words alone where one is not there yet."""

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from time import monotonic
from types import TracebackType

from bot.desk import Desk
from bot.opened import Unreachable

SECONDS_BETWEEN_LOOKS = 2
SECONDS_AFTER_FAULT = 30
SECONDS_BETWEEN_LINES = 10

log = logging.getLogger(__name__)


def bring_in(desk: Desk, told: Callable[[int], None], seconds: float = float("inf")) -> None:
    """Bring in the meanings that are missing, for so many seconds; ``told`` hears how many entries are left."""
    until = monotonic() + seconds
    while desk.search.work(desk.guide, told) and monotonic() < until:
        pass


class KeepingUp:
    """A thread that brings meanings in whenever some are missing, between entering and leaving a ``with``."""

    def __init__(self, open_desk: Callable[[], AbstractContextManager[Desk]]) -> None:
        self._open_desk = open_desk
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._keep_up, name="meanings")
        self._said_at = 0.0

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _keep_up(self) -> None:
        wait = 0.0
        while not self._stop.wait(wait):
            wait = self._look()

    def _look(self) -> float:
        """Do a second of work if there is some, and return how many seconds to wait before the next look."""
        try:
            with self._open_desk() as desk:
                if desk.search.work(desk.guide, self._say):
                    return 0
                desk.search.tidy_up()
                return SECONDS_BETWEEN_LOOKS
        except Unreachable as fault:
            log.warning("No meanings are brought in for now: %s", fault)
        except Exception:
            log.exception("Bringing meanings in broke off; answers go on coming by words.")
        return SECONDS_AFTER_FAULT

    def _say(self, left: int) -> None:
        if left and monotonic() - self._said_at > SECONDS_BETWEEN_LINES:
            self._said_at = monotonic()
            log.info("Reading what the guide means: %s entries to go, which are found by words meanwhile.", f"{left:,}")
