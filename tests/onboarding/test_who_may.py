"""Who may do what at which point: everybody, every deed, every state of a checklist."""

import inspect
from collections.abc import Callable
from datetime import date
from typing import get_args

import pytest

from knowledge.refusal import Refusal
from onboarding import keeping, signing
from onboarding.checklist import Checklist, State
from onboarding.deed import Deed
from onboarding.program import STAGES
from onboarding.standing import Colleague
from tests.onboarding.onboard import (
    ADA,
    BO,
    CY,
    DEE,
    EVE,
    GREETING,
    NOW,
    PROGRAMS,
    answers,
    checklist,
    complete,
    evidence,
    signed,
    with_deed,
)

LATER = date(2026, 5, 11)

PEOPLE = {
    "the starter": ADA,
    "a lead who starts": Colleague("ada", "lead"),
    "the trainer": BO,
    "the lead": CY,
    "the buddy": DEE,
    "who is taught": EVE,
    "another trainer": Colleague("fay", "trainer"),
    "a curator": Colleague("gus", "curator"),
    "a CSR": Colleague("hal", "csr"),
}
STARTER = {"the starter", "a lead who starts"}
TRAINERS = {"the trainer", "the lead"}
NOBODY: set[str] = set()


def teaching() -> Checklist:
    """Return a checklist where Ada says she taught Eve, who has not confirmed it."""
    now = signed(checklist(), "greeting", "show", "guide", "do")
    now = with_deed(now, signing.debrief(now, "greeting", "teach", answers(GREETING, "teach"), ADA, NOW))
    return with_deed(now, signing.teach(now, "greeting", "eve", ADA, NOW))


STATES: dict[str, Callable[[], Checklist]] = {
    "new": checklist,
    "debriefed": lambda: evidence(checklist(), "greeting", "show"),
    "doing": lambda: signed(checklist(), "greeting", "show", "guide"),
    "teaching": teaching,
    "confirmed": lambda: evidence(signed(checklist(), "greeting", "show", "guide", "do"), "greeting", "teach"),
    "passed": lambda: signed(checklist(), "greeting", *STAGES),
    "paused": lambda: with_deed(
        evidence(checklist(), "greeting", "show"), Deed("paused", "bo", NOW, said={"reason": "ill"})
    ),
    "complete": complete,
    "ended": lambda: with_deed(complete(), Deed("ended", "cy", NOW, said={"reason": ""})),
}
RUNNING = ("new", "debriefed", "doing", "teaching", "confirmed", "passed")
OPEN = (*RUNNING, "paused", "complete")


def stage_of(now: Checklist) -> str:
    step = now.ways["greeting"].now()
    return step.stage if step else "teach"


DEEDS: dict[str, Callable[[Checklist, Colleague], Deed]] = {
    "begin": lambda now, by: signing.begin(now, "returns", by, NOW),
    "debrief": lambda now, by: signing.debrief(
        now, "greeting", stage_of(now), answers(GREETING, stage_of(now)), by, NOW
    ),
    "talk": lambda now, by: signing.talk(now, "greeting", "A parcel, found", by, NOW),
    "teach": lambda now, by: signing.teach(now, "greeting", "dee", by, NOW),
    "confirm": lambda now, by: signing.confirm(now, "greeting", "Name the order", by, NOW),
    "sign off": lambda now, by: signing.sign_off(now, "greeting", stage_of(now), by, NOW),
    "more time": lambda now, by: signing.more_time(now, "greeting", stage_of(now), "Once more with a call", by, NOW),
    "withdraw": lambda now, by: signing.withdraw(now, "greeting", "show", "Signed for another skill", by, NOW),
    "note": lambda now, by: signing.note(now, "greeting", "show", "Speaks calmly", by, NOW),
    "private note": lambda now, by: signing.note(now, "greeting", "show", "Shy", by, NOW, private=True),
    "learns": lambda now, by: keeping.learns(now, ["doing"], by, NOW),
    "hand over": lambda now, by: keeping.hand_over(now, EVE, "Half way", by, NOW),
    "change buddy": lambda now, by: keeping.change_buddy(now, "hal", by, NOW),
    "pause": lambda now, by: keeping.pause(now, "ill", by, NOW),
    "resume": lambda now, by: keeping.resume(now, by, NOW),
    "end": lambda now, by: keeping.end(now, "She moved on", by, NOW),
    "leave of the starter": lambda now, by: keeping.take_leave(now, "ada", LATER, by, NOW),
    "snooze": lambda now, by: keeping.snooze(now, LATER, by, NOW),
    "renew": lambda now, by: keeping.renew(now, PROGRAMS[2], "returns", by, NOW),
}


# What a deed of the table is called among the rules, where that is not its own name.
TRIED = {"private note": "note", "leave of the starter": "take_leave"}


def in_states(states: tuple[str, ...], people: set[str]) -> dict[str, set[str]]:
    return dict.fromkeys(states, people)


MAY: dict[str, dict[str, set[str]]] = {
    "begin": in_states(RUNNING, TRAINERS),
    "debrief": in_states(("new", "debriefed", "doing", "teaching", "confirmed"), STARTER),
    "talk": in_states(("doing",), {*STARTER, "the trainer"}),
    "teach": in_states(("teaching", "confirmed"), STARTER),
    "confirm": in_states(("teaching",), {"who is taught"}),
    "sign off": in_states(("debriefed", "confirmed"), TRAINERS),
    "more time": in_states(("new", "debriefed", "doing", "teaching", "confirmed"), TRAINERS),
    "withdraw": in_states(("doing", "teaching", "confirmed", "passed", "complete"), {"the lead"}),
    "note": in_states(OPEN, {*STARTER, *TRAINERS, "the buddy"}),
    "private note": in_states(OPEN, TRAINERS),
    "learns": in_states(OPEN, STARTER),
    "hand over": in_states(OPEN, TRAINERS),
    "change buddy": in_states(OPEN, TRAINERS),
    "pause": in_states(RUNNING, TRAINERS),
    "resume": in_states(("paused",), TRAINERS),
    "end": in_states(OPEN, TRAINERS),
    "leave of the starter": in_states(OPEN, {*STARTER, *TRAINERS}),
    "snooze": in_states((*RUNNING, "complete"), {*STARTER, *TRAINERS, "the buddy"}),
    "renew": in_states((*RUNNING, "complete"), {"the lead"}),
}


def test_every_deed_in_every_state_of_a_checklist_is_tabled() -> None:
    rules = {
        name
        for module in (signing, keeping)
        for name, rule in inspect.getmembers(module, inspect.isfunction)
        if rule.__module__ == module.__name__ and inspect.signature(rule).return_annotation is Deed and name[0] != "_"
    }
    assert rules == {TRIED.get(name, name.replace(" ", "_")) for name in DEEDS}
    assert set(MAY) == set(DEEDS)
    assert {STATES[name]().state() for name in STATES} == set(get_args(State))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_is_for_those_it_is_for_when_it_is_its_time(deed: str, state: str) -> None:
    now = STATES[state]()
    allowed = set()
    sentences = []

    for name, person in PEOPLE.items():
        try:
            done = DEEDS[deed](now, person)
            assert (done.person, done.at) == (person.id, NOW)
            allowed.add(name)
        except Refusal as refusal:
            sentences.append(refusal.sentence)

    assert allowed == MAY[deed].get(state, NOBODY)
    assert [each for each in sentences if not (each[0].isupper() or each[0] == "“") or each[-1] != "."] == []
