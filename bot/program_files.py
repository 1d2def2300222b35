"""Programs as files: Markdown, JSON, YAML, CSV and workbooks, in and out."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from bot.tables import Grid, as_csv, as_xlsx, from_csv, from_xlsx
from knowledge.refusal import Refusal
from knowledge.sheet.encoding import decode
from onboarding import markdown
from onboarding.program import DEFAULT_RHYTHM, LISTS, STAGES, Program, Skill, skill_from
from onboarding.program_rules import check, tidy

SIZE_LIMIT = 5 * 1024**2  # bytes
_TEXTS = ("id", "name", "why", "good", "show")
_QUESTIONS = {f"questions_{stage}": stage for stage in STAGES}
COLUMNS = ("program", "rhythm", *_TEXTS, "conversations", *LISTS, *_QUESTIONS)
_SKILL_NAMES = {each.name for each in fields(Skill)}
_NUMBER = re.compile(r"(\d{1,4})(\.0*)?")


@dataclass(frozen=True, slots=True)
class Format:
    """How a program is read from and written to one kind of file."""

    read: Callable[[bytes], Program]
    write: Callable[[Program], bytes]


def read_program(file: Path) -> Program:
    """Return the program in a file, fit to be kept.

    Raises:
        Refusal: it cannot be read, or not kept as it is; the sentence begins with the file's name.
    """
    if not file.is_file():
        raise Refusal(f"{file.name}: There is no such file. Nothing was imported.")
    try:
        return program_in(file.name, file.read_bytes() if file.stat().st_size <= SIZE_LIMIT else None)
    except OSError as error:
        raise Refusal(f"{file.name}: It cannot be read: {error.strerror}. Nothing was imported.") from error


def program_in(name: str, data: bytes | None) -> Program:
    """Return the program in what a file of this name holds, fit to be kept; None holds more than is taken.

    Raises:
        Refusal: it cannot be read, or not kept as it is; the sentence begins with the file's name.
    """
    name = Path(name).name
    try:
        program = _read(name, data)
    except Refusal as refusal:
        raise Refusal(f"{name or 'No file'}: {refusal.sentence} Nothing was imported.") from refusal
    return program


def _read(name: str, data: bytes | None) -> Program:
    if not name:
        raise Refusal("Choose a file first.")
    if data is None:
        raise Refusal(f"It is larger than {SIZE_LIMIT // 1024**2} MiB.")
    program = tidy(_format_of(Path(name)).read(data))
    check(program)
    return program


def written_program(program: Program, file: Path) -> bytes:
    """Return a program as the file's ending says.

    Raises:
        Refusal: the ending is of no format that a program can have.
    """
    return _format_of(file).write(program)


def _format_of(file: Path) -> Format:
    format = FORMATS.get(file.suffix.lower())
    if format is None:
        raise Refusal(f"A program is a file that ends in {', '.join(FORMATS)}.")
    return format


def _read_markdown(data: bytes) -> Program:
    return markdown.read(decode(data)[0])


def _write_markdown(program: Program) -> bytes:
    return markdown.write(program).encode()


def _read_json(data: bytes) -> Program:
    try:
        return _from_values(json.loads(decode(data)[0]))
    except (json.JSONDecodeError, RecursionError) as error:
        raise Refusal(f"It is not JSON: {error}.") from error


def _write_json(program: Program) -> bytes:
    return f"{json.dumps(program.content(), ensure_ascii=False, indent=2)}\n".encode()


def _read_yaml(data: bytes) -> Program:
    try:
        return _from_values(yaml.safe_load(decode(data)[0]))
    except (yaml.YAMLError, RecursionError) as error:
        raise Refusal(f"It is not YAML: {' '.join(str(error).split())}.") from error


def _write_yaml(program: Program) -> bytes:
    return yaml.safe_dump(program.content(), allow_unicode=True, sort_keys=False, width=120).encode()


def _read_grid(grid: Grid) -> Program:
    names = [name.strip().lower().replace(" ", "_") for name in grid.columns]
    if unknown := [name for name in names if name and name not in COLUMNS]:
        raise Refusal(f"The column “{unknown[0]}” means nothing here. The columns are {', '.join(COLUMNS)}.")
    if "name" not in names:
        raise Refusal("The column “name”, with the skills' names, is missing.")
    rows = [dict(zip(names, row, strict=True)) for row in grid.rows]
    first: Mapping[str, str] = rows[0] if rows else {}
    skills = [_skill_values(row) for row in rows]
    return _from_values(
        {
            "name": first.get("program", "").strip() or "Imported program",
            "rhythm": first.get("rhythm", "").strip() or DEFAULT_RHYTHM,
            "skills": skills,
        },
        [f"Row {number}" for number in grid.numbers],
    )


def _skill_values(row: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {name: row.get(name, "") for name in _TEXTS}
    values |= {name: row.get(name, "").splitlines() for name in LISTS}
    values["conversations"] = row.get("conversations", "").strip() or 1
    values["questions"] = {stage: row.get(column, "").splitlines() for column, stage in _QUESTIONS.items()}
    return values


def grid_of(program: Program) -> Grid:
    """Return a program as a table, a row a skill."""
    return Grid(COLUMNS, tuple(_row(program, skill) for skill in program.skills))


def _row(program: Program, skill: Skill) -> tuple[str, ...]:
    cells = {"program": program.name, "rhythm": str(program.rhythm), "conversations": str(skill.conversations)}
    cells |= {name: getattr(skill, name) for name in _TEXTS}
    cells |= {name: "\n".join(getattr(skill, name)) for name in LISTS}
    cells |= {column: "\n".join(skill.questions.get(stage, ())) for column, stage in _QUESTIONS.items()}
    return tuple(cells[column] for column in COLUMNS)


def _from_values(values: Any, places: Sequence[str] = ()) -> Program:
    if not isinstance(values, dict) or not isinstance(values.get("skills"), list):
        raise Refusal("It is no program: it needs a name and a list of skills.")
    named = places or [f"Skill {number}" for number, _ in enumerate(values["skills"], 1)]
    skills = tuple(_skill(each, where) for each, where in zip(values["skills"], named, strict=True))
    rhythm = _number(values.get("rhythm", DEFAULT_RHYTHM), "The rhythm")
    return Program(_text(values.get("id"), "The id"), _text(values.get("name"), "The name"), skills, rhythm)


def _skill(values: Any, where: str) -> Skill:
    if not isinstance(values, dict):
        raise Refusal(f"{where} is not a skill with a name.")
    if unknown := sorted(set(map(str, values)) - _SKILL_NAMES):
        raise Refusal(f"{where}: “{unknown[0]}” means nothing here. A skill has {', '.join(sorted(_SKILL_NAMES))}.")
    if not _text(values.get("name"), f"{where}: name").strip():
        raise Refusal(f"{where} has no name.")
    questions = values.get("questions") or {}
    if not isinstance(questions, dict):
        raise Refusal(f"{where}: its questions are lists by stage.")
    content: dict[str, Any] = {name: _text(values.get(name), f"{where}: {name}") for name in _TEXTS}
    content |= {name: _lines(values.get(name), f"{where}: {name}") for name in LISTS}
    content["questions"] = {str(stage): _lines(asked, f"{where}: questions") for stage, asked in questions.items()}
    content["conversations"] = _number(values.get("conversations", 1), f"{where}: conversations")
    return skill_from(content)


def _lines(value: Any, what: str) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise Refusal(f"{what} is a list of lines.")
    return [_text(line, what) for line in value]


def _text(value: Any, what: str) -> str:
    """Return a plain value as text; written out, lists of lists can be larger than any memory."""
    if isinstance(value, list | dict):
        raise Refusal(f"{what} is one text, not a list.")
    return "" if value is None else str(value)


def _number(value: Any, what: str) -> int:
    text = _text(value, what).strip()
    found = _NUMBER.fullmatch(text)
    if not found:
        raise Refusal(f"{what} is a whole number, not “{text[:40]}”.")
    return int(found[1])


FORMATS: Mapping[str, Format] = {
    ".md": Format(_read_markdown, _write_markdown),
    ".json": Format(_read_json, _write_json),
    ".yaml": Format(_read_yaml, _write_yaml),
    ".yml": Format(_read_yaml, _write_yaml),
    ".csv": Format(lambda data: _read_grid(from_csv(data)), lambda program: as_csv(grid_of(program))),
    ".xlsx": Format(lambda data: _read_grid(from_xlsx(data)), lambda program: as_xlsx(grid_of(program))),
}
