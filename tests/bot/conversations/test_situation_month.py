"""The monthly note to the team, as the clock brings it: once, for the month that is over, and only if there was anything."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.conversations import answer
from bot.conversations.situations.monthly import tell_of_the_month
from bot.delivery.notices import HERE
from bot.desk import Desk
from bot.message import Facts, Items, Message, Text
from bot.turn import Person, Turn
from bot.written import from_data
from tests.sample import ADA, BO, CY, DEE, sample_desk

IN_MAY = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
FIRST_OF_JUNE = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)  # 9:00 in London


def take(desk: Desk, person: Person, what: str, **values: str) -> Message:
    return answer(Turn("t1", person, f"situations.{what}", values, "web"), desk)


def bring(desk: Desk, id: str, happened: str) -> None:
    take(desk, DEE, "bring", situation=id, sent="yes", happened=happened, bucket="2")
    take(desk, DEE, "post", situation=id)


def notes(desk: Desk) -> list[Message]:
    """Return what Bo has been told of months."""
    owed = desk.outbox(HERE).owed_in("bo", "")
    return [from_data(each.body["message"]) for each in owed if str(each.body.get("card")).startswith("month:")]


def at(desk: Desk, now: datetime) -> Desk:
    return replace(desk, now=now)


def test_the_note_says_what_came_what_it_became_who_helped_and_what_is_open(tmp_path: Path) -> None:
    desk = at(sample_desk(tmp_path), IN_MAY)
    for id, happened in (("hum", "A lamp hums"), ("llama", "A llama ate it"), ("film", "He rents lamps for a film")):
        bring(desk, id, happened)
    take(desk, ADA, "answer", situation="hum", answer="Dry it.")
    take(desk, CY, "close", situation="hum")
    (given,) = desk.situations.answers.of("hum")
    form = {"sent": "yes", "of": given.id, "those": given.id, "made_of": "1", "goes": "new"}
    take(desk, CY, "settle", situation="hum", question="My lamp hums", answer="Please dry it.", **form)
    take(desk, CY, "end", situation="llama", outcome="contained", reason="There is one llama.")

    tell_of_the_month(at(desk, FIRST_OF_JUNE))

    (note,) = notes(desk)
    facts, _, entries, _, waiting, thanks, _ = note.parts
    assert note.title == "Situations in May 2026"
    assert isinstance(facts, Facts)
    assert facts.rows == (
        ("Came in", "3 situations"),
        ("Became the team's answer", "1"),
        ("Contained incidents", "1"),
        ("Ended another way", "0"),
        ("Still open", "1"),
    )
    assert isinstance(entries, Items)
    assert isinstance(waiting, Items)
    assert [each.title for each in (*entries.items, *waiting.items)] == ["My lamp hums", "He rents lamps for a film"]
    assert isinstance(thanks, Text)
    assert thanks.plain() == "Ada said what to do. Thank you!"


def test_the_note_comes_on_the_first_morning_of_the_month_and_once(tmp_path: Path) -> None:
    desk = at(sample_desk(tmp_path), IN_MAY)
    bring(desk, "hum", "A lamp hums")

    told = []
    for hour in (6, 7, 8, 9, 33):
        tell_of_the_month(at(desk, FIRST_OF_JUNE.replace(day=1 + hour // 24, hour=hour % 24)))
        told.append(len(notes(desk)))

    assert told == [0, 0, 1, 1, 1]


def test_a_month_without_situations_is_passed_over(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    tell_of_the_month(at(desk, FIRST_OF_JUNE))

    assert notes(desk) == []


def test_who_answered_without_a_name_is_not_thanked_by_name(tmp_path: Path) -> None:
    desk = at(sample_desk(tmp_path), IN_MAY)
    desk.settings.set("situations anonymous", "yes", "cy", IN_MAY)
    bring(desk, "hum", "A lamp hums")
    take(desk, BO, "answer", situation="hum", answer="Dry it.", anonymous="yes")

    tell_of_the_month(at(desk, FIRST_OF_JUNE))

    assert "Bo" not in str(notes(desk))
