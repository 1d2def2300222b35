"""The tiny inline syntax of the bot's own words: ``**bold**``, ```code```, ``[label](https://…)`` and ``{value}``."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

_TOKEN = re.compile(r"\*\*(?P<bold>.+?)\*\*|`(?P<code>[^`]+)`|\[(?P<label>[^\]]+)\]\((?P<url>https?://[^)\s]+)\)")
_VALUE = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters in one style; ``url`` is set for a link alone."""

    text: str
    style: Literal["plain", "bold", "code", "link"] = "plain"
    url: str = ""


def spans(template: str, values: Mapping[str, str]) -> tuple[Span, ...]:
    """Parse a template once and put the values in as data: no value can become a style or a link.

    Raises:
        KeyError: the template names a value that was not given.
    """
    return _spans(template, tuple(values.items()))


@lru_cache(maxsize=500)
def _spans(template: str, values: tuple[tuple[str, str], ...]) -> tuple[Span, ...]:
    return tuple(span for span in _parse(template, dict(values)) if span.text)


def _parse(template: str, values: Mapping[str, str]) -> Iterator[Span]:
    def put_in(text: str) -> str:
        return _VALUE.sub(lambda found: values[found.group(1)], text)

    end = 0
    for token in _TOKEN.finditer(template):
        yield Span(put_in(template[end : token.start()]))
        end = token.end()
        if token["bold"] is not None:
            yield Span(put_in(token["bold"]), "bold")
        elif token["code"] is not None:
            yield Span(put_in(token["code"]), "code")
        else:
            yield Span(put_in(token["label"]), "link", token["url"])
    yield Span(put_in(template[end:]))
