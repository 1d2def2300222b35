"""Bringing a guide's meanings in: once, behind everything else, and with the model before serving meanwhile."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from bot.opened import Opened
from knowledge.entry import Entry
from knowledge.meaning.meaning import Meaning, loaded
from knowledge.meaning.texts import texts_of
from knowledge.search import Search
from knowledge.store import Edit, Guide
from tests.place import Place

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
LATE = Entry("late", "My parcel is late", "It left us on Monday.", phrasings=("where is my order",))
REFUND = Entry("refund", "I want my money back", "It is on its way to your account.")
VISIT = Entry("visit", "When are you open?", "From nine to five.")


def guide_with(db: Opened, entries: Iterable[Entry]) -> Guide:
    """Return a guide with these entries."""
    guide = Guide(db, "north")
    guide.save_all([Edit(entry, "added") for entry in entries], "cy", NOW)
    return guide


def search_in(folder: Path, model: Path | None = None) -> Search:
    """Return a search by words and meaning."""
    return Search(folder / "index", Meaning(model))


def worked(search: Search, guide: Guide) -> list[int]:
    """Bring everything in, and return how many entries were left each time."""
    left: list[int] = []
    while search.work(guide, left.append):
        pass
    return left


def first(search: Search, guide: Guide, question: str) -> str:
    """Return the entry that comes first."""
    return next((hit.entry for hit in search.find(question, guide).hits), "")


def test_words_answer_before_any_meaning_is_in(db: Opened, tmp_path: Path) -> None:
    guide = guide_with(db, [LATE, REFUND])

    search = search_in(tmp_path)

    assert first(search, guide, "my parcel is so late") == "late"
    assert search.lacking(guide) == 2


def test_a_question_in_none_of_the_entrys_words_finds_it_once_meanings_are_in(db: Opened, tmp_path: Path) -> None:
    guide = guide_with(db, [LATE, REFUND, VISIT])
    search = search_in(tmp_path)

    left = worked(search, guide)

    assert left[-1] == 0
    assert first(search, guide, "she demands reimbursement") == "refund"
    assert first(search, guide, "the shipment never showed up") == "late"


def test_a_text_is_embedded_once_and_a_restart_embeds_nothing(place: Place, tmp_path: Path) -> None:
    with place.opened() as db:
        guide = guide_with(db, [LATE, REFUND])
        worked(search_in(tmp_path), guide)
        kept = {key: vector.tolist() for key, vector in guide.vectors.all(loaded(None).identity)}

    with place.opened() as db:
        again = Guide(db, "north")
        restarted = search_in(tmp_path)

        assert restarted.lacking(again) == 0
        assert first(restarted, again, "she demands reimbursement") == "refund"
        assert {key: vector.tolist() for key, vector in again.vectors.all(loaded(None).identity)} == kept
        assert len(kept) == len(texts_of(LATE)) + len(texts_of(REFUND))


def test_a_question_is_answered_by_meaning_while_a_thousand_entries_are_imported(place: Place, tmp_path: Path) -> None:
    parts = [Entry(f"part{number}", f"Part {number} is missing", "We send it today.") for number in range(1_000)]
    with place.opened() as db, place.opened() as other:
        guide = guide_with(db, [LATE, REFUND, VISIT])
        search = search_in(tmp_path)
        worked(search, guide)

        importing = Thread(target=guide_with, args=(other, parts))
        importing.start()
        answers = [first(search, guide, "she demands reimbursement")]
        while importing.is_alive():
            answers.append(first(search, guide, f"she demands reimbursement{'!' * len(answers)}"))
        importing.join()
        answers.append(first(search, guide, "she demands reimbursement now"))
        search.work(guide, lambda _left: None)
        answers.append(first(search, guide, "she demands reimbursement, now"))

        assert set(answers) == {"refund"}
        assert first(search, guide, "part 77 is missing") == "part77"


def test_a_changed_entry_is_found_by_what_it_says_now_and_only_that_is_embedded(db: Opened, tmp_path: Path) -> None:
    guide = guide_with(db, [LATE, REFUND, VISIT])
    search = search_in(tmp_path)
    worked(search, guide)
    before = dict(guide.vectors.all(loaded(None).identity))

    kept = guide.entry("visit")
    assert kept is not None
    guide.save(replace(kept, phrasings=("my bicycle has a flat tyre",)), "edited", "cy", NOW)
    worked(search, guide)

    after = dict(guide.vectors.all(loaded(None).identity))
    assert len(after.keys() - before.keys()) == 1
    assert first(search, guide, "puncture on a bike wheel") == "visit"


def test_a_retired_entry_is_found_no_more_and_a_restored_one_again(db: Opened, tmp_path: Path) -> None:
    guide = guide_with(db, [LATE, REFUND, VISIT])
    search = search_in(tmp_path)
    worked(search, guide)

    kept = guide.entry("refund")
    assert kept is not None
    retired = guide.save(replace(kept, state="retired"), "retired", "cy", NOW)
    gone = [hit.entry for hit in search.find("she demands reimbursement", guide).hits]
    guide.save(replace(retired, state="published"), "restored", "cy", NOW)
    worked(search, guide)

    assert "refund" not in gone
    assert first(search, guide, "she demands reimbursement") == "refund"


def test_two_processes_share_the_work(place: Place, tmp_path: Path) -> None:
    with place.opened() as here, place.opened() as there:
        guide = guide_with(here, [LATE, REFUND, VISIT])
        worked(search_in(tmp_path / "a"), guide)

        second = search_in(tmp_path / "b")

        assert second.lacking(Guide(there, "north")) == 0


def test_while_a_new_model_reads_the_guide_the_one_before_serves(db: Opened, tmp_path: Path, other_model: Path) -> None:
    entries = [replace(LATE, id=f"late {number}", question=f"Parcel {number} is late") for number in range(30)]
    guide = guide_with(db, [*entries, REFUND])
    worked(search_in(tmp_path), guide)

    changed = search_in(tmp_path, other_model)
    going_on = changed.work(guide, lambda _left: None)
    meanwhile = first(changed, guide, "she demands reimbursement")
    worked(changed, guide)

    assert going_on
    assert meanwhile == "refund"
    assert [kept.identity for kept in guide.vectors.models()] == [loaded(other_model).identity]
    assert guide.vectors.count(loaded(None).identity) == 0


def test_without_a_model_words_go_on_and_the_reason_is_told(db: Opened, tmp_path: Path) -> None:
    guide = guide_with(db, [LATE, REFUND])
    search = search_in(tmp_path, tmp_path / "nowhere")

    found = first(search, guide, "my parcel is so late")

    assert found == "late"
    assert "cannot be read" in search.fault()
    assert not search.work(guide, lambda _left: None)


@pytest.mark.parametrize(
    "question", ["", "📦", "*:*", "the of and", "x" * 10_000, "parcel " * 3_000, "посылка", "parcel \ud83d"]
)
def test_any_question_gets_an_answer(question: str, db: Opened, tmp_path: Path) -> None:
    guide = guide_with(db, [LATE, REFUND])
    search = search_in(tmp_path)
    worked(search, guide)

    found = search.find(question, guide)

    assert all(0 <= hit.score <= 1 for hit in found.hits)


def test_a_score_means_the_same_for_every_question(db: Opened, tmp_path: Path) -> None:
    guide = guide_with(db, [LATE, REFUND, VISIT])
    search = search_in(tmp_path)
    worked(search, guide)

    near = search.find("my parcel is late again", guide)
    far = search.find("how do airplanes fly", guide)

    assert near.answered
    assert near.sure
    assert not far.answered
    assert near.hits[0].score > 2 * max((hit.score for hit in far.hits), default=0)
    assert np.isfinite(near.hits[0].score)
