"""What Slack tells without anybody addressing Baton, and what it tells because somebody does."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.at_desk import AtDesk
from bot.slack import read
from bot.slack.at_card import at_card
from bot.slack.heard import Heard
from bot.slack.profile import SURFACE, follow, join
from bot.slack.reception import Reception
from bot.slack.who import Who

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Workspace:
    """The workspace Baton is installed in, and who Baton is there; empty until Slack has said so."""

    id: str = ""
    name: str = ""
    url: str = ""
    user: str = ""
    bot: str = ""


class Events:
    """Takes events to where they belong."""

    def __init__(self, reception: Reception, who: Who, at_desk: AtDesk, workspace: Workspace, time_zone: str) -> None:
        self.workspace = workspace
        self._reception = reception
        self._who = who
        self._at_desk = at_desk
        self._time_zone = time_zone

    async def receive(self, body: Mapping[str, Any]) -> None:
        """Take one event: somebody who speaks is answered, somebody who changed is followed."""
        event: Mapping[str, Any] = body["event"]
        if event["type"] in {"user_change", "team_join"}:
            await self._follow(body, event)
        elif event["type"] in {"tokens_revoked", "app_uninstalled"}:
            log.error(
                "Slack says %s: Baton is no longer installed in the workspace. Install it again and give its new tokens; "
                "`baton doctor` says what is missing.",
                event["type"],
            )
        else:
            bot = _bot(body) or self.workspace.user
            heard = await self._at_card(body, bot) or read.event(body, bot)
            if heard:
                await self._reception.receive(heard)

    async def _at_card(self, body: Mapping[str, Any], bot: str) -> Heard | None:
        done = at_card(body, bot)
        if done is None:
            return None
        card = await self._at_desk.do(lambda desk: desk.outbox(SURFACE).card_at(done.at))
        return done.heard(card) if card else None

    async def _follow(self, body: Mapping[str, Any], event: Mapping[str, Any]) -> None:
        profile = self._who.learn(event["user"], str(body["team_id"]))
        changed = join if event["type"] == "team_join" else follow
        await self._at_desk.do(lambda desk: changed(profile, desk, self._time_zone))


def _bot(body: Mapping[str, Any]) -> str:
    """Return as whom Baton is told this (https://docs.slack.dev/apis/events-api#authorizations)."""
    told = body.get("authorizations") or [{}]
    return str(told[0].get("user_id") or "")
