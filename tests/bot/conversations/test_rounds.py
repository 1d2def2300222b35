"""When a round closes: in the team's working hours, around weekends, holidays and time zones."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.conversations.situations.rules import length_of, round_of, team_hours
from bot.desk import Desk
from knowledge.calendars import holidays_of
from knowledge.hours import Hours
from knowledge.refusal import Refusal
from tests.sample import sample_desk


def desk_at(folder: Path, at: str, **settings: str) -> Desk:
    """Return the sample team's desk at this time in UTC, with these rules; an underscore stands for a space."""
    desk = sample_desk(folder)
    for name, value in settings.items():
        desk.settings.set(name.replace("_", " "), value, "cy", desk.now)
    return replace(desk, now=datetime.fromisoformat(at).replace(tzinfo=UTC))


def closes(desk: Desk, bucket: int) -> str:
    return f"{round_of(bucket, desk).closes_at:%a %Y-%m-%d %H:%M}"


def test_each_bucket_has_its_time(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, "2026-05-11 09:30")  # Monday, 10:30 in London

    closing = {bucket: closes(desk, bucket) for bucket in (1, 2, 3, 4)}

    assert closing == {
        1: "Mon 2026-05-11 11:30",
        2: "Tue 2026-05-12 09:30",
        3: "Thu 2026-05-14 09:30",
        4: "Mon 2026-05-18 09:30",
    }


def test_a_weekend_does_not_count(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, "2026-05-15 15:00")  # Friday, an hour before the end

    assert closes(desk, 1) == "Mon 2026-05-18 09:00"


def test_what_comes_at_night_waits_for_the_morning(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, "2026-05-12 22:00")

    assert closes(desk, 1) == "Wed 2026-05-13 10:00"


def test_holidays_count_as_working_days_until_a_lead_names_a_country(tmp_path: Path) -> None:
    christmas = "2026-12-24 16:00"

    without = closes(desk_at(tmp_path / "1", christmas), 1)
    named = closes(desk_at(tmp_path / "2", christmas, holidays="GB"), 1)

    assert (without, named) == ("Fri 2026-12-25 10:00", "Tue 2026-12-29 10:00")


def test_a_part_of_a_country_has_holidays_of_its_own() -> None:
    germany, bavaria = holidays_of("DE", [2026]), holidays_of("de-by", [2026])

    assert [f"{day:%d.%m.}" for day in sorted(bavaria - germany)] == ["06.01.", "04.06.", "01.11."]


@pytest.mark.parametrize("place", ["Atlantis", "GB-XX", "--", "1"])
def test_a_place_without_holidays_is_refused(place: str) -> None:
    with pytest.raises(Refusal, match="I know no holidays"):
        holidays_of(place, [2026])


def test_the_teams_zone_is_what_counts(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, "2026-05-12 13:00", team_zone="America/New_York")  # 9:00 there

    assert closes(desk, 1) == "Tue 2026-05-12 15:00"


def test_the_zone_is_the_leads_where_nobody_set_one(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, "2026-05-12 13:00")

    assert team_hours(desk).zone == "Europe/London"


def test_the_night_the_clocks_change_is_an_hour_longer_for_nobody(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, "2026-10-23 15:00")  # Friday, 16:00 in London; from Sunday on it is 15:00

    assert closes(desk, 1) == "Mon 2026-10-26 10:00"


def test_a_round_asks_again_half_way_and_reminds_as_long_after(tmp_path: Path) -> None:
    times = round_of(1, desk_at(tmp_path, "2026-05-11 09:30"))

    assert [f"{at:%H:%M}" for at in (times.nudge_at, times.closes_at, times.remind_at)] == ["10:30", "11:30", "13:30"]


def test_a_day_is_as_long_as_the_teams() -> None:
    night = Hours(start=datetime(1, 1, 1, 22, tzinfo=UTC).time(), end=datetime(1, 1, 1, 4, tzinfo=UTC).time())

    assert [length_of(text, night) for text in ("1 day", "2 Hours", "3 days")] == [
        timedelta(hours=6),
        timedelta(hours=2),
        timedelta(hours=18),
    ]


@pytest.mark.parametrize("text", ["", "soon", "2", "2 weeks", "-1 day", "0 hours", "61 days", "999999 hours", "٣ days"])
def test_a_length_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        length_of(text, Hours())
