from dataclasses import replace

import pytest

from knowledge.words.card import reading_of
from knowledge.words.likeness import Likeness, Measure
from knowledge.words.question import read
from tests.knowledge.words.guides import BROKEN, LATE, REFUND, index_of

GUIDE = index_of(LATE, REFUND, BROKEN)


def likeness(question: str) -> Likeness:
    asked = read(question, GUIDE.vocabulary, GUIDE.rarity)
    return Measure(asked, GUIDE.rarity).likeness(reading_of(LATE).card)


@pytest.mark.parametrize("wording", [LATE.question, *LATE.phrasings])
def test_a_wording_of_the_entry_is_wholly_like_it(wording: str) -> None:
    alike = likeness(wording)

    assert (round(alike.wording, 9), alike.coverage) == (1, 1)


def test_words_of_the_answer_cover_a_question_but_are_like_no_wording() -> None:
    alike = likeness("carrier tomorrow")

    assert alike == Likeness(0.0, 1.0)
    assert not alike.is_good_enough()


def test_what_the_guide_has_never_heard_of_counts_against_an_answer() -> None:
    assert likeness("parcel late").is_good_enough()
    assert not likeness("parcel late helicopter zebra violin opera").is_good_enough()


def test_one_word_of_a_wording_is_enough_to_be_answered() -> None:
    assert likeness("parcel").is_good_enough()


def test_a_typing_error_makes_an_answer_a_little_less_sure() -> None:
    alike = likeness("parcel delivrey")

    assert 0.9 < alike.coverage < 1
    assert alike.is_good_enough()


def test_more_phrasings_make_an_entry_never_less_like_a_question() -> None:
    asked = read("where is my parcel", GUIDE.vocabulary, GUIDE.rarity)
    measure = Measure(asked, GUIDE.rarity)

    fewer = measure.likeness(reading_of(replace(LATE, phrasings=())).card)
    more = measure.likeness(reading_of(LATE).card)

    assert more.wording >= fewer.wording
    assert more.coverage >= fewer.coverage
