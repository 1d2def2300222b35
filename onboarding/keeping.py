"""The rules around the stages: starting, handing over, pausing, ending, leave. Each returns the deed it allows."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from knowledge.refusal import Refusal, refuse
from onboarding.checklist import Checklist
from onboarding.deed import Deed
from onboarding.program import Program
from onboarding.signing import TRAINERS, WORDS_LIMIT
from onboarding.standing import ROLES_THAT_TRAIN, Colleague, need_open, need_running, need_standing, standings

FARTHEST = timedelta(days=731)  # a first day or a leave that is farther away than two years is a slip of the keys
LEARNING = ("listening", "watching", "reading and writing", "doing")


def may_start(program: Program, starter: str, trainer: Colleague, buddy: str, by: Colleague) -> None:
    """Hold the start of a checklist to its rules.

    Raises:
        Refusal: with a sentence for each field that cannot be so.
    """
    if by.role not in ROLES_THAT_TRAIN:
        raise Refusal("Only a trainer or a lead can start a checklist.")
    if not program.skills:
        raise Refusal(f"“{program.name}” has no skills yet. Add some before somebody starts with it.")
    wrong: dict[str, str] = {}
    if not starter:
        wrong["starter"] = "Choose who starts."
    if fault := _trainer_fault(starter, trainer):
        wrong["trainer"] = fault
    if buddy and buddy in {starter, trainer.id}:
        wrong["buddy"] = "The buddy is somebody else: a colleague to ask small things. It may stay empty."
    refuse(wrong)


def learns(checklist: Checklist, ways: Iterable[str], by: Colleague, at: datetime) -> Deed:
    """Keep how the starter learns best; it can be changed at any time."""
    need_open(checklist)
    need_standing(by, checklist, ("starter",), "say how they learn best")
    chosen = [way for way in LEARNING if way in set(ways)]
    if not chosen:
        sentence = "Choose at least one; you can change it at any time."
        raise Refusal(sentence, {"ways": sentence})
    return Deed("learns", by.id, at, said={"ways": "\n".join(chosen)})


def hand_over(checklist: Checklist, trainer: Colleague, note: str, by: Colleague, at: datetime) -> Deed:
    """Make somebody else the designated trainer, with a note of how far the starter is."""
    need_open(checklist)
    need_standing(by, checklist, TRAINERS, "change the trainer")
    if trainer.id == checklist.trainer:
        raise _refused("trainer", "That is the trainer already. Choose somebody else.")
    if fault := _trainer_fault(checklist.starter, trainer):
        raise _refused("trainer", fault)
    if not note.strip():
        raise _refused("note", "Write what the next trainer should know, so that nothing is told twice.")
    if len(note) > WORDS_LIMIT:
        raise _refused("note", f"This is {len(note)} characters long; {WORDS_LIMIT} is the most.")
    return Deed("handed over", by.id, at, said={"trainer": trainer.id, "note": note.strip()})


def change_buddy(checklist: Checklist, buddy: str, by: Colleague, at: datetime) -> Deed:
    """Make somebody else the buddy; nobody is one too."""
    need_open(checklist)
    need_standing(by, checklist, TRAINERS, "change the buddy")
    if buddy and buddy in {checklist.starter, checklist.trainer}:
        raise _refused("buddy", "The buddy is neither the starter nor the trainer.")
    return Deed("buddy", by.id, at, said={"buddy": buddy})


def pause(checklist: Checklist, reason: str, by: Colleague, at: datetime) -> Deed:
    """Let a checklist rest: nothing of it goes on, and nobody is reminded."""
    need_running(checklist)
    need_standing(by, checklist, TRAINERS, "pause a checklist")
    if checklist.state() == "complete":
        raise Refusal("This checklist is complete, so there is nothing to pause.")
    return Deed("paused", by.id, at, said={"reason": reason.strip()})


def resume(checklist: Checklist, by: Colleague, at: datetime) -> Deed:
    """Let a paused checklist go on where it was."""
    need_open(checklist)
    need_standing(by, checklist, TRAINERS, "resume a checklist")
    if not checklist.paused:
        raise Refusal("This checklist is not paused.")
    return Deed("resumed", by.id, at)


def end(checklist: Checklist, reason: str, by: Colleague, at: datetime) -> Deed:
    """End a checklist for good; its record stays."""
    need_open(checklist)
    need_standing(by, checklist, TRAINERS, "end a checklist")
    return Deed("ended", by.id, at, said={"reason": reason.strip()})


def take_leave(checklist: Checklist, who: str, until: date, by: Colleague, at: datetime) -> Deed:
    """Keep that the starter or the trainer is away up to and including a day; nobody is reminded in that time."""
    need_open(checklist)
    if who not in {checklist.starter, checklist.trainer}:
        raise _refused("who", "Leave is kept for the starter and the trainer.")
    if by.id != who:
        need_standing(by, checklist, TRAINERS, "keep somebody's leave")
    need_near(until, "until", at)
    return Deed("away", by.id, at, said={"who": who, "until": until.isoformat()})


def need_near(day: date, field: str, at: datetime) -> None:
    """Hold a day that somebody wrote to the years around now.

    Raises:
        Refusal: it is too far away.
    """
    if abs(day - at.date()) > FARTHEST:
        raise _refused(field, f"{day.isoformat()} is more than two years away. Look at the year again.")


def snooze(checklist: Checklist, until: date, by: Colleague, at: datetime) -> Deed:
    """Ask not to be reminded before a day."""
    need_running(checklist)
    if not standings(by, checklist):
        raise Refusal("Only those on this checklist can put its reminders off.")
    return Deed("snoozed", by.id, at, said={"until": until.isoformat()})


def renew(checklist: Checklist, program: Program, skill: str, by: Colleague, at: datetime) -> Deed:
    """Have a skill shown again, as a later version of the program has it; its stages are open from the first on."""
    need_running(checklist)
    need_standing(by, checklist, ("lead",), "have a skill shown again")
    if program.skill(skill) is None:
        raise Refusal("That version of the program has no such skill.")
    way = checklist.ways.get(skill)
    if way and way.version >= program.version:
        raise Refusal(f"“{way.skill.name}” is at version {way.version} here already.")
    return Deed("renewed", by.id, at, skill, said={"version": str(program.version)})


def _trainer_fault(starter: str, trainer: Colleague) -> str:
    if not trainer.id:
        return "Choose the trainer."
    if trainer.id == starter:
        return "Nobody trains themselves. Choose another trainer."
    if trainer.role not in ROLES_THAT_TRAIN:
        return "The designated trainer must be a trainer or a lead; a lead can appoint them."
    return ""


def _refused(field: str, sentence: str) -> Refusal:
    return Refusal(sentence, {field: sentence})
