"""Whether a sign-off was right, told anew from the deeds before it alone."""

from collections.abc import Sequence

from onboarding.deed import Deed
from onboarding.program import STAGES

CONVERSATIONS = {"greeting": 1, "returns": 2}


def judge(deeds: Sequence[Deed]) -> None:
    """Hold every sign-off of Ada's checklist to what happened before it."""
    for place, deed in enumerate(deeds):
        if deed.kind == "signed":
            _judge_sign_off(deeds[:place], deed)


def _judge_sign_off(before: Sequence[Deed], deed: Deed) -> None:
    since = [each for each in before[_reopened(before, deed) :] if each.skill == deed.skill]
    here = [each for each in since if each.stage == deed.stage]
    last_try = max((n + 1 for n, each in enumerate(here) if each.kind == "more time"), default=0)
    debriefs = [each for each in here[last_try:] if each.kind == "debriefed"]
    talks = [each for each in here if each.kind == "talked"]

    assert deed.person != "ada"
    assert [each for each in here if each.kind == "signed"] == []
    assert stages_signed(before, deed.skill) == set(STAGES[: STAGES.index(deed.stage)])
    assert debriefs[-1:], "there is no debrief of this try"
    assert debriefs[-1].person == "ada"
    assert len(talks) >= (CONVERSATIONS[deed.skill] if deed.stage == "do" else 0)
    rests_on = [debriefs[-1], *talks, *(_teaching(here) if deed.stage == "teach" else [])]
    assert deed.word("evidence").splitlines() == [each.id for each in rests_on]
    assert deed.word("version") == _version(before, deed.skill)


def _teaching(here: Sequence[Deed]) -> list[Deed]:
    """Return whom Ada taught last and what that person said to it since."""
    place, taught = [(n, each) for n, each in enumerate(here) if each.kind == "taught"][-1]
    confirmed = [each for each in here[place:] if each.kind == "confirmed"]
    assert confirmed, "whom Ada named last has not confirmed it"
    assert taught.word("person") not in {"", "ada"}
    assert confirmed[-1].person == taught.word("person")
    assert confirmed[-1].word("learnt").strip()
    return [taught, confirmed[-1]]


def _reopened(before: Sequence[Deed], deed: Deed) -> int:
    """Return after how many deeds the stage was opened for the last time: what was before speaks for nothing."""
    places = (
        place + 1
        for place, each in enumerate(before)
        if each.skill == deed.skill
        and (
            each.kind == "renewed"
            or (each.kind == "withdrawn" and STAGES.index(each.stage) <= STAGES.index(deed.stage))
        )
    )
    return max(places, default=0)


def _version(before: Sequence[Deed], skill: str) -> str:
    renewed = [each.word("version") for each in before if each.kind == "renewed" and each.skill == skill]
    return renewed[-1] if renewed else "1"


def stages_signed(deeds: Sequence[Deed], skill: str) -> set[str]:
    """Return the stages of a skill that are signed."""
    found: set[str] = set()
    for deed in deeds:
        if deed.skill != skill:
            continue
        if deed.kind == "signed":
            found.add(deed.stage)
        elif deed.kind == "withdrawn":
            found -= set(STAGES[STAGES.index(deed.stage) :])
        elif deed.kind == "renewed":
            found.clear()
    return found
