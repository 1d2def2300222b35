"""What was found for the questions asked lately: on the desks of one team the same ones come up all day."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

MOST = 1_000
LONGEST = 300  # characters of a question worth remembering; nobody types a longer one the same way twice

Found = TypeVar("Found")


class Remembered(Generic[Found]):
    """Answers to questions, for as long as nothing that they depend on has changed. One thread at a time uses it."""

    def __init__(self) -> None:
        self._state: Hashable = None
        self._found: OrderedDict[Hashable, Found] = OrderedDict()

    def found(self, state: Hashable, question: str, how: Hashable, find: Callable[[], Found]) -> Found:
        """Return what was found in this state for a question asked in this way; find it if that is not known."""
        if state != self._state:
            self._found.clear()
            self._state = state
        asked = (question, how)
        if asked in self._found:
            self._found.move_to_end(asked)
            return self._found[asked]
        found = find()
        if len(question) <= LONGEST:
            self._found[asked] = found
            while len(self._found) > MOST:
                self._found.popitem(last=False)
        return found
