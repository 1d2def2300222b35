"""Bringing a program in from a file: what it would change, and then doing it."""

import json

from bot.conversations.paging import page_of, pager
from bot.conversations.permission import LEADS, need
from bot.conversations.programs.again import changed_parts
from bot.conversations.programs.changed import in_words
from bot.conversations.programs.showing import shown
from bot.conversations.wording import counted
from bot.desk import Desk
from bot.message import Button, Buttons, Item, Items, Message, Part, cheer, note, say
from bot.turn import Turn
from knowledge.refusal import Refusal
from onboarding.changes import changes
from onboarding.program import Program, program_from
from onboarding.program_rules import check
from onboarding.programs import ProgramSuperseded
from onboarding.replacing import in_its_place

WHAT = "bring a program in"
YES = "yes"


def bring(turn: Turn, desk: Desk) -> Message:
    """Say what a program from a file (kept as ``kept``) would change, and once that is agreed to, keep it."""
    need(turn.person, desk, LEADS, WHAT)
    read = _read(turn, desk)
    program, now = in_its_place(read, desk.programs)
    if now and now.content() == program.content():
        return shown(now, turn, note("The file says what the program says already. Nothing was changed."))
    if turn.value("agreed") != YES or turn.number("version") != program.version:
        return _preview(program, now, turn)
    try:
        kept = desk.programs.save(program, turn.person.id, desk.now)
    except ProgramSuperseded:
        raise Refusal(
            "Somebody changed the program in this moment. Nothing was brought in; look at it again."
        ) from None
    done = cheer("Brought in as version {version}.", version=str(kept.version))
    return shown(kept, turn, done, *changed_parts(kept, desk))


def _read(turn: Turn, desk: Desk) -> Program:
    text = desk.kept.text(turn.value("kept"))
    try:
        program = program_from(json.loads(text or ""), 0)
    except (ValueError, LookupError, TypeError, AttributeError):
        raise Refusal(
            "What was read of the file is no longer here. Nothing was changed; choose the file again."
        ) from None
    check(program)
    return program


def _preview(program: Program, now: Program | None, turn: Turn) -> Message:
    found = changes(now, program) if now else ()
    lines = [in_words(change, 300) for change in found] or [skill.name for skill in program.skills]
    page, more = page_of(turn, lines)
    count = counted(len(program.skills), "skill")
    words: Part = say("This makes a new program with {count}:", count=count)
    if now:
        number = str(now.version + 1)
        words = say("This makes version {number} of **{name}**. It would change:", number=number, name=now.name)
    values = {"kept": turn.value("kept"), "version": str(program.version)}
    button = Button("Bring it in", "programs.bring", {**values, "agreed": YES}, "main")
    pages = pager(turn, "programs.bring", values, more=more)
    words_after = say("Nothing is changed yet. Whoever is under way stays on the version they began with.")
    items = Items(tuple(Item(line) for line in page))
    return Message(
        program.name, (words, items, *pages, words_after, Buttons((button, Button("Programs", "programs.list"))))
    )
