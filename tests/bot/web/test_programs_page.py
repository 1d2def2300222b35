"""Programs as pages: seen by all, changed by leads with the chat's own forms, taken along as files."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.program_files import read_program
from onboarding.program import Program
from tests.bot.web.serving import Answered, Page, serving
from tests.sample import FIRST_WEEKS

AT_FIRST = replace(FIRST_WEEKS, version=1)
SKILL = {"program": "first-weeks", "skill": "returns"}


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    """Give the sample team's page, used as Cy, who leads."""
    with serving(tmp_path) as page:
        page.send("/person", {"person": "cy", "back": "/programs"})
        yield page


def take(page: Page, action: str, values: dict[str, str], **typed: str) -> Answered:
    """Send a form of the page as a browser does."""
    hidden = {f"h.{name}": value for name, value in values.items()}
    return page.send(
        "/programs/turn", {"action": action, **hidden, **{f"v.{name}": text for name, text in typed.items()}}
    )


def program(page: Page) -> Program:
    with page.open_desk() as desk:
        found = desk.programs.program("first-weeks")
    assert found
    return found


def test_a_program_and_its_skills_have_addresses(page: Page) -> None:
    listed, skill = page.get("/programs").text, page.get("/programs/first-weeks/skills/returns").text

    assert "Greeting and ending" in listed
    assert "Asked after show" in skill
    assert "Version 1" in page.get("/programs/first-weeks/versions").text


def test_a_lead_changes_a_skill_on_the_page_and_reads_that_it_is_saved(page: Page) -> None:
    form = take(page, "programs.edit_skill", SKILL).text
    saved = take(
        page,
        "programs.edit_skill",
        {**SKILL, "version": "1"},
        name="Returns",
        conversations="3",
        good="Paid back today.",
    )

    assert 'action="/programs/turn"' in form
    assert "Saved as version 2." in saved.text
    skill = program(page).skill("returns")
    assert skill
    assert (skill.good, skill.conversations) == ("Paid back today.", 3)


def test_what_was_typed_stays_where_it_cannot_be_saved(page: Page) -> None:
    shown = take(
        page, "programs.edit_skill", {**SKILL, "version": "1"}, name="Returns", conversations="many", good="Kept."
    )

    assert "Not saved yet" in shown.text
    assert "Kept.</textarea>" in shown.text
    assert program(page) == AT_FIRST


def test_a_change_that_somebody_made_meanwhile_is_not_written_over(page: Page) -> None:
    take(page, "programs.edit_skill", {**SKILL, "version": "1"}, name="Returns", conversations="3")

    shown = take(page, "programs.edit_skill", {**SKILL, "version": "1"}, name="Mine", conversations="1")

    assert "Somebody changed the program while you were writing." in shown.text
    assert [skill.name for skill in program(page).skills] == ["Greeting and ending", "Returns"]


def test_skills_move_up_and_down_and_a_reload_moves_nothing(page: Page) -> None:
    moved = take(page, "programs.move", SKILL)
    up = [skill.id for skill in program(page).skills]
    take(page, "programs.move", {**SKILL, "to": "later"})

    assert (moved.status, moved.headers["Location"]) == (303, "/programs/first-weeks")
    assert up == ["returns", "greeting"]
    assert [skill.id for skill in program(page).skills] == ["greeting", "returns"]


def test_whoever_is_no_lead_looks_and_changes_nothing(page: Page) -> None:
    page.send("/person", {"person": "dee", "back": "/programs"})

    assert "Add a skill" not in page.get("/programs/first-weeks").text
    assert "Only a lead can change the program." in take(page, "programs.move", SKILL).text
    assert program(page) == AT_FIRST


@pytest.mark.parametrize("ending", ["md", "json", "yaml", "csv"])
def test_a_program_is_taken_along_as_a_file_that_comes_in_again(page: Page, ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"taken.{ending}"

    file.write_text(page.get(f"/programs/first-weeks.{ending}").text, encoding="utf-8")

    assert read_program(file).skills == FIRST_WEEKS.skills
    assert ending != "json" or json.loads(file.read_text())["name"] == "First weeks"


def test_what_is_not_there_or_not_meant_here_says_so(page: Page) -> None:
    assert "There is no such program." in page.get("/programs/juggling").text
    assert page.get("/programs/juggling.md").status == 404
    assert page.get("/programs/first-weeks.exe").status == 200  # no ending of ours, so the name of a program
    assert take(page, "people.appoint", {"person": "dee", "role": "lead"}).status == 400
