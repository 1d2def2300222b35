"""What the search keeps of an entry beside the index: its words, and each of its wordings by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from knowledge.entry import Entry
from knowledge.words.text import sameness, word, words_in


@dataclass(frozen=True, slots=True)
class Card:
    """An entry's words, each once, as they are written, and the terms of its question and of every phrasing."""

    words: tuple[str, ...]
    wordings: tuple[tuple[str, ...], ...]

    def terms(self) -> set[str]:
        """Return every term of the entry."""
        return _terms(self.words)

    def packed(self) -> str:
        """Return the card as one text: 50,000 of them take a tenth of the memory of as many objects."""
        return "\n".join(" ".join(words) for words in (self.words, *self.wordings))


def unpacked(packed: str) -> Card:
    """Return the card that was packed."""
    words, *wordings = packed.split("\n")
    return Card(tuple(words.split()), tuple(tuple(wording.split()) for wording in wordings))


def unpacked_terms(packed: str) -> set[str]:
    """Return every term of the card that was packed, which is less to unpack than all of it."""
    return _terms(packed.partition("\n")[0].split())


def _terms(words: Iterable[str]) -> set[str]:
    return {word(written).term for written in words}


@dataclass(frozen=True, slots=True)
class Reading:
    """An entry as its texts were read: its card, every term it is found by, and what is the same in its wordings.

    The terms of the question are there twice: it says best what the entry is about.
    """

    card: Card
    terms: list[str]
    sames: list[str]


def reading_of(entry: Entry) -> Reading:
    """Read an entry."""
    asked = (entry.question, *entry.phrasings)
    wordings = [list(words_in(text)) for text in asked]
    words = [*chain.from_iterable(wordings), *chain.from_iterable(map(words_in, (entry.answer, *entry.topics)))]
    card = Card(
        tuple(sorted({word.written for word in words})),
        tuple(tuple(sorted({word.term for word in wording})) for wording in wordings),
    )
    terms = [word.term for word in (*wordings[0], *words)]
    return Reading(card, terms, [sameness(text, words) for text, words in zip(asked, wordings, strict=True)])
