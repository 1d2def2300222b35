"""The tips as an Atom feed (RFC 4287), the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from bot.web.render import in_path
from knowledge.tip import Tip

ATOM = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"
MOST_ENTRIES = 30

register_namespace("", ATOM)


@dataclass(frozen=True, slots=True)
class Posted:
    """A tip of the feed: when it was given, and when it was last changed."""

    tip: Tip
    at: datetime
    changed_at: datetime


def feed(tips: Sequence[Posted], address: str, name: str, team: str, now: datetime) -> bytes:
    """Return the feed as XML.

    ``address`` is that of the page, without a slash at its end; ``name`` says whose tips they are. The ids are made
    from the team's and the tips', so that they stay when the address changes.
    """
    root = Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "en"})
    _add(root, "id", _urn(team, "tips"))
    _add(root, "title", f"{name}: tips of the week")
    _add(root, "updated", _time(max((each.changed_at for each in tips), default=now)))
    _add(_add(root, "author"), "name", name)
    _add(root, "link", rel="self", type=TYPE, href=f"{address}/tips/feed.atom")
    _add(root, "link", rel="alternate", type="text/html", href=f"{address}/tips")
    for each in tips:
        _entry(root, each, address, team)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: Element, each: Posted, address: str, team: str) -> None:
    tip = each.tip
    entry = _add(root, "entry")
    _add(entry, "id", _urn(team, tip.id))
    _add(entry, "title", tip.title)
    _add(entry, "published", _time(each.at))
    _add(entry, "updated", _time(each.changed_at))
    _add(entry, "link", rel="alternate", type="text/html", href=f"{address}/tips/{in_path(tip.id)}")
    for topic in tip.topics:
        _add(entry, "category", term=topic)
    if tip.teaser:
        _add(entry, "summary", tip.teaser)
    _add(entry, "content", f"{tip.text}\n\nTry it this week: {tip.try_this}" if tip.try_this else tip.text, type="text")


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    child = SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = text or None
    return child


def _urn(team: str, subject: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'baton:{team}:tip:{subject}')}"


def _time(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
