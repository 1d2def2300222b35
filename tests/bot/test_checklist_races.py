"""Several processes at one checklist in the same moment, each at a desk of its own: one truth, everybody told once."""

import json
import random
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.desk import Desk, desk_over
from bot.opened import Opened
from bot.people import People
from bot.turn import Person
from knowledge.ids import new_id
from knowledge.search import Search
from onboarding.checklist import Checklist
from onboarding.deed import Deed
from onboarding.program import STAGES
from tests.bot.colleagues import CLOCK, NOW, TEAM, Colleagues, Try, colleagues
from tests.learning import debrief, pass_skill
from tests.onboarding.judging import judge
from tests.onboarding.onboard import PROGRAM, RETURNS
from tests.place import Place

PEOPLE = {"ada": "csr", "bo": "trainer", "cy": "lead", "dee": "csr", "eve": "trainer"}
TIMES = 6  # often enough that two do meet
STORM = 60  # turns of each process

Told = Counter[tuple[str, str]]  # how often who was told something with this title


@pytest.fixture
def desk(db: Opened, tmp_path: Path) -> Desk:
    """Give the desk of a team in which Bo and Eve train, and Cy leads."""
    for id, role in PEOPLE.items():
        People(db, TEAM).meet(Person(id, id.capitalize(), role, surface="web"), NOW)
    return desk_over(db, TEAM, Search(tmp_path / "index"), NOW)


@pytest.fixture
def two(place: Place, desk: Desk, tmp_path: Path) -> Iterator[Colleagues]:
    """Give two processes over the team's database."""
    assert desk.team == TEAM  # the team is there before they look
    with colleagues(place, tmp_path) as found:
        yield found


def started(desk: Desk) -> Checklist:
    """Return a checklist of Ada's, of a program of its own."""
    program = desk.programs.save(replace(PROGRAM, id="", name=f"Weeks {new_id()}", version=0), "cy", NOW)
    return desk.checklists.start(program, "ada", "bo", "dee", date(2026, 5, 4), "cy", NOW)


def now_of(desk: Desk, checklist: Checklist) -> Checklist:
    found = desk.checklists.checklist(checklist.id)
    assert found
    judge(found.deeds)
    return found


def told(desk: Desk, checklist: Checklist) -> Told:
    """Return who was told what about a checklist, and how often."""
    rows = desk.db.query(
        "select lane, body from outbox where team = :team and about = :about order by id",
        {"team": TEAM, "about": f"checklist:{checklist.id}"},
    )
    return Counter((row["lane"], json.loads(row["body"])["message"]["title"]) for row in rows)


def sign(who: str, checklist: Checklist, stage: str, skill: str = "greeting") -> list[Try]:
    return [Try(who, "checklist.sign_off", {"checklist": checklist.id, "skill": skill, "stage": stage})]


def of_kind(deeds: Sequence[Deed], *kinds: str) -> list[tuple[str, str]]:
    return sorted((deed.kind, deed.stage) for deed in deeds if deed.kind in kinds)


def test_of_two_sign_offs_at_once_one_counts_and_everybody_hears_of_it_once(desk: Desk, two: Colleagues) -> None:
    for _ in range(TIMES):
        checklist = started(desk)
        debrief(desk, checklist, "greeting", "show")

        said = two.at_once(sign("bo", checklist, "show"), sign("cy", checklist, "show"))

        (sign_off,) = now_of(desk, checklist).of("signed")
        heard = [["Ada: Greeting and ending"], ["“show” of “Greeting and ending” is signed off already."]]
        assert said == (heard if sign_off.person == "bo" else heard[::-1])
        by_cy = {("bo", "Cy signed off Greeting and ending: show"): 1} if sign_off.person == "cy" else {}
        assert told(desk, checklist) == {("ada", "One stage further"): 1, **by_cy}


def test_a_sign_off_and_a_withdrawal_at_once_are_told_as_they_happened(desk: Desk, two: Colleagues) -> None:
    for _ in range(TIMES):
        checklist = started(desk)
        debrief(desk, checklist, "greeting", "show")
        two.at_once(sign("bo", checklist, "show"), [])
        debrief(desk, checklist, "greeting", "guide")
        where = {"checklist": checklist.id, "skill": "greeting", "stage": "show"}
        withdrawal = Try("cy", "checklist.withdraw", {**where, "reason": "By mistake."})

        said = two.at_once(sign("bo", checklist, "guide"), [withdrawal])

        now = now_of(desk, checklist)
        assert now.ways["greeting"].signed() == 0
        assert said[1] == ["Ada: Greeting and ending"]
        signed = of_kind(now.deeds, "signed")
        assert signed in ([("signed", "show")], [("signed", "guide"), ("signed", "show")])
        assert told(desk, checklist) == {
            ("ada", "One stage further"): len(signed),
            ("ada", "Greeting and ending: open again"): 1,
            ("bo", "Ada, Greeting and ending: open again"): 1,
        }


def test_a_trainer_who_is_replaced_in_that_moment_signs_before_or_not_at_all(desk: Desk, two: Colleagues) -> None:
    for _ in range(TIMES):
        checklist = started(desk)
        debrief(desk, checklist, "greeting", "show")
        hand_over = Try(
            "cy", "checklist.trainer", {"checklist": checklist.id, "trainer": "eve", "note": "One call seen."}
        )

        said = two.at_once(sign("bo", checklist, "show"), [hand_over])

        now = now_of(desk, checklist)
        kinds = [deed.kind for deed in now.deeds]
        signed = kinds == ["started", "debriefed", "signed", "handed over"]
        assert signed or kinds == ["started", "debriefed", "handed over"]
        refused = "Only the designated trainer or a lead can sign a stage off."
        assert said == [["Ada: Greeting and ending" if signed else refused], [now_title(desk, checklist)]]
        assert told(desk, checklist) == {
            **({("ada", "One stage further"): 1} if signed else {}),
            ("ada", "Another trainer"): 1,
            ("bo", "Another trainer"): 1,
            ("eve", "You are Ada's trainer from now on"): 1,
        }


def now_title(desk: Desk, checklist: Checklist) -> str:
    program = desk.programs.program(checklist.program)
    return f"Ada: {program.name if program else ''}"


def test_a_program_that_is_edited_meanwhile_does_not_reach_a_running_checklist(desk: Desk, two: Colleagues) -> None:
    for _ in range(TIMES):
        checklist = started(desk)
        debrief(desk, checklist, "greeting", "show")
        form = {
            "program": checklist.program,
            "skill": "greeting",
            "name": "Greeting",
            "conversations": "3",
            "version": "1",
        }

        said = two.at_once(sign("bo", checklist, "show"), [Try("cy", "programs.edit_skill", form)])

        now = now_of(desk, checklist)
        program = desk.programs.program(checklist.program)
        assert said == [["Ada: Greeting and ending"], ["Greeting"]]
        assert program
        assert (program.version, [skill.name for skill in program.skills]) == (2, ["Greeting", "Returns"])
        assert (now.version, now.ways["greeting"].skill, now.deeds[-1].word("version")) == (1, PROGRAM.skills[0], "1")
        assert told(desk, checklist) == {("ada", "One stage further"): 1}


def test_of_two_who_edit_a_skill_at_once_one_wins_and_the_other_keeps_their_words(desk: Desk, two: Colleagues) -> None:
    for _ in range(TIMES):
        program = started(desk).program
        form = {"program": program, "skill": "returns", "name": RETURNS.name, "conversations": "2", "version": "1"}

        said = two.at_once(*[[Try("cy", "programs.edit_skill", {**form, "good": good})] for good in ("Mine", "Yours")])

        now = desk.programs.program(program)
        skill = now.skill("returns") if now else None
        assert skill
        won = said.index(["Returns"])
        assert (skill.good, said[1 - won]) == (("Mine", "Yours")[won], ["Changed meanwhile"])
        assert [each.program.version for each in desk.programs.versions(program)] == [2, 1]


def test_two_who_start_a_checklist_for_one_person_start_one_and_welcome_once(desk: Desk, two: Colleagues) -> None:
    for number in range(TIMES):
        program = desk.programs.save(replace(PROGRAM, id="", name=f"Weeks {number}", version=0), "cy", NOW)
        values = {"starter": "ada", "trainer": "bo", "buddy": "dee", "program": program.id, "starts_on": "2026-05-04"}

        said = two.at_once(*[[Try(who, "checklist.start", values)] for who in ("bo", "cy")])

        (head,) = desk.checklists.lists.not_ended(program.id)
        (checklist,) = desk.checklists.all_of([head.id])
        assert sorted(said) == [[f"Ada: Weeks {number}"], ["Not started yet"]]
        assert told(desk, checklist) == {
            ("ada", "Welcome, Ada"): 1,
            ("bo", "Ada starts, and you are the trainer"): 1,
            ("dee", "You are Ada's buddy"): 1,
        }


def test_two_clocks_welcome_and_say_each_gentle_word_once(desk: Desk, two: Colleagues) -> None:
    checklist = started(desk)

    for days in range(15):
        two.at_once(*[[Try(CLOCK, "", {"days": str(days)})]] * 2)

    weekly = desk.db.query("select id from outbox where team = :team and about = 'board'", {"team": TEAM})
    assert told(desk, checklist) == {
        ("ada", "Welcome, Ada"): 1,
        ("bo", "Ada starts, and you are the trainer"): 1,
        ("dee", "You are Ada's buddy"): 1,
        ("bo", "Ada: the next step"): 2,
        ("ada", "Your next step"): 1,
    }
    assert len(list(weekly)) == 3  # one a week for the one lead


def test_the_last_sign_off_given_twice_brings_everybody_one_card(desk: Desk, two: Colleagues) -> None:
    checklist = started(desk)
    pass_skill(desk, checklist, "greeting")
    pass_skill(desk, checklist, "returns", but_the_last=True)

    two.at_once(sign("bo", checklist, "teach", "returns"), sign("cy", checklist, "teach", "returns"))

    now = now_of(desk, checklist)
    signed_by = now.deeds[-1].person
    assert now.state() == "complete"
    cards = {who: count for (who, title), count in told(desk, checklist).items() if title == "Ada is through"}
    assert cards == {who: 1 for who in ("ada", "bo", "cy") if who != signed_by}


def test_whatever_three_do_at_once_the_record_is_right_and_everybody_is_told_once(
    desk: Desk, place: Place, tmp_path: Path
) -> None:
    checklist = started(desk)
    seed = secrets.randbits(32)
    print("seed", seed)  # noqa: T201
    chance = random.Random(seed)  # noqa: S311 - nothing secret

    with colleagues(place, tmp_path, 3) as three:
        said = three.at_once(*[[_any_try(checklist, chance) for _ in range(STORM)] for _ in range(3)])

    now = now_of(desk, checklist)
    heard = told(desk, checklist)
    assert "Something broke" not in {title for titles in said for title in titles}
    numbers = desk.db.query(
        "select number from deeds where team = :team and checklist = :id order by number", {"team": TEAM, "id": now.id}
    )
    assert [row["number"] for row in numbers] == list(range(1, len(now.deeds) + 1))
    signed = [deed for deed in now.deeds if deed.kind == "signed"]
    assert heard["ada", "One stage further"] == sum(deed.stage != "teach" for deed in signed)
    assert heard["ada", "Greeting and ending: passed"] == sum(deed.stage == "teach" for deed in signed)
    assert heard["ada", "A little more time"] == len(now.of("more time"))
    assert heard["ada", "Greeting and ending: open again"] == len(now.of("withdrawn"))
    assert heard["ada", "Another trainer"] == len(now.of("handed over"))
    debriefs = Counter(f"Ada debriefed: Greeting and ending, {deed.stage}" for deed in now.of("debriefed"))
    to_trainers = Counter[str]()
    for (_, title), count in heard.items():
        if title.startswith("Ada debriefed"):
            to_trainers[title] += count
    assert to_trainers == debriefs


def _any_try(checklist: Checklist, chance: random.Random) -> Try:
    """Return something that somebody may do on the first skill at some point: mostly what leads on."""
    stage, trainer = chance.choice(STAGES), chance.choice(("bo", "bo", "cy", "eve", "ada"))
    values = {"checklist": checklist.id, "skill": "greeting", "stage": stage, "sent": "yes"}
    asked = PROGRAM.skills[0].questions_at(stage)
    said = {f"said:{number}": "You let her finish." for number in range(len(asked))}
    leading_on = [
        *[Try("ada", "checklist.debrief", {**values, **said})] * 4,
        Try("ada", "checklist.talked", {**values, "about": "A late lamp, found."}),
        Try("ada", "checklist.taught", {**values, "person": chance.choice(("dee", "eve"))}),
        Try(chance.choice(("dee", "eve")), "checklist.confirm", {**values, "learnt": "A lot."}),
        *[Try(trainer, "checklist.sign_off", values)] * 4,
    ]
    others = [
        Try(trainer, "checklist.more_time", {**values, "next": "Once more with a call."}),
        Try("cy", "checklist.withdraw", {**values, "reason": "By mistake."}),
        Try("cy", "checklist.trainer", {**values, "trainer": chance.choice(("bo", "eve")), "note": "Half way."}),
    ]
    return chance.choice(others if chance.random() < 0.12 else leading_on)
