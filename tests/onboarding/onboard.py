"""Ada's checklist, with Bo as her trainer, in the shapes that the tests speak of."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from onboarding import signing
from onboarding.checklist import Checklist
from onboarding.deed import Deed
from onboarding.fold import after, fresh
from onboarding.program import STAGES, Program, Skill
from onboarding.standing import Colleague

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
ADA = Colleague("ada", "csr")
BO = Colleague("bo", "trainer")
CY = Colleague("cy", "lead")
DEE = Colleague("dee", "csr")
EVE = Colleague("eve", "trainer")

GREETING = Skill("greeting", "Greeting and ending", situations=("A customer says nothing but “hi”.",))
RETURNS = Skill("returns", "Returns", conversations=2, questions={"show": ("Which page did I open first?",)})
PROGRAM = Program("first-weeks", "First weeks", (GREETING, RETURNS), version=1)
PROGRAMS: Mapping[int, Program] = {
    1: PROGRAM,
    2: replace(PROGRAM.with_skill(replace(RETURNS, good="The label is in the first answer.")), version=2),
}

Move = Callable[[Checklist, datetime], Deed]


def checklist() -> Checklist:
    """Return Ada's checklist on its first day: Bo trains her, Dee is her buddy."""
    started = Checklist("c1", "first-weeks", 1, "ada", "bo", "dee", date(2026, 5, 4))
    return with_deed(fresh(started, PROGRAM, NOW), Deed("started", "cy", NOW))


def with_deed(now: Checklist, deed: Deed) -> Checklist:
    """Return the checklist after a deed, kept under the next number."""
    return after(now, replace(deed, id=f"d{len(now.deeds) + 1}"), PROGRAMS)


def answers(skill: Skill, stage: str) -> dict[str, str]:
    """Return an answer to every question of a stage."""
    return dict.fromkeys(skill.questions_at(stage), "You named the order before I could ask.")


def evidence(now: Checklist, skill: str, stage: str, at: datetime = NOW) -> Checklist:
    """Return the checklist with all the evidence that a stage takes."""
    asked = now.ways[skill].skill
    now = with_deed(now, signing.debrief(now, skill, stage, answers(asked, stage), ADA, at))
    if stage == "do":
        for number in range(asked.conversations):
            now = with_deed(now, signing.talk(now, skill, f"Where is my parcel? ({number})", ADA, at))
    if stage == "teach":
        now = with_deed(now, signing.teach(now, skill, "eve", ADA, at))
        now = with_deed(now, signing.confirm(now, skill, "Name the order first.", EVE, at))
    return now


def signed(now: Checklist, skill: str, *stages: str, by: Colleague = BO) -> Checklist:
    """Return the checklist with these stages signed off, a day after each other."""
    for stage in stages:
        at = NOW + timedelta(days=STAGES.index(stage) + 1)
        now = evidence(now, skill, stage, at)
        now = with_deed(now, signing.sign_off(now, skill, stage, by, at))
    return now


def complete() -> Checklist:
    """Return Ada's checklist with every stage of every skill signed off."""
    return signed(signed(checklist(), "greeting", *STAGES), "returns", *STAGES)
