"""The programs there are, one program with its skills, and one skill in full."""

from bot.conversations.paging import page_of, pager
from bot.conversations.permission import LEADS, may
from bot.conversations.programs.again import again_parts
from bot.conversations.programs.changed import all_in_words
from bot.conversations.wording import counted, label, listed, moment, shortened
from bot.desk import Desk
from bot.message import Button, Buttons, Facts, Item, Items, Message, Part, note, say
from bot.turn import Turn
from knowledge.refusal import Refusal
from onboarding.changes import changes
from onboarding.program import STAGES, Program, Skill

LONGEST_WHY = 140  # of a skill in a list
LATER = "later"  # what the button sends that puts a skill one place later


def programs(turn: Turn, desk: Desk) -> Message:
    """List the programs, or show the only one."""
    found = desk.programs.all()
    retired = desk.programs.retired() if may(turn.person, LEADS) else []
    if len(found) == 1 and not retired:
        return shown(found[0], turn)
    items = tuple(
        Item(each.name, counted(len(each.skills), "skill"), Button("Open", "programs.open", {"program": each.id}))
        for each in found
    )
    new = (Buttons((Button("A new program", "programs.edit"),)),) if may(turn.person, LEADS) else ()
    parts: tuple[Part, ...] = (
        (Items(items),)
        if items
        else (say("There is no program yet. A lead makes one, or puts in the one Baton brings."),)
    )
    gone = Items(tuple(Item(each.name, "Nobody starts with it", offer_again_button(each)) for each in retired))
    return Message("Programs", (*parts, *((say("**Retired**"), gone) if retired else ()), *new))


def offer_again_button(program: Program) -> Button:
    """Return the button that lets people start with a retired program again."""
    return Button("Offer it again", "programs.retire", {"program": program.id, "back": "yes"})


def asked_for(turn: Turn, desk: Desk) -> Program:
    """Return the program a turn is about, as it is now.

    Raises:
        Refusal: there is no such program.
    """
    program = desk.programs.program(turn.value("program"))
    if program is None:
        raise Refusal("There is no such program. Type “programs” to see those there are.")
    return program


def open_program(turn: Turn, desk: Desk) -> Message:
    """Show a program with its skills in their order."""
    return shown(asked_for(turn, desk), turn)


def shown(program: Program, turn: Turn, *before: Part) -> Message:
    """Return a program as a message, after what there is to say before."""
    skills, more = page_of(turn, program.skills)
    this = {"program": program.id}
    items = tuple(
        Item(
            skill.name, shortened(skill.why, LONGEST_WHY), Button("Open", "programs.skill", {**this, "skill": skill.id})
        )
        for skill in skills
    )
    rhythm = say(
        "{count}, a gentle word after {days} without a step. Version {version}.",
        count=counted(len(program.skills), "skill"),
        days=counted(program.rhythm, "working day"),
        version=str(program.version),
    )
    buttons = [Button("Versions", "programs.versions", this)]
    if may(turn.person, LEADS):
        buttons = [
            Button("Add a skill", "programs.edit_skill", this, "main"),
            Button("Name and rhythm", "programs.edit", this),
            *buttons,
            Button("A new program", "programs.edit"),
            Button("Retire", "programs.retire", this, "danger"),
        ]
    listing: tuple[Part, ...] = (Items(items),) if items else ()
    pages = pager(turn, "programs.open", this, more=more)
    return Message(program.name, (*before, rhythm, *listing, *pages, Buttons(tuple(buttons))))


def open_skill(turn: Turn, desk: Desk) -> Message:
    """Show one skill of a program in full, and who can teach it."""
    program = asked_for(turn, desk)
    return skill_shown(program, skill_of(program, turn), turn, desk)


def skill_of(program: Program, turn: Turn) -> Skill:
    """Return the skill a turn is about.

    Raises:
        Refusal: the program has no such skill.
    """
    skill = program.skill(turn.value("skill"))
    if skill is None:
        raise Refusal(f"“{program.name}” has no such skill any more. Open the program again.")
    return skill


def skill_shown(program: Program, skill: Skill, turn: Turn, desk: Desk, *before: Part) -> Message:
    """Return a skill in full, after what there is to say before."""
    rows = [
        ("Why it matters", skill.why),
        ("What good looks like", skill.good),
        ("What to show", skill.show),
        ("To practise", "\n".join(skill.situations)),
        ("In the guide", "\n".join(skill.links)),
        ("Tips on", ", ".join(skill.tips)),
        ("Conversations for “do”", str(skill.conversations)),
        *((f"Asked after {stage}", "\n".join(skill.questions_at(stage))) for stage in STAGES),
    ]
    can_teach = [desk.people.name_of(person) for person in desk.checklists.lists.can_teach(skill.id)]
    teachers: tuple[Part, ...] = (say("Can teach it: {names}.", names=listed(can_teach)),) if can_teach else ()
    values = {"program": program.id, "skill": skill.id}
    buttons = [Button("Open the program", "programs.open", {"program": program.id})]
    if may(turn.person, LEADS):
        buttons = [
            Button("Edit", "programs.edit_skill", values, "main"),
            *_moves(program, skill),
            Button("Remove", "programs.remove", values, "danger"),
            *buttons,
        ]
    facts = Facts(tuple((name, value) for name, value in rows if value))
    again = again_parts(program, skill, desk) if may(turn.person, LEADS) else ()
    return Message(skill.name, (*before, *again, facts, *teachers, Buttons(tuple(buttons))))


def _moves(program: Program, skill: Skill) -> list[Button]:
    values, place = {"program": program.id, "skill": skill.id}, program.skills.index(skill)
    up = [Button("Move up", "programs.move", values)] if place else []
    down = [Button("Move down", "programs.move", {**values, "to": LATER})] if place + 1 < len(program.skills) else []
    return up + down


def versions(turn: Turn, desk: Desk) -> Message:
    """List the versions of a program with what each changed, the newest first."""
    program = asked_for(turn, desk)
    found = desk.programs.versions(program.id)
    items = []
    for place, version in enumerate(found):
        before = found[place + 1].program if place + 1 < len(found) else None
        begun = f"Begun with {counted(len(version.program.skills), 'skill')}"
        what = all_in_words(changes(before, version.program)) if before else begun
        by = desk.people.name_of(version.person)
        title = f"Version {version.program.version}: {moment(version.at, turn.person)}, by {by}"
        items.append(Item(title, what))
    shown_items, more = page_of(turn, items)
    words = note("A checklist runs on the version it started with.")
    pages = pager(turn, "programs.versions", {"program": program.id}, more=more)
    return Message(f"Versions of {label(program.name)}", (words, Items(tuple(shown_items)), *pages))
