"""Several people at one situation in the same moment: one truth, nothing lost, everybody told."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bot.desk import desk_over
from bot.message import Message, Quote
from bot.notices import HERE
from bot.opened import Opened
from bot.people import People
from bot.turn import Person
from knowledge.database import Database
from knowledge.search import Search
from knowledge.situation import Answer, Situation
from knowledge.situations import Overtaken, Round, Situations
from knowledge.store import Guide
from tests.bot.curators import NOW, SETTLING, take
from tests.bot.test_races import all_at_once
from tests.place import Place

ADA, DEE = Person("ada", "Ada", "csr", surface="web"), Person("dee", "Dee", "csr", surface="web")
BO, CY = Person("bo", "Bo", "curator", surface="web"), Person("cy", "Cy", "lead", surface="web")
ROUND = Round(NOW, NOW, NOW)
SMOKE = Situation("smoke", "My lamp smokes", "ada", NOW, topic="defects")
TIMES = 5  # often enough that two do meet


def brought(db: Opened, *, closed: bool) -> Answer:
    """Have Ada bring a situation and Dee answer it; return that answer."""
    for person in (ADA, BO, CY, DEE):
        People(db, "north").meet(person, NOW)
    situations = Situations(db, "north")
    situations.draft(SMOKE)
    situations.post(SMOKE, ROUND, NOW)
    answer = situations.answers.give("smoke", "dee", "Unplug it.", NOW)
    assert answer
    if closed:
        situations.close("smoke", "", NOW)
    return answer


def settling(tmp_path: Path, person: Person, words: str) -> Callable[[Database], Message]:
    def settle(db: Database) -> Message:
        return take(db, tmp_path / person.id, person, "situations.settle", {**SETTLING, "answer": words})

    return settle


def told(db: Opened, tmp_path: Path, person: str, title: str) -> int:
    """Return how often a person is told something with this title, cards left out."""
    outbox = desk_over(db, "north", Search(tmp_path / "told"), NOW).outbox(HERE)
    bodies = [owed.body for owed in outbox.owed_in(person, "")]
    return sum(body["message"]["title"] == title for body in bodies if "card" not in body)


def test_of_two_curators_who_settle_at_once_one_does_and_the_other_keeps_their_words(
    db: Opened, place: Place, tmp_path: Path
) -> None:
    brought(db, closed=True)
    situations, guide = Situations(db, "north"), Guide(db, "north")

    for number in range(1, TIMES + 1):
        said = all_at_once(place, settling(tmp_path, BO, f"Bo {number}."), settling(tmp_path, CY, f"Cy {number}."))

        now = situations.one("smoke")
        assert now
        entry = guide.entry(now.became)
        assert entry
        (first,) = [message for message in said if message.title == "My lamp smokes"]
        (second,) = [message for message in said if message is not first]
        kept = [part.text for part in second.parts if isinstance(part, Quote) and part.label == "What you wrote"]
        assert entry.answer in {f"Bo {number}.", f"Cy {number}."}
        assert {entry.answer, *kept} == {f"Bo {number}.", f"Cy {number}."}
        assert guide.count() == number
        assert [told(db, tmp_path, person, "The team has an answer") for person in ("ada", "dee")] == [number] * 2
        situations.reopen("smoke", "closed", ROUND, "cy", NOW)


def test_two_processes_settle_at_once_and_one_does(db: Opened, place: Place, tmp_path: Path) -> None:
    brought(db, closed=True)

    with ExitStack() as open_processes:
        processes = [
            open_processes.enter_context(
                subprocess.Popen(
                    [
                        sys.executable,
                        "-m",
                        "tests.bot.curators",
                        place.url,
                        place.data,
                        tmp_path / name,
                        name,
                        f"{name}.",
                    ],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for name in ("Bo", "Cy")
        ]
        for process in processes:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
        said = sorted(process.communicate("go\n")[0].strip() for process in processes)

    assert said == ["My lamp smokes", "The team has an answer"]
    assert Guide(db, "north").count() == 1
    assert [told(db, tmp_path, person, "The team has an answer") for person in ("ada", "dee")] == [1, 1]


def test_two_hundred_answer_at_once_while_the_round_closes(db: Opened, place: Place) -> None:
    brought(db, closed=False)

    def answering(first: int) -> Callable[[Database], list[bool]]:
        def give(db: Database) -> list[bool]:
            answers = Situations(db, "north").answers
            given = [answers.give("smoke", f"p{n}", f"Answer {n}", NOW) for n in range(first, first + 25)]
            return [answer.late for answer in given if answer]

        return give

    def close(db: Database) -> list[bool]:
        Situations(db, "north").close("smoke", "cy", NOW)
        return []

    said = all_at_once(place, close, *[answering(first) for first in range(0, 200, 25)])

    kept = Situations(db, "north").answers.of("smoke")
    assert sorted(answer.text for answer in kept) == sorted(["Unplug it.", *(f"Answer {n}" for n in range(200))])
    assert sum(answer.late for answer in kept) == sum(map(sum, said))
    for late in said:
        assert late == sorted(late)  # once the round had closed, nothing came in time any more


def test_votes_that_race_with_settling_count_or_are_refused(db: Opened, place: Place) -> None:
    answer = brought(db, closed=True)

    def voting(first: int) -> Callable[[Database], list[bool]]:
        def vote(db: Database) -> list[bool]:
            answers = Situations(db, "north").answers
            return [answers.vote(answer, f"p{n}", NOW) for n in range(first, first + 20)]

        return vote

    def settle(db: Database) -> list[bool]:
        Situations(db, "north").end("smoke", "settled", "entry", "", "cy", NOW)
        return []

    said = all_at_once(place, settle, *[voting(first) for first in (0, 20, 40)])

    (kept,) = Situations(db, "north").answers.of("smoke")
    assert kept.votes == sum(map(sum, said))
    for counted in said:
        assert counted == sorted(counted, reverse=True)


def test_an_answer_that_races_with_withdrawing_is_kept(db: Opened, place: Place, tmp_path: Path) -> None:
    brought(db, closed=False)

    def withdraw(db: Database) -> str:
        return take(db, tmp_path / "ada", ADA, "situations.withdraw", {"situation": "smoke"}).title

    def answering(db: Database) -> str:
        values = {"situation": "smoke", "answer": "I had it open."}
        return take(db, tmp_path / "bo", BO, "situations.answer", values).title

    said = all_at_once(place, withdraw, answering)

    situations = Situations(db, "north")
    now = situations.one("smoke")
    assert said == ["Withdrawn", "Thank you"]
    assert now
    assert now.state == "withdrawn"
    assert [answer.text for answer in situations.answers.of("smoke")] == ["Unplug it.", "I had it open."]


def test_of_ten_who_close_a_round_at_once_one_does(db: Opened, place: Place) -> None:
    brought(db, closed=False)

    def close(db: Database) -> bool:
        try:
            Situations(db, "north").close("smoke", "", NOW)
        except Overtaken:
            return False
        return True

    said = all_at_once(place, *[close] * 10)

    assert sorted(said) == [False] * 9 + [True]
