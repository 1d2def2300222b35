"""One skill of a checklist: its four stages, what to do now, and all that helps."""

from bot.conversations.checklist.finding import asked_for_way, here, trains
from bot.conversations.checklist.helps import help_parts
from bot.conversations.checklist.noted import notes_parts
from bot.conversations.checklist.showing import standings_of, state_note
from bot.conversations.checklist.telling import open_button, starter_prompt, trainer_prompt
from bot.conversations.checklist.words import missing
from bot.conversations.wording import day_of, label
from bot.desk import Desk
from bot.message import Button, Buttons, Facts, Message, Part, Step, Steps, note, say
from bot.turn import Person, Turn
from onboarding.checklist import Checklist, Way


def open_skill(turn: Turn, desk: Desk) -> Message:
    """Show a skill of a checklist."""
    checklist, way = asked_for_way(turn, desk)
    return shown(checklist, way, turn.person, desk)


def shown(checklist: Checklist, way: Way, person: Person, desk: Desk, *before: Part) -> Message:
    """Return a skill of a checklist as a message, after what there is to say before.

    Whoever has just done something there knows the skill, so what it is about is left out then.
    """
    running = checklist.state() == "running"
    about = () if before else (Facts(tuple(_facts(way))), *help_parts(way.skill, desk))
    parts = (
        *before,
        *state_note(checklist, person),
        _steps(way, person, desk),
        *(_now(checklist, way, person, desk) if running and way.now() else ()),
        *notes_parts(checklist, way, person, desk),
        *about,
        *_buttons(checklist, way, person),
    )
    return Message(f"{desk.people.name_of(checklist.starter)}: {way.skill.name}", parts)


def _steps(way: Way, person: Person, desk: Desk) -> Steps:
    now = way.now()
    steps = []
    for step in way.steps:
        words = label(step.stage)
        if step.signed:
            by, when = desk.people.name_of(step.signed.person), day_of(step.signed.at, person)
            steps.append(Step(f"{words}: signed off by {by}, {when}", "done"))
        else:
            steps.append(Step(words, "now" if step is now else "next"))
    return Steps(tuple(steps))


def _now(checklist: Checklist, way: Way, person: Person, desk: Desk) -> tuple[Part, ...]:
    step = way.now()
    prompt = trainer_prompt if trains(person, checklist) else starter_prompt
    parts: tuple[Part, ...] = prompt(checklist, way, desk)
    if step and step.more_time:
        parts += (note("This takes a little more time. To try next: {next}", next=step.more_time.word("next")),)
    if lacking := missing(way):
        parts += (say("Still missing for a sign-off: {lacking}.", lacking=lacking),)
    return parts


def _facts(way: Way) -> list[tuple[str, str]]:
    skill = way.skill
    rows = [
        ("Why it matters", skill.why),
        ("What good looks like", skill.good),
        ("To practise", "\n".join(skill.situations)),
        ("Tips on", ", ".join(skill.tips)),
        ("Version", str(way.version)),
    ]
    return [(name, value) for name, value in rows if value]


def _buttons(checklist: Checklist, way: Way, person: Person) -> tuple[Buttons, ...]:
    standing = standings_of(person, checklist)
    buttons: list[Button] = []
    if checklist.state() == "running":
        buttons += _stage_buttons(checklist, way, standing)
    if checklist.state() != "ended":
        buttons += _note_buttons(checklist, way, standing)
    if "lead" in standing and way.signed() and checklist.state() != "ended":
        buttons.append(Button("Withdraw a sign-off", "checklist.withdraw", here(checklist, way)))
    return (Buttons((*buttons, open_button(checklist))),)


def _stage_buttons(checklist: Checklist, way: Way, standing: frozenset[str]) -> list[Button]:
    step = way.now()
    if step is None:
        return []
    this = here(checklist, way, step.stage)
    buttons = []
    if "starter" in standing:
        if step.stage == "teach":
            buttons.append(Button("Whom I taught", "checklist.taught", this))
        buttons.append(Button("Debrief", "checklist.debrief", this, "plain" if step.debrief else "main"))
    if step.stage == "do" and standing & {"starter", "trainer"}:
        buttons.append(Button("Keep a conversation", "checklist.talked", this))
    if standing & {"trainer", "lead"}:
        if not way.begun:
            buttons.append(Button("Begin with this", "checklist.begin", here(checklist, way)))
        ready = not step.lacks(way.skill)
        buttons.append(Button("Read and sign off", "checklist.read", this, "main" if ready else "plain"))
    return buttons


def _note_buttons(checklist: Checklist, way: Way, standing: frozenset[str]) -> list[Button]:
    stage = (way.now() or way.steps[-1]).stage
    this = here(checklist, way, stage)
    buttons = [Button("Write a note", "checklist.note", this)] if standing else []
    if standing & {"trainer", "lead"}:
        buttons.append(Button("Private note", "checklist.note", {**this, "private": "yes"}))
    return buttons
