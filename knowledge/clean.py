"""Texts as they are kept: without stray white space and what nobody can see, and not longer than people can read."""

import re
from collections.abc import Iterable

# Characters nobody can see or type: control characters that are no white space, halves of a character, and the two
# that XML refuses (https://www.w3.org/TR/xml/#charsets). PostgreSQL and workbooks cannot hold all of them.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    """Return a text without the characters that nobody can see and no page may have."""
    return _UNSEEN.sub("", text)


def one_line(text: str) -> str:
    """Return a text on one line, with one space between words."""
    return " ".join(visible(text).split())


def many_lines(text: str) -> str:
    """Return a text whose lines all end the same way, whatever ended them where it was written."""
    return "\n".join(visible(text).splitlines()).strip()


def each_once(values: Iterable[str]) -> tuple[str, ...]:
    """Return the texts on one line each, without empty and repeated ones."""
    return tuple(dict.fromkeys(value for value in map(one_line, values) if value))


def length_fault(name: str, text: str, limit: int, needed_by: str = "") -> str:
    """Return what is wrong with the length of a text, empty if nothing is; ``needed_by`` says what must have it."""
    if needed_by and not text.strip():
        return f"{needed_by} needs its {name}."
    if len(text) > limit:
        return f"The {name} is {len(text)} characters long; {limit} is the most."
    return ""
