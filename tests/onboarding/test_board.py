"""The board and the lists of checklists, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from knowledge.database import Database
from onboarding import keeping, signing
from onboarding.board import Board, Cell, Spread, together
from onboarding.checklist import Checklist
from onboarding.checklists import Checklists
from onboarding.lists import Waits
from onboarding.program import STAGES, Program
from tests.onboarding.onboard import ADA, BO, CY, EVE, GREETING, NOW, PROGRAM, RETURNS, answers

MONDAY = date(2026, 5, 4)
LATER = NOW + timedelta(days=3)


@pytest.fixture
def checklists(db: Database) -> Checklists:
    return Checklists(db, "north")


@pytest.fixture
def program(checklists: Checklists) -> Program:
    return checklists.programs.save(replace(PROGRAM, version=0), "cy", NOW)


@pytest.fixture
def adas(checklists: Checklists, program: Program) -> Checklist:
    """Give Ada's checklist: shown the greeting, signed off three days later, and guided since."""
    begun = checklists.start(program, "ada", "bo", "dee", MONDAY, "cy", NOW)
    debrief(checklists, begun, "show")
    checklists.change(begun.id, lambda now: signing.sign_off(now, "greeting", "show", BO, LATER))
    return begun


def debrief(checklists: Checklists, checklist: Checklist, stage: str) -> None:
    said = answers(GREETING, stage)
    checklists.change(checklist.id, lambda now: signing.debrief(now, "greeting", stage, said, ADA, NOW))


def test_the_board_has_everybody_with_every_skill(db: Database, adas: Checklist) -> None:
    (row,) = Board(db, "north").rows("first-weeks")

    assert (row.head.id, row.head.starter, row.head.state) == (adas.id, "ada", "running")
    assert row.cells == {
        "greeting": Cell("greeting", "Greeting and ending", 1, 1, begun=True, since=LATER, waits_for="both"),
        "returns": Cell("returns", "Returns", 1, 0, begun=False, since=NOW, waits_for="both"),
    }
    assert row.now() == row.cells["greeting"]


@pytest.mark.usefixtures("adas")
def test_how_long_a_stage_took_is_counted_by_days(db: Database) -> None:
    board = Board(db, "north")

    assert board.spreads("first-weeks") == [Spread("show", {3: 1}), *(Spread(stage, {}) for stage in STAGES[1:])]
    assert board.spreads_by_skill("first-weeks") == {"greeting": board.spreads("first-weeks")}
    assert board.spreads("first-weeks")[0].median() == 3


def test_the_skills_of_a_program_are_put_together_stage_by_stage() -> None:
    greeting = [Spread("show", {0: 2, 3: 1}), *(Spread(stage, {}) for stage in STAGES[1:])]
    returns = [Spread("show", {3: 1}), Spread("guide", {1: 1}), Spread("do", {}), Spread("teach", {})]

    assert together([greeting, returns]) == [
        Spread("show", {0: 2, 3: 2}),
        Spread("guide", {1: 1}),
        Spread("do", {}),
        Spread("teach", {}),
    ]


def test_half_of_the_sign_offs_are_given_within_the_median() -> None:
    assert Spread("show", {0: 2, 1: 1, 9: 2}).median() == 1
    assert Spread("show", {}).median() == 0


def test_what_can_be_signed_off_waits_for_the_trainer(checklists: Checklists, adas: Checklist) -> None:
    assert checklists.lists.to_sign("bo", 5) == []

    debrief(checklists, adas, "guide")

    assert checklists.lists.to_sign("bo", 5) == [
        Waits(adas.id, "ada", "greeting", "Greeting and ending", 1, LATER, "trainer")
    ]
    assert checklists.lists.to_sign("cy", 5) == []


def test_nothing_of_a_paused_checklist_waits(checklists: Checklists, adas: Checklist) -> None:
    debrief(checklists, adas, "guide")

    checklists.change(adas.id, lambda now: keeping.pause(now, "ill", BO, NOW))

    assert checklists.lists.to_sign("bo", 5) == []
    assert [head.state for head in checklists.lists.of_trainer("bo")] == ["paused"]


def test_whoever_was_taught_is_asked_until_they_say_what_they_learnt(checklists: Checklists, adas: Checklist) -> None:
    for stage in ("guide", "do"):
        debrief(checklists, adas, stage)
        if stage == "do":
            checklists.change(adas.id, lambda now: signing.talk(now, "greeting", "A parcel.", ADA, NOW))
        checklists.change(adas.id, lambda now, stage=stage: signing.sign_off(now, "greeting", stage, BO, NOW))  # type: ignore[misc]
    checklists.change(adas.id, lambda now: signing.teach(now, "greeting", "eve", ADA, NOW))

    asked = checklists.lists.to_confirm("eve", 5)
    debrief(checklists, adas, "teach")
    after_the_debrief = checklists.lists.to_confirm("eve", 5)
    checklists.change(adas.id, lambda now: signing.confirm(now, "greeting", "A lot.", EVE, NOW))

    assert [(each.starter, each.skill, each.waits_for) for each in asked] == [("ada", "greeting", "starter")]
    assert [(each.starter, each.skill, each.waits_for) for each in after_the_debrief] == [
        ("ada", "greeting", "learner")
    ]
    assert checklists.lists.to_confirm("eve", 5) == []
    assert checklists.lists.can_teach("greeting") == []
    checklists.change(adas.id, lambda now: signing.sign_off(now, "greeting", "teach", BO, NOW))
    assert checklists.lists.can_teach("greeting") == ["ada"]


def test_those_who_learnt_a_skill_are_named_with_the_version_they_learnt_it_by(
    checklists: Checklists, program: Program, adas: Checklist
) -> None:
    changed = program.with_skill(replace(GREETING, good="Two names.")).with_skill(replace(RETURNS, good="Label."))
    later = checklists.programs.save(changed, "cy", NOW)
    lists = checklists.lists

    before = [(head.id, version) for head, version in lists.learnt_on(program.id, "greeting")]
    checklists.change(adas.id, lambda now: keeping.renew(now, later, "greeting", CY, NOW))

    assert before == [(adas.id, 1)]
    assert lists.learnt_on(program.id, "returns") == []
    assert lists.learnt_on(program.id, "greeting") == []


def test_a_welcome_and_a_gentle_word_are_claimed_once(checklists: Checklists, adas: Checklist) -> None:
    assert checklists.lists.welcome(adas.id, LATER)
    assert not checklists.lists.welcome(adas.id, LATER)
    (head,) = checklists.lists.at_work()

    assert checklists.lists.remind(head)
    assert not checklists.lists.remind(head)
    assert checklists.lists.say_once("week 19", NOW)
    assert not checklists.lists.say_once("week 19", NOW)


def test_a_gentle_word_that_was_overtaken_is_not_said(checklists: Checklists, adas: Checklist) -> None:
    (head,) = checklists.lists.at_work()

    debrief(checklists, adas, "guide")

    assert not checklists.lists.remind(head)


def test_a_retired_program_is_offered_no_more_and_its_versions_stay(checklists: Checklists, program: Program) -> None:
    assert checklists.programs.retire(program.id, NOW)
    assert not checklists.programs.retire(program.id, NOW)

    assert checklists.programs.all() == []
    assert checklists.programs.program(program.id) == program
    assert checklists.programs.program(program.id, 1) == program
    assert checklists.programs.program(program.id, 7) is None
