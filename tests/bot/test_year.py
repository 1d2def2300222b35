"""A simulated year: whatever fails and whoever dies, everybody gets each week's tip exactly once."""

import logging
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.channels import Place
from bot.conversations.tip_posting import count_delivered, give_weekly_tip
from bot.desk import Desk
from bot.turn import Person
from knowledge.starter import starter_tips
from knowledge.store import Edit
from tests.bot.simulated import FakeWebApi, Simulated
from tests.quick_loop import quickly
from tests.sample import sample_desk

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)  # a Thursday: the tip of that week is late already
END = datetime(2027, 1, 4, 22, tzinfo=UTC)  # a Monday, before the next tip in any of the zones
DAY = 86_400
WEEKS = [date(2025, 12, 29) + timedelta(weeks=number) for number in range(53)]
PEOPLE = tuple(
    Person(f"slack:T1:U{name.upper()}", name, "csr", zone, "slack")
    for name, zone in (("Ada", "America/New_York"), ("Bo", "Europe/London"), ("Cy", "Australia/Sydney"))
)
PLACES = ("C1", "DUADA", "DUBO", "DUCY")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give a desk with the starter tips and three subscribers in three time zones; its log is too long to read."""
    desk = replace(sample_desk(tmp_path), now=BEGIN)
    desk.db.execute("pragma synchronous = off")  # nobody pulls the plug here
    desk.tips.save_all([Edit(tip, "added") for tip in starter_tips()], "cy", BEGIN)
    desk.channels.choose("tips", Place("slack", "C1", "#team"), "cy", BEGIN)
    for person in PEOPLE:
        desk.people.meet(person, BEGIN)
        desk.tip_readers.subscribe(person.id, (), BEGIN)
    logging.disable(logging.CRITICAL)
    yield desk
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/London", "Australia/Sydney"])
def test_in_a_year_of_failures_everybody_gets_each_weeks_tip_exactly_once(zone: str, desk: Desk) -> None:
    desk.tip_plan.begin(zone)
    chance = random.Random(zone)  # noqa: S311 - the same year for everybody
    api = FakeWebApi(chance, trouble=0.3)
    simulated = Simulated(desk, api, chance, danger=0.02, duties=(give_weekly_tip, count_delivered))

    quickly(simulated.live((END - BEGIN).total_seconds(), DAY))

    posts = sorted(desk.tip_plan.posts(), key=lambda post: post.week)
    titles = {tip.id: tip.title for tip in desk.tips.all()}
    got = Counter((each["channel"], each["text"].splitlines()[0]) for each in api.messages)
    assert [post.week for post in posts] == WEEKS
    assert got == {(place, f"Tip of the week: {titles[post.tip]}"): 1 for post in posts for place in PLACES}
    assert (desk.deliveries.under_way(), desk.deliveries.given_up()) == ([], [])
    assert api.throttled == 0
    assert simulated.deaths > len(WEEKS)
