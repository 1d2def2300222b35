"""The forms in which a program and a skill are written, and reading them back."""

from collections.abc import Mapping
from dataclasses import replace

from bot.message import Ask, Field
from bot.turn import Turn
from knowledge.refusal import Refusal
from onboarding.program import DEFAULT_QUESTIONS, STAGES, Program, Skill

QUESTIONS = "questions_"  # the stage follows


def program_form(program: Program, turn: Turn, errors: Mapping[str, str]) -> Ask:
    """Return the form of a program's name and rhythm; what was typed wins over what it says."""
    name = turn.values.get("name", program.name)
    rhythm = turn.values.get("rhythm", str(program.rhythm))
    hint = "How many working days without a step before a gentle word."
    fields = (
        Field("name", "Name", value=name, error=errors.get("program", "")),
        Field("rhythm", "Rhythm", value=rhythm, hint=hint, error=errors.get("rhythm", "")),
    )
    # A new one has its id from the beginning, so that a form that is sent twice makes one program.
    known = {"program": program.id, "version": str(program.version)} if program.version else {"new": program.id}
    return Ask("programs.edit", "Save", fields, known)


def skill_form(program: Program, skill: Skill, turn: Turn, errors: Mapping[str, str]) -> Ask:
    """Return the form of a skill; what was typed wins over what it says."""
    fields = tuple(
        replace(each, value=turn.values.get(each.name, each.value), error=errors.get(each.name, ""))
        for each in _fields(skill)
    )
    values = {"program": program.id, "skill": skill.id, "version": str(program.version)}
    return Ask("programs.edit_skill", "Save", fields, values)


def skill_from_turn(turn: Turn, skill: Skill) -> Skill:
    """Return a skill as it was typed, on top of what it is.

    Raises:
        Refusal: the number of conversations is none.
    """
    if not turn.value("conversations").isdecimal():
        sentence = "Say how many real conversations “do” takes: a number from 1 on."
        raise Refusal(sentence, {"conversations": sentence})
    questions = {stage: tuple(turn.value(f"{QUESTIONS}{stage}").splitlines()) for stage in STAGES}
    return replace(
        skill,
        name=turn.value("name"),
        why=turn.value("why"),
        good=turn.value("good"),
        show=turn.value("show"),
        links=tuple(turn.value("links").splitlines()),
        tips=tuple(turn.value("tips").splitlines()),
        situations=tuple(turn.value("situations").splitlines()),
        conversations=turn.number("conversations"),
        questions={stage: asked for stage, asked in questions.items() if asked},
    )


def _fields(skill: Skill) -> tuple[Field, ...]:
    asked = tuple(
        Field(
            f"{QUESTIONS}{stage}",
            f"Questions after {stage}",
            "text",
            "\n".join(skill.questions.get(stage, ())),
            required=False,
            hint=f"One a line. Empty asks: {' '.join(DEFAULT_QUESTIONS[stage])}",
        )
        for stage in STAGES
    )
    return (
        Field("name", "Skill", value=skill.name),
        Field("why", "Why it matters", "text", skill.why, required=False),
        Field("good", "What good looks like", "text", skill.good, required=False),
        Field("show", "What to show", "text", skill.show, required=False, hint="For the trainer."),
        _lines("situations", "Practice situations", skill.situations, "One a line."),
        _lines("links", "In the guide", skill.links, "Questions to ask the guide, or addresses, one a line."),
        _lines("tips", "Tips on", skill.tips, "Topics of tips, one a line."),
        Field("conversations", "Real conversations for “do”", value=str(skill.conversations)),
        *asked,
    )


def _lines(name: str, label: str, lines: tuple[str, ...], hint: str) -> Field:
    return Field(name, label, "text", "\n".join(lines), required=False, hint=hint)
