"""Answers as the text that Slack takes, each written down once: many people ask the same, and drawing takes longest."""

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from bot.message import ASKED, Message
from bot.slack.carry import Keep

MOST = 1_000
MOST_ALIKE = 4  # answers to one question: curators and whoever owns an entry have buttons of their own

Draw = Callable[[Message, Keep], dict[str, Any]]


class Written:
    """The answers given lately. One thread at a time uses it."""

    def __init__(self) -> None:
        self._lately: OrderedDict[Hashable, tuple[tuple[Message, list[str]], ...]] = OrderedDict()

    def text(self, message: Message, asked_for: Hashable, keep: Keep, draw: Draw) -> str:
        """Return a drawn message as JSON; one that is the same as the last one for what was asked is not drawn again.

        What differs is the kept question alone, which is put in.
        """
        known = self._lately.get(asked_for, ())
        for before, pieces in known:
            if before.parts is message.parts or (before.parts == message.parts and before.title == message.title):
                self._lately.move_to_end(asked_for)
                return message.asked.join(pieces)
        kept: list[str] = []

        def noting(text: str) -> str:
            kept.append(text)
            return keep(text)

        pieces = json.dumps(draw(message, noting)).split(_MARK)
        if not kept:  # a kept text is kept anew each time it is shown
            self._lately[asked_for] = ((message, pieces), *known[: MOST_ALIKE - 1])
            while len(self._lately) > MOST:
                self._lately.popitem(last=False)
        return message.asked.join(pieces)


def _inside(text: str) -> str:
    return json.dumps(text)[1:-1]


_MARK = _inside(_inside(ASKED))  # a button's value is JSON within JSON
