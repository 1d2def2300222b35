"""Typing errors are put right with the guide's words and the model's; what either knows is never touched."""

from collections import Counter

import pytest

from knowledge.meaning.spelling import Spelling
from knowledge.words.text import words_in
from knowledge.words.vocabulary import Vocabulary

GUIDE = Counter(word.written for word in words_in("my crypto wallet was topped up with a chargeback"))
TERMS = Counter(word.term for word in words_in(" ".join(GUIDE)))
SPELLING = Spelling(["the", "card", "install", "delivery", "expire", "walls"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("My crad was lost", "My card was lost"),
        ("Delivry?", "Delivery?"),
        ("a chargebakc, please", "a chargeback, please"),
        ("it expires and expired", "it expires and expired"),
        ("wallte", "wallet"),
        ("tha", "tha"),
        ("the zyxwvut", "the zyxwvut"),
        ("", ""),
        ("💳 *", "💳 *"),
        ("карта", "карта"),
    ],
)
def test_a_word_one_slip_from_a_known_one_becomes_it(typed: str, meant: str) -> None:
    assert SPELLING.put_right(typed, Vocabulary(GUIDE), TERMS.__contains__) == meant
