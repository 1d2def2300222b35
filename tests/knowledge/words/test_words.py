"""The words of a guide, some of them in the index and some still unread."""

from dataclasses import replace

import pytest

from knowledge.entry import Entry
from knowledge.words.near import is_answer, near
from knowledge.words.question import read
from knowledge.words.text import words_in
from knowledge.words.words import Words
from tests.knowledge.words.guides import BROKEN, LATE, REFUND, words_of

TRAIN = replace(LATE, question="My train is delayed", answer="It comes.", phrasings=(), topics=())


def found(words: Words, question: str) -> list[str]:
    return [entry for entry, _ in near(words, read(question, words.vocabulary, words.rarity), 5)]


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_it_does_not_show_how_much_is_read(count: int) -> None:
    entries = (LATE, REFUND, BROKEN)
    words = words_of(*entries[:count], unread=entries[count:])

    assert found(words, "late parcels") == ["late"]
    assert found(words, "refnud") == ["refund"]
    assert words.same("the ITEM is damaged") == ["broken"]
    assert is_answer(words, read("a damaged item", words.vocabulary, words.rarity), "broken")
    assert [words.rarity.having(term) for term in ("parcel", "refund", "nothing")] == [1, 1, 0]
    assert len(words) == 3


def test_an_unread_change_hides_what_the_index_has() -> None:
    words = words_of(LATE, REFUND, unread=[TRAIN])

    assert (found(words, "parcel"), found(words, "order"), found(words, "train")) == ([], [], ["late"])
    assert (words.same(LATE.question), words.same(TRAIN.question)) == ([], ["late"])
    assert words.terms("late") == {"my", "train", "is", "delai", "it", "come"}
    assert (words.has("late"), len(words)) == (True, 2)


def test_an_unread_retirement_hides_what_the_index_has() -> None:
    words = words_of(LATE, REFUND, unread=[replace(LATE, state="retired")])

    assert (found(words, "parcel"), words.same(LATE.question)) == ([], [])
    assert (words.has("late"), words.has("refund"), len(words)) == (False, True, 1)


def test_where_everything_changed_nothing_old_is_found() -> None:
    old = [Entry(f"entry {number}", f"Parcel {number} is late", "Soon.") for number in range(150)]
    new = [replace(entry, question=entry.question.replace("Parcel", "Train")) for entry in old]

    words = words_of(*old, unread=new)

    assert found(words, "parcel") == []
    assert found(words, "train 77 is late")[0] == "entry 77"


def test_the_words_of_unread_entries_are_completed_and_suggested() -> None:
    words = words_of(LATE, unread=[Entry("violin", "My violin is out of tune", "Tune it.")])

    assert [word.written for word in words.vocabulary.completions(next(words_in("vio")))] == ["violin"]
    assert words.vocabulary.suggestions(next(words_in("voilin")))[0][0].written == "violin"
