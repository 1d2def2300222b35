"""A program that comes from outside, in the place of the one the team has by its id or its name."""

from dataclasses import replace

from knowledge.ids import new_id
from onboarding.program import Program
from onboarding.programs import Programs


def in_its_place(program: Program, programs: Programs) -> tuple[Program, Program | None]:
    """Return a program as the next version of the one there is, its skills known by ids or names; and that one."""
    now = programs.program(program.id) if program.id else None
    now = now or next((each for each in programs.all() if each.name == program.name), None)
    known = {skill.name.casefold(): skill.id for skill in now.skills} if now else {}
    skills = tuple(
        replace(skill, id=skill.id or known.get(skill.name.casefold()) or new_id()) for skill in program.skills
    )
    return replace(program, id=now.id if now else program.id, version=now.version if now else 0, skills=skills), now
