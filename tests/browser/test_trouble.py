"""What a person typed is never lost: not when the server is away, not when it breaks, not when it is too much."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Route, expect

from bot.desk import Desk
from bot.message import Message
from bot.turn import Turn
from tests.bot.web.serving import Page, serving
from tests.browser.conftest import OpenTab
from tests.browser.tab import Tab

UNREACHABLE = "Baton does not answer. Nothing you typed is lost: check that it is running, then try again."
TOO_LONG = "That is longer than Baton takes at once (256 KiB). What you typed is still in its field: shorten it and send it again."


@contextmanager
def away(tab: Tab) -> Iterator[None]:
    """Let the server be away while the block runs."""
    tab.page.route("**/turn", lambda route: route.abort())
    yield
    tab.page.unroute("**/turn")


def trouble(tab: Tab) -> str:
    """Return the sentence about what went wrong, once it is there."""
    words = tab.page.locator("[data-trouble]")
    expect(words).to_be_visible()
    expect(words).to_have_attribute("role", "alert")
    return words.locator("[data-words]").inner_text()


def test_a_question_that_reached_nobody_is_still_typed_and_is_sent_by_trying_again(
    served: Page, open_tab: OpenTab
) -> None:
    tab = open_tab(served)

    with away(tab):
        tab.composer.fill("My parcel is late")
        tab.composer.press("Enter")
        words = trouble(tab)
    typed, said = tab.composer.input_value(), tab.said()
    tab.page.get_by_role("button", name="Try again").click()
    tab.wait_for_message(2)

    assert words == UNREACHABLE
    assert (typed, said) == ("My parcel is late", [])
    assert tab.titles() == ["Hello Ada", "My parcel is late"]
    assert tab.composer.input_value() == ""
    expect(tab.page.locator("[data-trouble]")).to_be_hidden()


def test_a_form_that_reached_nobody_is_still_filled(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served)
    tab.ask("My parcel is late")
    tab.press("Use this answer")
    tab.press("E-mail")
    for label, word in (("Customer name", "Maria"), ("Order number", "1042"), ("Date we write again", "Friday")):
        tab.page.get_by_label(label).fill(word)

    with away(tab):
        tab.page.get_by_role("button", name="Make it ready to send").click()
        words = trouble(tab)
    typed = [field.input_value() for field in tab.newest.locator("input[type=text]").all()]
    tab.page.get_by_role("button", name="Try again").click()
    tab.wait_for_message(5)

    assert words == UNREACHABLE
    assert typed == ["Maria", "1042", "Friday"]
    assert tab.titles()[-1] == "Ready: E-mail"


def test_what_was_typed_meanwhile_is_kept_too(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served)
    held: list[Route] = []
    tab.page.route("**/turn", lambda route: held.append(route))  # noqa: PLW0108 - playwright marks the function

    with tab.page.expect_request("**/turn"):
        tab.composer.fill("My parcel is late")
        tab.composer.press("Enter")
    tab.composer.fill("and anoth")
    held[0].abort()
    trouble(tab)

    assert tab.composer.input_value() == "My parcel is late\nand anoth"


def test_a_turn_whose_answer_was_lost_is_not_taken_twice(tmp_path: Path, open_tab: OpenTab) -> None:
    taken: list[str] = []

    def answer(turn: Turn, desk: Desk) -> Message:
        taken.append(turn.value("text"))
        return Message(f"Answer {desk.guide.count()}")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    with serving(tmp_path, answer) as page:
        tab = open_tab(page)
        tab.page.route("**/turn", lose)
        tab.composer.fill("late?")
        tab.composer.press("Enter")
        trouble(tab)
        tab.page.unroute("**/turn")
        tab.page.get_by_role("button", name="Try again").click()
        tab.wait_for_message(2)
        tab.page.reload()

        assert taken == ["", "late?"]
        assert tab.said() == ["late?"]


def test_a_text_that_is_too_long_stays_and_says_so(served: Page, open_tab: OpenTab) -> None:
    tab = open_tab(served)
    text = "word " * 60_000

    tab.composer.fill(text)
    tab.composer.press("Enter")

    assert trouble(tab) == TOO_LONG
    assert tab.composer.input_value() == text


def test_a_broken_turn_gives_its_number_and_keeps_the_text(tmp_path: Path, open_tab: OpenTab) -> None:
    def answer(turn: Turn, desk: Desk) -> Message:
        if turn.action == "say":
            raise RuntimeError(desk.now)
        return Message("Hello")

    with serving(tmp_path, answer) as page:
        tab = open_tab(page)
        tab.composer.fill("late?")
        tab.composer.press("Enter")

        assert "tell whoever runs Baton this number:" in trouble(tab)
        assert tab.composer.input_value() == "late?"


def test_the_page_goes_on_when_the_server_was_started_again(tmp_path: Path, open_tab: OpenTab) -> None:
    with serving(tmp_path / "before") as page:
        tab = open_tab(page)
        tab.ask("My parcel is late")
    tab.composer.fill("It arrived broken")
    tab.composer.press("Enter")
    assert trouble(tab) == UNREACHABLE

    with serving(tmp_path / "after", port=page.port):
        tab.page.get_by_role("button", name="Try again").click()
        tab.wait_for_message(3)

    assert tab.said() == ["My parcel is late", "It arrived broken"]
