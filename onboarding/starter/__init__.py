"""The program that Baton ships, for a team's first weeks with a new CSR."""

import re
from dataclasses import replace
from importlib.resources import files

from onboarding.markdown import read
from onboarding.program import Program
from onboarding.program_rules import tidy

ID = "first-weeks"


def starter_program() -> Program:
    """Return the program, which no team has changed yet; its skills go by their names as ids."""
    program = tidy(read(files(__name__).joinpath("program.md").read_text(encoding="utf-8")))
    skills = tuple(replace(skill, id=_id(skill.name)) for skill in program.skills)
    return replace(program, id=ID, skills=skills)


def _id(name: str) -> str:
    return re.sub(r"[^a-z]+", "-", name.lower())
