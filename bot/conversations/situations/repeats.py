"""What keeps coming back: the same situation met by several people within a period."""

from datetime import timedelta

from bot.conversations.permission import CURATORS
from bot.conversations.situations.card import CHANNEL, KIND, open_button
from bot.conversations.situations.rules import rules
from bot.conversations.wording import counted
from bot.desk import Desk
from bot.message import Buttons, Message, Quote, warn


def watch_repeats(id: str, desk: Desk) -> None:
    """Tell the team, once a period, that a situation is a repeating problem; call it with what adds to it."""
    situation, rule = desk.situations.one(id), rules(desk)
    if situation is None:
        return
    since = desk.now - timedelta(days=rule.period)
    people = desk.situations.joins.reported(id, since)
    if people < rule.repeats or not desk.situations.joins.note_repeat(id, since, desk.now):
        return
    words = warn(
        "{people} met this within {period}. It is worth finding out why.",
        people=counted(people, "colleague"),
        period=counted(rule.period, "day"),
    )
    told = Message("A repeating problem", (words, Quote(situation.happened), Buttons((open_button(situation),))))
    desk.notices.post(CHANNEL, told, f"repeat:{id}")
    for curator in desk.people.in_roles(*CURATORS):
        desk.notices.tell(curator.id, told, KIND, f"repeat:{id}")
