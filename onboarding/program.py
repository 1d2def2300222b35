"""The program everybody learns by: an ordered list of skills, the same for all."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import pairwise
from typing import Any

STAGES = ("show", "guide", "do", "teach")

# What is asked at the end of a stage where a skill asks nothing of its own. The questions after the first three stages
# are those of the four-step method in the course's chapter on training CSRs; the rest is ours.
DEFAULT_QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "show": ("What did you notice me do?", "Why do you think I did that?"),
    "guide": ("What did you do, and why?", "What would you like to see once more?"),
    "do": ("What did you do, and why?", "What would you do in another way next time?"),
    "teach": ("How did you teach it, and why like that?", "What did they ask that made you think?"),
}
DEFAULT_RHYTHM = 2  # working days without anything happening before a gentle word
LISTS = ("links", "tips", "situations")


@dataclass(frozen=True, slots=True)
class Skill:
    """One thing a CSR can do.

    ``id`` stays the same through all versions. ``links`` are questions of the guide or addresses, ``tips`` what tips
    it goes with, ``situations`` what to practise on. ``questions`` holds a skill's own debrief questions by stage;
    ``conversations`` is how many real ones the stage *do* takes.
    """

    id: str
    name: str
    why: str = ""
    good: str = ""
    show: str = ""
    links: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    conversations: int = 1

    def questions_at(self, stage: str) -> tuple[str, ...]:
        """Return what the starter is asked at the end of a stage: the skill's own questions, else the method's."""
        return self.questions.get(stage) or DEFAULT_QUESTIONS[stage]

    def content(self) -> dict[str, Any]:
        """Return everything as plain values."""
        content = {each.name: getattr(self, each.name) for each in fields(self)}
        content["questions"] = {stage: list(asked) for stage, asked in self.questions.items() if asked}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in content.items()}


@dataclass(frozen=True, slots=True)
class Program:
    """An ordered list of skills. ``version`` counts its changes from 1; 0 is not kept yet.

    ``rhythm`` is after how many working days without anything happening a gentle word is said.
    """

    id: str
    name: str
    skills: tuple[Skill, ...] = ()
    rhythm: int = DEFAULT_RHYTHM
    version: int = 0

    def skill(self, id: str) -> Skill | None:
        """Return the skill with this id, or None."""
        return next((skill for skill in self.skills if skill.id == id), None)

    def name_of(self, id: str) -> str:
        """Return the name of a skill; empty where there is none with this id."""
        skill = self.skill(id)
        return skill.name if skill else ""

    def with_skill(self, skill: Skill) -> "Program":
        """Return the program with this skill in the place of the one with its id, or at the end."""
        if self.skill(skill.id) is None:
            return replace(self, skills=(*self.skills, skill))
        return replace(self, skills=tuple(skill if each.id == skill.id else each for each in self.skills))

    def without_skill(self, id: str) -> "Program":
        """Return the program without a skill."""
        return replace(self, skills=tuple(skill for skill in self.skills if skill.id != id))

    def moved_up(self, id: str) -> "Program":
        """Return the program with a skill one place earlier."""
        skills = list(self.skills)
        place = next((number for number, skill in enumerate(skills) if skill.id == id), 0)
        if place:
            skills[place - 1], skills[place] = skills[place], skills[place - 1]
        return replace(self, skills=tuple(skills))

    def moved_down(self, id: str) -> "Program":
        """Return the program with a skill one place later."""
        following = [after.id for before, after in pairwise(self.skills) if before.id == id]
        return self.moved_up(following[0]) if following else self

    def content(self) -> dict[str, Any]:
        """Return everything but the version as plain values."""
        skills = [skill.content() for skill in self.skills]
        return {"id": self.id, "name": self.name, "rhythm": self.rhythm, "skills": skills}


def program_from(content: Mapping[str, Any], version: int) -> Program:
    """Return the program that :meth:`Program.content` described."""
    skills = tuple(skill_from(each) for each in content["skills"])
    return Program(content["id"], content["name"], skills, content["rhythm"], version)


def skill_from(content: Mapping[str, Any]) -> Skill:
    """Return the skill that :meth:`Skill.content` described; unknown names are passed over."""
    known = {each.name for each in fields(Skill)}
    given = {name: value for name, value in content.items() if name in known}
    values: dict[str, Any] = {name: tuple(value) if name in LISTS else value for name, value in given.items()}
    values["questions"] = {stage: tuple(asked) for stage, asked in content.get("questions", {}).items()}
    return Skill(**values)


def changed_skills(before: Program, after: Program) -> tuple[Skill, ...]:
    """Return the skills of ``after`` that are new or not as they were, in their order."""
    return tuple(skill for skill in after.skills if before.skill(skill.id) != skill)
