"""Questions asked while more entries wait to be read than anybody should wait for."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from knowledge.database import Database
from knowledge.entry import Entry
from knowledge.search import Search
from knowledge.store import Edit, Guide
from knowledge.words.following import FollowingIndex
from tests.knowledge.other import other_process
from tests.place import Place

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
LATE = Entry("late", "My parcel is late", "I have asked the carrier where it is.")
PARTS = [
    Entry(
        f"part{number:04}", f"Is part {number} in stock?", f"Part {number} is sent today.", phrasings=("part wanted",)
    )
    for number in range(1_500)
]


@pytest.fixture
def guide(db: Database) -> Guide:
    guide = Guide(db, "north")
    save(guide, [LATE])
    return guide


@pytest.fixture
def search(guide: Guide, tmp_path: Path) -> Search:
    search = Search(tmp_path / "index")
    work(search, guide)
    return search


def save(guide: Guide, entries: Iterable[Entry]) -> None:
    guide.save_all([Edit(entry, "imported") for entry in entries], "cy", NOW)


def edit(guide: Guide, id: str, **values: str) -> None:
    entry = guide.entry(id)
    assert entry
    save(guide, [replace(entry, **values)])  # type: ignore[arg-type]


def work(search: Search, guide: Guide) -> list[int]:
    left: list[int] = []
    while search.work(guide, left.append):
        pass
    return left


def found(search: Search, guide: Guide, question: str) -> list[str]:
    return [hit.entry for hit in search.find(question, guide).hits]


def test_an_import_is_found_by_the_very_next_question_and_read_behind_it(guide: Guide, search: Search) -> None:
    save(guide, PARTS)

    unread = found(search, guide, "part 77"), search.lacking(guide)
    left = work(search, guide)
    read = found(search, guide, "part 77"), search.lacking(guide)

    assert (unread[0][0], unread[1]) == ("part0077", 1_500)
    assert left == [500, 0]
    assert (read[0][0], read[1]) == ("part0077", 0)


def test_before_and_after_it_is_read_the_same_is_found_and_said(guide: Guide, search: Search) -> None:
    save(guide, PARTS)
    questions = ["Is PART 12 in stock", "part 1499 sent", "my late parcle", "helicopter", "stock"]

    unread = [search.find(question, guide) for question in questions]
    work(search, guide)
    read = [search.find(question, guide) for question in questions]

    for before, after in zip(unread, read, strict=True):
        assert [hit.entry for hit in before.hits[:1]] == [hit.entry for hit in after.hits[:1]]
        assert (before.answered, before.did_you_mean) == (after.answered, after.did_you_mean)


def test_what_changes_while_much_is_unread_is_in_the_very_next_answer(guide: Guide, search: Search) -> None:
    save(guide, PARTS)
    found(search, guide, "part 77")

    edit(guide, "part0077", question="Where is the violin?")
    edit(guide, "late", question="My train is delayed")
    edit(guide, "part0078", state="retired")
    save(guide, [Entry("opera", "Who sings at the opera?", "Nobody.")])
    unread = [found(search, guide, question)[:1] for question in ("violin", "train", "parcel", "opera")]
    gone = "part0078" in found(search, guide, "is part 78 in stock")
    work(search, guide)
    read = [found(search, guide, question)[:1] for question in ("violin", "train", "parcel", "opera")]

    assert unread == read == [["part0077"], ["late"], [], ["opera"]]
    assert not gone
    assert "part0078" not in found(search, guide, "is part 78 in stock")


def test_what_is_rewritten_as_a_whole_is_found_by_what_it_says_now_alone(guide: Guide, search: Search) -> None:
    save(guide, PARTS)
    work(search, guide)

    now = [entry for entry in guide.all() if entry.id != "late"]
    save(guide, [replace(entry, question=entry.question.replace("part", "violin")) for entry in now])
    unread = found(search, guide, "is violin 77 in stock"), search.find("is part 77 in stock", guide).hits[0].score
    work(search, guide)

    assert unread[0][0] == "part0077"
    assert unread[1] < 1
    assert found(search, guide, "is violin 77 in stock")[0] == "part0077"


def test_what_changes_while_a_batch_is_read_is_not_taken_back(guide: Guide, tmp_path: Path) -> None:
    following = FollowingIndex(tmp_path / "index")
    save(guide, PARTS[:300])
    following.caught_up(guide, guide.position())

    batch = following.batch()
    assert batch
    edit(guide, "part0007", question="Where is the violin?")
    following.caught_up(guide, guide.position())
    batch.read()
    following.take(batch)
    words = following.caught_up(guide, guide.position())

    assert list(words.unread) == ["part0007"]
    assert words.same("is part 7 in stock") == []
    assert words.same("where is the violin") == ["part0007"]
    assert len(words) == 301


def test_what_was_read_before_the_store_was_restored_is_thrown_away(guide: Guide, tmp_path: Path, db: Database) -> None:
    following = FollowingIndex(tmp_path / "index")
    save(guide, PARTS[:300])
    following.caught_up(guide, guide.position())

    batch = following.batch()
    assert batch
    db.execute("update entries set content = replace(content, 'Is part', 'Is violin')")
    db.execute("update guides set lineage = 'another'")
    following.caught_up(guide, guide.position())
    batch.read()
    following.take(batch)
    words = following.caught_up(guide, guide.position())

    assert words.same("is part 7 in stock") == []
    assert words.same("is violin 7 in stock") == ["part0007"]
    assert following.unread() == 301


def test_people_ask_and_edit_while_an_import_is_read(place: Place, tmp_path: Path) -> None:
    with place.opened() as db:
        save(Guide(db, "north"), [LATE, *PARTS])
    search = Search(tmp_path / "index")

    def read() -> None:
        with place.opened() as db:
            work(search, Guide(db, "north"))

    def ask(person: int) -> list[bool]:
        with place.opened() as db:
            guide = Guide(db, "north")
            seen = []
            for turn in range(5):
                name = f"person{person}turn{turn}"
                save(guide, [Entry(name, f"Where is {name}?", "Here.")])
                seen.append(found(search, guide, f"where is {name}")[0] == name)
                seen.append(found(search, guide, f"is part {turn + 1}77 in stock")[0] == f"part0{turn + 1}77")
                edit(guide, name, state="retired")
                seen.append(name not in found(search, guide, f"where is {name}"))
            return seen

    reading = Thread(target=read)
    reading.start()
    with ThreadPoolExecutor(3) as people:
        seen = [each for some in people.map(ask, range(3)) for each in some]
    reading.join()

    assert seen == [True] * 45
    with place.opened() as db:
        guide = Guide(db, "north")
        work(search, guide)
        assert search.lacking(guide) == 0
        assert found(search, guide, "is part 1234 in stock")[0] == "part1234"


def test_two_processes_write_while_each_reads_what_the_other_imported(place: Place, tmp_path: Path) -> None:
    with place.opened() as db, other_process(place, tmp_path / "index") as (other, _):
        guide = Guide(db, "north")
        search = Search(tmp_path / "index")
        save(guide, [LATE])
        first = other.found("parcel")
        save(guide, PARTS)
        asked = other.found("is part 1400 in stock")[0], found(search, guide, "is part 1400 in stock")[0]
        edit(guide, "part1400", state="retired")
        retired = "part1400" in other.found("is part 1400 in stock")
        work(search, guide)
        edit(guide, "part0009", question="Where is the violin?")
        edited = other.found("violin"), found(search, guide, "violin")

    assert first == ["late"]
    assert asked == ("part1400", "part1400")
    assert not retired
    assert edited == (["part0009"], ["part0009"])


def test_the_next_start_finds_what_was_imported_before_anything_was_read(guide: Guide, tmp_path: Path) -> None:
    work(Search(tmp_path / "index"), guide)
    save(guide, PARTS)

    again = Search(tmp_path / "index")

    assert found(again, guide, "is part 1234 in stock")[0] == "part1234"
    assert again.lacking(guide) == 1_500
