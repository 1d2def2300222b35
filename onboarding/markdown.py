"""A program as Markdown: a heading a skill, below it what it is about, for people to read and to write.

What Baton ships is written so, and so are imports and exports.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from knowledge.refusal import Refusal
from onboarding.program import DEFAULT_RHYTHM, STAGES, Program, Skill

_TEXTS = {"why it matters": "why", "what good looks like": "good", "what to show": "show"}
_LISTS = {"practice": "situations", "guide entries": "links", "tips": "tips"}
_QUESTIONS = {f"questions after {stage}": stage for stage in STAGES}
_HEADING = re.compile(r"(#{1,3}) +(.*?) *")
_ITEM = re.compile(r"[-*] +(.*)")
_DETAIL = re.compile(r"[-*] +(id|rhythm|conversations): *(.*)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}")


def read(text: str) -> Program:
    """Return the program that a text describes; its id is empty where the text gives none.

    Raises:
        Refusal: it is not written so; the sentence names the line.
    """
    name, rhythm, id = "", DEFAULT_RHYTHM, ""
    skills: list[dict[str, Any]] = []
    for line, level, heading, below in _sections(text.splitlines()):
        details = _details(below)
        if level == 1:
            name, id = heading, details.get("id", id)
            rhythm = _number(details.get("rhythm", str(rhythm)), line)
        elif level == 2:
            skills.append({"id": details.get("id", ""), "name": heading, "questions": {}})
            skills[-1]["conversations"] = _number(details.get("conversations", "1"), line)
        elif not skills:
            raise Refusal(f"Line {line}: “{heading}” stands before the first skill (## …).")
        else:
            _put(skills[-1], heading, below, line)
    if not name:
        raise Refusal("A program begins with its name as a heading: # First weeks.")
    return Program(id, name, tuple(Skill(**values) for values in skills), rhythm)


def write(program: Program) -> str:
    """Return a program as text that :func:`read` gives back."""
    lines = [f"# {program.name}", "", f"- id: {program.id}", f"- rhythm: {program.rhythm}"]
    for skill in program.skills:
        lines += ["", f"## {skill.name}", "", f"- id: {skill.id}", f"- conversations: {skill.conversations}"]
        for title, part in _TEXTS.items():
            if text := getattr(skill, part):
                lines += ["", f"### {_titled(title)}", "", *(_kept(line) for line in text.splitlines())]
        for title, part in _LISTS.items():
            lines += _listed(title, getattr(skill, part))
        for title, stage in _QUESTIONS.items():
            lines += _listed(title, skill.questions.get(stage, ()))
    return "\n".join(lines) + "\n"


def _sections(lines: Sequence[str]) -> Iterator[tuple[int, int, str, list[str]]]:
    """Give each heading with the number of its line, its level, and the lines below it."""
    found: tuple[int, int, str, list[str]] | None = None
    for number, line in enumerate(lines, 1):
        heading = _HEADING.fullmatch(line)
        if heading:
            if found:
                yield found
            found = (number, len(heading[1]), heading[2], [])
        elif found:
            found[3].append(line)
        elif line.strip():
            raise Refusal(
                f"Line {number} stands before the first heading. Begin with the program's name: # First weeks."
            )
    if found:
        yield found


def _put(skill: dict[str, Any], heading: str, below: list[str], line: int) -> None:
    title = heading.casefold()
    if title in _TEXTS:
        skill[_TEXTS[title]] = "\n".join(_read(each) for each in below).strip()
    elif title in _LISTS:
        skill[_LISTS[title]] = _items(below)
    elif title in _QUESTIONS:
        skill["questions"][_QUESTIONS[title]] = _items(below)
    else:
        known = ", ".join(_titled(each) for each in (*_TEXTS, *_LISTS, *_QUESTIONS))
        raise Refusal(f"Line {line}: “{heading}” is no part of a skill. Its parts are {known}.")


def _details(below: list[str]) -> dict[str, str]:
    return {found[1].lower(): found[2].strip() for line in below if (found := _DETAIL.fullmatch(line.strip()))}


def _items(below: list[str]) -> tuple[str, ...]:
    return tuple(found[1] for line in below if (found := _ITEM.fullmatch(line.strip())))


def _listed(title: str, items: Sequence[str]) -> list[str]:
    return ["", f"### {_titled(title)}", "", *(f"- {item}" for item in items)] if items else []


def _number(text: str, line: int) -> int:
    if not _NUMBER.fullmatch(text):
        raise Refusal(f"Line {line}: “{text[:40]}” is not a number.")
    return int(text)


def _titled(title: str) -> str:
    return title[:1].upper() + title[1:]


def _kept(line: str) -> str:
    """Return a line of a text so that it cannot be read as a heading, as Markdown has it."""
    return f"\\{line}" if line.lstrip("\\").startswith("#") else line


def _read(line: str) -> str:
    return line[1:] if line.startswith("\\") and line.lstrip("\\").startswith("#") else line
