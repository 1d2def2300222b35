"""No sequence of deeds, in any order, by anybody, signs a stage that may not be signed."""

from datetime import timedelta

import pytest
from hypothesis import given, settings

from knowledge.refusal import Refusal
from onboarding import keeping
from onboarding.checklist import Checklist
from onboarding.fold import follow
from onboarding.program import STAGES
from tests.onboarding.attempts import Attempt, attempts, onward, signing_now, spoilers
from tests.onboarding.judging import judge, stages_signed
from tests.onboarding.onboard import BO, CY, NOW, PROGRAMS, checklist, with_deed


def lived(wanted: list[Attempt]) -> Checklist:
    """Return the checklist after everybody tried what they wanted, in this order."""
    now = checklist()
    for minute, deed in enumerate(wanted):
        try:
            now = with_deed(now, deed(now, NOW + timedelta(minutes=minute)))
        except Refusal as refusal:
            assert refusal.sentence  # noqa: PT017 - whoever is refused reads why
    return now


@settings(max_examples=300, deadline=None)
@given(attempts)
def test_a_stage_is_signed_only_on_its_evidence_in_order_and_by_somebody_else(wanted: list[Attempt]) -> None:
    now = lived(wanted)

    judge(now.deeds)


@pytest.mark.parametrize("skill", ["greeting", "returns"])
def test_nothing_done_at_any_point_of_the_way_makes_the_next_sign_off_wrong(skill: str) -> None:
    way = [onward(skill, "eve")] * 13

    for count in range(len(way)):
        for spoiler in spoilers(skill):
            judge(lived([*way[:count], spoiler, signing_now(skill, BO)]).deeds)

    assert lived(way).ways[skill].signed() == len(STAGES)


@settings(max_examples=100, deadline=None)
@given(attempts)
def test_a_checklist_is_what_its_deeds_say(wanted: list[Attempt]) -> None:
    now = lived(wanted)

    assert follow(checklist(), now.deeds[1:], PROGRAMS) == now
    for id, way in now.ways.items():
        signed = {step.stage for step in way.steps if step.signed}
        assert signed == stages_signed(now.deeds, id)
        assert signed == set(STAGES[: len(signed)])


@settings(max_examples=50, deadline=None)
@given(attempts)
def test_nothing_happens_after_the_end(wanted: list[Attempt]) -> None:
    now = lived([*wanted, lambda now, at: keeping.end(now, "", CY, at)])

    assert now.state() == "ended"
    assert now.deeds[-1].kind == "ended"
