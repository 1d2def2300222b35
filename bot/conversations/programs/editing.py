"""Changing a program: its name, its rhythm, and its skills; each change is a version, and nothing typed is lost."""

from collections.abc import Callable
from dataclasses import replace

from bot.conversations.permission import LEADS, need
from bot.conversations.programs.form import program_form, skill_form, skill_from_turn
from bot.conversations.programs.showing import LATER, asked_for, offer_again_button, shown, skill_of, skill_shown
from bot.conversations.wording import counted
from bot.desk import Desk
from bot.message import Button, Buttons, Message, Part, cheer, note, say, warn
from bot.turn import Turn
from knowledge.ids import new_id
from knowledge.refusal import Refusal
from onboarding.program import Program, Skill
from onboarding.programs import ProgramSuperseded
from onboarding.starter import starter_program

WHAT = "change the program"


def edit(turn: Turn, desk: Desk) -> Message:
    """Ask for a program's name and rhythm, and keep them; without a program it is a new one."""
    need(turn.person, desk, LEADS, WHAT)
    program = asked_for(turn, desk) if turn.value("program") else Program(turn.value("new") or new_id(), "")
    title = program.name or "A new program"
    if "name" not in turn.values:
        return Message(title, (*(_ours(desk) if program.version == 0 else ()), program_form(program, turn, {})))
    changed = replace(program, name=turn.value("name"), rhythm=turn.number("rhythm"), version=_read_at(turn, program))
    try:
        kept = desk.programs.save(changed, turn.person.id, desk.now)
    except Refusal as refusal:
        return Message(
            "Not saved yet", (warn("{it}", it=refusal.sentence), program_form(program, turn, refusal.fields))
        )
    except ProgramSuperseded as superseded:
        return _changed_meanwhile(superseded, lambda now: program_form(now, turn, {}))
    return shown(kept, turn, cheer("Saved as version {version}.", version=str(kept.version)))


def bring_starter(turn: Turn, desk: Desk) -> Message:
    """Put the program that Baton ships in, for the lead to make it the team's own."""
    need(turn.person, desk, LEADS, "put a program in")
    ours = starter_program()
    with desk.together():
        if unchanged := _ours_here(desk):
            return shown(unchanged, turn, note("It is here already, as Baton brings it."))
        if desk.programs.program(ours.id):  # the team has made it its own, or has it no more
            ours = replace(ours, id=new_id(), name=f"{ours.name} (Baton's)")
        kept = desk.programs.save(ours, turn.person.id, desk.now)
    return shown(kept, turn, cheer("It is here. Change whatever is different in your team; each change is a version."))


def edit_skill(turn: Turn, desk: Desk) -> Message:
    """Ask for a new or changed skill, and keep it as the program's next version."""
    need(turn.person, desk, LEADS, WHAT)
    program = asked_for(turn, desk)
    skill = skill_of(program, turn) if turn.value("skill") else Skill("", "")
    if "name" not in turn.values:
        return Message(skill.name or "A new skill", (skill_form(program, skill, turn, {}),))
    try:
        written = skill_from_turn(turn, skill)
        written = replace(written, id=skill.id or new_id())
        read = replace(program, version=_read_at(turn, program))
        kept = desk.programs.save(read.with_skill(written), turn.person.id, desk.now)
    except Refusal as refusal:
        form = skill_form(program, skill, turn, refusal.fields)
        return Message("Not saved yet", (warn("{it}", it=refusal.sentence), form))
    except ProgramSuperseded as superseded:
        return _changed_meanwhile(superseded, lambda now: skill_form(now, skill, turn, {}))
    done = cheer("Saved as version {version}. Who starts from now on learns by it.", version=str(kept.version))
    now = kept.skill(written.id) or written
    return skill_shown(kept, now, turn, desk, done)


def move(turn: Turn, desk: Desk) -> Message:
    """Put a skill one place earlier, or later."""
    if turn.value("to") == LATER:
        return _changed(turn, desk, lambda program, skill: program.moved_down(skill.id))
    return _changed(turn, desk, lambda program, skill: program.moved_up(skill.id))


def remove(turn: Turn, desk: Desk) -> Message:
    """Take a skill out of the program; those who learn by it now keep it."""
    return _changed(turn, desk, lambda program, skill: program.without_skill(skill.id))


def retire(turn: Turn, desk: Desk) -> Message:
    """Offer a program no more, or again; those who learn by it go on."""
    need(turn.person, desk, LEADS, WHAT)
    program = asked_for(turn, desk)
    if turn.value("back"):
        desk.programs.offer_again(program.id)
        return shown(program, turn, cheer("People can start with it again."))
    desk.programs.retire(program.id, desk.now)
    words = say("Nobody starts with it from now on. Those who learn by it go on, and nothing of it is lost.")
    return Message(f"{program.name}: retired", (words, Buttons((offer_again_button(program),))))


def _changed(turn: Turn, desk: Desk, change: Callable[[Program, Skill], Program]) -> Message:
    need(turn.person, desk, LEADS, WHAT)
    program = asked_for(turn, desk)
    try:
        kept = desk.programs.save(change(program, skill_of(program, turn)), turn.person.id, desk.now)
    except ProgramSuperseded as superseded:
        raise Refusal("Somebody changed the program in the same moment. Open it again and look.") from superseded
    return shown(kept, turn, cheer("Saved as version {version}.", version=str(kept.version)))


def _ours_here(desk: Desk) -> Program | None:
    """Return the program that Baton ships where the team has it as it is."""
    skills = starter_program().skills
    return next((each for each in desk.programs.all() if each.skills == skills), None)


def _ours(desk: Desk) -> tuple[Part, ...]:
    """Return the offer of the program that Baton ships; none where the team has it as it is."""
    if _ours_here(desk):
        return ()
    skills = counted(len(starter_program().skills), "skill")
    words = say("Begin with Baton's own, of {skills}, or with one of yours:", skills=skills)
    return (words, Buttons((Button("Put Baton's own in", "programs.starter"),)))


def _read_at(turn: Turn, program: Program) -> int:
    """Return the version the form was opened at, so that nobody's change is overwritten unseen."""
    return turn.number("version", program.version)


def _changed_meanwhile(superseded: ProgramSuperseded, form: Callable[[Program], Part]) -> Message:
    if superseded.now is None:
        raise Refusal("That program is not there any more. Type “programs”.") from superseded
    words = warn(
        "Somebody changed the program while you were writing. Nothing of yours is saved yet; look, and save again."
    )
    return Message("Changed meanwhile", (words, form(superseded.now)))
