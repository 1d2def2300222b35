"""Checklists and a round under way, for those who want to see every stage without a month of training."""

from dataclasses import replace
from datetime import date, timedelta

from bot.conversations import answer
from bot.conversations.practice.home import ON, WEEKLY
from bot.desk import Desk
from bot.turn import Turn
from knowledge.situation import Situation
from knowledge.situations import Round
from onboarding import signing
from onboarding.checklists import Rule
from onboarding.program import STAGES
from onboarding.standing import Colleague
from tests import sample
from tests.sample import NOW

ADA, DEE = Colleague("ada", "csr"), Colleague("dee", "csr")
BO = Colleague("bo", "trainer")
WEEK = timedelta(weeks=1)
SKILLS = ("greeting", "returns")
ROUNDS = ("crack", "dent")


def on_their_way(desk: Desk, text: str) -> None:
    """Start two checklists of the sample program with Bo as the trainer.

    Ada has debriefed the first stage of greeting. Dee has taught greeting to Ada, who was asked what she learnt, and is
    to do returns alone; since then greeting has been changed. Bo and Dee are to play a role-play.
    """
    program = desk.programs.all()[0]
    ada = desk.checklists.start(program, "ada", "bo", "dee", date(2026, 5, 4), "cy", NOW)
    dee = desk.checklists.start(program, "dee", "bo", "", date(2026, 5, 4), "cy", NOW)
    desk.checklists.change(ada.id, _debriefed("greeting", "show", ADA, text))
    for skill, stages in zip(SKILLS, (STAGES[:3], STAGES[:2]), strict=True):
        for stage in stages:
            desk.checklists.change(dee.id, _debriefed(skill, stage, DEE, text))
            if stage == "do":
                desk.checklists.change(dee.id, lambda now: signing.talk(now, "greeting", text, DEE, NOW))
            desk.checklists.change(dee.id, _signed(skill, stage))
    desk.checklists.change(dee.id, lambda now: signing.teach(now, "greeting", "ada", DEE, NOW))
    desk.programs.save(program.with_skill(replace(program.skills[0], good=text)), "cy", NOW)
    desk.settings.set(WEEKLY, ON, "cy", NOW)
    for player in ("bo", "dee"):
        desk.practices.volunteer(player, NOW)


def two_rounds(desk: Desk, text: str) -> None:
    """Have the team asked about a lamp twice, with an answer of Dee's each; the first round is over."""
    for id in ROUNDS:
        situation = Situation(id, text, "ada", NOW, topic="defects")
        desk.situations.draft(situation)
        desk.situations.post(situation, Round(NOW + WEEK, NOW + WEEK, NOW + WEEK), NOW)
        reply = {"card": f"situation:{id}", "text": text, "reply": id}
        answer(Turn(id, sample.DEE, "card.reply", reply, "web"), desk)
    desk.situations.close(ROUNDS[0], "cy", NOW)


def _debriefed(skill: str, stage: str, by: Colleague, text: str) -> Rule:
    return lambda now: signing.debrief(
        now, skill, stage, dict.fromkeys(now.ways[skill].skill.questions_at(stage), text), by, NOW
    )


def _signed(skill: str, stage: str) -> Rule:
    return lambda now: signing.sign_off(now, skill, stage, BO, NOW)
