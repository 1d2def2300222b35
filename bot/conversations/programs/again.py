"""A changed skill, and those who learnt it as it was: a lead decides who is shown it again."""

from bot.conversations.checklist.finding import colleague
from bot.conversations.checklist.showing import shown
from bot.conversations.checklist.telling import prompt_starter, prompt_trainer
from bot.conversations.permission import LEADS, need
from bot.conversations.wording import counted
from bot.desk import Desk
from bot.message import Button, Item, Items, Message, Part, cheer, say
from bot.turn import Turn
from knowledge.refusal import Refusal
from onboarding import keeping
from onboarding.lists import Head
from onboarding.program import Program, Skill

LINES = 10


def again_parts(program: Program, skill: Skill, desk: Desk) -> tuple[Part, ...]:
    """Return who learnt a skill as it is no more, each with the button that has it shown again."""
    heads = learnt_otherwise(program, skill, desk)
    if not heads:
        return ()
    words = say(
        "{people} learnt it as it was. Nothing changes for them, unless you have it shown to them again:",
        people=counted(len(heads), "person", "people"),
    )
    values = {"program": program.id, "skill": skill.id}
    items = tuple(
        Item(
            desk.people.name_of(head.starter),
            f"Trainer: {desk.people.name_of(head.trainer)}",
            Button("Show again", "programs.again", {**values, "checklist": head.id}),
        )
        for head in heads[:LINES]
    )
    more = (
        (say("And {more} more; open the skill again to go on.", more=str(len(heads) - LINES)),)
        if len(heads) > LINES
        else ()
    )
    return (words, Items(items), *more)


def changed_parts(program: Program, desk: Desk) -> tuple[Part, ...]:
    """Return the skills of a program that people learnt as they are no more, each with the button that says who."""
    learnt = [(skill, len(learnt_otherwise(program, skill, desk))) for skill in program.skills]
    items = tuple(
        Item(
            skill.name,
            f"{counted(count, 'person', 'people')} learnt it as it was",
            Button("See who", "programs.skill", {"program": program.id, "skill": skill.id}),
        )
        for skill, count in learnt
        if count
    )
    words = say("Nothing changes for those who learnt a skill as it was. Look whether one is to be shown again:")
    return (words, Items(items)) if items else ()


def learnt_otherwise(program: Program, skill: Skill, desk: Desk) -> list[Head]:
    """Return the checklists on which a skill was learnt by a version of the program that has it in other words."""
    learnt = desk.checklists.lists.learnt_on(program.id, skill.id)
    by_version = desk.programs.versions_of(program.id, (version for _, version in learnt))
    return [head for head, version in learnt if by_version[version].skill(skill.id) != skill]


def again(turn: Turn, desk: Desk) -> Message:
    """Have a skill shown again to somebody, as the program has it now."""
    need(turn.person, desk, LEADS, "have a skill shown again")
    program = desk.programs.program(turn.value("program"))
    if program is None:
        raise Refusal("There is no such program. Type “programs” to see those there are.")
    with desk.together():
        done = desk.checklists.change(
            turn.value("checklist"),
            lambda now: keeping.renew(now, program, turn.value("skill"), colleague(turn.person), desk.now),
        )
        way = done.after.ways[turn.value("skill")]
        words = say("**{skill}** has changed, so you look at it together once more.", skill=way.skill.name)
        prompt_starter(done.after, way, desk, f"{way.skill.name}: once more", words)
        if done.after.trainer != turn.person.id:
            prompt_trainer(done.after, way, desk, f"{way.skill.name}: once more", words)
    return shown(
        done.after, turn, desk, cheer("It is shown again, as version {version} has it.", version=str(way.version))
    )
