"""The wording check: what in an answer makes customers angrier, and what to say instead. It advises, never blocks."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from knowledge.fields import fields_in, stray_braces

LONGEST_SPOKEN = 25  # words somebody can say in one breath and a listener can hold; about ten seconds
LONGEST_WRITTEN = 40  # words; a reader who has to go back is not helped
LONGEST_SHOWN = 80  # characters of a long sentence

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_BARE_NO = re.compile(r"(?:^|(?<=[.!?…\n]))\s*(no)\s*[.!](?=\s|$)", re.IGNORECASE)
_UNKNOWN = re.compile(r"\b(?:i|we) (?:do not|don't|have no) (?:know|idea)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that make customers angrier, why they do, and what to say instead."""

    phrases: tuple[str, ...]
    why: str
    instead: str


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to look at: the words as they stand in the text, why, and what to say instead."""

    words: str
    why: str
    instead: str


def phrases() -> tuple[Phrase, ...]:
    """Return the phrases that Baton ships."""
    text = files("knowledge.starter").joinpath("phrases.json").read_text(encoding="utf-8")
    return tuple(Phrase(tuple(each["phrases"]), each["why"], each["instead"]) for each in json.loads(text))


def advise(text: str, spoken: str = "") -> tuple[Advice, ...]:
    """Return what to look at in an answer and in its spoken form, in reading order, each thing once."""
    found = [*_said(text), *_said(spoken), *_too_long(text, LONGEST_WRITTEN), *_too_long(spoken, LONGEST_SPOKEN)]
    return tuple(dict.fromkeys([*found, *_open_fields(spoken), *_braces(text), *_braces(spoken)]))


def _said(text: str) -> Iterator[Advice]:
    plain = text.replace("’", "'")
    hits: list[tuple[int, int, Advice]] = []
    for pattern, phrase in _patterns():
        hits += [(hit.start(), hit.end(), _advice(text, hit, phrase)) for hit in pattern.finditer(plain)]
    hits += [(hit.start(1), hit.end(1), _advice(text, hit, _NO)) for hit in _BARE_NO.finditer(plain)]
    hits += [(hit.start(), hit.end(), _advice(text, hit, _DUNNO)) for hit in _UNKNOWN.finditer(plain)]
    end = 0
    for start, stop, advice in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if start >= end:
            yield advice
            end = stop


def _advice(text: str, hit: re.Match[str], phrase: Phrase) -> Advice:
    return Advice(text[hit.start() : hit.end()].strip(), phrase.why, phrase.instead)


def _too_long(text: str, longest: int) -> Iterator[Advice]:
    for sentence in _SENTENCE_END.split(text):
        words = len(_WORD.findall(sentence))
        if words > longest:
            shown = sentence if len(sentence) <= LONGEST_SHOWN else f"{sentence[: LONGEST_SHOWN - 1].rstrip()}…"
            yield Advice(shown, f"This sentence has {words} words; nobody can say or follow it in one go.", _SHORTER)


def _open_fields(spoken: str) -> Iterator[Advice]:
    names = fields_in(spoken)
    if len(names) > MOST_SPOKEN_FIELDS:
        yield Advice(
            ", ".join(f"{{{name}}}" for name in names),
            "So many things to look up while somebody waits on the phone.",
            "Keep the one or two that matter in the short form.",
        )


def _braces(text: str) -> Iterator[Advice]:
    for words in stray_braces(text):
        yield Advice(words, "This is no field, so the customer reads the brace.", "{order number}.")


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], Phrase], ...]:
    return tuple(
        (re.compile(_pattern(words), re.IGNORECASE), phrase) for phrase in phrases() for words in phrase.phrases
    )


def _pattern(words: str) -> str:
    spaced = r"\s+".join(re.escape(word) for word in words.split())
    return rf"(?<![\w']){spaced}" + (r"(?![\w'])" if words[-1].isalnum() else "")


MOST_SPOKEN_FIELDS = 3
_SHORTER = "Make two sentences of it: first what you do, then what happens next."
_NO = Phrase(("no",), "A bare no ends the conversation.", "Say why, and what you can do instead.")
_DUNNO = Phrase(
    ("i don't know",), "It leaves people alone with their question.", "I will find out, and tell you by {time}."
)
