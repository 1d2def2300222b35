"""Forgetting what a chat product handed over, and was handed, so long ago that nobody needs it."""

import asyncio
import logging
from datetime import timedelta
from functools import partial

from bot.at_desk import AtDesk
from bot.desk import Desk

DAYS_HEARD = 2  # Slack retries an event for an hour, Teams for less
DAYS_OWED = 30  # how long an edited message is answered by editing the answer; cards can be changed for good
DAYS_KEPT = 90  # how long a button with long values works
SECONDS_TO_TIDY = 3_600

log = logging.getLogger(__name__)


async def keep_tidy(at_desk: AtDesk, surface: str) -> None:
    """Forget what is old, every hour; cancel it to end it."""
    while True:
        try:
            await at_desk.do(partial(forget_what_is_old, surface=surface))
        except Exception:
            log.exception("what is old could not be forgotten; trying again in an hour")
        await asyncio.sleep(SECONDS_TO_TIDY)


def forget_what_is_old(desk: Desk, surface: str) -> None:
    """Forget what was heard and sent long ago, and the long values of buttons that nobody presses any more."""
    desk.heard.forget_before(desk.now - timedelta(days=DAYS_HEARD))
    desk.outbox(surface).forget_before(desk.now - timedelta(days=DAYS_OWED))
    desk.kept.forget_before(desk.now - timedelta(days=DAYS_KEPT))
