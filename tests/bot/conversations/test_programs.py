"""What leads read of programs: who learnt a skill as it is no more, and what becomes of one that is retired."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversations.checklist.nudging import remind_gently
from bot.conversations.checklist.weekly import tell_leads_weekly
from bot.conversations.programs.again import learnt_otherwise
from bot.delivery.notices import HERE
from bot.desk import Desk
from onboarding.checklist import Checklist
from onboarding.program import Program
from tests.learning import half_way
from tests.sample import NOW, sample_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return sample_desk(tmp_path)


def titles(desk: Desk, person: str) -> list[str]:
    return [owed.body["message"]["title"] for owed in desk.outbox(HERE).owed_in(person, "")]


def changed(desk: Desk, program: Program, good: str) -> Program:
    """Return the program once its greeting looks good in other words."""
    return desk.programs.save(program.with_skill(replace(program.skills[0], good=good)), "cy", NOW)


def named(desk: Desk, program: Program) -> dict[str, list[Checklist]]:
    return {
        skill.id: desk.checklists.all_of(head.id for head in learnt_otherwise(program, skill, desk))
        for skill in program.skills
    }


def test_only_a_skill_in_other_words_was_learnt_as_it_is_no_more(desk: Desk) -> None:
    adas = half_way(desk)
    (program,) = desk.programs.all()

    slower = desk.programs.save(replace(program, rhythm=3), "cy", NOW)
    others = changed(desk, slower, "Two names.")
    as_before = changed(desk, others, program.skills[0].good)

    assert named(desk, slower) == {"greeting": [], "returns": []}
    assert [[each.id for each in found] for found in named(desk, others).values()] == [[adas.id], []]
    assert named(desk, as_before) == {"greeting": [], "returns": []}


def test_whoever_learns_by_a_retired_program_is_not_forgotten(desk: Desk) -> None:
    adas = half_way(desk)
    desk.checklists.lists.welcome(adas.id, NOW)
    desk.programs.retire(adas.program, NOW)

    days_after = replace(desk, now=NOW + timedelta(days=3))
    remind_gently(days_after)
    tell_leads_weekly(days_after)

    assert titles(desk, "bo") == ["Ada: the next step"]
    assert titles(desk, "cy") == ["How far everybody is"]
