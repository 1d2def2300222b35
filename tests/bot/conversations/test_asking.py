"""What an answer offers, to whoever asked and to everybody who sees it."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.conversations import answer
from bot.desk import Desk
from bot.message import Buttons, Callout, Facts, Message, Quote
from bot.turn import Person, Turn
from tests.sample import ADA, BO, CY, DEE, NOW, REFUND, sample_desk

FOR_OWNERS = ["Edit", "Still right", "Not mine"]
FOR_CURATORS = ["Edit", "Reviewed today", "Change owner", "Retire"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return sample_desk(tmp_path)


def labels(message: Message) -> list[str]:
    return [button.label for part in message.parts if isinstance(part, Buttons) for button in part.buttons]


@pytest.mark.parametrize(
    ("action", "values"), [("guide.ask", {"question": "My parcel is late"}), ("guide.open", {"entry": "late"})]
)
@pytest.mark.parametrize(
    ("where", "sees_curating"),
    [({}, True), ({"place": "C1", "can_share": True}, True), ({"place": "C1"}, False)],
    ids=["alone", "unseen in a channel", "before everybody in a channel"],
)
def test_a_curator_who_asks_before_everybody_is_shown_what_everybody_may_do(
    action: str, values: dict[str, str], where: dict[str, Any], *, sees_curating: bool, desk: Desk
) -> None:
    message = answer(Turn("t1", CY, action, values, "slack", **where), desk)

    shown = labels(message)

    assert [label for label in shown if label in FOR_CURATORS] == (FOR_CURATORS if sees_curating else [])
    assert "Use this answer" in shown


def asked(desk: Desk, question: str, person: Person = DEE, **more: Any) -> Message:
    return answer(Turn("t1", person, "guide.ask", {"question": question}, "slack", **more), desk)


def test_each_of_those_who_ask_the_same_together_is_offered_what_they_may_do(desk: Desk) -> None:
    with desk.together():
        shown = {
            person.name: [label for label in labels(asked(desk, "I want my money back", person)) if label != "History"]
            for person in (ADA, CY, BO, DEE, CY)
        }

    everybody = ["Use this answer", "None of these"]
    assert shown == {
        "Ada": everybody,
        "Cy": ["Use this answer", *FOR_CURATORS, "None of these"],
        "Bo": ["Use this answer", *FOR_OWNERS, "None of these"],
        "Dee": everybody,
    }


def test_nobody_is_offered_what_is_for_the_owner_of_an_answer_that_has_none(desk: Desk) -> None:
    with desk.together():
        shown = [labels(asked(desk, "It arrived broken", place=place)) for place in ("", "C1")]

    assert shown == [["Use this answer", "History", "None of these"]] * 2


def test_an_answer_follows_what_changes_between_two_who_ask_it_together(desk: Desk) -> None:
    def answers() -> list[str]:
        message = asked(desk, "I want my money back")
        quotes = [part.text for part in message.parts if isinstance(part, Quote)]
        (facts,) = (dict(part.rows) for part in message.parts if isinstance(part, Facts))
        return [*quotes, facts["Stands behind it"]]

    with desk.together():
        before = answers()
        desk.people.meet(replace(BO, name="Bo Jensen"), NOW)
        renamed = answers()
        (entry,) = desk.guide.entries(["refund"])
        desk.guide.save(replace(entry, owner="cy"), "changed", "cy", NOW)
        given = answers()

    assert before == [REFUND.answer, "Bo"]
    assert renamed == [REFUND.answer, "Bo Jensen"]
    assert given == [REFUND.answer, "Cy"]


def test_an_answer_is_due_for_review_on_the_day_where_the_person_is(desk: Desk) -> None:
    noon = NOW.replace(month=6, day=29, hour=12)  # the last day before it is due
    half_past_eleven = noon.replace(hour=23, minute=30)

    def notes(now: datetime, time_zone: str) -> list[str]:
        at = replace(desk, now=now)
        with at.together():
            parts = asked(at, "My parcel is late", replace(DEE, time_zone=time_zone)).parts
        return [part.plain() for part in parts if isinstance(part, Callout)]

    due = ["This answer is due for review today, by Cy."]
    assert notes(noon, "Europe/London") == []
    assert notes(half_past_eleven, "Europe/London") == due  # it is half past twelve there, of the day after
    assert notes(half_past_eleven, "Europe/Lisbon") == due
    assert notes(half_past_eleven, "America/New_York") == []


def test_a_question_that_is_taken_again_is_answered_alike_and_kept_once(desk: Desk) -> None:
    with desk.together():
        first = asked(desk, "My parcel is late")
        (kept,) = desk.questions.recent("dee", 10, 0)
        again = asked(desk, "My parcel is late", asked=kept.id)

    assert again == first
    assert [each.wording for each in desk.questions.recent("dee", 10, 0)] == ["My parcel is late"]
