"""The Atom feed keeps the rules of RFC 4287, whatever the tips say."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID
from xml.etree.ElementTree import Element, fromstring

import feedparser

from bot.web.feed import Posted, feed
from bot.web.tips_page import feed_of
from knowledge.tip import Tip
from tests.bot.web.serving import serving
from tests.bot.web.test_tips_page import with_tips
from tests.sample import sample_desk

NOW = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
EARLIER = datetime(2026, 5, 5, 9, 30, tzinfo=UTC)
ADDRESS = "http://127.0.0.1:8300"
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "<script>alert(1)</script> & ]]> \"' \u202eevil"
HOUR = Tip(id="a/b c", title=HOSTILE, teaser=HOSTILE, text=HOSTILE, try_this="Try & see", topics=(HOSTILE,))
BREATH = Tip(id="breath", title="Breathe out", text="Then pick up.")
TIPS = (Posted(BREATH, NOW, NOW), Posted(HOUR, EARLIER, NOW))

# https://www.rfc-editor.org/rfc/rfc4287: what a feed and an entry must have exactly once, and what at most once
ONCE = {"feed": ("id", "title", "updated"), "entry": ("id", "title", "updated")}
AT_MOST_ONCE = {"feed": ("subtitle", "logo", "icon", "generator"), "entry": ("content", "published", "summary")}
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def parsed(data: bytes) -> Element:
    """Return a feed as XML."""
    return fromstring(data)  # noqa: S314 - Baton made it itself


def faults(root: Element) -> list[str]:
    """Return what of RFC 4287 a feed does not keep."""
    found = [] if root.tag == f"{ATOM}feed" else ["4.1.1: the document is no feed"]
    found += _faults_of(root, "feed")
    entries = root.findall(f"{ATOM}entry")
    for entry in entries:
        found += _faults_of(entry, "entry")
    if root.find(f"{ATOM}author") is None and any(entry.find(f"{ATOM}author") is None for entry in entries):
        found.append("4.1.1: neither the feed nor every entry has an author")
    if not any(link.get("rel") == "self" for link in root.findall(f"{ATOM}link")):
        found.append("4.1.1: the feed should say where it is")
    ids = [id.text for id in root.iter(f"{ATOM}id")]
    if len(ids) != len(set(ids)):
        found.append("4.1.1: two have the same id")
    return found


def _faults_of(element: Element, name: str) -> list[str]:
    found = [f"{name} has not one {each}" for each in ONCE[name] if len(element.findall(ATOM + each)) != 1]
    found += [f"{name} has two {each}" for each in AT_MOST_ONCE[name] if len(element.findall(ATOM + each)) > 1]
    for told in (*element.findall(f"{ATOM}updated"), *element.findall(f"{ATOM}published")):
        if not RFC_3339.fullmatch(told.text or ""):
            found.append(f"3.3: {told.text} is no date")
    for id in element.findall(f"{ATOM}id"):
        if not urlsplit(id.text or "").scheme:
            found.append(f"4.2.6: {id.text} is no IRI")
    alternates = [link for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    if len({(link.get("type"), link.get("hreflang")) for link in alternates}) != len(alternates):
        found.append("4.1.1: two alternates of one type")
    if name == "entry" and element.find(f"{ATOM}content") is None and not alternates:
        found.append("4.1.2: an entry without content has an alternate link")
    found += [f"4.2.7: {link.attrib}" for link in element.findall(f"{ATOM}link") if not link.get("href")]
    found += [f"4.2.2: {each.attrib}" for each in element.findall(f"{ATOM}category") if not each.get("term")]
    return found


def test_the_feed_keeps_the_rules_also_with_hostile_tips() -> None:
    root = parsed(feed(TIPS, ADDRESS, HOSTILE, "team", NOW))

    assert faults(root) == []


def test_a_feed_without_tips_keeps_the_rules_too() -> None:
    root = parsed(feed([], ADDRESS, "Baton", "team", NOW))

    assert faults(root) == []


def test_a_broken_feed_would_be_found() -> None:
    text = feed(TIPS, ADDRESS, "Baton", "team", NOW).decode()
    broken = re.sub(r"<updated>[^<]*</updated>", "<updated>yesterday</updated>", text).replace("<author>", "<writer>")

    found = faults(parsed(broken.replace("</author>", "</writer>").encode()))

    assert found == [*3 * ["3.3: yesterday is no date"], "4.1.1: neither the feed nor every entry has an author"]


def test_each_tip_stands_in_it_whole_with_its_own_address() -> None:
    root = parsed(feed(TIPS, ADDRESS, "Baton", "team", NOW))

    entry = root.findall(f"{ATOM}entry")[1]
    assert [(child.tag.removeprefix(ATOM), child.text or dict(child.attrib)) for child in entry][1:] == [
        ("title", HOSTILE),
        ("published", "2026-05-05T09:30:00+00:00"),
        ("updated", "2026-05-12T09:30:00+00:00"),
        ("link", {"rel": "alternate", "type": "text/html", "href": f"{ADDRESS}/tips/a%2Fb%20c"}),
        ("category", {"term": HOSTILE}),
        ("summary", HOSTILE),
        ("content", f"{HOSTILE}\n\nTry it this week: Try & see"),
    ]


def test_its_ids_stay_when_the_address_changes_and_differ_between_teams() -> None:
    here, there, others = (
        [id.text or "" for id in parsed(feed(TIPS, address, "Baton", team, NOW)).iter(f"{ATOM}id")]
        for address, team in ((ADDRESS, "team"), ("http://localhost:9", "team"), (ADDRESS, "other"))
    )

    assert here == there
    assert not set(here) & set(others)
    assert [UUID(id.removeprefix("urn:uuid:")).version for id in here] == [5, 5, 5]


def test_the_page_serves_it_as_what_it_is(tmp_path: Path) -> None:
    with serving(tmp_path, prepare=with_tips) as page:
        shown = page.get("/tips/feed.atom")

    assert (shown.status, shown.headers["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    assert faults(parsed(shown.text.encode())) == []
    assert "Breathe out" in shown.text


def test_a_tip_that_was_given_before_there_was_a_baton_carries_that_day(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.tips.save(replace(BREATH, dated=date(2019, 4, 1)), "added", "cy", desk.now)

    (entry,) = parsed(feed_of(desk, ADDRESS)).findall(f"{ATOM}entry")

    assert entry.findtext(f"{ATOM}published") == "2019-04-01T00:00:00+00:00"
    assert entry.findtext(f"{ATOM}updated") == desk.now.isoformat(timespec="seconds")


def test_a_feed_reader_finds_nothing_wrong_and_every_tip_in_it_also_hostile_ones() -> None:
    read = feedparser.parse(feed(TIPS, ADDRESS, HOSTILE, "team", NOW), sanitize_html=False)

    told = [(entry.title, entry.link, entry.updated_parsed[:5], entry.id[:9]) for entry in read.entries]
    assert (read.bozo, read.version, read.feed.title) == (False, "atom10", f"{HOSTILE}: tips of the week")
    assert told == [
        ("Breathe out", f"{ADDRESS}/tips/breath", (2026, 5, 12, 9, 30), "urn:uuid:"),
        (HOSTILE, f"{ADDRESS}/tips/a%2Fb%20c", (2026, 5, 12, 9, 30), "urn:uuid:"),
    ]
    assert read.entries[1].content[0].value == f"{HOSTILE}\n\nTry it this week: Try & see"
