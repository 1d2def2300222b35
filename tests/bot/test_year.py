"""A simulated year: whatever fails and whoever dies, everybody gets each week's tip exactly once."""

import logging
import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.channels import Place
from bot.desk import Desk
from bot.message import Message
from bot.turn import Person
from tests.bot.simulated import FakeWebApi, Simulated
from tests.quick_loop import quickly
from tests.sample import sample_desk

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)  # a Thursday
WEEKS = 52
PEOPLE = tuple(
    Person(f"slack:T1:U{name.upper()}", name, "csr", zone, "slack")
    for name, zone in (("Ada", "America/New_York"), ("Bo", "Europe/London"), ("Cy", "Australia/Sydney"))
)
MONDAYS = [date(2026, 1, 5) + timedelta(weeks=number) for number in range(WEEKS)]


def weekly(zone: str) -> "WeeklyTip":
    return WeeklyTip(ZoneInfo(zone))


class WeeklyTip:
    """Gives a tip every Tuesday from 10:00 on, where the team is, or later in the week if that was missed."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def __call__(self, desk: Desk) -> None:
        local = desk.now.astimezone(self._zone)
        monday = local.date() - timedelta(days=local.weekday())
        is_time = (local.weekday(), local.hour) >= (1, 10)
        if is_time and monday in MONDAYS and desk.claims.first("tip", monday.isoformat(), desk.now):
            tip = Message(f"Tip {monday}")
            desk.notices.post("tips", tip, f"tip:{monday}")
            for person in PEOPLE:
                desk.notices.tell(person.id, tip, "tips")


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/London", "Australia/Sydney"])
def test_in_a_year_of_failures_everybody_gets_each_weeks_tip_exactly_once(zone: str, tmp_path: Path) -> None:
    logging.disable(logging.CRITICAL)
    desk = replace(sample_desk(tmp_path), now=BEGIN)
    desk.db.execute("pragma synchronous = off")  # nobody pulls the plug here
    for person in PEOPLE:
        desk.people.meet(person, BEGIN)
    desk.channels.choose("tips", Place("slack", "C1", "#team"), "cy", BEGIN)
    chance = random.Random(zone)  # noqa: S311 - the same year for everybody
    api = FakeWebApi(chance, trouble=0.3)
    simulated = Simulated(desk, api, chance, danger=0.02, duties=(weekly(zone),))

    quickly(simulated.live((WEEKS + 1) * 7 * 86_400))
    logging.disable(logging.NOTSET)

    places = ("C1", *(f"D{person.id.rpartition(':')[2]}" for person in PEOPLE))
    got = Counter((each["channel"], each["text"].splitlines()[0]) for each in api.messages)
    assert got == {(place, f"Tip {monday}"): 1 for monday in MONDAYS for place in places}
    assert desk.deliveries.under_way() == []
    assert desk.deliveries.given_up() == []
    assert api.throttled == 0
    assert simulated.deaths > WEEKS
