"""Notices on the page: they come into the conversation once, and a card changes where it stands."""

from pathlib import Path

from bot.message import Message
from tests.bot.web.serving import Answered, Page, serving
from tests.bot.web.test_chat import titles
from tests.sample import ADA, CY

SITUATION = "situation:1"


def told(page: Page, person: str) -> list[str]:
    """Return the titles of what a person's page is told when its script looks."""
    return titles(look(page, person).text)


def look(page: Page, person: str) -> Answered:
    return page.get(f"/told?as={person}", **{"X-Fragment": "1"})


def test_what_waits_for_somebody_is_there_when_they_open_the_page(tmp_path: Path) -> None:
    with serving(tmp_path, prepare=lambda desk: desk.notices.tell(ADA.id, Message("Your checklist begins"))) as page:
        assert titles(page.get("/").text) == ["Hello Ada", "Your checklist begins"]
        assert titles(page.get("/").text) == ["Hello Ada", "Your checklist begins"]


def test_what_comes_while_the_page_is_open_is_told_once(tmp_path: Path) -> None:
    with serving(tmp_path) as page, page.open_desk() as desk:
        page.get("/")
        desk.notices.tell(ADA.id, Message("A tip"))

        assert told(page, "ada") == ["A tip"]
        assert told(page, "ada") == []
        assert titles(page.get("/").text) == ["Hello Ada", "A tip"]


def test_a_notice_is_for_whom_it_is_for(tmp_path: Path) -> None:
    with serving(tmp_path) as page, page.open_desk() as desk:
        desk.notices.tell(CY.id, Message("Only for Cy"))

        assert told(page, "ada") == []
        assert told(page, "cy") == ["Only for Cy"]


def test_a_cards_new_state_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    with serving(tmp_path) as page, page.open_desk() as desk:
        desk.notices.post("situations", Message("A llama"), SITUATION)
        page.get("/")
        desk.notices.update(SITUATION, Message("A llama, settled"))

        assert told(page, "ada") == ["A llama, settled"]
        assert titles(page.get("/").text) == ["Hello Ada", "A llama, settled"]


def test_a_card_that_is_not_in_the_conversation_any_more_does_not_come_back(tmp_path: Path) -> None:
    with serving(tmp_path) as page, page.open_desk() as desk:
        desk.notices.post("situations", Message("A llama"), SITUATION)
        page.get("/")
        page.send("/start-over", {"as": "ada"})
        desk.notices.update(SITUATION, Message("A llama, settled"))

        assert titles(page.get("/").text) == ["Hello Ada"]
