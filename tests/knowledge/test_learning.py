"""What the guide learns from use: by a rule, seen by curators, and by nobody alone."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.opened import Opened
from knowledge.entry import Entry
from knowledge.learning import Learned, Learning, Verdict, is_trusted, to_take
from knowledge.questions import Questions
from knowledge.store import Edit, Guide

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
LATE = Entry("late", "My parcel is late", "It left us on Monday.", phrasings=("where is my order",))


def asked(wording: str, person: str = "dee") -> Learned:
    """Return a question that waits."""
    return Learned(wording, "late", wording, person, NOW, "waiting")


class Team:
    """A team that uses one entry."""

    def __init__(self, db: Opened) -> None:
        self.guide = Guide(db, "north")
        self.guide.save_all([Edit(LATE, "added")], "cy", NOW)
        self.learning = Learning(db, "north")
        self.questions = Questions(db, "north")

    def say(self, person: str, wording: str, verdict: str) -> None:
        """Let a person use the entry for a question and say how it fitted."""
        question = self.questions.keep(wording, person, "web", "late", NOW)
        use = self.questions.use("late", 1, question, "email", person, NOW)
        self.questions.decide(use, person, verdict, "", NOW)
        if verdict == "did not fit":
            self.learning.misfitted(self.guide, "late", wording, NOW)
        else:
            self.learning.fitted("late", wording, person, NOW)
            self.learning.learn(self.guide, "late", NOW)

    def phrasings(self) -> tuple[str, ...]:
        """Return the entry's phrasings."""
        entry = self.guide.entry("late")
        assert entry is not None
        return entry.phrasings


@pytest.fixture
def team(db: Opened) -> Team:
    """Give a team."""
    return Team(db)


def test_one_person_alone_teaches_nothing_however_often(team: Team) -> None:
    for number in range(20):
        team.say("dee", f"it never came, said customer {number}", "as it is")

    assert team.phrasings() == ("where is my order",)


def test_a_second_persons_word_makes_both_questions_phrasings(team: Team) -> None:
    team.say("dee", "it never  came", "as it is")
    team.say("ada", "still waiting for it", "adapted")

    assert team.phrasings() == ("where is my order", "it never came", "still waiting for it")


def test_nobodys_questions_become_more_than_all_others_and_one(team: Team) -> None:
    for number in range(10):
        team.say("dee", f"it never came, said customer {number}", "as it is")
    team.say("ada", "still waiting for it", "as it is")

    learned = team.learning.of("late", "taken")
    assert Counter(each.person for each in learned) == {"dee": 2, "ada": 1}


def test_an_answer_that_often_does_not_fit_teaches_nothing(team: Team) -> None:
    team.say("dee", "it never came", "did not fit")
    team.say("ada", "still waiting for it", "as it is")
    team.say("bo", "no sign of it", "as it is")

    assert team.phrasings() == ("where is my order",)


def test_a_learned_phrasing_whose_answer_does_not_fit_is_taken_back(team: Team) -> None:
    team.say("dee", "it never came", "as it is")
    team.say("ada", "still waiting for it", "as it is")

    team.say("bo", "It never came!", "did not fit")

    assert "it never came" not in team.phrasings()


def test_a_question_taken_back_does_not_return_because_of_others(team: Team) -> None:
    team.say("dee", "it never came", "as it is")
    team.say("ada", "still waiting for it", "as it is")
    team.say("bo", "It never came!", "did not fit")

    team.say("cy", "no sign of it", "as it is")
    without = team.phrasings()
    team.say("ada", "it never came", "as it is")
    team.say("cy", "it never came", "as it is")

    assert without == ("where is my order", "still waiting for it", "no sign of it")
    assert team.phrasings() == (*without, "it never came")


def test_what_a_curator_refused_never_comes_back(team: Team) -> None:
    team.say("dee", "it never came", "as it is")
    team.say("ada", "still waiting for it", "as it is")

    refused = team.learning.settle(team.guide, team.learning.of("late", "taken")[0], "refused", "cy", NOW)
    team.say("bo", "it never came", "as it is")
    team.say("ada", "it never came", "as it is")

    assert refused
    assert "it never came" not in team.phrasings()


def test_a_curator_can_take_a_waiting_question_at_once(team: Team) -> None:
    team.say("dee", "it never came", "as it is")

    team.learning.settle(team.guide, team.learning.of("late", "waiting")[0], "taken", "cy", NOW)

    revision = team.guide.revisions.of("entry", "late")[0]
    assert team.phrasings() == ("where is my order", "it never came")
    assert (revision.what, revision.person) == ("learned from use", "cy")


def test_a_retired_entry_learns_nothing(team: Team) -> None:
    entry = team.guide.entry("late")
    assert entry is not None
    team.guide.save(replace(entry, state="retired"), "retired", "cy", NOW)

    team.say("dee", "it never came", "as it is")
    team.say("ada", "still waiting for it", "as it is")

    assert team.phrasings() == ("where is my order",)


@pytest.mark.parametrize("wording", ["order 104432 is late", "write to lee@example.com", "see https://example.com/1"])
def test_what_looks_like_somebodys_own_data_waits_for_a_curator(wording: str) -> None:
    assert to_take([asked(wording)], Counter()) == []


@pytest.mark.parametrize("wording", ["", "?!", "x" * 501])
def test_what_cannot_be_a_phrasing_is_not_kept(wording: str, team: Team) -> None:
    team.learning.fitted("late", wording, "dee", NOW)

    assert team.learning.of("late", "waiting") == []


@pytest.mark.parametrize(
    ("verdicts", "trusted"),
    [
        ([], False),
        ([Verdict("dee", 9, 0)], False),
        ([Verdict("dee", 1, 0), Verdict("ada", 1, 0)], True),
        ([Verdict("dee", 1, 1), Verdict("ada", 1, 0)], False),
        ([Verdict("dee", 3, 0), Verdict("ada", 0, 1), Verdict("bo", 1, 0)], True),
    ],
)
def test_two_people_and_more_than_twice_as_many_fits_as_misfits_make_trust(
    verdicts: list[Verdict], trusted: bool
) -> None:
    assert is_trusted(verdicts) is trusted
