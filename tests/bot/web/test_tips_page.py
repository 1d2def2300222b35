"""The tips' own pages: the archive, each tip at an address of its own, and the feed."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.web.tip_shelf import TIPS_A_PAGE, TipShelf, take_tip_shelf
from knowledge.store import Edit
from knowledge.tip import Tip
from knowledge.tip_archive import Given, Sought
from tests.bot.web.serving import serving
from tests.sample import NOW, sample_desk

HOUR = Tip(
    id="hour",
    title="Give a day & an hour",
    teaser="“Soon” is no time.",
    text="Say:\n“By Wednesday, 3 p.m.”",
    try_this="Rewrite three.",
    topics=("promises", "writing"),
)
ONE = Tip(id="one", title="Breathe out", text="Then <b>pick</b> up.", topics=("phone",), series="Greeting", part=1)
LATER = Tip(id="later", title="Not given yet", text="Later.")


def with_tips(desk: Desk) -> None:
    """Give the team two tips, a week apart, the second one last week."""
    desk.tips.save_all([Edit(HOUR, "added"), Edit(ONE, "added"), Edit(LATER, "added")], "cy", NOW - timedelta(days=30))
    for tip, weeks in ((HOUR, 2), (ONE, 1)):
        at = NOW - timedelta(weeks=weeks)
        desk.tip_plan.post(tip.id, at.date(), "", at)


def titles(text: str) -> list[str]:
    """Return the titles listed in a page."""
    return re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", text)


def counted(text: str) -> str:
    """Return how many tips a page says there are."""
    found = re.search(r"data-count>(.*?)</h2>", text, re.DOTALL)
    assert found
    return re.sub(r"<[^>]*>", "", found[1])


def test_the_shelf_has_what_was_given_the_newest_first(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    with_tips(desk)

    shelf = take_tip_shelf(desk, Sought(topic="writing"), 1)

    kept = desk.tips.tip("hour")
    assert kept is not None
    assert shelf == TipShelf(
        sought=Sought(topic="writing"),
        tips=(Given(kept, date(2026, 4, 20)),),
        total=1,
        page=1,
        pages=1,
        topics=(("phone", 1), ("promises", 1), ("writing", 1)),
        series=(("Greeting", 1),),
        months=(("2026-04", "April 2026", 2),),
        month="",
    )


@pytest.mark.parametrize(("asked", "page"), [(1, 1), (2, 2), (99, 2), (0, 1)])
def test_a_long_archive_is_read_page_by_page_and_past_the_end_is_the_last(
    tmp_path: Path, asked: int, page: int
) -> None:
    desk = sample_desk(tmp_path)
    old = [
        Edit(Tip(id=str(number), title=f"Tip {number}", text="Yes.", dated=date(2025, 1, 1)), "added")
        for number in range(TIPS_A_PAGE + 1)
    ]
    desk.tips.save_all(old, "cy", NOW)

    shelf = take_tip_shelf(desk, Sought(), asked)

    assert (shelf.page, shelf.pages, len(shelf.tips)) == (page, 2, TIPS_A_PAGE if page == 1 else 1)


@pytest.mark.parametrize(
    ("path", "listed", "count"),
    [
        ("/tips", ["Breathe out", "Give a day &amp; an hour"], "2 tips"),
        ("/tips?q=WEDNESDAY", ["Give a day &amp; an hour"], "1 tip for “WEDNESDAY”"),
        ("/tips?topic=phone", ["Breathe out"], "1 tip on phone"),
        ("/tips?series=Greeting", ["Breathe out"], "1 tip of Greeting"),
        ("/tips?month=2026-04&topic=phone", ["Breathe out"], "1 tip on phone in April 2026"),
        ("/tips?month=2026-05", [], "Nothing found in May 2026"),
        ("/tips?month=%3Cb%3E", [], "Nothing found in &lt;b&gt;"),
        ("/tips?q=%3Cb%3E&topic=nothing", [], "Nothing found on nothing for “&lt;b&gt;”"),
        ("/tips?page=x", ["Breathe out", "Give a day &amp; an hour"], "2 tips"),
        ("/tips?page=" + "9" * 5_000, ["Breathe out", "Give a day &amp; an hour"], "2 tips"),
    ],
)
def test_the_archive_is_searched_by_words_topic_series_and_month(
    tmp_path: Path, path: str, listed: list[str], count: str
) -> None:
    with serving(tmp_path, prepare=with_tips) as page:
        shown = page.get(path)

    assert (shown.status, titles(shown.text), counted(shown.text)) == (200, listed, count)


def test_without_any_tip_the_page_says_how_to_learn_when_the_first_one_comes(tmp_path: Path) -> None:
    with serving(tmp_path) as page:
        shown = page.get("/tips")

    assert "No tip has been given yet." in shown.text


def test_a_tip_has_an_address_of_its_own_with_all_of_it(tmp_path: Path) -> None:
    with serving(tmp_path, prepare=with_tips) as page:
        shown = page.get("/tips/one")

    assert shown.status == 200
    assert '<h1 dir="auto">Breathe out</h1>' in shown.text
    assert "Then &lt;b&gt;pick&lt;/b&gt; up." in shown.text
    assert 'href="/tips?series=Greeting"' in shown.text


@pytest.mark.parametrize("path", ["/tips/nothing", "/tips/", "/tips/one/more", "/tips/%00", "/tips/%FF"])
def test_what_is_not_there_is_a_page_that_says_so(tmp_path: Path, path: str) -> None:
    with serving(tmp_path, prepare=with_tips) as page:
        shown = page.get(path)

    assert shown.status == 404


def test_a_tip_that_was_withdrawn_has_no_page_and_is_in_no_list(tmp_path: Path) -> None:
    def withdraw(desk: Desk) -> None:
        with_tips(desk)
        tip = desk.tips.tip("one")
        assert tip is not None
        desk.tips.save(replace(tip, state="retired"), "withdrawn", "cy", NOW)

    with serving(tmp_path, prepare=withdraw) as page:
        listed, opened, feed = page.get("/tips"), page.get("/tips/one"), page.get("/tips/feed.atom")

    assert (titles(listed.text), opened.status) == (["Give a day &amp; an hour"], 404)
    assert "Breathe out" not in feed.text


def test_the_pages_of_the_tips_name_the_feed(tmp_path: Path) -> None:
    with serving(tmp_path, prepare=with_tips) as page:
        shown = [page.get(path).text for path in ("/tips", "/tips/one")]

    assert ['<link rel="alternate" type="application/atom+xml"' in text for text in shown] == [True, True]
