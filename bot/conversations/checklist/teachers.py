"""Whoever passed a skill up to teaching it is offered as a trainer for it: where trainers are chosen, and to the leads."""

from bot.conversations.checklist.finding import names
from bot.conversations.checklist.telling import tell
from bot.conversations.permission import TRAINERS, may
from bot.conversations.wording import counted, listed
from bot.desk import Desk
from bot.message import Button, Buttons, Facts, Message, Part, say
from onboarding.checklist import Checklist, Way

NAMED = 3  # of more skills than these only the number is said


def teachers_hint(program: str, desk: Desk) -> str:
    """Return who can teach which skills of a program, for the field in which a trainer is chosen; empty if nobody can."""
    found = [f"{desk.people.name_of(person)} {_skills(skills)}" for person, skills in _teachers(program, desk)]
    return f"Passed to teach: {'; '.join(found)}. A lead makes somebody a trainer." if found else ""


def teachers_parts(program: str, desk: Desk) -> tuple[Part, ...]:
    """Return who can teach which skills of a program, as a part of a message."""
    rows = tuple((desk.people.name_of(person), listed(skills)) for person, skills in _teachers(program, desk))
    return (say("**Passed to teach**"), Facts(rows)) if rows else ()


def offer_to_leads(checklist: Checklist, way: Way, desk: Desk) -> None:
    """Tell the leads that somebody can teach a skill now; where they are no trainer yet, a lead can make them one."""
    starter = desk.people.person(checklist.starter)
    if starter is None or may(starter, TRAINERS):
        return
    words = say(
        "**{starter}** has passed **{skill}**, from show to teach.", skill=way.skill.name, **_name(checklist, desk)
    )
    offer = say("Make {starter} a trainer, and people can be led in by them.", **_name(checklist, desk))
    button = Button(
        f"Make {starter.name} a trainer", "people.appoint", {"person": starter.id, "role": "trainer"}, "main"
    )
    parts = (words, offer, Buttons((button,))) if starter.role == "csr" else (words,)
    for lead in desk.people.in_roles("lead"):
        tell(desk, lead.id, Message(f"{starter.name} can teach {way.skill.name}", parts), checklist)


def _name(checklist: Checklist, desk: Desk) -> dict[str, str]:
    return {"starter": names(checklist, desk)["starter"]}


def _teachers(program: str, desk: Desk) -> list[tuple[str, list[str]]]:
    return list(desk.checklists.lists.teachers(program).items())


def _skills(skills: list[str]) -> str:
    return f"({listed(skills) if len(skills) <= NAMED else counted(len(skills), 'skill')})"
