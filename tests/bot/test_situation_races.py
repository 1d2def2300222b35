"""Several people at one situation in the same moment: one truth, nothing lost, everybody told.

Everything goes through the conversations at a real desk, by threads and by processes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from bot.conversations.situations.card import card
from bot.delivery.notices import HERE
from bot.delivery.outbox import Owed
from bot.message import Message, Quote
from bot.opened import Opened
from bot.people import People
from bot.turn import Person
from bot.written import from_data
from knowledge.situation import Answer, Situation
from knowledge.situations import Situations
from knowledge.store import Guide
from tests.bot.crowd import NOW, Crowd, Deed, as_processes, as_threads, desk_of, do
from tests.place import Place

ADA, DEE = Person("ada", "Ada", "csr", surface="web"), Person("dee", "Dee", "csr", surface="web")
BO, CY = Person("bo", "Bo", "curator", surface="web"), Person("cy", "Cy", "lead", surface="web")
EVERYBODY = tuple(Person(f"p{n}", f"Person {n}", "csr", surface="web") for n in range(200))
FEW = EVERYBODY[:40]
SETTLING = {"of": "", "sent": "yes", "question": "My lamp smokes", "goes": "new", "made_of": ""}
TIMES = 3  # often enough that two do meet
VOTE, ANSWER = "Which answer is the best?", "The team has an answer"


@pytest.fixture(params=[as_threads, as_processes], ids=["threads", "processes"])
def crowd(request: pytest.FixtureRequest) -> Crowd:
    """Give a way to do things at once."""
    kind: Crowd = request.param
    return kind


def deed(person: Person, what: str, **values: str) -> Deed:
    return Deed(person, f"situations.{what}", {"situation": "smoke", **values})


def take(db: Opened, folder: Path, person: Person, what: str, **values: str) -> Message:
    (message,) = do([deed(person, what, **values)], folder / "alone", db)
    return message


def brought(db: Opened, folder: Path, people: Iterable[Person] = (), *, closed: bool = False) -> Answer:
    """Have Ada bring a situation and Dee answer it; return that answer."""
    for person in (ADA, BO, CY, DEE, *people):
        People(db, "north").meet(person, NOW)
    take(db, folder, ADA, "bring", sent="yes", happened="My lamp smokes", bucket="2")
    take(db, folder, DEE, "answer", answer="Unplug it.")
    if closed:
        take(db, folder, CY, "close")
    (answer,) = Situations(db, "north").answers.of("smoke")
    return answer


def answering(people: Sequence[Person]) -> list[Deed]:
    return [deed(person, "answer", answer=f"Answer of {person.id}") for person in people]


def parted(people: Sequence[Person], parts: int) -> list[Sequence[Person]]:
    return [people[first::parts] for first in range(parts)]


def says(message: Message, words: str) -> bool:
    return any(words in str(part) for part in message.parts)


def owed(db: Opened, folder: Path, person: Person) -> list[Owed]:
    return desk_of(db, folder / "alone").outbox(HERE).owed_in(person.id, "")


def told(db: Opened, folder: Path, people: Iterable[Person], title: str) -> Counter[str]:
    """Return how often each person is told something with this title, cards left out."""
    rows = [(person.id, each.body) for person in people for each in owed(db, folder, person)]
    return Counter(id for id, body in rows if "card" not in body and body["message"]["title"] == title)


def the_one_truth(db: Opened, folder: Path, people: Iterable[Person]) -> Situation:
    """Return the situation, having seen that everybody's card is owed as the situation is now."""
    desk = desk_of(db, folder / "alone")
    situation = desk.situations.one("smoke")
    assert situation
    true = card(situation, desk)
    for person in people:
        cards = [
            each.body["message"] for each in owed(db, folder, person) if each.body.get("card") == "situation:smoke"
        ]
        assert from_data(cards[-1]) == true
    return situation


def once(people: Iterable[Person]) -> Counter[str]:
    return Counter(person.id for person in people)


def test_of_two_curators_who_settle_at_once_one_does_and_the_other_keeps_their_words(
    db: Opened, place: Place, tmp_path: Path, crowd: Crowd
) -> None:
    brought(db, tmp_path, FEW, closed=True)

    for number in range(1, TIMES + 1):
        settling = [[deed(who, "settle", answer=f"{who.name} {number}.", **SETTLING)] for who in (BO, CY)]
        said = [message for (message,) in crowd(place, tmp_path, *settling)]

        now = the_one_truth(db, tmp_path, (ADA, BO, CY, DEE, *FEW))
        entry = Guide(db, "north").entry(now.became)
        assert entry
        (first,) = [message for message in said if message.title == "My lamp smokes"]
        (second,) = [message for message in said if message is not first]
        kept = [part.text for part in second.parts if isinstance(part, Quote) and part.label == "What you wrote"]
        assert entry.answer in {f"Bo {number}.", f"Cy {number}."}
        assert {entry.answer, *kept} == {f"Bo {number}.", f"Cy {number}."}
        assert Guide(db, "north").count() == number
        assert told(db, tmp_path, (ADA, DEE, *FEW), ANSWER) == Counter({"ada": number, "dee": number})
        take(db, tmp_path, CY, "reopen")


def test_votes_and_answers_that_race_with_two_who_close_the_round(
    db: Opened, place: Place, tmp_path: Path, crowd: Crowd
) -> None:
    answer = brought(db, tmp_path, FEW)
    writers, voters = parted(FEW[:20], 2), parted(FEW[20:], 2)
    voting = [[deed(person, "vote", of=answer.id) for person in those] for those in voters]

    bo, cy, *others = crowd(
        place, tmp_path, [deed(BO, "close")], [deed(CY, "close")], *map(answering, writers), *voting
    )

    now = the_one_truth(db, tmp_path, (ADA, BO, CY, DEE, *FEW))
    kept = {each.person: each for each in Situations(db, "north").answers.of("smoke")}
    late = [[says(message, "as late") for message in heard] for heard in others[:2]]
    counted = [[says(message, "Your vote counts") for message in heard] for heard in others[2:]]
    assert now.state == "closed"
    assert sorted(says(message, "The round is closed") for message in (*bo, *cy)) == [False, True]
    assert [[kept[person.id].late for person in those] for those in writers] == late
    assert late == [sorted(each) for each in late]  # once the round had closed, nothing came in time any more
    assert kept["dee"].votes == now.votes == sum(map(sum, counted))
    assert counted == [sorted(each) for each in counted]
    in_time = [
        person
        for those, each in zip(writers, late, strict=True)
        for person, was in zip(those, each, strict=True)
        if not was
    ]
    assert told(db, tmp_path, (ADA, DEE, *FEW), VOTE) == once((ADA, DEE, *in_time))
    take(db, tmp_path, CY, "settle", answer="Unplug it.", **SETTLING)
    assert told(db, tmp_path, (ADA, DEE, *FEW), ANSWER) == once((ADA, DEE, *FEW[:20]))


def test_votes_that_race_with_settling_count_or_are_refused(
    db: Opened, place: Place, tmp_path: Path, crowd: Crowd
) -> None:
    answer = brought(db, tmp_path, FEW, closed=True)
    voting = [[deed(person, "vote", of=answer.id) for person in those] for those in parted(FEW, 3)]

    _, *others = crowd(place, tmp_path, [deed(CY, "settle", answer="Unplug it.", **SETTLING)], *voting)

    now = the_one_truth(db, tmp_path, (ADA, BO, CY, DEE, *FEW))
    counted = [[says(message, "Your vote counts") for message in heard] for heard in others]
    assert (now.state, now.votes) == ("settled", sum(map(sum, counted)))
    assert counted == [sorted(each, reverse=True) for each in counted]
    assert told(db, tmp_path, (ADA, DEE, *FEW), ANSWER) == once((ADA, DEE))


def test_answers_in_open_forms_of_a_withdrawn_situation_are_kept_and_their_writers_know(
    db: Opened, place: Place, tmp_path: Path, crowd: Crowd
) -> None:
    brought(db, tmp_path, FEW)
    writers = parted(FEW, 3)

    (withdrawn,), *others = crowd(place, tmp_path, [deed(ADA, "withdraw")], *map(answering, writers))

    now = the_one_truth(db, tmp_path, (ADA, BO, CY, DEE, *FEW))
    kept = {each.person: each for each in Situations(db, "north").answers.of("smoke")}
    late = {
        person.id: says(message, "was withdrawn before your answer came")
        for those, heard in zip(writers, others, strict=True)
        for person, message in zip(those, heard, strict=True)
    }
    assert (withdrawn.title, now.state) == ("Withdrawn", "withdrawn")
    assert {id: each.text for id, each in kept.items()} == {
        "dee": "Unplug it.",
        **{person.id: f"Answer of {person.id}" for person in FEW},
    }
    assert {person.id: kept[person.id].late for person in FEW} == late
    in_time = [person for person in FEW if not late[person.id]]
    assert told(db, tmp_path, (ADA, DEE, *FEW), "Withdrawn") == once((DEE, *in_time))


def test_two_hundred_answer_at_once_and_every_one_of_them_hears_what_comes_of_it(
    db: Opened, place: Place, tmp_path: Path, crowd: Crowd
) -> None:
    brought(db, tmp_path, EVERYBODY)

    said = crowd(place, tmp_path, *map(answering, parted(EVERYBODY, 4)))

    kept = Situations(db, "north").answers.of("smoke")
    assert {each.person: (each.text, each.late) for each in kept} == {
        "dee": ("Unplug it.", False),
        **{person.id: (f"Answer of {person.id}", False) for person in EVERYBODY},
    }
    assert {message.title for heard in said for message in heard} == {"Thank you"}
    assert the_one_truth(db, tmp_path, (ADA, BO, CY, DEE, *EVERYBODY)).answers == 201
    take(db, tmp_path, CY, "close")
    take(db, tmp_path, CY, "settle", answer="Unplug it.", **SETTLING)
    the_one_truth(db, tmp_path, (ADA, BO, CY, DEE, *EVERYBODY))
    for title in (VOTE, ANSWER):
        assert told(db, tmp_path, (ADA, DEE, *EVERYBODY), title) == once((ADA, DEE, *EVERYBODY))


def test_of_ten_who_close_a_round_at_once_one_does(db: Opened, place: Place, tmp_path: Path, crowd: Crowd) -> None:
    brought(db, tmp_path)

    said = crowd(place, tmp_path, *[[deed(who, "close")] * 5 for who in (BO, CY)])

    closed = [says(message, "The round is closed") for heard in said for message in heard]
    assert sorted(closed) == [False] * 9 + [True]
    assert told(db, tmp_path, (ADA, DEE), VOTE) == once((ADA, DEE))
