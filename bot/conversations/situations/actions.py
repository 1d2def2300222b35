"""What people can do about situations: one function a conversation."""

from collections.abc import Callable

from bot.conversations.situations import (
    answering,
    bringing,
    closing,
    ending,
    go_to,
    opened,
    queue,
    reflecting,
    settings,
    settling,
    voting,
)
from bot.desk import Desk
from bot.message import Message
from bot.turn import Turn

SITUATIONS: dict[str, Callable[[Turn, Desk], Message]] = {
    "situations.bring": bringing.bring,
    "situations.post": bringing.post,
    "situations.withdraw": bringing.withdraw,
    "situations.open": opened.open_situation,
    "situations.queue": queue.queue,
    "situations.answer": answering.answer,
    "situations.vote": voting.vote,
    "situations.me_too": voting.me_too,
    "situations.take": voting.take,
    "situations.close": closing.close,
    "situations.settle": settling.settle,
    "situations.end": ending.end,
    "situations.reopen": ending.reopen,
    "situations.go_to": go_to.go_to,
    "situations.settings": settings.settings,
    "reflections.list": reflecting.reflections,
    "reflections.write": reflecting.write,
    "reflections.open": reflecting.open_reflection,
}

# The values people write in their own words.
WRITTEN_IN_SITUATIONS = (
    "happened",
    "wants",
    "tried",
    "reason",
    "situation_text",
    "outcome_text",
    "reflection",
    "takeaway",
)
