"""Programs as pages: seen by all, changed by leads with the chat's own forms, taken along as files."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.program_files import read_program
from onboarding.program import Program
from tests.bot.web.serving import Answered, Page, serving
from tests.learning import half_way
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
    assert 'href="/programs/first-weeks.xlsx"' in listed
    assert "Asked after show" in skill
    assert "Version 1" in page.get("/programs/first-weeks/versions").text


def test_what_is_opened_is_shown_at_its_own_address(page: Page) -> None:
    actions = {"programs.skill": SKILL, "programs.open": {**SKILL, "page": "2"}, "programs.versions": SKILL}

    opened = [take(page, action, values) for action, values in actions.items()]

    assert [(each.status, each.headers["Location"]) for each in opened] == [
        (303, "/programs/first-weeks/skills/returns"),
        (303, "/programs/first-weeks?page=2"),
        (303, "/programs/first-weeks/versions"),
    ]


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


def upload(page: Page, name: str, content: str) -> Answered:
    """Send a file as a browser does."""
    head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    headers = {"Origin": page.url, "Content-Type": "multipart/form-data; boundary=edge"}
    return page.request("POST", "/programs/file", f"{head}{content}\r\n--edge--\r\n", headers)


@pytest.mark.parametrize("ending", ["md", "json", "yaml", "csv"])
def test_a_file_shows_what_it_would_change_and_is_brought_in_when_that_is_agreed_to(page: Page, ending: str) -> None:
    text = page.get(f"/programs/first-weeks.{ending}").text.replace("Take one call and one e-mail", "Take two calls")

    shown = upload(page, f"mine.{ending}", text).text
    before = program(page)
    kept = re.search(r'name="h.kept" value="(\w+)"', shown)
    assert kept
    done = take(page, "programs.bring", {"kept": kept[1], "version": "1", "agreed": "yes"})

    assert "/programs/file" in page.get("/programs").text
    assert "from “Take one call and one e-mail in a row.” to “Take two calls in a row.”" in shown
    assert before == AT_FIRST
    assert "Brought in as version 2." in done.text
    assert program(page).version == 2


def test_a_file_that_was_brought_in_says_which_skills_people_learnt_as_they_were(page: Page) -> None:
    with page.open_desk() as desk:
        half_way(desk)
    text = page.get("/programs/first-weeks.md").text.replace("Take one call and one e-mail", "Take two calls")
    kept = re.search(r'name="h.kept" value="(\w+)"', upload(page, "mine.md", text).text)
    assert kept

    done = take(page, "programs.bring", {"kept": kept[1], "version": "1", "agreed": "yes"}).text

    assert done.count("learnt it as it was") == 1
    assert "1 person learnt it as it was" in done


def test_what_changed_between_the_look_and_the_yes_is_looked_at_again(page: Page) -> None:
    shown = upload(page, "mine.md", page.get("/programs/first-weeks.md").text.replace("Take one call", "Take two"))
    kept = re.search(r'name="h.kept" value="(\w+)"', shown.text)
    assert kept
    take(page, "programs.edit_skill", {**SKILL, "version": "1"}, name="Returns", conversations="3")

    again = take(page, "programs.bring", {"kept": kept[1], "version": "1", "agreed": "yes"})

    assert "This makes version 3" in again.text
    assert program(page).version == 2


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", "program,name,conversations\nWeeks,Greeting,1\n\nWeeks,Returns,many\n", "Row 4: conversations is a"),
        ("a.csv", "program,name\nWeeks,Greeting\nWeeks,\n", "Row 3 has no name."),
        ("a.md", "", "A program begins with its name as a heading"),
        ("a.json", "[" * 100_000, "It is not JSON"),
        ("a.exe", "MZ", "A program is a file that ends in"),
        ("", "", "Choose a file first."),
        ("a.md", "# x\n" * 1_400_000, "It is larger than 5 MiB."),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_where(page: Page, name: str, content: str, says: str) -> None:
    answered = upload(page, name, content)

    assert (answered.status, says in html.unescape(answered.text)) == (200, True)
    assert "Nothing was imported." in answered.text
    assert program(page) == AT_FIRST


def test_only_leads_bring_a_file_in_and_a_form_that_is_no_upload_is_refused(page: Page) -> None:
    text = page.get("/programs/first-weeks.md").text.replace("Take one call", "Take two")
    page.send("/person", {"person": "dee", "back": "/programs"})

    assert "/programs/file" not in page.get("/programs").text
    assert "Only a lead can bring a program in." in upload(page, "mine.md", text).text
    assert page.send("/programs/file", {"file": "mine.md"}).status == 400
    assert "no longer here" in take_as_cy(page, {"kept": "nothing"}).text


def take_as_cy(page: Page, values: dict[str, str]) -> Answered:
    page.send("/person", {"person": "cy", "back": "/programs"})
    return take(page, "programs.bring", values)


def test_what_is_not_there_or_not_meant_here_says_so(page: Page) -> None:
    assert "There is no such program." in page.get("/programs/juggling").text
    assert page.get("/programs/juggling.md").status == 404
    assert page.get("/programs/first-weeks.exe").status == 200  # no ending of ours, so the name of a program
    assert take(page, "people.appoint", {"person": "dee", "role": "lead"}).status == 400
