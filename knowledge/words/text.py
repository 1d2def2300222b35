"""The words of a text: as they are written, and as they are compared."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from whoosh.lang.porter import stem
from whoosh.lang.stopwords import stoplists

_LONGEST_WORD = 40  # characters; what goes on beyond is a pasted key or address, not a word

# Python's \w leaves out the vowel signs without which a word in an Indic script or in Thai falls to pieces.
_SIGNS_IN_WORDS = "\u0300-\u036f\u064b-\u065f\u0900-\u109f\u1780-\u17ff\u3099\u309a"
_WORD = re.compile(
    rf"""(?: [^\W_]+ | [{_SIGNS_IN_WORDS}]+ )+
    (?: ['\u2019] (?: s | t | d | m | ll | re | ve ) \b )?""",  # customer's, don't, we'll are one word each
    re.VERBOSE | re.IGNORECASE,
)

# Scripts that put no space between words; they are searched by every two neighbouring characters.
# https://www.unicode.org/reports/tr14/ lists them; Korean has spaces, but its endings are grown together.
_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_SPACELESS += "\U00020000-\U0003ffff"
_RUNS = re.compile(f"(?P<spaceless>[{_SPACELESS}]+)|[^{_SPACELESS}]+")

_NO_WORDS = re.compile(f"(?:[^\\w{_SIGNS_IN_WORDS}\n]|_)+")
_NO_WORDS_IN_ASCII = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) != "\n"}
_SPACES = re.compile(" {2,}")

_ACCENTS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = str.maketrans("", "", "'\u2019")

# The English list that Whoosh carries has no contractions. These complete it, without their apostrophes.
_CONTRACTIONS = """arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt mustnt neednt shouldnt wasnt werent
wont wouldnt im ive youre youve youll were weve theyre theyve theyll hes shes its thats whats whos wheres whens whys
hows heres theres lets would could"""
_LITTLE_TERMS = frozenset(stem(little) for little in (*stoplists["en"], *_CONTRACTIONS.split()))


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is ``written``, without case and accents (``plain``), and the ``term`` all its forms share."""

    written: str
    plain: str
    term: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a text something stands, and the words it was read as: more than one in a script without spaces."""

    start: int
    end: int
    words: tuple[Word, ...]


def places_in(text: str) -> Iterator[Place]:
    """Give the words of a text with where they stand."""
    for found in _WORD.finditer(text):
        yield Place(found.start(), found.end(), _words(found.group()))


def words_in(text: str) -> Iterator[Word]:
    """Give the words of a text."""
    for found in _WORD.findall(text):
        yield from _words(found)


def sameness(text: str, words: Iterable[Word] | None = None) -> str:
    """Return what a text has in common with those that differ in case, accents, white space and punctuation alone.

    ``words`` are its words, where they are known already. A text without any word is the same as another only if it
    is so character by character.
    """
    return " ".join(word.plain for word in (words_in(text) if words is None else words)) or " ".join(text.split())


def bare(text: str) -> str:
    """Return the plain words of a text, line by line, with a space before, between and behind them.

    It takes a twentieth of the time that :func:`words_in` takes, and tells whether a text may have a word. What stands
    about an apostrophe are two words here.
    """
    if text.isascii():
        words = text.lower().translate(_NO_WORDS_IN_ASCII)
    else:
        words = _NO_WORDS.sub(" ", plain(text.replace("'", " ").replace("\u2019", " ")))
    return _SPACES.sub(" ", f" {words} ".replace("\n", " \n "))


def is_little(term: str) -> bool:
    """Say whether a term only holds a sentence together and tells next to nothing about what it is about."""
    return term in _LITTLE_TERMS


@lru_cache(maxsize=100_000)
def word(written: str) -> Word:
    """Return one word from the way it is written."""
    letters = plain(written)
    term = str(stem(letters)) if letters.isascii() and letters.isalpha() else letters
    return Word(written, letters, term)


def plain(text: str) -> str:
    """Return a text without case, accents and apostrophes."""
    folded = text.casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))
    return folded.translate(_APOSTROPHES)


def _words(found: str) -> tuple[Word, ...]:
    return _short(found) if len(found) <= _LONGEST_WORD else _split(found)


def _split(found: str) -> tuple[Word, ...]:
    lowered = unicodedata.normalize("NFKC", found).lower()
    return tuple(word(piece) for run in _RUNS.finditer(lowered) for piece in _pieces(run))


_short = lru_cache(maxsize=100_000)(_split)  # a long one is rare, and would fill the memory


def _pieces(run: re.Match[str]) -> list[str]:
    text = run.group()
    if run["spaceless"] and len(text) > 1:
        return [text[at : at + 2] for at in range(len(text) - 1)]
    return [text[:_LONGEST_WORD]]
