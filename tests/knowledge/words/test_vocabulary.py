from collections import Counter

import pytest

from knowledge.words.text import Word, word
from knowledge.words.vocabulary import Vocabulary

GUIDE = Vocabulary(
    Counter(
        {
            "refund": 9,
            "refunds": 2,
            "refuse": 1,
            "delivery": 5,
            "parcel": 7,
            "partial": 1,
            "customer": 30,
            "costumer": 1,
            "übergabe": 2,
            "late": 3,
            "rate": 8,
            "100": 4,
            "退款": 3,
        }
    )
)


def suggested(typed: str) -> list[str]:
    return [suggestion.written for suggestion, _ in GUIDE.suggestions(word(typed))]


def written(words: list[Word]) -> list[str]:
    return [each.written for each in words]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("refnud", "refund"),  # two letters changed places
        ("refun", "refund"),  # one is missing
        ("refundd", "refund"),  # one is there twice
        ("refind", "refund"),  # one is another
        ("delivrey", "delivery"),
        ("delviery", "delivery"),
        ("dleivrey", "delivery"),  # two slips in a long word
        ("ubergbae", "übergabe"),
    ],
)
def test_a_mistyped_word_is_known_again(typed: str, meant: str) -> None:
    assert suggested(typed)[0] == meant


def test_two_are_suggested_at_most_and_the_commoner_first() -> None:
    assert suggested("custumer") == ["customer", "costumer"]


def test_the_fewer_slips_the_surer() -> None:
    ((_, one_slip),) = GUIDE.suggestions(word("delivrey"))
    ((_, two_slips),) = GUIDE.suggestions(word("dleivrey"))

    assert (one_slip, two_slips) == (1 - 1 / 8, 1 - 2 / 8)


@pytest.mark.parametrize(
    "typed", ["lat", "101", "1000", "refund1", "re4und", "refundable", "hippopotamus", "退货", "x" * 40]
)
def test_a_word_that_is_short_a_number_or_like_no_other_is_taken_as_it_is(typed: str) -> None:
    assert suggested(typed) == []


def test_of_equally_near_words_the_one_that_begins_the_same_comes_first() -> None:
    assert suggested("lrate")[0] == "late"


def test_a_word_that_was_begun_is_completed_with_the_commonest_first() -> None:
    assert written(GUIDE.completions(word("re"))) == ["refund", "refunds", "refuse"]
    assert written(GUIDE.completions(word("退"))) == ["退款"]
    assert written(GUIDE.completions(word("refnu"))) == []


def test_few_completions_are_given_however_many_there_are() -> None:
    many = Vocabulary(Counter({f"part{number}": number for number in range(1, 1_000)}))

    assert written(many.completions(word("part"))) == [f"part{number}" for number in range(999, 991, -1)]


def test_an_empty_guide_suggests_nothing() -> None:
    nothing = Vocabulary(Counter())

    assert nothing.suggestions(word("refnud")) == []
    assert nothing.completions(word("re")) == []
