"""Programs are kept version by version; what is sent twice is kept once."""

from dataclasses import replace

import pytest

from knowledge.database import Database
from onboarding.checklists import Checklists
from onboarding.programs import Programs, ProgramSuperseded
from tests.onboarding.onboard import NOW, PROGRAM

NEW = replace(PROGRAM, version=0)


@pytest.fixture
def programs(db: Database) -> Programs:
    return Programs(db, "north")


def numbers(programs: Programs) -> list[int]:
    return [each.program.version for each in programs.versions(PROGRAM.id)]


def test_a_program_in_which_nothing_changed_gets_no_new_version(programs: Programs) -> None:
    kept = programs.save(NEW, "cy", NOW)

    again = programs.save(kept, "cy", NOW)

    assert again == PROGRAM
    assert numbers(programs) == [1]


def test_a_change_that_is_sent_twice_is_one_version(programs: Programs) -> None:
    kept = programs.save(NEW, "cy", NOW)
    changed = replace(kept, name="First month")
    programs.save(changed, "cy", NOW)

    again = programs.save(changed, "cy", NOW)

    assert again == replace(changed, version=2)
    assert numbers(programs) == [2, 1]


def test_a_new_program_that_is_sent_twice_is_one(programs: Programs) -> None:
    programs.save(NEW, "cy", NOW)

    again = programs.save(NEW, "cy", NOW)

    assert again == PROGRAM
    assert programs.all() == [PROGRAM]


def test_a_retired_program_is_in_use_while_somebody_learns_by_it(programs: Programs, db: Database) -> None:
    kept = programs.save(NEW, "cy", NOW)
    programs.retire(kept.id, NOW)
    forgotten = programs.in_use()

    Checklists(db, "north").start(kept, "ada", "bo", "", NOW.date(), "cy", NOW)

    assert forgotten == []
    assert (programs.all(), programs.retired(), programs.in_use()) == ([], [PROGRAM], [PROGRAM])
    programs.offer_again(kept.id)
    assert (programs.all(), programs.retired(), programs.in_use()) == ([PROGRAM], [], [PROGRAM])


def test_a_new_program_never_takes_the_place_of_another(programs: Programs) -> None:
    programs.save(NEW, "cy", NOW)

    with pytest.raises(ProgramSuperseded) as superseded:
        programs.save(replace(NEW, name="Team leads"), "bo", NOW)

    assert superseded.value.now == PROGRAM
    assert programs.all() == [PROGRAM]
