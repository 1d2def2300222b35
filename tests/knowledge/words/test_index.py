from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.entry import Entry
from knowledge.revisions import Position
from knowledge.words.index import Index
from knowledge.words.text import words_in
from tests.knowledge.words.guides import BROKEN, LATE, REFUND, index_of

LATER = Position("lineage", 2)
TERMS = {term: 1.0 for entry in (LATE, REFUND, BROKEN) for term in (word.term for word in words_in(entry.question))}


def found(index: Index, **terms: float) -> list[str]:
    return [entry for entry, _ in index.best(terms, 10)]


def test_the_entry_with_more_of_the_terms_comes_first() -> None:
    index = index_of(LATE, REFUND, BROKEN)

    assert found(index, parcel=1.0, late=1.0, back=1.0) == ["late", "refund"]


def test_a_term_that_is_less_surely_meant_counts_less() -> None:
    index = index_of(LATE, REFUND, BROKEN)

    assert found(index, parcel=1.0, monei=0.1) == ["late", "refund"]
    assert found(index, parcel=0.1, monei=1.0) == ["refund", "late"]


def test_the_question_counts_more_than_the_answer() -> None:
    in_answer = Entry("answer", "Something else", "The parcel came.")
    in_question = Entry("question", "The parcel came", "Something else.")

    assert found(index_of(in_answer, in_question), parcel=1.0) == ["question", "answer"]


@pytest.mark.parametrize("same", ["my parcel is late", "WHERE IS MY ORDER", "The delivery never showed up!"])
def test_the_entry_that_says_a_wording_word_for_word_is_found_by_it(same: str) -> None:
    assert index_of(LATE, REFUND, BROKEN).same(same) == ["late"]


def test_several_entries_may_say_the_same() -> None:
    twin = replace(REFUND, id="a twin", phrasings=("My parcel is late.",))

    assert index_of(LATE, twin).same("my parcel is late") == ["a twin", "late"]


def test_a_retired_entry_is_gone() -> None:
    index = index_of(LATE, REFUND)

    index.follow([replace(LATE, state="retired")], LATER)

    assert found(index, **TERMS) == ["refund"]
    assert index.same(LATE.question) == []
    assert index.vocabulary.suggestions(next(words_in("parcle"))) == []
    assert (len(index), index.withdrawn(), index.position) == (1, 1, LATER)


def test_an_edited_entry_is_found_by_its_new_words_alone() -> None:
    index = index_of(LATE, REFUND)

    index.follow([replace(LATE, question="The train is delayed", phrasings=())], LATER)

    assert found(index, train=1.0) == ["late"]
    assert found(index, parcel=1.0, order=1.0) == []


def test_a_draft_is_not_found_until_it_is_published() -> None:
    index = index_of(replace(LATE, state="draft"))

    before = found(index, parcel=1.0)
    index.follow([LATE], LATER)

    assert before == []
    assert found(index, parcel=1.0) == ["late"]


def test_rarity_is_that_among_the_published_entries() -> None:
    index = index_of(LATE, REFUND, BROKEN)

    index.follow([replace(LATE, state="retired")], LATER)

    assert index.rarity.entries == 2
    assert index.parts.having == index_of(REFUND, BROKEN).parts.having


def test_an_empty_guide_can_be_searched() -> None:
    index = index_of()

    assert (len(index), found(index, parcel=1.0), index.same("parcel")) == (0, [], [])


def test_many_entries_are_taken_in_by_several_writers() -> None:
    many = [Entry(f"e{number:03}", f"question{number}", f"{'word' * 10} " * 500) for number in range(250)]

    index = index_of(*many)

    assert (len(index), index.withdrawn()) == (250, 0)
    assert [name for name in index.parts.files if name.endswith(".toc")] == ["_MAIN_3.toc"]
    assert all(index.same(entry.question) == [entry.id] for entry in many)


WORDS = ["parcel", "late", "refund", "my", "the", "broken", "Möbel", "退款政策", "don't"]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
ENTRIES = st.builds(
    Entry,
    id=st.sampled_from(["a", "b", "c", "d"]),
    question=SENTENCES,
    answer=SENTENCES,
    phrasings=st.lists(SENTENCES, max_size=2).map(tuple),
    state=st.sampled_from(["published", "published", "retired", "draft"]),
)


@settings(max_examples=60, deadline=None)
@given(batches=st.lists(st.lists(ENTRIES, max_size=4, unique_by=lambda entry: entry.id), max_size=5), asked=SENTENCES)
def test_an_index_that_followed_every_change_agrees_with_one_built_at_the_end(
    batches: list[list[Entry]], asked: str
) -> None:
    followed = index_of()
    entries: dict[str, Entry] = {}

    for number, batch in enumerate(batches):
        followed.follow(batch, Position("lineage", number + 2))
        entries |= {entry.id: entry for entry in batch}

    built = index_of(*entries.values())
    terms = {word.term: 1.0 for word in words_in(asked)}
    assert followed.parts.cards == built.parts.cards
    assert followed.parts.counts == built.parts.counts
    assert followed.parts.having == built.parts.having
    assert followed.same(asked) == built.same(asked)
    assert sorted(found(followed, **terms)) == sorted(found(built, **terms))


def test_tidying_puts_many_small_changes_together_and_changes_no_answer() -> None:
    index = index_of(LATE, REFUND, BROKEN)
    for number in range(10):
        index.follow([replace(LATE, question=f"Parcel {number} is late")], LATER)

    before = (index.segments(), index.withdrawn(), found(index, **TERMS))
    index.tidy()

    assert before[:2] == (11, 10)
    assert (index.segments(), index.withdrawn(), found(index, **TERMS)) == (1, 0, before[2])
    assert index.same("parcel 9 is late") == ["late"]
    assert index.same("parcel 8 is late") == []
