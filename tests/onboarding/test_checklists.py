"""Checklists as they are kept, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from knowledge.database import Database
from knowledge.refusal import Refusal
from onboarding import keeping, signing
from onboarding.checklist import Checklist
from onboarding.checklists import Checklists, Done
from onboarding.deed import Deed
from onboarding.program import STAGES, Program
from tests.onboarding.onboard import ADA, BO, CY, DEE, EVE, NOW, PROGRAM, RETURNS, answers

MONDAY = date(2026, 5, 4)


@pytest.fixture
def checklists(db: Database) -> Checklists:
    return Checklists(db, "north")


@pytest.fixture
def program(checklists: Checklists) -> Program:
    return checklists.programs.save(replace(PROGRAM, version=0), "cy", NOW)


@pytest.fixture
def adas(checklists: Checklists, program: Program) -> Checklist:
    return checklists.start(program, "ada", "bo", "dee", MONDAY, "cy", NOW)


def pass_stage(checklists: Checklists, id: str, skill: str, stage: str) -> Done:
    """Bring a stage to its sign-off the way people do."""
    asked = PROGRAM.skill(skill)
    assert asked is not None
    checklists.change(id, lambda now: signing.debrief(now, skill, stage, answers(asked, stage), ADA, NOW))
    if stage == "do":
        for _ in range(asked.conversations):
            checklists.change(id, lambda now: signing.talk(now, skill, "A parcel, found.", ADA, NOW))
    if stage == "teach":
        checklists.change(id, lambda now: signing.teach(now, skill, "eve", ADA, NOW))
        checklists.change(id, lambda now: signing.confirm(now, skill, "A lot.", EVE, NOW))
    return checklists.change(id, lambda now: signing.sign_off(now, skill, stage, BO, NOW + timedelta(days=2)))


def pass_all(checklists: Checklists, id: str) -> Done:
    done = [pass_stage(checklists, id, skill.id, stage) for skill in PROGRAM.skills for stage in STAGES]
    return done[-1]


def test_a_checklist_comes_back_as_it_was_started(checklists: Checklists, adas: Checklist) -> None:
    assert checklists.checklist(adas.id) == adas
    assert (adas.starter, adas.trainer, adas.buddy, adas.starts_on) == ("ada", "bo", "dee", MONDAY)
    assert [(way.skill.name, way.signed()) for way in adas.ways.values()] == [
        ("Greeting and ending", 0),
        ("Returns", 0),
    ]
    assert adas.state() == "running"


def test_a_checklist_comes_back_as_the_last_deed_left_it(checklists: Checklists, adas: Checklist) -> None:
    done = pass_stage(checklists, adas.id, "greeting", "show")

    assert checklists.checklist(adas.id) == done.after
    assert done.after.ways["greeting"].signed() == 1
    sign_off = done.after.ways["greeting"].steps[0].signed
    debrief = done.after.of("debriefed")[0]
    assert sign_off == done.deed
    assert done.deed.said == {"version": "1", "took": str(2 * 24 * 3600), "evidence": debrief.id}


def test_what_is_refused_leaves_nothing(checklists: Checklists, adas: Checklist) -> None:
    with pytest.raises(Refusal):
        checklists.change(adas.id, lambda now: signing.sign_off(now, "greeting", "show", BO, NOW))

    assert checklists.checklist(adas.id) == adas


def test_a_checklist_that_is_not_there_is_refused(checklists: Checklists) -> None:
    assert checklists.checklist("nobody knows this") is None
    with pytest.raises(Refusal, match="There is no such checklist"):
        checklists.change("nobody knows this", lambda now: keeping.end(now, "", CY, NOW))


def test_a_starter_has_one_checklist_a_program(checklists: Checklists, program: Program, adas: Checklist) -> None:
    with pytest.raises(Refusal, match="has a checklist of “First weeks” already"):
        checklists.start(program, "ada", "eve", "", MONDAY, "cy", NOW)

    assert checklists.checklist(adas.id) == adas
    assert checklists.start(program, "dee", "bo", "", MONDAY, "cy", NOW).starter == "dee"


def test_after_the_end_a_new_one_can_be_started(checklists: Checklists, program: Program, adas: Checklist) -> None:
    checklists.change(adas.id, lambda now: keeping.end(now, "She moved to another team.", CY, NOW))

    second = checklists.start(program, "ada", "bo", "", MONDAY, "cy", NOW)

    assert second.id != adas.id
    assert second.ways["greeting"].signed() == 0


def test_a_complete_checklist_makes_room_for_a_new_one(
    checklists: Checklists, program: Program, adas: Checklist
) -> None:
    complete = pass_all(checklists, adas.id).after

    checklists.start(program, "ada", "bo", "", MONDAY, "cy", NOW)

    before = checklists.checklist(adas.id)
    assert before is not None
    assert (complete.state(), before.state()) == ("complete", "ended")
    assert before.ways == complete.ways


def test_a_checklist_runs_on_the_version_it_started_with(
    checklists: Checklists, program: Program, adas: Checklist
) -> None:
    changed = program.with_skill(replace(RETURNS, good="The label is in the first answer.", conversations=3))
    newer = checklists.programs.save(changed, "cy", NOW)

    now = checklists.checklist(adas.id)

    assert newer.version == 2
    assert now == adas
    assert now.ways["returns"].skill == RETURNS


def test_a_skill_that_is_shown_again_is_the_one_of_the_later_version(
    checklists: Checklists, program: Program, adas: Checklist
) -> None:
    pass_stage(checklists, adas.id, "returns", "show")
    later = checklists.programs.save(program.with_skill(replace(RETURNS, good="Label first.")), "cy", NOW)

    done = checklists.change(adas.id, lambda now: keeping.renew(now, later, "returns", CY, NOW))

    way = done.after.ways["returns"]
    assert (way.version, way.signed(), way.skill.good) == (2, 0, "Label first.")
    assert checklists.checklist(adas.id) == done.after


def test_another_team_sees_nothing_of_it(db: Database, adas: Checklist) -> None:
    south = Checklists(db, "south")

    assert south.checklist(adas.id) is None
    assert south.programs.all() == []
    with pytest.raises(Refusal, match="There is no such checklist"):
        south.change(adas.id, lambda now: keeping.end(now, "", CY, NOW))


def test_notes_are_kept_and_private_ones_are_for_their_writer(checklists: Checklists, adas: Checklist) -> None:
    checklists.change(adas.id, lambda now: signing.note(now, "greeting", "show", "Calm voice.", BO, NOW))
    done = checklists.change(
        adas.id, lambda now: signing.note(now, "greeting", "show", "Shy on calls.", BO, NOW, private=True)
    )

    seen = {
        reader.id: [deed.word("text") for deed in done.after.deeds if signing.may_see(deed, reader, done.after)][1:]
        for reader in (ADA, BO, CY, DEE, EVE)
    }

    assert seen == {"ada": ["Calm voice."], "bo": ["Calm voice.", "Shy on calls."], "cy": ["Calm voice."],
                    "dee": ["Calm voice."], "eve": []}  # fmt: skip


def test_a_sign_off_stays_in_the_record_when_it_is_withdrawn(checklists: Checklists, adas: Checklist) -> None:
    signed = pass_stage(checklists, adas.id, "greeting", "show").deed

    done = checklists.change(
        adas.id, lambda now: signing.withdraw(now, "greeting", "show", "It was another skill.", CY, NOW)
    )

    assert done.after.of("signed") == (signed,)
    assert done.after.of("withdrawn") == (
        Deed("withdrawn", "cy", NOW, "greeting", "show", {"reason": "It was another skill."}, done.deed.id),
    )
    assert done.after.ways["greeting"].signed() == 0
