"""Several people at one database in the same moment: threads with a connection each."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from threading import Barrier
from typing import TypeVar

from bot.opened import Opened
from bot.people import People
from bot.turn import Person
from knowledge.database import Database
from knowledge.entry import Entry
from knowledge.frame import Frame
from knowledge.frames import Frames, FrameSuperseded
from knowledge.refusal import Refusal
from knowledge.store import Edit, Guide, Superseded
from tests.place import Place

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
LATE = Entry("late", "Where is my order?", "On its way.")
BO = Person("bo", "Bo", "lead")
CY = Person("cy", "Cy", "lead")
ROUNDS = 20  # often enough that two do meet

Result = TypeVar("Result")


def all_at_once(place: Place, *deeds: Callable[[Database], Result]) -> list[Result]:
    """Do every deed in a thread and over a connection of its own, all starting in the same moment."""
    barrier = Barrier(len(deeds))

    def do(deed: Callable[[Database], Result]) -> Result:
        try:
            with place.opened() as db:
                barrier.wait()
                return deed(db)
        except BaseException:
            barrier.abort()  # Nobody shall wait for one who will not come.
            raise

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(do, deeds))


def test_of_two_who_save_the_same_entry_one_wins_and_the_other_is_told(db: Database, place: Place) -> None:
    guide = Guide(db, "north")
    read = guide.save(LATE, "added", "cy", NOW)

    def answering(answer: str) -> Callable[[Database], str]:
        def save(db: Database) -> str:
            try:
                return Guide(db, "north").save(replace(read, answer=answer), "edited", "cy", NOW).answer
            except Superseded as superseded:
                return f"second to {superseded.now.answer if superseded.now else None}"

        return save

    for _ in range(ROUNDS):
        said = sorted(all_at_once(place, answering("Mine"), answering("Yours")))

        (read,) = guide.entries(["late"])
        assert said == [read.answer, f"second to {read.answer}"]
    assert [revision.number for revision in guide.revisions.of("entry", "late")] == list(range(1 + ROUNDS, 0, -1))


def test_of_two_who_add_the_same_entry_one_wins(place: Place) -> None:
    def add(db: Database) -> bool:
        try:
            Guide(db, "north").save_all([Edit(LATE, "added"), Edit(replace(LATE, id="refund"), "added")], "cy", NOW)
        except Superseded:
            return False
        return True

    won = all_at_once(place, *[add] * 4)

    assert sorted(won) == [False, False, False, True]


def test_of_two_who_write_the_first_frame_of_a_channel_one_wins(place: Place) -> None:
    def save(db: Database) -> bool:
        try:
            Frames(db, "north").save(Frame("email", "Hello,"), "added", "cy", NOW)
        except FrameSuperseded:
            return False
        return True

    won = all_at_once(place, save, save)

    assert sorted(won) == [False, True]


def test_two_leads_who_step_down_at_once_leave_one_lead(db: Opened, place: Place) -> None:
    people = People(db, "north")
    for lead in (BO, CY):
        people.meet(lead, NOW)

    def stepping_down(id: str) -> Callable[[Database], str]:
        def step_down(db: Database) -> str:
            try:
                return People(db, "north").appoint(id, "csr", id, NOW).name
            except Refusal as refusal:
                return refusal.sentence

        return step_down

    for _ in range(ROUNDS):
        said = all_at_once(place, stepping_down("bo"), stepping_down("cy"))

        (lead,) = people.in_roles("lead")
        assert f"{lead.name} is the last lead. Appoint another lead first." in said
        for person in (BO, CY):
            people.appoint(person.id, "lead", lead.id, NOW)


def test_eight_who_save_at_once_leave_revision_numbers_without_a_gap(db: Database, place: Place) -> None:
    def saving(writer: int) -> Callable[[Database], list[int]]:
        def save(db: Database) -> list[int]:
            guide = Guide(db, "north")
            entries = [replace(LATE, id=f"{writer}-{number}") for number in range(25)]
            return [guide.save(entry, "added", f"writer {writer}", NOW).revision for entry in entries]

        return save

    numbers = all_at_once(place, *[saving(writer) for writer in range(8)])

    guide = Guide(db, "north")
    assert sorted(number for each in numbers for number in each) == list(range(1, 201))
    assert all(each == sorted(each) for each in numbers)
    assert [entry.revision for entry in guide.changed_since(0)] == list(range(1, 201))
    assert guide.position().revision == 200
    assert [revision.number for n in range(1, 201) if (revision := guide.revisions.numbered(n))] == list(range(1, 201))


def test_whoever_follows_the_changes_misses_none_while_two_write(db: Database, place: Place) -> None:
    following = Guide(db, "north")
    seen: dict[str, Entry] = {}
    caught_up_to = 0

    def writing(writer: str) -> Callable[[Database], None]:
        def write(db: Database) -> None:
            guide = Guide(db, "north")
            kept = guide.save(replace(LATE, id=writer), "added", writer, NOW)
            for number in range(40):
                kept = guide.save(replace(kept, answer=f"{number}"), "edited", writer, NOW)
                guide.save(replace(LATE, id=f"{writer}-{number}"), "added", writer, NOW)

        return write

    with ThreadPoolExecutor(1) as threads:
        writers = threads.submit(all_at_once, place, writing("bo"), writing("cy"))
        finished = False
        while not finished:
            finished = writers.done()
            position = following.position()
            seen.update((entry.id, entry) for entry in following.changed_since(caught_up_to))
            caught_up_to = position.revision
        writers.result()

    assert sorted(seen.values(), key=lambda entry: entry.revision) == list(following.changed_since(0))
    assert len(seen) == 82


def test_the_guide_is_read_as_it_was_while_a_long_import_is_under_way(db: Database, place: Place) -> None:
    guide = Guide(db, "north")
    late = guide.save(LATE, "added", "cy", NOW)

    with place.opened() as second, second.atomic():
        importing = Guide(second, "north")
        importing.save_all(
            [Edit(replace(late, answer="New"), "edited"), Edit(replace(LATE, id="x"), "added")], "cy", NOW
        )
        while_importing = (list(guide.all()), guide.position().revision)

    assert while_importing == ([late], 1)
    assert [entry.answer for entry in guide.all()] == ["New", "On its way."]
