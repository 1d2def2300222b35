from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.refusal import Refusal
from knowledge.starter import starter_entries, starter_tips
from onboarding import markdown
from onboarding.program import DEFAULT_QUESTIONS, STAGES, Program, Skill, changed_skills, program_from
from onboarding.program_rules import check, tidy
from onboarding.starter import starter_program
from tests.onboarding.onboard import GREETING, PROGRAM, RETURNS

NAMED = ("greeting", "listening", "guide", "order", "return", "billing", "upset", "bad news", "review", "hand-over",
         "documentation", "situation")  # fmt: skip


def test_the_starter_program_has_the_skills_a_csr_needs_first() -> None:
    names = " ".join(skill.name.lower() for skill in starter_program().skills)

    assert [word for word in NAMED if word not in names] == []
    assert len(starter_program().skills) == 13


@pytest.mark.parametrize("skill", starter_program().skills, ids=lambda skill: skill.id)
def test_every_skill_of_the_starter_program_says_all_that_a_trainer_needs(skill: Skill) -> None:
    assert all(len(text) > 80 for text in (skill.why, skill.good, skill.show))
    assert len(skill.situations) >= 3
    assert {stage: len(skill.questions[stage]) for stage in STAGES} == dict.fromkeys(STAGES, 2)
    assert set(skill.links) <= {entry.question for entry in starter_entries()}
    assert set(skill.tips) <= {topic for tip in starter_tips() for topic in tip.topics}
    assert skill.links
    assert skill.tips


def test_the_starter_program_can_be_kept() -> None:
    check(starter_program())


def test_a_skill_without_questions_of_its_own_asks_the_methods() -> None:
    assert GREETING.questions_at("show") == ("What did you notice me do?", "Why do you think I did that?")
    assert RETURNS.questions_at("show") == ("Which page did I open first?",)
    assert RETURNS.questions_at("guide") == DEFAULT_QUESTIONS["guide"]


def test_the_changed_skills_are_the_new_and_the_different_ones() -> None:
    juggling = Skill("juggling", "Juggling")
    better = replace(RETURNS, good="The label is in the first answer.")

    after = PROGRAM.with_skill(better).with_skill(juggling).moved_up("juggling")

    assert [skill.id for skill in after.skills] == ["greeting", "juggling", "returns"]
    assert changed_skills(PROGRAM, after) == (juggling, better)
    assert PROGRAM.moved_down("greeting").skills == PROGRAM.moved_up("returns").skills
    assert PROGRAM.moved_down("returns") == PROGRAM.moved_down("juggling") == PROGRAM
    assert changed_skills(PROGRAM, PROGRAM.moved_up("returns").without_skill("greeting")) == ()


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"name": " "}, "program", "The program's name is missing."),
        ({"rhythm": 0}, "rhythm", "The rhythm is a number of working days from 1 to 30."),
        ({"skills": (Skill("a", ""),)}, "name", "A skill's name is missing."),
        (
            {"skills": (Skill("a", "Returns"), Skill("b", "returns"))},
            "name",
            "There are two skills called “Returns”. Give each a name of its own.",
        ),
        (
            {"skills": (Skill("a", "Returns", conversations=21),)},
            "conversations",
            "“Returns” takes from 1 to 20 real conversations.",
        ),
        (
            {"skills": (Skill("a", "Returns", questions={"sing": ("Why?",)}),)},
            "questions",
            "“Returns”: sing is no stage. The stages are show, guide, do, teach.",
        ),
    ],
)
def test_a_program_that_cannot_be_kept_says_why(change: dict[str, object], field: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refusal:
        check(replace(PROGRAM, **change))  # type: ignore[arg-type]

    assert refusal.value.fields == {field: sentence}


def test_a_program_comes_back_from_its_plain_values() -> None:
    assert program_from(PROGRAM.content(), 1) == PROGRAM
    assert program_from(starter_program().content(), 0) == starter_program()


def test_a_program_comes_back_from_its_markdown() -> None:
    assert markdown.read(markdown.write(starter_program())) == starter_program()


lines = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" #-*\\"), max_size=20)
skills = st.builds(
    Skill,
    id=st.uuids().map(str),
    name=lines,
    why=st.lists(lines, max_size=3).map("\n".join),
    situations=st.lists(lines, max_size=2).map(tuple),
    questions=st.dictionaries(st.sampled_from(STAGES), st.lists(lines, max_size=2).map(tuple)),
    conversations=st.integers(1, 20),
)


@given(st.lists(skills, max_size=3, unique_by=lambda skill: skill.name))
def test_whatever_is_written_in_a_program_comes_back_from_its_markdown(those: list[Skill]) -> None:
    program = tidy(Program("p", "Weeks", tuple(those)))
    if any(not skill.name for skill in program.skills):
        return

    assert markdown.read(markdown.write(program)) == program


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "A program begins with its name as a heading: # First weeks."),
        ("Hello", "Line 1 stands before the first heading. Begin with the program's name: # First weeks."),
        ("# A\n### Tips", "Line 2: “Tips” stands before the first skill (## …)."),
        ("# A\n- rhythm: often", "Line 1: “often” is not a number."),
    ],
)
def test_a_text_that_is_no_program_says_where(text: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refusal:
        markdown.read(text)

    assert refusal.value.sentence == sentence
