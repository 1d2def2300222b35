"""A desk on which people learn: Ada has passed one skill and waits for Bo in another."""

from datetime import date

from bot.desk import Desk
from onboarding import signing
from onboarding.checklist import Checklist
from onboarding.program import STAGES
from onboarding.standing import Colleague

ADA, BO, DEE = Colleague("ada", "csr"), Colleague("bo", "trainer"), Colleague("dee", "csr")


def start_ada(desk: Desk) -> Checklist:
    """Return Ada's checklist on the newest program: Bo trains her, Dee is her buddy."""
    program = desk.programs.all()[0]
    return desk.checklists.start(program, "ada", "bo", "dee", date(2026, 5, 4), "cy", desk.now)


def debrief(desk: Desk, checklist: Checklist, skill: str, stage: str) -> None:
    """Have Ada answer the debrief of a stage."""
    asked = checklist.ways[skill].skill.questions_at(stage)
    answers = dict.fromkeys(asked, "I said what happens next.")
    desk.checklists.change(checklist.id, lambda now: signing.debrief(now, skill, stage, answers, ADA, desk.now))


def pass_skill(desk: Desk, checklist: Checklist, skill: str, *, but_the_last: bool = False) -> None:
    """Bring a skill from show to teach the way people do, with or without the last sign-off."""
    id = checklist.id
    for stage in STAGES:
        debrief(desk, checklist, skill, stage)
        if stage == "do":
            for _ in range(checklist.ways[skill].skill.conversations):
                desk.checklists.change(id, lambda now: signing.talk(now, skill, "A late lamp, found.", ADA, desk.now))
        if stage == "teach":
            desk.checklists.change(id, lambda now: signing.teach(now, skill, "dee", ADA, desk.now))
            desk.checklists.change(id, lambda now: signing.confirm(now, skill, "Say what is next.", DEE, desk.now))
        if but_the_last and stage == STAGES[-1]:
            return
        desk.checklists.change(id, lambda now, stage=stage: signing.sign_off(now, skill, stage, BO, desk.now))  # type: ignore[misc]


def half_way(desk: Desk) -> Checklist:
    """Return Ada's checklist: greeting passed, and the first debrief of returns waits for Bo."""
    checklist = start_ada(desk)
    pass_skill(desk, checklist, "greeting")
    debrief(desk, checklist, "returns", "show")
    return checklist
