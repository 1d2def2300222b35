"""Entries found by their bare texts, as the index would find them."""

from dataclasses import replace

import pytest

from knowledge.entry import Entry
from knowledge.words.rarity import Rarity
from knowledge.words.unread import Unread
from tests.knowledge.words.guides import BROKEN, LATE, REFUND, index_of

ENTRIES = (LATE, REFUND, BROKEN)


def unread(*entries: Entry) -> Unread:
    waiting = Unread()
    waiting.take(entries)
    return waiting


def best(waiting: Unread, *terms: str, most: int = 10) -> list[str]:
    rarity = Rarity(waiting.published, waiting.having)
    return [entry for entry, _ in waiting.best(dict.fromkeys(terms, 1.0), most, rarity, waiting.average_length())]


def test_unread_entries_score_as_they_do_once_they_are_read() -> None:
    index = index_of(*ENTRIES)
    terms = {"parcel": 1.0, "late": 0.5, "order": 1.0, "back": 1.0, "damag": 1.0}

    read = index.best(terms, 10)
    bare = unread(*ENTRIES).best(terms, 10, index.rarity, index.average_length())

    assert [entry for entry, _ in bare] == [entry for entry, _ in read]
    assert dict(bare) == pytest.approx(dict(read), rel=0.05)  # Whoosh keeps a length in one byte


@pytest.mark.parametrize("entry", ENTRIES)
def test_as_many_have_a_term_as_will_once_they_are_read(entry: Entry) -> None:
    waiting, index = unread(*ENTRIES), index_of(*ENTRIES)

    for term in index.terms(entry.id):
        assert waiting.having(term) == index.rarity.having(term), term


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Two parties refused", "parti"),
        ("The party refused", "parti"),
        ("We are filing it", "file"),
        ("They tried it", "tri"),
        ("Das Päckchen fehlt", "packchen"),
        ("l'adresse est fausse", "adress"),
        ("我的包裹在哪里", "包裹"),
        ("Ordernumber AB_12?", "ab"),
    ],
)
def test_a_term_is_found_in_every_form_it_may_have(text: str, term: str) -> None:
    waiting = unread(Entry("this", text, "Yes."), Entry("other", "Something else", "No."))

    assert best(waiting, term) == ["this"]


@pytest.mark.parametrize("same", ["my PARCEL is late", "  Where  is\nmy order", "The delivery never showed up!"])
def test_the_entry_that_says_a_wording_word_for_word_is_found_by_it(same: str) -> None:
    assert unread(*ENTRIES).same(same) == ["late"]


@pytest.mark.parametrize("other", ["my parcel", "parcel is late", "", "a new one leaves today", "📦"])
def test_what_is_only_part_of_a_wording_or_stands_in_an_answer_is_not_the_same(other: str) -> None:
    assert unread(*ENTRIES).same(other) == []


def test_an_entry_of_signs_alone_is_the_same_as_its_signs() -> None:
    assert unread(LATE, Entry("heart", "💔", "We are sorry.")).same("💔") == ["heart"]


def test_an_entry_that_changed_again_is_found_by_what_it_says_now_alone() -> None:
    waiting = unread(LATE, REFUND)

    before = waiting.having("parcel")
    waiting.take([replace(LATE, question="My train is delayed", phrasings=())])

    assert before == 1
    assert (waiting.having("parcel"), best(waiting, "parcel"), best(waiting, "train")) == (0, [], ["late"])
    assert [entry.id for entry in waiting.first(2)] == ["refund", "late"]


def test_an_entry_that_is_not_published_waits_but_is_not_found() -> None:
    waiting = unread(replace(LATE, state="retired"), REFUND)

    assert (len(waiting), waiting.published, "late" in waiting) == (2, 1, True)
    assert (best(waiting, "late"), waiting.same(LATE.question)) == ([], [])


def test_what_was_read_is_let_go_but_not_what_changed_meanwhile() -> None:
    waiting = unread(LATE, REFUND)
    batch = waiting.first(10)

    waiting.take([replace(REFUND, question="I want my cash back")])
    waiting.let_go(batch)

    assert list(waiting) == ["refund"]
    assert best(waiting, "cash") == ["refund"]
    assert waiting.having("parcel") == 0


def test_the_likeliest_are_among_the_few_that_are_read() -> None:
    many = [Entry(f"more {number}", "A parcel", "The parcel came. " * 20) for number in range(50)]

    assert best(unread(*many, LATE), "parcel", "late", most=1) == ["late"]
