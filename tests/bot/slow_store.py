"""Stores that answer late, or not at all."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.desk import Desk
from bot.message import Message
from bot.turn import Turn


class SlowStore:
    """Conversations over a store that hangs until it is let go; ``reached`` says that somebody is waiting for it."""

    def __init__(self, answer: Callable[[Turn, Desk], Message]) -> None:
        self._answer = answer
        self._go_on = threading.Event()
        self._go_on.set()
        self.reached = threading.Event()
        self.is_gone = False

    def answer(self, turn: Turn, desk: Desk) -> Message:
        self.reached.set()
        self._go_on.wait()
        if self.is_gone:
            raise OSError("disk gone")
        return self._answer(turn, desk)

    @contextmanager
    def hanging(self) -> Iterator[None]:
        self._go_on.clear()
        try:
            yield
        finally:
            self._go_on.set()


class BrokenStore:
    """Conversations over a store that is gone."""

    def answer(self, _turn: Turn, _desk: Desk) -> Message:
        raise OSError("disk gone")
