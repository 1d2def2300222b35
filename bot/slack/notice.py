"""A notice as the call that brings it to where it belongs in Slack."""

from dataclasses import replace

from bot.delivery.notices import POST, TELL, UPDATE
from bot.delivery.outbox import Owed
from bot.desk import Desk
from bot.slack.profile import SURFACE
from bot.slack.render import as_message
from bot.written import from_data

NOTICES = (TELL, POST, UPDATE)
NOTHING = ""  # the method of a card's new state where the card no longer stands


def as_call(owed: Owed, desk: Desk) -> Owed:
    """Return a notice with the method and the body that Slack takes; all else as it is."""
    if owed.method not in NOTICES:
        return owed
    message = as_message(from_data(owed.body["message"]), lambda text: desk.kept.keep(text, desk.now), "home", {})
    if owed.method == UPDATE:
        channel, _, ts = desk.outbox(SURFACE).sent_as(owed.about, owed.lane).partition(":")
        if not ts:
            return replace(owed, method=NOTHING)
        return replace(owed, method="chat.update", body={"channel": channel, "ts": ts, **message})
    channel = owed.lane.rpartition(":")[2]
    return replace(owed, method="chat.postMessage", body={"channel": channel, **message})
