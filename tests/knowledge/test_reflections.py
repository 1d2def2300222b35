"""Reflections: a private one is its writer's alone, a shared one the team's to read, and only its writer changes it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from knowledge.database import Database
from knowledge.reflections import LONGEST, Reflection, Reflections, check_reflection
from knowledge.refusal import Refusal

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
ALONE = Reflection("r1", "ada", NOW, "He shouted.", "He hung up.", "I explained too early.", "Ask first.")
SHARED = replace(ALONE, id="r2", situation="She cried.", shared=True)


def with_both(db: Database, team: str = "north") -> Reflections:
    reflections = Reflections(db, team)
    for each in (ALONE, SHARED):
        reflections.keep(each)
    return reflections


def test_a_reflection_is_kept_as_it_was_written(db: Database) -> None:
    reflections = with_both(db)

    assert [reflections.one(id, "ada") for id in ("r1", "r2", "r3")] == [ALONE, SHARED, None]


def test_nobody_but_its_writer_reads_a_private_one(db: Database) -> None:
    reflections = with_both(db)

    read = {reader: [each.id for each in reflections.readable(reader, 5, 0)] for reader in ("ada", "cy")}

    assert read == {"ada": ["r2", "r1"], "cy": ["r2"]}
    assert reflections.one("r1", "cy") is None


def test_only_its_writer_changes_it_and_can_take_it_back_from_the_team(db: Database) -> None:
    reflections = with_both(db)

    kept = [
        reflections.keep(replace(SHARED, person=person, situation="She laughed.", shared=False))
        for person in ("cy", "ada")
    ]

    assert kept == [False, True]
    assert reflections.readable("cy", 5, 0) == []
    assert reflections.one("r2", "ada") == replace(SHARED, situation="She laughed.", shared=False)


def test_only_its_writer_makes_a_situation_of_it(db: Database) -> None:
    reflections = with_both(db)

    reflections.note_became("r2", "cy", "of cy")
    reflections.note_became("r1", "ada", "of ada")

    assert [each.became for each in reflections.readable("ada", 5, 0)] == ["", "of ada"]


def test_another_team_reads_nothing_of_it(db: Database) -> None:
    with_both(db)

    south = Reflections(db, "south")

    assert (south.readable("ada", 5, 0), south.one("r2", "ada")) == ([], None)


def test_what_is_missing_or_too_long_is_said_field_by_field() -> None:
    with pytest.raises(Refusal) as refused:
        check_reflection(replace(ALONE, situation=" ", takeaway="x" * (LONGEST + 1)))

    assert refused.value.fields == {
        "situation": "Please say what happened.",
        "takeaway": "There are 4,001 characters here; 4,000 is the most.",
    }
