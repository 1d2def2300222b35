"""The guide's own pages: every published entry, found by words and topic, and each in full."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.web import render
from bot.web.shelf import ENTRIES_A_PAGE, Shelf, Wanted, take_shelf
from knowledge.entry import Entry
from knowledge.store import Edit
from tests.bot.web.serving import serving
from tests.sample import ADA, BROKEN, CY, LATE, NOW, REFUND, kept, sample_desk

TOPICS = (("defects", 1), ("delays", 1), ("delivery", 1), ("refunds", 1))


def questions(text: str) -> list[str]:
    """Return the questions listed in a page."""
    return re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", text)


def counted(text: str) -> str:
    """Return how many entries a page says there are."""
    found = re.search(r"data-count>(.*?)</h2>", text, re.DOTALL)
    assert found
    return re.sub(r"<[^>]*>", "", found[1])


def test_without_a_word_the_shelf_holds_all_published_entries_in_their_order(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    shelf = take_shelf(desk, ADA, Wanted())

    assert shelf == Shelf(
        wanted=Wanted("", "", 1),
        entries=(kept(LATE, 1), kept(REFUND, 2), kept(BROKEN, 3)),
        due=frozenset({"refund", "broken"}),
        total=3,
        pages=1,
        topics=TOPICS,
    )


def test_a_topic_narrows_the_shelf(tmp_path: Path) -> None:
    shelf = take_shelf(sample_desk(tmp_path), ADA, Wanted(topic="refunds"))

    assert (shelf.entries, shelf.total, shelf.topics) == ((kept(REFUND, 2),), 1, TOPICS)


def test_words_and_a_topic_together_narrow_it_to_both(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    both = take_shelf(desk, ADA, Wanted("parcel is late", "delays"))
    neither = take_shelf(desk, ADA, Wanted("parcel is late", "defects"))

    assert [entry.id for entry in both.entries] == ["late"]
    assert "late" not in [entry.id for entry in neither.entries]


def test_the_best_entry_for_the_words_comes_first_also_when_the_last_word_is_only_begun(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)

    whole = take_shelf(desk, ADA, Wanted("the glass is cracked"))
    begun = take_shelf(desk, ADA, Wanted("dama"))

    assert (whole.entries[0].id, begun.entries[0].id) == ("broken", "broken")


def test_a_typing_error_is_forgiven_and_the_page_says_what_it_understood(tmp_path: Path) -> None:
    with serving(tmp_path) as page:
        shown = page.get("/guide?q=refnud+money")

    assert questions(shown.text)[0] == "I want my money back"
    assert "for “refund money”" in counted(shown.text)


@pytest.mark.parametrize(
    ("asked", "page", "first"), [(1, 1, "0"), (2, 2, "50"), (3, 3, "100"), (99, 3, "100"), (-1, 1, "0")]
)
def test_a_long_guide_is_read_page_by_page_and_past_the_end_is_the_last(
    tmp_path: Path, asked: int, page: int, first: str
) -> None:
    desk = sample_desk(tmp_path)
    retired = [Edit(replace(entry, state="retired"), "retired") for entry in desk.guide.published()]
    many = [Edit(Entry(id=str(number), question=f"Question {number}", answer="Yes."), "added") for number in range(101)]
    desk.guide.save_all([*retired, *many], "cy", NOW)

    shelf = take_shelf(desk, ADA, Wanted(page=asked))

    assert (shelf.wanted.page, shelf.pages, shelf.total, shelf.entries[0].id) == (page, 3, 101, first)
    assert len(shelf.entries) == (ENTRIES_A_PAGE if page < 3 else 1)


def test_the_page_lists_entries_with_topics_and_what_is_due(tmp_path: Path) -> None:
    with serving(tmp_path) as page:
        shown = page.get("/guide")

    assert shown.status == 200
    assert questions(shown.text) == ["My parcel is late", "I want my money back", "It arrived broken"]
    assert counted(shown.text) == "3 entries"
    assert re.findall(r'class="count">(\d+)<', shown.text) == ["1", "1", "1", "1"]
    assert re.findall(r'class="tag due">(.*?)<', shown.text) == ["Due for review", "Not reviewed yet"]


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("/guide?topic=delays", "1 entry on delays"),
        ("/guide?topic=nothing", "Nothing found on nothing"),
        ("/guide?topic=%3Cb%3E", "Nothing found on &lt;b&gt;"),
        ("/guide?page=x", "3 entries"),
        ("/guide?page=-1", "3 entries"),
        ("/guide?page=" + "9" * 5_000, "3 entries"),
        ("/guide?page=%C2%B2", "3 entries"),
        ("/guide?q=%20%20", "3 entries"),
        ("/guide?unknown=1", "3 entries"),
    ],
)
def test_the_page_says_how_many_there_are_whatever_was_asked(tmp_path: Path, path: str, count: str) -> None:
    with serving(tmp_path) as page:
        shown = page.get(path)

    assert (shown.status, counted(shown.text)) == (200, count)


def test_searching_works_without_the_script_and_keeps_what_was_typed(tmp_path: Path) -> None:
    with serving(tmp_path) as page:
        shown = page.get("/guide?q=cracked+%22glass%22&topic=defects")

    assert questions(shown.text)[0] == "It arrived broken"
    assert 'name="q" value="cracked &#34;glass&#34;"' in shown.text
    assert '<input type="hidden" name="topic" value="defects">' in shown.text


def test_the_script_gets_the_shelf_alone(tmp_path: Path) -> None:
    with serving(tmp_path) as page:
        shown = page.get("/guide?q=late", **{"X-Fragment": "1"})

    assert shown.text.strip().startswith('<div class="shelf" data-shelf>')
    assert "<html" not in shown.text


def test_the_pages_of_a_long_guide_lead_to_each_other_with_words_and_topic_kept() -> None:
    shelf = Shelf(Wanted("a&b", "late", 2), (LATE,), frozenset(), 120, 3, (("late", 120),))

    text = render.page("shelf.html", shelf=shelf)

    assert re.findall(r'rel="(prev|next)" href="([^"]*)"', text) == [
        ("prev", "/guide?q=a%26b&amp;topic=late&amp;page=1"),
        ("next", "/guide?q=a%26b&amp;topic=late&amp;page=3"),
    ]
    assert counted(text) == "120 entries on late for “a&amp;b”, page 2 of 3"


def test_an_entry_is_shown_in_full_with_all_that_is_known_of_it(tmp_path: Path) -> None:
    with serving(tmp_path) as page:
        shown = page.get("/guide/refund")

    assert shown.status == 200
    assert "<title>I want my money back · Baton</title>" in shown.text
    assert '<h1 dir="auto">I want my money back</h1>' in shown.text
    assert 'Your refund of <span class="blank">{amount}</span> is on its way.' in shown.text
    assert "data-copy" in shown.text
    assert "overdue since 28 February 2026" in shown.text
    assert re.findall(r"<dt dir=\"auto\">(.*?)</dt><dd dir=\"auto\">(.*?)</dd>", shown.text) == [
        ("Stands behind it", "Bo"),
        ("Last reviewed", "1 September 2025 by Bo"),
        ("Topics", "refunds"),
        ("Comes from", "A cheat sheet - cheat sheet.xlsx"),
    ]
    assert re.findall(r'<li dir="auto">(.*?)</li>', shown.text) == ["please refund me", "refund not received"]
    assert '<a class="tag" href="/guide?topic=refunds" dir="auto">refunds</a>' in shown.text


def test_an_entry_opens_in_the_chat(tmp_path: Path) -> None:
    with serving(tmp_path) as page:
        page.get("/guide/late")

        sent = page.send("/turn", {"action": "guide.open", "as": "ada", "h.entry": "late", "said": "Open: My parcel"})
        chat = page.get("/")

    assert sent.headers["Location"].startswith("/#x-")
    assert '<h2 id="t-' in chat.text
    assert "My parcel is late</h2>" in chat.text


@pytest.mark.parametrize("path", ["/guide/nothing", "/guide/", "/guide/late/more", "/guide/%00", "/guide/%FF"])
def test_what_is_not_there_is_a_page_that_says_so(tmp_path: Path, path: str) -> None:
    with serving(tmp_path) as page:
        shown = page.get(path)

    assert shown.status == 404
    assert "<h1>Not found</h1>" in shown.text
    assert 'href="/guide"' in shown.text


@pytest.mark.parametrize("state", ["draft", "retired"])
def test_an_entry_that_is_not_published_has_no_page(tmp_path: Path, state: str) -> None:
    def unpublish(desk: Desk) -> None:
        desk.guide.save(replace(kept(LATE, 1), state=state), state, CY.id, NOW)

    with serving(tmp_path, prepare=unpublish) as page:
        listed, opened = page.get("/guide"), page.get("/guide/late")

    assert "My parcel is late" not in questions(listed.text)
    assert opened.status == 404


def test_an_entry_whose_id_is_no_address_has_a_page_all_the_same(tmp_path: Path) -> None:
    def add(desk: Desk) -> None:
        desk.guide.save(Entry(id="a/b ?#%2F", question="Strange?", answer="Yes."), "added", CY.id, NOW)

    with serving(tmp_path, prepare=add) as page:
        listed = page.get("/guide").text
        opened = page.get("/guide/a%2Fb%20%3F%23%252F")

    assert 'href="/guide/a%2Fb%20%3F%23%252F"' in listed
    assert opened.status == 200
    assert '<h1 dir="auto">Strange?</h1>' in opened.text
    assert '<input type="hidden" name="back" value="/guide/a%2Fb%20%3F%23%252F">' in opened.text


def test_an_empty_guide_says_how_to_fill_it() -> None:
    text = render.page("shelf.html", shelf=Shelf(Wanted(), (), frozenset(), 0, 1, ()))

    assert counted(text) == "Nothing found"
    assert "<code>baton import guide FILE</code>" in text
