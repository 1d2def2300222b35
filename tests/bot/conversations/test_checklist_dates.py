"""A slip of the keys in a date keeps nobody's gentle words away."""

from datetime import date
from pathlib import Path

import pytest

from bot.conversations import answer
from bot.desk import Desk
from bot.message import Ask, Callout, Message
from bot.turn import Turn
from tests.learning import start_ada
from tests.sample import BO, NOW, sample_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return sample_desk(tmp_path)


def take(desk: Desk, action: str, **values: str) -> Message:
    return answer(Turn("t1", BO, action, values, "web"), desk)


def errors(message: Message) -> dict[str, str]:
    """Return what is said beside the fields of a form."""
    asks = [part for part in message.parts if isinstance(part, Ask)]
    return {field.name: field.error for ask in asks for field in ask.fields if field.error}


@pytest.mark.parametrize("day", ["0001-01-01", "2024-05-02", "2028-05-06", "9999-12-31"])
def test_a_day_that_is_years_away_is_asked_for_again(desk: Desk, day: str) -> None:
    adas = start_ada(desk)
    wrong = f"{day} is more than two years away. Look at the year again."

    leave = take(desk, "checklist.leave", checklist=adas.id, who="ada", until=day)
    start = take(desk, "checklist.start", program=adas.program, starter="dee", trainer="bo", starts_on=day, late="now")

    assert errors(leave) == {"until": wrong}
    assert errors(start) == {"starts_on": wrong}
    assert [head.starter for head in desk.checklists.lists.open()] == ["ada"]


def test_whoever_comes_back_early_is_on_leave_no_more(desk: Desk) -> None:
    adas = start_ada(desk)
    take(desk, "checklist.leave", checklist=adas.id, who="ada", until="2026-05-08")

    back = take(desk, "checklist.leave", checklist=adas.id, who="ada", until="2026-05-03")

    (now,) = desk.checklists.all_of([adas.id])
    assert (now.away, now.is_away("ada", NOW.date())) == ({"ada": date(2026, 5, 3)}, False)
    assert [part.plain() for part in back.parts if isinstance(part, Callout)] == ["Ada is back."]
