"""What one version of a program changed: by field, from what to what."""

from dataclasses import replace

from onboarding.changes import Change, changes
from onboarding.program import Program, Skill

GREETING = Skill("greeting", "Greeting", why="It is the first thing they hear.")
RETURNS = Skill("returns", "Returns", questions={"show": ("Which page?",)})
WEEKS = Program("weeks", "Weeks", (GREETING, RETURNS), version=1)


def test_the_same_program_changed_in_nothing() -> None:
    assert changes(WEEKS, replace(WEEKS, version=2)) == ()


def test_each_field_says_what_it_was_and_what_it_is() -> None:
    other = replace(RETURNS, name="Sending back", tips=("returns", "refunds"), conversations=2, questions={})

    found = changes(WEEKS, replace(WEEKS.with_skill(other), name="First weeks", rhythm=3))

    assert found == (
        Change("", "name", "Weeks", "First weeks"),
        Change("", "rhythm", "2", "3"),
        Change("Sending back", "name", "Returns", "Sending back"),
        Change("Sending back", "conversations", "1", "2"),
        Change("Sending back", "tips", "", "returns\nrefunds"),
        Change("Sending back", "questions_show", "Which page?", ""),
    )


def test_new_and_removed_skills_and_their_order_are_changes() -> None:
    listening = Skill("listening", "Listening")

    added, moved = changes(WEEKS, WEEKS.with_skill(listening)), changes(WEEKS, WEEKS.moved_up("returns"))
    removed = changes(WEEKS, WEEKS.without_skill("greeting"))

    assert added == (Change("Listening", "skill", "", "Listening"),)
    assert moved == (Change("", "order", "Greeting, Returns", "Returns, Greeting"),)
    assert removed == (Change("Greeting", "skill", "Greeting", ""),)
