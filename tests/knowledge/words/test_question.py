from collections import Counter

import pytest

from knowledge.words.question import LONGEST_QUESTION, Asked, Meant, read
from knowledge.words.rarity import Rarity
from knowledge.words.vocabulary import Vocabulary
from tests.knowledge.words.guides import BROKEN, LATE, REFUND, index_of

GUIDE = index_of(LATE, REFUND, BROKEN)


def asked(question: str, *, typing: bool = False) -> Asked:
    return read(question, GUIDE.vocabulary, GUIDE.rarity, typing=typing)


def terms(asked: Asked) -> list[list[str]]:
    return [list(word.terms) for word in asked.words]


def test_every_word_counts_once_whatever_its_form() -> None:
    assert terms(asked("Parcel, parcels; PARCEL!")) == [["parcel"]]


def test_a_word_that_the_guide_does_not_have_stays_part_of_the_question() -> None:
    question = asked("helicopter parcel")

    assert terms(question) == [[], ["parcel"]]
    assert question.words[0].weight > question.words[1].weight


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Where is my refnud?", "Where is my refund?"),
        ("REFNUD: “please”, now", "Refund: “please”, now"),
        ("the parcle and the delivrey", "the parcel and the delivery"),
        ("refnud, then refnud again", "refund, then refund again"),
        ("my parcel is late", ""),
        ("helicopter", ""),
        ("", ""),
    ],
)
def test_a_question_with_typing_errors_is_put_right_and_the_rest_of_it_stays(typed: str, meant: str) -> None:
    assert asked(typed).did_you_mean == meant


def test_the_meant_word_is_searched_in_place_of_the_mistyped_one() -> None:
    (word,) = asked("refnud").words

    assert word == Meant({"refund": 1 - 1 / 6}, GUIDE.rarity.of("refund"), little=False)


def test_a_word_that_is_being_typed_stands_for_those_it_may_become_and_is_never_corrected() -> None:
    question = asked("late de", typing=True)

    assert terms(question) == [["late"], ["delai", "deliveri"]]
    assert question.did_you_mean == ""
    assert asked("refnu", typing=True) == Asked((Meant({}, GUIDE.rarity.of("refnu"), little=False),), "")


def test_a_word_is_typed_to_its_end_once_something_follows_it() -> None:
    assert asked("refnud ", typing=True) == asked("refnud ")


@pytest.mark.parametrize("question", ["", "how do I do this?", "🎉", "*", '"', "\x00", "\ud800", "helicopter"])
def test_a_question_can_say_nothing_that_the_guide_has(question: str) -> None:
    assert not asked(question).says_something()


@pytest.mark.parametrize("question", ["AND parcel", "field:parcel", '"parcel', "par* parcel*", "my parcel"])
def test_signs_of_a_query_language_are_signs_like_any_other(question: str) -> None:
    assert "parcel" in asked(question).rarest(GUIDE.rarity)


def test_only_the_few_rarest_terms_are_looked_for_and_little_words_last() -> None:
    question = asked("my parcel is late where is it and when do I get the money back")

    assert list(question.rarest(GUIDE.rarity)) == ["back", "late", "monei", "parcel", "and", "where", "i", "my"]


def test_common_terms_are_left_out_where_looking_at_their_entries_would_take_long() -> None:
    many = Rarity(50_000, Counter(parcel=20_000, late=6_000, violin=100, opera=1_500).__getitem__)
    question = read("late parcel with an opera violin", Vocabulary(Counter()), many)

    assert list(question.rarest(many)) == ["violin", "opera", "late"]
    assert list(read("parcel", Vocabulary(Counter()), many).rarest(many)) == ["parcel"]


def test_of_a_question_without_end_the_beginning_is_read() -> None:
    question = "refnud, " * LONGEST_QUESTION

    assert terms(asked(question)) == [["refund"]]
    assert len(asked(question).did_you_mean) == LONGEST_QUESTION
