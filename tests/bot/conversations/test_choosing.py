"""Whoever is chosen in a form is somebody of the team: a name with a typing error starts nothing for nobody."""

from pathlib import Path

import pytest

from bot.conversations import answer
from bot.desk import Desk
from bot.message import Ask, Message
from bot.turn import Turn
from tests.sample import ADA, BO, CY, sample_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return sample_desk(tmp_path)


def take(desk: Desk, action: str, **values: str) -> Message:
    return answer(Turn("t1", CY, action, values, "web"), desk)


def fields_of(message: Message) -> dict[str, tuple[str, str]]:
    """Return what stands in the fields of a form, and what is wrong with it."""
    (form,) = [part for part in message.parts if isinstance(part, Ask)]
    return {field.name: (field.value, field.error) for field in form.fields}


UNKNOWN = "I know nobody in the team by “Adda”. Type “people” to see whom I know."


NOT_MET = (
    "I have not met whom you chose. Ask them to write to me once, then choose them again. "
    "Type “people” to see whom I know."
)


@pytest.mark.parametrize("name", ["starter", "buddy"])
def test_no_checklist_starts_with_somebody_whom_nobody_knows(name: str, desk: Desk) -> None:
    values = {"starter": ADA.id, "trainer": BO.id, "buddy": "", "starts_on": "2026-05-04"}
    program = desk.programs.all()[0].id

    refused = take(desk, "checklist.start", **{**values, "program": program, name: "Adda"})

    assert fields_of(refused)[name] == ("Adda", UNKNOWN)
    assert desk.checklists.lists.open() == []


def test_nobody_unknown_becomes_a_buddy(desk: Desk) -> None:
    program = desk.programs.all()[0].id
    take(desk, "checklist.start", starter=ADA.id, trainer=BO.id, starts_on="2026-05-04", program=program)
    (checklist,) = desk.checklists.lists.open()

    refused = take(desk, "checklist.buddy", checklist=checklist.id, buddy="Adda")

    assert fields_of(refused)["buddy"] == ("", UNKNOWN)
    assert desk.checklists.lists.open()[0].buddy == ""


def test_somebody_of_a_large_workspace_whom_baton_has_not_met_has_to_write_first(desk: Desk) -> None:
    program = desk.programs.all()[0].id

    refused = take(
        desk, "checklist.start", starter="slack:T1:U7", trainer=BO.id, starts_on="2026-05-04", program=program
    )

    assert fields_of(refused)["starter"] == ("slack:T1:U7", NOT_MET)
    assert desk.checklists.lists.open() == []
