"""What one version of a program changed: which field of which skill, from what to what."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onboarding.program import LISTS, STAGES, Program, Skill

FIELDS = ("name", "why", "good", "show", "conversations", *LISTS, *(f"questions_{stage}" for stage in STAGES))


@dataclass(frozen=True, slots=True)
class Change:
    """One field that is not as it was. ``skill`` is the skill's name, empty for the program's own fields.

    ``field`` is one of :data:`FIELDS`; "skill" for one that is new (``before`` is empty) or gone (``after`` is), where
    the texts are its name; of a program "name", "rhythm" or "order", where the texts are the names in their order.
    """

    skill: str
    field: str
    before: str
    after: str


def changes(before: Program, after: Program) -> tuple[Change, ...]:
    """Return all that two versions of a program differ in."""
    return tuple(_changes(before, after))


def _changes(before: Program, after: Program) -> Iterator[Change]:
    yield from _differing(
        "", {"name": before.name, "rhythm": before.rhythm}, {"name": after.name, "rhythm": after.rhythm}
    )
    for skill in after.skills:
        was = before.skill(skill.id)
        if was is None:
            yield Change(skill.name, "skill", "", skill.name)
        else:
            yield from _differing(skill.name, _values(was), _values(skill))
    yield from (Change(each.name, "skill", each.name, "") for each in before.skills if not after.skill(each.id))
    old, new = _order(before, after), _order(after, before)
    if old != new:
        yield Change(
            "", "order", ", ".join(before.name_of(id) for id in old), ", ".join(after.name_of(id) for id in new)
        )


def _differing(skill: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    for name, value in before.items():
        if value != after[name]:
            yield Change(skill, name, str(value), str(after[name]))


def _values(skill: Skill) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(skill, name) for name in ("name", "why", "good", "show", "conversations")}
    values |= {name: "\n".join(getattr(skill, name)) for name in LISTS}
    return values | {f"questions_{stage}": "\n".join(skill.questions.get(stage, ())) for stage in STAGES}


def _order(program: Program, other: Program) -> list[str]:
    """Return the skills that both programs have, in the order of the first."""
    return [skill.id for skill in program.skills if other.skill(skill.id)]
