"""Texts for the few places where clients look for markup, and Baton's people mean none: it looks the same and is inert.

Titles of choices that are shown in full are read as Markdown by the official renderer unless a client says otherwise
(``useMarkdownInRadioButtonAndCheckbox``), and the texts of a search's results as HTML.
https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format
"""

import re

from bot.teams.limits import WORD_JOINER, inert

_LOOKS_LIKE = str.maketrans({"*": "\u2217", "`": "\u02cb"})  # these two work wherever they stand
_TAG = re.compile(r"<(?=\S)|&(?=[#\w])")
_BROKEN_UP = re.compile(r"\](?=[(\[:])|~(?=~)|\\(?=[!-/:-@\[-`{-~])")
_LINE_START = re.compile(r"(?=[#>+=-]|\d+[.)])")


def untagged(text: str) -> str:
    """Return a text in which no client finds a tag or an entity of HTML."""
    return inert(_TAG.sub(_kept_apart, text))


def unmarked(text: str) -> str:
    """Return a text of one line in which no client finds Markdown."""
    words = untagged(" ".join(text.split())).translate(_LOOKS_LIKE)
    words = _BROKEN_UP.sub(_kept_apart, words).replace("_", f"{WORD_JOINER}_{WORD_JOINER}")
    return f"{WORD_JOINER}{words}" if _LINE_START.match(words) else words


def _kept_apart(found: re.Match[str]) -> str:
    return f"{found.group()}{WORD_JOINER}"
