import io
import zipfile
from pathlib import Path

import pytest

from bot.program_files import FORMATS, read_program, written_program
from bot.tables import Grid, as_csv, as_xlsx, from_csv, from_xlsx
from knowledge.refusal import Refusal
from knowledge.sheet.workbook import UNPACKED_LIMIT
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

    assert as_csv(grid).decode("utf-8-sig") == "Starter\r\n'=HYPERLINK(1)\r\nAda\r\n"
    assert from_csv(as_csv(grid)) == grid
    assert from_xlsx(as_xlsx(grid)) == grid


def test_a_workbook_that_would_fill_the_memory_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", bytes(UNPACKED_LIMIT + 1))

    with pytest.raises(Refusal, match="Unpacked, the workbook is larger than 256 MiB"):
        from_xlsx(packed.getvalue())


def test_a_quotation_mark_that_never_closes_is_refused_with_its_line() -> None:
    with pytest.raises(Refusal, match="begins in line 2 or below and never ends"):
        from_csv(b'name,why\n"Greeting,because\n')


def test_a_cell_with_more_text_than_a_workbook_holds_is_refused() -> None:
    with pytest.raises(Refusal, match="more text in one place than a cell of a workbook holds"):
        as_xlsx(Grid(("name",), (("x" * 32_768,),)))


def test_a_text_that_is_a_tower_of_lists_is_refused_before_it_is_written_out() -> None:
    tower = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 40))
    program = f"l0: &l0 [x]\n{tower}name: P\nskills: [{{name: *l39}}]\n"

    with pytest.raises(Refusal, match="Skill 1: name is one text, not a list"):
        FORMATS[".yaml"].read(program.encode())
