"""Teams as far as messages go, as often failing as Slack: nobody can look whether a message has arrived."""

import asyncio
import json
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.delivery.courier import Sending
from bot.delivery.fault import Fault
from bot.teams.sending import TeamsSending
from tests.bot.simulated import Life, Worker


@dataclass
class FakeTeams:
    """Everybody's chats and channels. ``lost`` counts the messages that arrived and of which Baton heard nothing."""

    chance: random.Random
    trouble: float
    messages: list[tuple[str, str]] = field(default_factory=list)
    lost: int = 0

    def sending(self, worker: Worker, life: Life) -> Sending:
        return TeamsSending(worker, Line(self, life))

    async def take(self, conversation: str, activity: Mapping[str, Any]) -> str:
        await asyncio.sleep(self.chance.uniform(0.05, 0.5))
        how = "well"
        if self.chance.random() < self.trouble:
            how = self.chance.choice(["refused", "throttled", "unheard", "lost", "slow"])
        if how == "refused":
            raise Fault("ServiceUnavailable", "unreachable")
        if how == "throttled":
            raise Fault("TooManyRequests", "busy", wait=self.chance.choice([1, 5, 30]))
        if how != "unheard":
            self.messages.append((conversation, _title(activity)))
        if how == "well":
            return str(len(self.messages))
        self.lost += how != "unheard"
        await asyncio.sleep(10 if how == "slow" else 0)
        raise Fault("TimeoutError", "unreachable", is_sure=False)


@dataclass
class Line:
    """The line to Teams of a process that may die before a call and after it."""

    teams: FakeTeams
    life: Life

    async def send(self, _service: str, conversation: str, activity: Mapping[str, Any]) -> str:
        self.life.step()
        id = await self.teams.take(conversation, activity)
        self.life.step()
        return id

    async def change(self, *_given: object) -> None:
        raise AssertionError("nothing is changed in this year")

    async def open_chat(self, *_given: object) -> str:
        raise AssertionError("every chat is open in this year")


def _title(activity: Mapping[str, Any]) -> str:
    """Return the title of a card, which is the first text on it."""
    found = re.search(r'"text": ("(?:[^"\\]|\\.)*")', json.dumps(activity["attachments"]))
    assert found
    return str(json.loads(found[1]))
