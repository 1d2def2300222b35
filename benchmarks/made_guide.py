"""A guide of any size, made up but shaped like a real one: the same for everybody who makes it."""

import random
from collections.abc import Iterator
from itertools import accumulate, product

from knowledge.entry import Entry

_LITTLE = "the to you we your is of and a for in it this that on our with are will be i not can have"
_ONSETS = "b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sh sl st t th tr v w"
_VOWELS = "a e i o u ai ea oo ou"
_ENDS = " b ck d ft g l ll m n nd nt p r rd s sh st t x"
_VOCABULARY = 40_000  # about what 50,000 entries by many hands hold, names and part numbers aside
_CORE = 1_000  # the words everybody uses; https://en.wikipedia.org/wiki/Zipf%27s_law on the two regimes
_TOPICS = 40


def made_entries(count: int, seed: int = 7) -> Iterator[Entry]:
    """Give entries with a question, none to six phrasings, an answer of 45 to 90 words and one or two topics."""
    chance = random.Random(seed)
    words = _Words(chance)
    for number in range(count):
        about = words.some(chance.randint(4, 9))
        yield Entry(
            id=f"made{number:06}",
            question=_sentence(about) + "?",
            answer=" ".join(_sentence(words.some(15)) + "." for _ in range(chance.randint(3, 6))),
            phrasings=tuple(_phrasing(about, words, chance) for _ in range(chance.randint(0, 6))),
            topics=tuple({f"topic {chance.randrange(_TOPICS)}" for _ in range(2)}),
            owner="bo",
            source="sheet",
        )


def made_questions(entries: list[Entry], count: int, seed: int = 11) -> list[tuple[str, str]]:
    """Return questions, each with the id of the entry it is about.

    A question has some of the words of its entry and some others; every fifth has a typing error.
    """
    chance = random.Random(seed)
    words = _Words(random.Random(7))
    questions = []
    for _ in range(count):
        about = chance.choice(entries)
        asked = _phrasing(about.question.rstrip("?").split(), words, chance)
        questions.append((_with_slip(asked, chance) if chance.random() < 0.2 else asked, about.id))
    return questions


class _Words:
    """Words as often as in a real language: Zipf's law for the common ones, twice as steep beyond the core.

    1,000 entries hold some 6,000 different words, 50,000 some 31,000.
    """

    def __init__(self, chance: random.Random) -> None:
        syllables = ["".join(parts) for parts in product(_ONSETS.split(), _VOWELS.split(), _ENDS.split(" "))]
        chance.shuffle(syllables)
        rare = (first + second for first, second in product(syllables, syllables[:200]))
        common = iter(syllables)
        made = [next(common) if place % 10 == 0 else next(rare) for place in range(_VOCABULARY)]
        self._words = [*_LITTLE.split(), *dict.fromkeys(made)]
        self._upto = list(accumulate(1 / (rank + 3) / (1 + rank / _CORE) for rank in range(len(self._words))))
        self._chance = chance

    def some(self, count: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._upto, k=count)


def _sentence(words: list[str]) -> str:
    return " ".join(words).capitalize()


def _phrasing(about: list[str], words: _Words, chance: random.Random) -> str:
    kept = [word.lower() for word in about if chance.random() < 0.6] or about[:1]
    return _sentence([*kept, *words.some(chance.randint(1, 5))])


def _with_slip(question: str, chance: random.Random) -> str:
    words = question.split()
    longest = max(range(len(words)), key=lambda place: len(words[place]))
    word = words[longest]
    at = chance.randrange(len(word))
    words[longest] = word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
    return " ".join(words)
