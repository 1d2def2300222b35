"""The words of a message, without the marks Teams puts around them."""

import html
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

_MENTION = re.compile(r"<at(?:\s[^<>]*)?>(.*?)</at>", re.DOTALL | re.IGNORECASE)
_BREAKS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote", "pre"}


def as_written(activity: Mapping[str, Any]) -> str:
    """Return what somebody wrote: Baton's own mention left out, those of others as their names."""
    text = str(activity.get("text") or "")
    recipient = activity.get("recipient")
    bot = str(recipient.get("id") if isinstance(recipient, Mapping) else "")
    for entity in activity.get("entities") or []:
        if isinstance(entity, Mapping) and entity.get("type") == "mention":
            mentioned = entity.get("mentioned")
            own = isinstance(mentioned, Mapping) and mentioned.get("id") == bot
            if own and entity.get("text"):
                text = text.replace(str(entity["text"]), " ")
    text = _MENTION.sub(r"\1", text).replace("&nbsp;", " ").replace("\u00a0", " ")
    return html.unescape(text).replace("\r\n", "\n").strip()


def from_html(content: str) -> str:
    """Return the words of a message that Teams hands over as HTML, a line for each of its lines."""
    words = _Words()
    words.feed(content)
    words.close()
    lines = (" ".join(line.split()) for line in "".join(words.found).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.found.append("\n")
        if tag == "img":
            self.found.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        self.found.append(data.replace("\n", " "))
