"""Starting a checklist for somebody: who, with which trainer and buddy, from when; and the welcome."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.conversations.checklist.finding import chosen, colleague, colleague_with, here, names, person_field
from bot.conversations.checklist.news import buddy_words, tell_buddy
from bot.conversations.checklist.showing import shown
from bot.conversations.checklist.teachers import teachers_hint
from bot.conversations.checklist.telling import open_button, prompt_trainer, starter_prompt, tell
from bot.conversations.permission import TRAINERS, need
from bot.conversations.wording import day
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Field, Message, Option, cheer, note, say, warn
from bot.turn import Turn
from knowledge.refusal import Refusal
from onboarding.checklist import Checklist
from onboarding.keeping import may_start, need_near
from onboarding.program import Program
from onboarding.standing import ROLES_THAT_TRAIN

FROM_NOW, UNDER_WAY = "now", "under way"
LATE = (
    Option(FROM_NOW, "Begin today: tell both the first step now"),
    Option(UNDER_WAY, "We are under way already: no prompts now, the trainer goes on from where they are"),
)


def start(turn: Turn, desk: Desk) -> Message:
    """Ask for what a new checklist needs, and start it."""
    need(turn.person, desk, TRAINERS, "start a checklist")
    if not desk.programs.all():
        return Message("No program yet", (say("Make a program first: type `programs`."),))
    if "starter" not in turn.values:
        return Message("Start a checklist", (_form(turn, desk, {}),))
    try:
        starts_on, program = _date(turn, desk), _program(turn, desk)
        trainer = colleague_with(turn.value("trainer"), desk)
        starter, buddy = chosen(turn, "starter", desk), chosen(turn, "buddy", desk)
        may_start(program, starter, trainer, buddy, colleague(turn.person))
        if starts_on < desk.today(turn.person) and turn.value("late") not in {FROM_NOW, UNDER_WAY}:
            return _ask_about_late_start(turn, starts_on)
        return _started(turn, desk, program, starts_on)
    except Refusal as refusal:
        return Message("Not started yet", (warn("{it}", it=refusal.sentence), _form(turn, desk, refusal.fields)))


def welcome(checklist: Checklist, desk: Desk, at: datetime) -> None:
    """Welcome the starter and tell everybody on the checklist what to do now; once, whoever calls it twice."""
    if not desk.checklists.lists.welcome(checklist.id, at):
        return
    way = checklist.next_way()
    known = names(checklist, desk)
    words = say(
        "**{trainer}** is your trainer. You learn one skill after the other in four stages: you are "
        "**shown** it, you are **guided**, you **do** it alone, and you **teach** it to somebody. "
        "After each stage you say in your own words what you saw or did and why, and {trainer} signs it off. "
        "It takes the time it takes, and asking twice is normal.",
        trainer=known["trainer"],
    )
    ask = say("To begin: how do you learn best? {trainer} sees it beside every stage.", trainer=known["trainer"])
    buttons = Buttons((Button("How I learn best", "checklist.learns", here(checklist), "main"), open_button(checklist)))
    first = starter_prompt(checklist, way, desk) if way else ()
    buddy = (buddy_words(checklist, desk),) if checklist.buddy else ()
    parts = (words, *buddy, *first, ask, buttons)
    tell(desk, checklist.starter, Message(f"Welcome, {known['starter']}", parts), checklist)
    if way:
        title = f"{known['starter']} starts, and you are the trainer"
        prompt_trainer(checklist, way, desk, title, say("Begin with this skill, or choose another one."))
    if checklist.buddy:
        tell_buddy(checklist, desk)


def _started(turn: Turn, desk: Desk, program: Program, starts_on: date) -> Message:
    with desk.together():
        checklist = desk.checklists.start(
            program,
            turn.value("starter"),
            turn.value("trainer"),
            turn.value("buddy"),
            starts_on,
            turn.person.id,
            desk.now,
        )
        if turn.value("late") == UNDER_WAY:
            desk.checklists.lists.welcome(checklist.id, desk.now)
        elif starts_on <= desk.today(turn.person):
            welcome(checklist, desk, desk.now)
    known = names(checklist, desk)
    if starts_on > desk.today(turn.person):
        words = cheer("Started. {starter} and {trainer} hear from me on {day}.", **known, day=day(starts_on))
    elif turn.value("late") == UNDER_WAY:
        words = cheer("Started, and nobody was told anything. Sign off what is behind you, one stage after the other.")
    else:
        words = cheer("Started. {starter} and {trainer} know what to do now.", **known)
    return shown(checklist, turn, desk, words)


def _ask_about_late_start(turn: Turn, starts_on: date) -> Message:
    words = note("{day} is past. What shall become of the prompts there would have been since?", day=day(starts_on))
    field = Field("late", "The prompts already past", "choice", FROM_NOW, LATE)
    values = {name: turn.value(name) for name in ("starter", "program", "trainer", "buddy", "starts_on")}
    return Message("A late start", (words, Ask("checklist.start", "Start", (field,), values)))


def _form(turn: Turn, desk: Desk, errors: Mapping[str, str]) -> Ask:
    programs = desk.programs.all()
    trainer = turn.value("trainer") or (turn.person.id if turn.person.role in ROLES_THAT_TRAIN else "")
    starts_on = turn.value("starts_on") or desk.today(turn.person).isoformat()
    fields = [
        person_field("starter", "Who starts", desk, turn.value("starter"), error=errors.get("starter", "")),
        person_field("trainer", "Trainer", desk, trainer, roles=ROLES_THAT_TRAIN, error=errors.get("trainer", ""),
                     hint=teachers_hint(turn.value("program") or programs[0].id, desk)),
        person_field("buddy", "Buddy", desk, turn.value("buddy"), required=False, error=errors.get("buddy", ""),
                     hint="A colleague to ask small things."),
        Field("starts_on", "First day", "date", starts_on, hint="As in 2026-05-04.", error=errors.get("starts_on", "")),
    ]  # fmt: skip
    if len(programs) > 1:
        options = tuple(Option(program.id, program.name) for program in programs)
        fields.append(Field("program", "Program", "choice", turn.value("program") or programs[0].id, options))
    return Ask("checklist.start", "Start", tuple(fields), {} if len(programs) > 1 else {"program": programs[0].id})


def _program(turn: Turn, desk: Desk) -> Program:
    for program in desk.programs.all():
        if program.id == turn.value("program"):
            return program
    raise Refusal("Nobody can start with that program. Choose one of the list.", {"program": "Choose one."})


def _date(turn: Turn, desk: Desk) -> date:
    text = turn.value("starts_on")
    if not text:
        return desk.today(turn.person)
    starts_on = read_date(text, "starts_on")
    need_near(starts_on, "starts_on", desk.now)
    return starts_on


def read_date(text: str, field: str) -> date:
    """Return the date that somebody wrote in a field.

    Raises:
        Refusal: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        sentence = f"“{text[:40]}” is not a date; write it as in 2026-05-04."
        raise Refusal(sentence, {field: sentence}) from None
