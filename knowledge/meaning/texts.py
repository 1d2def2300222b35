"""The texts of an entry that get a vector each, and the short name a text is kept under."""

import hashlib

from knowledge.entry import Entry
from knowledge.questions import folded

Texts = dict[str, str]  # by their keys


def texts_of(entry: Entry) -> tuple[str, ...]:
    """Return what an entry is found by: its question, every phrasing, and question and answer as one text.

    An answer that only says the question again adds none.
    """
    both = (f"{entry.question}\n{entry.answer}",) if folded(entry.answer) != folded(entry.question) else ()
    return tuple(dict.fromkeys((entry.question, *entry.phrasings, *both)))


def text_key(text: str) -> str:
    """Return the name of a text: 128 bits of its SHA-256, so that two texts never share one."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def keyed(entry: Entry) -> Texts:
    """Return an entry's texts by their keys."""
    return {text_key(text): text for text in texts_of(entry)}
