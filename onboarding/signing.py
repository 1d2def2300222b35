"""The rules of the four stages: who may do what, in which order, on what evidence. Each returns the deed it allows."""

from collections.abc import Mapping
from datetime import datetime

from knowledge.refusal import Refusal
from onboarding.checklist import Checklist, Step, Way
from onboarding.deed import Deed
from onboarding.program import STAGES
from onboarding.standing import Colleague, need_open, need_running, need_standing, standings, way_of

WORDS_LIMIT = 5_000  # characters of what somebody writes at a stage
TRAINERS = ("trainer", "lead")


def begin(checklist: Checklist, skill: str, by: Colleague, at: datetime) -> Deed:
    """Choose a skill to work on."""
    need_running(checklist)
    need_standing(by, checklist, TRAINERS, "choose the next skill")
    way = way_of(checklist, skill)
    if way.begun:
        raise Refusal(f"“{way.skill.name}” was begun already.")
    return Deed("begun", by.id, at, skill)


def debrief(
    checklist: Checklist, skill: str, stage: str, answers: Mapping[str, str], by: Colleague, at: datetime
) -> Deed:
    """Answer the debrief questions of the stage that is under way; ``answers`` are by question."""
    need_running(checklist)
    need_standing(by, checklist, ("starter",), "answer the debrief")
    way, step = _under_way(checklist, skill, stage)
    asked = way.skill.questions_at(step.stage)
    wrong = {question: _need_words(answers.get(question, ""), "Write it in your own words.") for question in asked}
    if any(wrong.values()):
        raise Refusal("A debrief has an answer to each of its questions.", {q: s for q, s in wrong.items() if s})
    return Deed("debriefed", by.id, at, skill, stage, {question: answers[question].strip() for question in asked})


def talk(checklist: Checklist, skill: str, about: str, by: Colleague, at: datetime) -> Deed:
    """Keep a real conversation the starter had alone: what it was about, and how it ended."""
    need_running(checklist)
    need_standing(by, checklist, ("starter", "trainer"), "keep a real conversation")
    _under_way(checklist, skill, "do")
    _check_words(about, "about", "Say in a sentence what the customer wanted and how it ended.")
    return Deed("talked", by.id, at, skill, "do", {"about": about.strip()})


def teach(checklist: Checklist, skill: str, person: str, by: Colleague, at: datetime) -> Deed:
    """Name the person whom the starter taught."""
    need_running(checklist)
    need_standing(by, checklist, ("starter",), "say whom they taught")
    _under_way(checklist, skill, "teach")
    if not person:
        raise _refused("person", "Choose the person you taught.")
    if person == checklist.starter:
        raise _refused("person", "Teaching takes another person. Choose whom you taught.")
    return Deed("taught", by.id, at, skill, "teach", {"person": person})


def confirm(checklist: Checklist, skill: str, learnt: str, by: Colleague, at: datetime) -> Deed:
    """Confirm that one was taught, with what one learnt."""
    need_running(checklist)
    _, step = _under_way(checklist, skill, "teach")
    if step.taught is None or step.taught.word("person") != by.id:
        raise Refusal("Only the person who was taught can confirm it, once the starter has named them.")
    if step.confirmed:
        raise Refusal("You have confirmed this already.")
    _check_words(learnt, "learnt", "Say in a sentence what you learnt.")
    return Deed("confirmed", by.id, at, skill, "teach", {"learnt": learnt.strip()})


def sign_off(checklist: Checklist, skill: str, stage: str, by: Colleague, at: datetime) -> Deed:
    """Let the starter pass the stage that is under way, on the evidence that is there."""
    need_running(checklist)
    need_standing(by, checklist, TRAINERS, "sign a stage off")
    way, step = _under_way(checklist, skill, stage)
    if lacking := step.lacks(way.skill):
        raise Refusal(" ".join(_LACKING[each].format(count=way.skill.conversations) for each in lacking))
    took = checklist.seconds_between(step.began or at, at)
    evidence = "\n".join(deed.id for deed in step.evidence())
    said = {"version": str(way.version), "took": str(took), "evidence": evidence}
    return Deed("signed", by.id, at, skill, stage, said)


def more_time(checklist: Checklist, skill: str, stage: str, next: str, by: Colleague, at: datetime) -> Deed:
    """Say that the stage needs more time, with what to try next."""
    need_running(checklist)
    need_standing(by, checklist, TRAINERS, "say that a stage needs more time")
    _under_way(checklist, skill, stage)
    _check_words(next, "next", "Say what to try next, so that more time helps.")
    return Deed("more time", by.id, at, skill, stage, {"next": next.strip()})


def withdraw(checklist: Checklist, skill: str, stage: str, reason: str, by: Colleague, at: datetime) -> Deed:
    """Withdraw a sign-off; the sign-off stays in the record, and its stage and those after it are open again."""
    need_open(checklist)
    need_standing(by, checklist, ("lead",), "withdraw a sign-off")
    step = _step(way_of(checklist, skill), stage)
    if not step.signed:
        raise Refusal(f"“{stage}” is not signed off, so there is nothing to withdraw.")
    _check_words(reason, "reason", "Say why; the reason stays beside the sign-off.")
    return Deed("withdrawn", by.id, at, skill, stage, {"reason": reason.strip()})


def note(
    checklist: Checklist, skill: str, stage: str, text: str, by: Colleague, at: datetime, *, private: bool = False
) -> Deed:
    """Write a note on a stage: for everybody on the checklist, or a private one of the trainer."""
    need_open(checklist)
    who = TRAINERS if private else ("starter", *TRAINERS, "buddy")
    need_standing(by, checklist, who, "write a private note" if private else "write a note")
    _step(way_of(checklist, skill), stage)
    _check_words(text, "text", "Write the note first.")
    return Deed("noted privately" if private else "noted", by.id, at, skill, stage, {"text": text.strip()})


def may_see(deed: Deed, reader: Colleague, checklist: Checklist) -> bool:
    """Say whether somebody may read what a deed says: a private note is for whoever wrote it alone."""
    if deed.kind == "noted privately":
        return reader.id == deed.person
    return bool(standings(reader, checklist))


def _under_way(checklist: Checklist, skill: str, stage: str) -> tuple[Way, Step]:
    """Return the way and its step, which must be the one to work on now."""
    way = way_of(checklist, skill)
    step = _step(way, stage)
    now = way.now()
    if now is None or STAGES.index(stage) < STAGES.index(now.stage):
        raise Refusal(f"“{stage}” of “{way.skill.name}” is signed off already.")
    if step is not now:
        raise Refusal(f"The stages of a skill go in order: “{now.stage}” of “{way.skill.name}” comes first.")
    return way, step


def _step(way: Way, stage: str) -> Step:
    step = way.step(stage)
    if step is None:
        raise Refusal(f"There is no stage “{stage}”. The stages are {', '.join(STAGES)}.")
    return step


def _check_words(text: str, field: str, sentence: str) -> None:
    if wrong := _need_words(text, sentence):
        raise _refused(field, wrong)


def _need_words(text: str, sentence: str) -> str:
    if not text.strip():
        return sentence
    return f"This is {len(text)} characters long; {WORDS_LIMIT} is the most." if len(text) > WORDS_LIMIT else ""


def _refused(field: str, sentence: str) -> Refusal:
    return Refusal(sentence, {field: sentence})


_LACKING = {
    "debrief": "The starter has not answered the debrief of this stage yet.",
    "conversations": "“do” takes real conversations the starter had alone: {count} for this skill, and that is not reached yet.",
    "taught": "The starter has not said yet whom they taught.",
    "confirmed": "The person who was taught has not confirmed it yet.",
}
