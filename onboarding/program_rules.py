"""What a program must be like to be kept."""

from collections.abc import Iterator
from dataclasses import replace

from knowledge.clean import each_once, many_lines, one_line
from knowledge.refusal import refuse
from onboarding.program import LISTS, STAGES, Program, Skill, skill_from

MOST_SKILLS = 100
MOST_CONVERSATIONS = 20
MOST_RHYTHM = 30
NAME_LIMIT = 120
TEXT_LIMIT = 3_000
LINE_LIMIT = 1_000


def tidy(program: Program) -> Program:
    """Return the program as it is kept: no stray white space, no empty or repeated line."""
    return replace(program, name=one_line(program.name), skills=tuple(_tidy_skill(each) for each in program.skills))


def check(program: Program) -> None:
    """Hold a program to its rules.

    Raises:
        Refusal: with a sentence for each field that cannot stay as it is.
    """
    wrong: dict[str, str] = {}
    for name, sentence in _faults(program):
        if sentence:
            wrong.setdefault(name, sentence)
    refuse(wrong)


def _faults(program: Program) -> Iterator[tuple[str, str]]:
    yield "program", _length_fault("The program's name", program.name, NAME_LIMIT, required=True)
    if not 1 <= program.rhythm <= MOST_RHYTHM:
        yield "rhythm", f"The rhythm is a number of working days from 1 to {MOST_RHYTHM}."
    if len(program.skills) > MOST_SKILLS:
        yield "skills", f"A program has at most {MOST_SKILLS} skills; this one has {len(program.skills)}."
    names = [skill.name.casefold() for skill in program.skills]
    for skill in program.skills:
        yield "name", _length_fault("A skill's name", skill.name, NAME_LIMIT, required=True)
        if skill.name and names.count(skill.name.casefold()) > 1:
            yield "name", f"There are two skills called “{skill.name}”. Give each a name of its own."
        yield from _faults_of(skill)


def _faults_of(skill: Skill) -> Iterator[tuple[str, str]]:
    for name, label in (("why", "why it matters"), ("good", "what good looks like"), ("show", "what to show")):
        yield name, _length_fault(f"“{skill.name}”: {label}", getattr(skill, name), TEXT_LIMIT)
    for name in LISTS:
        for line in getattr(skill, name):
            yield name, _length_fault(f"“{skill.name}”: a line of its {name}", line, LINE_LIMIT)
    if unknown := sorted(set(skill.questions) - set(STAGES)):
        yield "questions", f"“{skill.name}”: {unknown[0]} is no stage. The stages are {', '.join(STAGES)}."
    for stage, asked in skill.questions.items():
        for question in asked:
            yield f"questions_{stage}", _length_fault(f"“{skill.name}”: a question", question, LINE_LIMIT)
    if not 1 <= skill.conversations <= MOST_CONVERSATIONS:
        yield "conversations", f"“{skill.name}” takes from 1 to {MOST_CONVERSATIONS} real conversations."


def _length_fault(what: str, text: str, limit: int, *, required: bool = False) -> str:
    if required and not text.strip():
        return f"{what} is missing."
    return f"{what} is {len(text)} characters long; {limit} is the most." if len(text) > limit else ""


def _tidy_skill(skill: Skill) -> Skill:
    texts = {name: many_lines(getattr(skill, name)) for name in ("why", "good", "show")}
    lists = {name: each_once(getattr(skill, name)) for name in LISTS}
    questions = {stage: each_once(asked) for stage, asked in skill.questions.items()}
    asked = {stage: lines for stage, lines in questions.items() if lines}
    return skill_from({**skill.content(), **texts, **lists, "name": one_line(skill.name), "questions": asked})
