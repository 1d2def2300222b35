from pathlib import Path

import pytest

from bot.program_files import FORMATS, read_program, written_program
from bot.tables import Grid, as_xlsx, from_xlsx, harmless
from knowledge.refusal import Refusal
from onboarding.program import Program, Skill
from onboarding.starter import starter_program

WEEKS = Program(
    "weeks",
    "First weeks",
    (
        Skill("a", "Returns, and “exchanges”", "So that; it\nlasts", situations=("One", "=Two"), conversations=3),
        Skill("b", "Billing", questions={"show": ("Why?",), "teach": ("Whom?", "How?")}, links=("Charged twice",)),
    ),
    rhythm=4,
)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("program", [WEEKS, starter_program()], ids=["weeks", "starter"])
def test_a_program_comes_back_from_every_format(program: Program, ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"program{ending}"
    file.write_bytes(written_program(program, file))

    back = read_program(file)

    assert back.skills == program.skills
    assert (back.name, back.rhythm) == (program.name, program.rhythm)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.txt", b"x", "a.txt: A program is a file that ends in .md, .json, .yaml, .yml, .csv, .xlsx."),
        ("a.json", b"{", "a.json: It is not JSON: Expecting property name enclosed in double quotes"),
        ("a.json", b"[]", "a.json: It is no program: it needs a name and a list of skills."),
        (
            "a.json",
            b'{"name": "A", "skills": [{"name": "B", "size": 1}]}',
            "a.json: Skill 1: “size” means nothing here.",
        ),
        ("a.yaml", b"a: [", "a.yaml: It is not YAML: while parsing a flow"),
        (
            "a.yaml",
            b"name: A\nskills: [{name: B, conversations: many}]",
            "a.yaml: Skill 1: conversations is a whole number",
        ),
        ("a.csv", b"name,mood\nB,good", "a.csv: The column “mood” means nothing here."),
        ("a.csv", b"why\nB", "a.csv: The column “name”, with the skills' names, is missing."),
        ("a.xlsx", b"PK no", "a.xlsx: It is not a workbook that can be read."),
        ("a.md", b"# A\n## B\n### Colour", "a.md: Line 3: “Colour” is no part of a skill."),
        ("a.csv", b"name\nB\nb", "a.csv: There are two skills called “B”. Give each a name of its own."),
    ],
)
def test_a_file_that_is_no_program_says_why(name: str, content: bytes, sentence: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(Refusal) as refusal:
        read_program(tmp_path / name)

    assert refusal.value.sentence.startswith(sentence)
    assert refusal.value.sentence.endswith("Nothing was imported.")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="There is no such file"):
        read_program(tmp_path / "nothing.md")


def test_nothing_in_a_table_becomes_a_formula() -> None:
    grid = Grid(("Starter",), (("=HYPERLINK(1)",), ("Ada",)))

    assert harmless(grid) == Grid(("Starter",), (("'=HYPERLINK(1)",), ("Ada",)))
    assert from_xlsx(as_xlsx(grid)) == grid
