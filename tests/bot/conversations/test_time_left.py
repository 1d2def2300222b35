"""The card of an open round says how much time is left, and is changed only when that is less."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.conversations import answer
from bot.delivery.notices import HERE
from bot.desk import Desk
from bot.message import Facts
from bot.turn import Turn
from bot.written import from_data
from tests.sample import CY, DEE, NOW, sample_desk
from tests.told import do_duties

MINUTE = timedelta(minutes=1)
HALF_PAST_TWELVE = "Monday 4 May 2026, 12:30 (Europe/London)"


def brought(folder: Path, bucket: str) -> Desk:
    """Return the sample team's desk with a situation that Dee has just brought, at 10:30 in London."""
    desk = sample_desk(folder)
    values = {"sent": "yes", "situation": "hum", "happened": "A parrot sings our jingle", "bucket": bucket}
    answer(Turn("t1", DEE, "situations.bring", values, "web"), desk)
    return desk


def cards(desk: Desk) -> list[str]:
    """Return what Bo's copies of the card say of the time left, the oldest first; each has been seen by him."""
    owed = [each for each in desk.outbox(HERE).owed_in("bo", "") if each.body.get("card") == "situation:hum"]
    for each in owed:
        desk.outbox(HERE).sent(each.id, "", desk.now)
    facts = [part for each in owed for part in from_data(each.body["message"]).parts if isinstance(part, Facts)]
    return [value.partition(":")[0] for fact in facts for label, value in fact.rows if label in {"Closes", "State"}]


def every_minute(desk: Desk, until: datetime) -> list[str]:
    """Let the clock tick until then, with Bo looking on, and return what his copies of the card said."""
    now = desk.now
    while now < until:
        now += MINUTE
        do_duties(replace(desk, now=now))
        cards(desk)
    return cards(desk)


def test_the_card_says_in_how_many_working_hours_it_closes_and_when(tmp_path: Path) -> None:
    desk = brought(tmp_path, "1")

    (owed,) = [each for each in desk.outbox(HERE).owed_in("bo", "") if each.body.get("card") == "situation:hum"]

    facts = next(part for part in from_data(owed.body["message"]).parts if isinstance(part, Facts))
    assert dict(facts.rows)["Closes"] == f"within 2 working hours: {HALF_PAST_TWELVE}"


def test_a_card_is_changed_once_for_each_hour_of_the_last_day_and_says_nothing_after(tmp_path: Path) -> None:
    desk = brought(tmp_path, "1")

    said = every_minute(desk, NOW + timedelta(hours=3))

    asked, closed = "The team is asked", "The round is over without an answer"
    assert said == [asked, "within 2 working hours", asked, "within 1 working hour", closed]


def test_a_round_of_a_week_is_said_in_days_and_changed_fifteen_times_at_most(tmp_path: Path) -> None:
    desk = brought(tmp_path, "4")
    cards(desk)

    for hour in range(24 * 8):
        do_duties(replace(desk, now=NOW + timedelta(hours=hour)))
        cards(desk)

    left = [words for words in cards(desk) if words.startswith("within")]
    days = [f"within {days} working days" for days in (5, 4, 3, 2)]
    hours = [f"within {hours} working hours" for hours in range(7, 1, -1)]
    assert left == [*days, "within 1 working day", *hours, "within 1 working hour"]


def test_after_a_long_sleep_a_card_is_changed_once(tmp_path: Path) -> None:
    desk = brought(tmp_path, "3")
    cards(desk)

    for _ in range(3):
        do_duties(replace(desk, now=NOW + timedelta(days=2, hours=23)))
        cards(desk)

    assert [words for words in cards(desk) if words.startswith("within")] == [
        "within 3 working days",
        "within 1 working hour",
    ]


def test_an_answer_brings_the_time_left_up_to_date_as_well(tmp_path: Path) -> None:
    desk = brought(tmp_path, "1")
    cards(desk)
    later = replace(desk, now=NOW + timedelta(minutes=61))

    answer(Turn("t2", CY, "situations.answer", {"situation": "hum", "answer": "Dry it."}, "web"), later)

    assert cards(desk)[-1] == "within 1 working hour"
