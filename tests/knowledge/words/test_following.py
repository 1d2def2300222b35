import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.database import Database
from knowledge.entry import Entry
from knowledge.search import Search
from knowledge.store import Edit, Guide, Superseded
from knowledge.words.following import FollowingIndex
from knowledge.words.index import Index
from tests.knowledge.other import other_process
from tests.place import Place

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
LATE = Entry("late", "My parcel is late", "I have asked the carrier where it is.")
REFUND = Entry("refund", "I want my money back", "It is on its way.")
MANY = [Entry(f"many{number:03}", f"Question {number} of many", f"Answer {number}.") for number in range(300)]


@pytest.fixture
def guide(db: Database) -> Guide:
    guide = Guide(db, "north")
    add(guide, LATE, REFUND)
    return guide


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def add(guide: Guide, *entries: Entry) -> None:
    guide.save_all([Edit(entry, "added") for entry in entries], "cy", NOW)


def edit(guide: Guide, id: str, question: str = "", state: str = "published") -> None:
    entry = guide.entry(id)
    assert entry
    guide.save(replace(entry, question=question or entry.question, state=state), "edited", "cy", NOW)


def rewrite(db: Database, old: str, new: str) -> None:
    """Change what entries say behind the guide's back, as another database file in its place would."""
    db.execute("update entries set content = replace(content, :old, :new)", {"old": old, "new": new})


def worked(search: Search, guide: Guide) -> list[int]:
    """Read everything that waits, and return how many entries were left each time."""
    left: list[int] = []
    while search.work(guide, left.append):
        pass
    return left


def read(following: FollowingIndex, guide: Guide) -> Index:
    """Read everything that waits into the index, and return it."""
    index = following.caught_up(guide, guide.position()).index
    while batch := following.batch():
        batch.read()
        following.take(batch)
        index = batch.index
    return index


def found(search: Search, guide: Guide, question: str) -> list[str]:
    return [hit.entry for hit in search.find(question, guide).hits]


def test_every_change_is_in_the_very_next_answer(guide: Guide, folder: Path) -> None:
    search = Search(folder)

    before = found(search, guide, "late parcel")
    edit(guide, "late", question="My train is delayed")
    edited = found(search, guide, "late parcel"), found(search, guide, "delayed train")
    edit(guide, "late", state="retired")
    retired = found(search, guide, "delayed train")
    edit(guide, "late")
    restored = found(search, guide, "delayed train")
    add(guide, Entry("taxi", "My taxi is delayed", "It comes."))
    added = found(search, guide, "delayed taxi")

    assert before == ["late"]
    assert edited == ([], ["late"])
    assert retired == []
    assert restored == ["late"]
    assert added == ["taxi", "late"]


def test_what_is_rolled_back_was_never_there(guide: Guide, folder: Path, db: Database) -> None:
    search = Search(folder)
    found(search, guide, "parcel")

    with pytest.raises(Superseded), db.atomic():
        add(guide, Entry("taxi", "My taxi is delayed", "It comes."), LATE)

    assert found(search, guide, "taxi") == []


def test_the_next_start_goes_on_from_what_was_kept(guide: Guide, folder: Path) -> None:
    add(guide, *MANY)
    worked(Search(folder), guide)
    kept = (folder / "words.index").read_bytes()
    edit(guide, "late", question="My train is delayed")

    again = Search(folder)

    assert found(again, guide, "delayed train") == ["late"]
    assert found(again, guide, "question 42")[0] == "many042"
    assert (folder / "words.index").read_bytes() == kept


def test_what_was_kept_is_kept_anew_after_many_changes(guide: Guide, folder: Path) -> None:
    search = Search(folder)
    worked(search, guide)
    kept = (folder / "words.index").read_bytes()

    add(guide, *MANY)
    worked(search, guide)

    assert (folder / "words.index").read_bytes() != kept


@pytest.mark.parametrize("damage", ["deleted", "emptied", "cut", "garbage"])
def test_nobody_notices_that_what_was_kept_is_damaged(guide: Guide, folder: Path, damage: str) -> None:
    running = Search(folder)
    worked(running, guide)
    path = folder / "words.index"

    whole = path.read_bytes()
    path.unlink()
    if damage != "deleted":
        path.write_bytes({"emptied": b"", "cut": whole[: len(whole) // 2], "garbage": os.urandom(5_000)}[damage])

    assert found(Search(folder), guide, "late parcel") == ["late"]
    assert found(running, guide, "late parcel") == ["late"]
    assert found(Search(folder), guide, "money") == ["refund"]


def test_a_restored_store_is_indexed_anew(guide: Guide, folder: Path, db: Database) -> None:
    search = Search(folder)
    found(search, guide, "parcel")

    rewrite(db, "parcel", "train")
    db.execute("update guides set lineage = :lineage", {"lineage": "another"})

    assert found(search, guide, "parcel") == []
    assert found(search, guide, "late train") == ["late"]


def test_a_store_from_an_earlier_day_is_indexed_anew(guide: Guide, folder: Path, db: Database) -> None:
    search = Search(folder)
    found(search, guide, "parcel")

    rewrite(db, "parcel", "train")
    db.execute("update guides set revision = :revision", {"revision": 1})

    assert found(search, guide, "parcel") == []
    assert found(search, guide, "late train") == ["late"]


def test_an_index_with_other_entries_than_the_store_is_built_anew(guide: Guide, folder: Path, db: Database) -> None:
    search = Search(folder)
    found(search, guide, "parcel")

    db.execute("delete from entries where id = :id", {"id": "late"})
    edit(guide, "refund", question="I want my money")

    assert found(search, guide, "late parcel") == []


def test_an_index_that_mostly_drags_withdrawn_entries_along_is_built_anew(guide: Guide, folder: Path) -> None:
    following = FollowingIndex(folder)
    kept = guide.save_all([Edit(entry, "added") for entry in MANY], "cy", NOW)
    read(following, guide)

    guide.save_all([Edit(replace(entry, state="retired"), "retired") for entry in kept[:252]], "cy", NOW)
    dragged = read(following, guide).withdrawn()
    edit(guide, "late")
    after = read(following, guide)

    assert (dragged, after.withdrawn(), len(after)) == (252, 0, 50)


class Breaking(Guide):
    """A guide whose store breaks off while its changes are read."""

    def changed_since(self, revision: int) -> Iterator[Entry]:
        yield from super().changed_since(revision)
        raise ConnectionError("The database went away.")


def test_an_index_that_broke_off_while_following_is_never_asked(guide: Guide, folder: Path, db: Database) -> None:
    search = Search(folder)
    found(search, guide, "parcel")
    edit(guide, "late", question="My train is delayed")

    with pytest.raises(ConnectionError):
        found(search, Breaking(db, "north"), "parcel")

    assert found(search, guide, "late parcel") == []
    assert found(search, guide, "delayed train") == ["late"]


def test_threads_share_a_search_and_each_sees_what_was_saved_before_it_asked(place: Place, folder: Path) -> None:
    with place.opened() as db:
        add(Guide(db, "north"), LATE)
    search = Search(folder)

    def work(number: int) -> list[bool]:
        with place.opened() as db:
            guide = Guide(db, "north")
            seen = []
            for turn in range(8):
                name = f"thread{number}turn{turn}"
                add(guide, Entry(name, f"Where is {name}?", "Here."))
                seen.append(found(search, guide, f"where is {name}")[0] == name)
                edit(guide, name, state="retired")
                seen.append(name not in found(search, guide, f"where is {name}"))
            return seen

    with ThreadPoolExecutor(4) as threads:
        seen = [each for some in threads.map(work, range(4)) for each in some]

    assert seen == [True] * 64


def test_two_processes_share_a_folder_and_each_sees_what_the_other_saved(place: Place, folder: Path) -> None:
    with place.opened() as db, other_process(place, folder) as (other, _):
        guide = Guide(db, "north")
        search = Search(folder)
        add(guide, LATE)
        first = found(search, guide, "parcel"), other.found("parcel")
        add(guide, *MANY)
        many = other.found("question 42")[0], found(search, guide, "question 42")[0]
        edit(guide, "late", state="retired")
        retired = other.found("parcel"), found(search, guide, "parcel")

    assert first == (["late"], ["late"])
    assert many == ("many042", "many042")
    assert retired == ([], [])


def test_a_process_killed_while_it_builds_the_index_leaves_nothing_in_the_way(place: Place, folder: Path) -> None:
    with place.opened() as db:
        guide = Guide(db, "north")
        add(guide, LATE, *MANY)
        for moment in (0.0, 0.02, 0.05, 0.1, 0.2):
            with other_process(place, folder) as (_, process):
                assert process.stdin
                print("parcel", file=process.stdin, flush=True)
                with pytest.raises(subprocess.TimeoutExpired):
                    process.wait(moment)
                process.kill()

            assert found(Search(folder), guide, "late parcel") == ["late"]
            edit(guide, "late")


def test_many_small_changes_are_tidied_up_and_few_are_left_as_they_are(guide: Guide, folder: Path) -> None:
    following = FollowingIndex(folder)
    for number in range(30):
        edit(guide, "late", question=f"Parcel {number} is late")
        following.caught_up(guide, guide.position())

    batch = following.to_tidy()
    assert batch
    batch.index.tidy()
    following.take(batch)
    words = following.caught_up(guide, guide.position())

    assert words.index.segments() == 1
    assert words.same("parcel 29 is late") == ["late"]
    assert following.to_tidy() is None


def test_what_changes_while_the_index_is_tidied_is_not_taken_back(guide: Guide, folder: Path) -> None:
    following = FollowingIndex(folder)
    for number in range(30):
        edit(guide, "late", question=f"Parcel {number} is late")
        following.caught_up(guide, guide.position())

    batch = following.to_tidy()
    assert batch
    batch.index.tidy()
    edit(guide, "late", question="My train is late")
    following.caught_up(guide, guide.position())
    following.take(batch)
    words = following.caught_up(guide, guide.position())

    assert words.same("my train is late") == ["late"]
    assert words.same("parcel 29 is late") == []
