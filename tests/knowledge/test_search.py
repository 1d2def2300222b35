from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.database import Database
from knowledge.entry import Entry
from knowledge.found import Found, Hit
from knowledge.search import Search
from knowledge.store import Edit, Guide

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
LATE = Entry(
    "late",
    "My parcel is late",
    "I am sorry that order {order number} is late. I have asked the carrier where it is.",
    phrasings=("where is my parcel", "the delivery never showed up"),
    topics=("delays",),
)
REFUND = Entry(
    "refund",
    "I want my money back",
    "Your refund of {amount} reaches your account within five working days.",
    phrasings=("please refund me", "refund not received"),
)
BROKEN = Entry("broken", "It arrived broken", "A new one leaves today.", phrasings=("the item is damaged",))
FOREIGN = (
    Entry("russian", "Как вернуть деньги?", "Мы вернём деньги за пять дней."),
    Entry("greek", "Πού είναι το δέμα μου;", "Ελέγχουμε την αποστολή."),
    Entry("chinese", "我的包裹在哪里？", "我们正在查询您的订单。", phrasings=("退款政策",)),
    Entry("japanese", "返品したいです", "返品の手続きをご案内します。"),
    Entry("arabic", "أين طلبي؟", "نحن نتحقق من الشحنة."),
    Entry("thai", "พัสดุของฉันอยู่ที่ไหน", "เรากำลังตรวจสอบ"),
    Entry("german", "Ich möchte eine Rückerstattung", "Gern überweisen wir den Betrag."),
    Entry("code", "C++?", "That one."),
    Entry("heart", "💔", "We are sorry."),
)

# Anything at all, and anything that is near to what the guide has.
TYPED = st.text(max_size=200) | st.lists(
    st.sampled_from(
        ["parcel", "refnud", "the", "LATE", "don't", "退款", "é", "*", '"', "field:", "AND", "\x00", "\ud800"]
    )
).map(" ".join)


@pytest.fixture
def guide(db: Database) -> Guide:
    guide = Guide(db, "north")
    add(guide, LATE, REFUND, BROKEN)
    return guide


@pytest.fixture
def search(tmp_path: Path) -> Search:
    return Search(tmp_path / "index")


def add(guide: Guide, *entries: Entry) -> None:
    guide.save_all([Edit(entry, "added") for entry in entries], "cy", NOW)


def change(guide: Guide, id: str, **values: object) -> None:
    entry = guide.entry(id)
    assert entry
    guide.save(replace(entry, **values), "edited", "cy", NOW)  # type: ignore[arg-type]


def ids(found: Found) -> list[str]:
    return [hit.entry for hit in found.hits]


def test_the_entry_that_says_most_of_what_was_asked_comes_first(guide: Guide, search: Search) -> None:
    found = search.find("the parcel is still not here, where can it be?", guide)

    assert ids(found)[0] == "late"
    assert found.answered
    assert found.did_you_mean == ""


@pytest.mark.parametrize("entry", [LATE, REFUND, BROKEN, *FOREIGN], ids=lambda entry: entry.id)
def test_a_question_in_an_entrys_own_words_is_answered_by_it(guide: Guide, search: Search, entry: Entry) -> None:
    add(guide, *FOREIGN)

    for wording in (entry.question, *entry.phrasings):
        found = search.find(f"  {wording.upper()} ", guide)

        assert found.hits[0] == Hit(entry.id, 1.0)
        assert ids(found).count(entry.id) == 1
        assert search.find(wording, guide).answered


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("вернуть ДЕНЬГИ", "russian"),
        ("ΔΕΜΑ μου", "greek"),
        ("包裹在哪里", "chinese"),
        ("我的退款政策是什么", "chinese"),
        ("返品したい", "japanese"),
        ("طلبي", "arabic"),
        ("พัสดุอยู่ที่ไหน", "thai"),
        ("RUCKERSTATTUNG", "german"),
        ("Ich moechte eine RÜCKERSTATTUNG", "german"),
    ],
)
def test_other_scripts_and_accents_are_found(guide: Guide, search: Search, question: str, entry: str) -> None:
    add(guide, *FOREIGN)

    found = search.find(question, guide)

    assert ids(found)[0] == entry
    assert found.answered


def test_typing_errors_are_forgiven_and_said(guide: Guide, search: Search) -> None:
    found = search.find("Where is my refnud?", guide)

    assert ids(found)[0] == "refund"
    assert found.answered
    assert found.did_you_mean == "Where is my refund?"


def test_nothing_is_meant_other_than_it_was_typed_when_it_is_there_word_for_word(guide: Guide, search: Search) -> None:
    add(guide, Entry("brand", "Is Refunt a brand of yours?", "No."))

    found = search.find("is refunt a brand of yours", guide)

    assert (ids(found)[0], found.did_you_mean) == ("brand", "")


@pytest.mark.parametrize(
    "question", ["", " ", "how do I do this?", "the the the", "🎉🎉", "*", '"', "?", "\x00", "\ud800", "helicopter"]
)
def test_a_question_that_says_nothing_the_guide_has_finds_nothing(guide: Guide, search: Search, question: str) -> None:
    assert search.find(question, guide) == Found()


def test_what_is_only_near_is_shown_but_is_no_answer(guide: Guide, search: Search) -> None:
    found = search.find("does the carrier sell violins, opera tickets and helicopters?", guide)

    assert ids(found)[0] == "late"
    assert not found.answered


def test_signs_of_a_query_language_mean_nothing(guide: Guide, search: Search) -> None:
    plain = search.find("late parcel", guide)

    for question in ["late* parcel*", '"late parcel', "late AND parcel", "words:late ^parcel~2", "(late OR [parcel"]:
        assert ids(search.find(question, guide)) == ids(plain)


@pytest.mark.parametrize(
    "question",
    ["parcel " * 2_000, "x" * 10_000, "refnud " * 2_000, "款" * 10_000, "'" * 10_000, "a*" * 5_000, "e\u0301" * 5_000],
    ids=["words", "one word", "slips", "one script", "apostrophes", "wildcards", "accents"],
)
def test_a_question_of_ten_thousand_characters_is_a_question(guide: Guide, search: Search, question: str) -> None:
    assert isinstance(search.find(question, guide), Found)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=TYPED, typing=st.booleans(), limit=st.integers(1, 7))
def test_whatever_is_typed_gets_an_answer(
    guide: Guide, search: Search, question: str, typing: bool, limit: int
) -> None:
    found = search.find(question, guide, limit, typing=typing)

    assert len(found.hits) <= limit
    assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)
    assert all(0 <= hit.score <= 1 for hit in found.hits)
    assert bool(found.hits) or not (found.answered or found.did_you_mean)


def test_no_more_are_given_than_wanted_and_the_best_are(guide: Guide, search: Search) -> None:
    add(guide, *(Entry(f"more{number}", f"More about a parcel {number}", "Yes.") for number in range(60)))

    assert len(search.find("parcel", guide, limit=50).hits) == 50
    assert search.find("my late parcel", guide, limit=1).hits == search.find("my late parcel", guide).hits[:1]


def test_a_guide_can_be_empty(db: Database, search: Search) -> None:
    assert search.find("where is my parcel", Guide(db, "south")) == Found()


def test_while_typing_the_last_word_may_be_begun(guide: Guide, search: Search) -> None:
    assert ids(search.find("par", guide, typing=True)) == ["late"]
    assert ids(search.find("money ba", guide, typing=True)) == ["refund"]
    assert ids(search.find("par", guide)) == []


def test_while_typing_a_half_typed_word_is_not_put_right(guide: Guide, search: Search) -> None:
    assert search.find("refnu", guide, typing=True) == Found()
    assert search.find("refnud pa", guide, typing=True).did_you_mean == "refund pa"
