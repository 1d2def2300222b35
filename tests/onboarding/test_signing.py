from datetime import timedelta

import pytest

from knowledge.refusal import Refusal
from onboarding import keeping, signing
from onboarding.deed import Deed
from onboarding.program import STAGES
from tests.onboarding.onboard import (
    ADA,
    BO,
    CY,
    GREETING,
    NOW,
    answers,
    checklist,
    complete,
    evidence,
    signed,
    with_deed,
)


def test_a_debrief_takes_an_answer_to_every_question() -> None:
    first, second = GREETING.questions_at("show")

    with pytest.raises(Refusal) as refusal:
        signing.debrief(checklist(), "greeting", "show", {first: "You smiled.", second: "  "}, ADA, NOW)

    assert refusal.value.fields == {second: "Write it in your own words."}


def test_a_skills_own_questions_take_the_place_of_the_methods() -> None:
    now = checklist()

    deed = signing.debrief(now, "returns", "show", {"Which page did I open first?": " Orders. "}, ADA, NOW)

    assert deed == Deed("debriefed", "ada", NOW, "returns", "show", {"Which page did I open first?": "Orders."})


def test_the_stages_of_a_skill_go_in_order() -> None:
    with pytest.raises(Refusal, match="“show” of “Greeting and ending” comes first"):
        signing.sign_off(checklist(), "greeting", "guide", BO, NOW)


def test_skills_go_in_any_order() -> None:
    now = signed(checklist(), "returns", "show", "guide")

    assert {id: way.signed() for id, way in now.ways.items()} == {"greeting": 0, "returns": 2}


def test_do_takes_as_many_real_conversations_as_the_skill_asks_for() -> None:
    now = signed(checklist(), "returns", "show", "guide")
    now = with_deed(now, signing.debrief(now, "returns", "do", answers(now.ways["returns"].skill, "do"), ADA, NOW))
    now = with_deed(now, signing.talk(now, "returns", "A lamp came back.", ADA, NOW))

    with pytest.raises(Refusal, match="2 for this skill, and that is not reached yet"):
        signing.sign_off(now, "returns", "do", BO, NOW)

    now = with_deed(now, signing.talk(now, "returns", "A book came back.", BO, NOW))
    assert signing.sign_off(now, "returns", "do", BO, NOW).kind == "signed"


def test_what_one_learner_confirmed_does_not_speak_for_another() -> None:
    now = evidence(signed(checklist(), "greeting", "show", "guide", "do"), "greeting", "teach")

    now = with_deed(now, signing.teach(now, "greeting", "dee", ADA, NOW))

    with pytest.raises(Refusal, match="has not confirmed it yet"):
        signing.sign_off(now, "greeting", "teach", BO, NOW)


def test_more_time_asks_for_the_debrief_anew_and_keeps_the_conversations() -> None:
    now = evidence(signed(checklist(), "greeting", "show", "guide"), "greeting", "do")

    now = with_deed(now, signing.more_time(now, "greeting", "do", "Let them finish first.", BO, NOW))

    step = now.ways["greeting"].now()
    assert step is not None
    assert step.lacks(GREETING) == ("debrief",)
    assert (len(step.talks), step.more_time and step.more_time.word("next")) == (1, "Let them finish first.")


def test_a_withdrawn_stage_and_those_after_it_are_open_again() -> None:
    now = signed(checklist(), "greeting", "show", "guide", "do")

    now = with_deed(now, signing.withdraw(now, "greeting", "guide", "It was another skill.", CY, NOW))

    show, *others = now.ways["greeting"].steps
    assert show.signed is not None
    assert [(step.stage, step.signed, step.evidence()) for step in others] == [
        (stage, None, ()) for stage in STAGES[1:]
    ]


def test_a_stage_takes_no_longer_for_a_pause() -> None:
    now = evidence(checklist(), "greeting", "show")
    now = with_deed(now, keeping.pause(now, "ill", BO, NOW + timedelta(days=1)))
    now = with_deed(now, keeping.resume(now, BO, NOW + timedelta(days=5)))

    deed = signing.sign_off(now, "greeting", "show", BO, NOW + timedelta(days=6))

    assert deed.word("took") == str(2 * 24 * 3600)


def test_a_complete_checklist_is_open_again_after_a_withdrawal() -> None:
    now = complete()

    reopened = with_deed(now, signing.withdraw(now, "returns", "teach", "They had not met.", CY, NOW))

    assert (now.state(), reopened.state()) == ("complete", "running")
    assert now.next_way() is None
    assert reopened.next_way() == reopened.ways["returns"]


def test_words_without_end_are_refused() -> None:
    with pytest.raises(Refusal, match="5000 is the most"):
        signing.more_time(checklist(), "greeting", "show", "x" * 5_001, BO, NOW)
