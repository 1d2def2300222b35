"""What the documents say is what is there."""

import re
from pathlib import Path

import click
import pytest

from bot.environment import VARIABLES
from bot.main import main
from bot.message import PARTS

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")


def commands(group: click.Group, before: str) -> list[str]:
    """Return every command below a group as it is typed."""
    typed = []
    for name, command in group.commands.items():
        below = commands(command, f"{before} {name}") if isinstance(command, click.Group) else [f"{before} {name}"]
        typed += below
    return sorted(typed)


def options(group: click.Group) -> set[str]:
    """Return every option of every command below a group."""
    found: set[str] = set()
    for command in group.commands.values():
        if isinstance(command, click.Group):
            found |= options(command)
        else:
            found |= {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    return found


def test_the_readme_has_every_setting_with_its_meaning_and_default() -> None:
    rows = re.findall(r"^\| `((?:BATON|SLACK|TEAMS)_\w+)` \| (.*) \| (?:`(.*)` )?\|$", README, re.MULTILINE)

    assert rows == [(variable.name, variable.meaning, variable.default) for variable in VARIABLES]


def test_the_readme_has_every_command_and_no_other() -> None:
    rows = re.findall(r"^\| `(baton [a-z -]*[a-z])", README, re.MULTILINE)

    assert sorted(rows) == commands(main, "baton")


def test_the_readme_names_every_option() -> None:
    assert sorted(option for option in options(main) if option not in README) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_link_to_a_file_leads_to_a_file(document: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", document.read_text(encoding="utf-8"))

    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_word_of_the_glossary_is_where_it_says() -> None:
    places = re.findall(r"`((?:bot|knowledge|onboarding|tests)/[\w/.]*)`", GLOSSARY)

    assert [place for place in places if not (ROOT / place).exists()] == []


def test_the_glossary_names_every_part_of_a_message() -> None:
    row = next(line for line in GLOSSARY.splitlines() if line.startswith("| part |"))

    assert [part.__name__ for part in PARTS if part.__name__.lower() not in row] == []


def test_the_help_of_the_make_commands_is_what_make_has() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    named = set(re.findall(r"`?make ([a-z]+)", README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))

    assert sorted(target for target in named if f"\n{target}:" not in makefile) == []
