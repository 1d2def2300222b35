"""The board, checklists and records as pages."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.board_grid import board_grid
from bot.tables import as_xlsx
from bot.web.board_page import Bar, Chart, Line, Square, board_view
from onboarding.checklist import Checklist
from tests.bot.web.serving import Page, serving
from tests.learning import half_way
from tests.sample import sample_desk


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    """Give the page of a team in which Ada learns."""
    with serving(tmp_path) as page:
        yield page


def start(page: Page, person: str) -> Checklist:
    with page.open_desk() as desk:
        checklist = half_way(desk)
    page.send("/person", {"person": person, "back": "/board"})
    return checklist


def test_the_board_says_how_far_everybody_is_and_whom_they_wait_for(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    checklist = half_way(desk)

    view = board_view(desk, desk.programs.all()[0])

    assert view.skills == ("Greeting and ending", "Returns")
    assert view.lines == (
        Line(
            checklist.id,
            "Ada",
            "Bo",
            "running",
            "4 May 2026",
            (
                Square(4, "passed", "passed, version 1, taught to Dee, who confirmed it"),
                Square(0, "to-sign", "show since 4 May, waits for Bo, version 1"),
            ),
        ),
    )
    days = ("0", "1", "2", "3-4", "5-7", "8-14", "15+")
    bars = tuple(Bar(each, int(each == "0"), float(each == "0")) for each in days)
    assert view.charts == tuple(Chart(stage, 1, 0, bars) for stage in ("show", "guide", "do", "teach"))
    assert view.times == (("Greeting and ending", ("the same day (1)",) * 4),)


def test_a_lead_sees_the_board_and_takes_it_along_as_a_file(page: Page) -> None:
    start(page, "cy")

    shown, csv = page.get("/board").text, page.get("/board.csv")

    assert "Ada</a>" in shown
    assert "of 4, show since 4 May, waits for Bo, version 1" in shown
    assert csv.status == 200
    assert csv.text.splitlines()[0].endswith("Starter,Trainer,Buddy,State,First day,Greeting and ending,Returns")
    passed = "passed on 2026-05-04 (version 1), taught to Dee, who confirmed it"
    assert f'Ada,Bo,Dee,running,2026-05-04,"{passed}"' in csv.text


def test_what_is_taken_along_as_a_file_is_what_the_board_shows(page: Page) -> None:
    start(page, "cy")

    his, nobodys = page.get("/board?trainer=bo&waits=trainer").text, page.get("/board.csv?trainer=cy").text

    assert "/board.csv?program=first-weeks&amp;trainer=bo&amp;waits=trainer" in his
    assert "Ada,Bo,Dee" in page.get("/board.csv?program=first-weeks&trainer=bo&waits=trainer").text
    assert len(nobodys.splitlines()) == 1


def test_whoever_is_no_lead_reads_who_can_see_the_board(page: Page) -> None:
    start(page, "ada")

    assert "Only a lead can see the board." in page.get("/board").text
    assert page.get("/board.csv").status == 403


def test_a_checklist_and_its_skills_have_addresses(page: Page) -> None:
    checklist = start(page, "ada")

    mine, skill = page.get("/checklists").text, page.get(f"/checklists/{checklist.id}/returns").text

    assert "Ada: First weeks" in mine
    assert "Ada: Returns" in skill


def test_a_record_has_every_sign_off_with_its_evidence(page: Page) -> None:
    checklist = start(page, "cy")

    record = page.get(f"/checklists/{checklist.id}/record").text

    assert record.count("signed off (version 1)") == 4
    assert "What Dee learnt" in record
    assert "Say what is next." in record


def test_a_record_that_is_not_there_is_not_found(page: Page) -> None:
    start(page, "dee")

    assert page.get("/checklists/nobody-knows-this/record").status == 404


def test_the_workbook_of_the_board_opens(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    half_way(desk)

    book = load_workbook(io.BytesIO(as_xlsx(board_grid(desk, desk.programs.all()[0]))))

    rows = list(book.active.values) if book.active else []
    assert rows[1][:5] == ("Ada", "Bo", "Dee", "running", "2026-05-04")


def test_the_board_is_narrowed_to_a_trainer_and_to_what_waits(page: Page) -> None:
    start(page, "cy")
    with page.open_desk() as desk:
        program = desk.programs.all()[0]
        desk.checklists.start(program, "dee", "cy", "", desk.now.date(), "cy", desk.now)

    shown = {query: page.get(f"/board?{query}").text for query in ("", "trainer=bo", "trainer=cy", "waits=trainer")}
    both = page.get("/board?trainer=cy&waits=trainer").text

    names = {query: [name for name in ("Ada", "Dee") if f">{name}</a>" in text] for query, text in shown.items()}
    assert names == {"": ["Ada", "Dee"], "trainer=bo": ["Ada"], "trainer=cy": ["Dee"], "waits=trainer": ["Ada"]}
    assert "Nobody is like that now." in both
