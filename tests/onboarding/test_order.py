"""No sequence of deeds, in any order, by anybody, signs a stage that may not be signed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.refusal import Refusal
from onboarding import keeping, signing
from onboarding.checklist import Checklist
from onboarding.deed import Deed
from onboarding.fold import follow
from onboarding.program import STAGES
from onboarding.standing import Colleague
from tests.onboarding.onboard import NOW, PROGRAMS, answers, checklist, with_deed

IDS = ("ada", "bo", "cy", "dee", "eve")
ROLES = ("csr", "trainer", "curator", "lead")
people = st.builds(Colleague, st.sampled_from(IDS), st.sampled_from(ROLES))
skills = st.sampled_from(("greeting", "returns", "juggling"))
stages = st.sampled_from((*STAGES, "sing"))
words = st.sampled_from(("", " ", "We found the parcel."))

Deedlike = Callable[[Checklist, datetime], Deed]


def _debrief(skill: str, stage: str, by: Colleague) -> Deedlike:
    def do(now: Checklist, at: datetime) -> Deed:
        way = now.ways.get(skill)
        given = answers(way.skill, stage) if way and stage in STAGES else {}
        return signing.debrief(now, skill, stage, given, by, at)

    return do


deeds = st.one_of(
    st.builds(_debrief, skills, stages, people),
    st.builds(lambda s, g, p: lambda now, at: signing.debrief(now, s, g, {}, p, at), skills, stages, people),
    st.builds(lambda s, w, p: lambda now, at: signing.talk(now, s, w, p, at), skills, words, people),
    st.builds(
        lambda s, w, p: lambda now, at: signing.teach(now, s, w, p, at), skills, st.sampled_from(("", *IDS)), people
    ),
    st.builds(lambda s, w, p: lambda now, at: signing.confirm(now, s, w, p, at), skills, words, people),
    st.builds(lambda s, g, p: lambda now, at: signing.sign_off(now, s, g, p, at), skills, stages, people),
    st.builds(lambda s, g, w, p: lambda now, at: signing.more_time(now, s, g, w, p, at), skills, stages, words, people),
    st.builds(lambda s, g, w, p: lambda now, at: signing.withdraw(now, s, g, w, p, at), skills, stages, words, people),
    st.builds(lambda t, w, p: lambda now, at: keeping.hand_over(now, t, w, p, at), people, words, people),
    st.builds(lambda p: lambda now, at: keeping.pause(now, "", p, at), people),
    st.builds(lambda p: lambda now, at: keeping.resume(now, p, at), people),
    st.builds(lambda p: lambda now, at: keeping.end(now, "", p, at), people.filter(lambda each: each.id == "bo")),
    st.builds(lambda s, p: lambda now, at: keeping.renew(now, PROGRAMS[2], s, p, at), skills, people),
    st.builds(
        lambda w, p: lambda now, at: keeping.take_leave(now, w, date(2026, 6, 1), p, at), st.sampled_from(IDS), people
    ),
)


def lived(wanted: list[Deedlike]) -> Checklist:
    """Return the checklist after everybody tried what they wanted, in this order."""
    now = checklist()
    for minute, deed in enumerate(wanted):
        try:
            now = with_deed(now, deed(now, NOW + timedelta(minutes=minute)))
        except Refusal as refusal:
            assert refusal.sentence  # noqa: PT017 - whoever is refused reads why
    return now


ADA, BO, CY = Colleague("ada", "csr"), Colleague("bo", "trainer"), Colleague("cy", "lead")
WITNESSES = (Colleague("dee", "csr"), Colleague("eve", "csr"))


def meddling(skill: str) -> st.SearchStrategy[Deedlike]:
    """Return deeds that are allowed most of the time and undo what was there."""
    known = st.sampled_from(STAGES)
    return st.one_of(
        deeds,
        st.builds(lambda g: lambda now, at: signing.withdraw(now, skill, g, "By mistake.", CY, at), known),
        st.builds(lambda g: lambda now, at: signing.more_time(now, skill, g, "Once more.", BO, at), known),
        st.just(lambda now, at: signing.teach(now, skill, "dee", ADA, at)),
        st.just(lambda now, at: keeping.renew(now, PROGRAMS[2], skill, CY, at)),
    )


def one_way(skill: str) -> list[Deedlike]:
    """Return the deeds that lead from show to teach."""
    wanted: list[Deedlike] = []
    for stage in STAGES:
        wanted.append(_debrief(skill, stage, ADA))
        if stage == "do":
            wanted += [lambda now, at: signing.talk(now, skill, "Found it.", ADA, at)] * 2
        if stage == "teach":
            wanted.append(lambda now, at: signing.teach(now, skill, "eve", ADA, at))
            wanted += [lambda now, at, by=by: signing.confirm(now, skill, "A lot.", by, at) for by in WITNESSES]  # type: ignore[misc]
        wanted.append(lambda now, at, stage=stage: signing.sign_off(now, skill, stage, BO, at))  # type: ignore[misc]
    return wanted


@st.composite
def likely(draw: st.DrawFn) -> list[Deedlike]:
    """Return deeds that mostly lead to sign-offs, some left out, and some that undo them between."""
    skill = draw(st.sampled_from(("greeting", "returns")))
    way = one_way(skill)
    left_out = draw(st.sets(st.integers(0, len(way) - 1), max_size=2))
    wanted = [step for place, step in enumerate(way) if place not in left_out]
    for place in sorted(draw(st.lists(st.sampled_from(range(len(wanted))), min_size=1, max_size=4)), reverse=True):
        wanted.insert(place, draw(meddling(skill)))
    return [*wanted, *way, *one_way(skill)[draw(st.integers(0, len(way))) :]]


attempts = st.one_of(st.lists(deeds, max_size=60), likely())


def check_sign_off(before: tuple[Deed, ...], deed: Deed) -> None:
    """Hold one sign-off to what happened before it, told anew from the deeds alone."""
    reopened = max(
        (
            place + 1
            for place, each in enumerate(before)
            if each.skill == deed.skill
            and (
                each.kind == "renewed"
                or (each.kind == "withdrawn" and STAGES.index(each.stage) <= STAGES.index(deed.stage))
            )
        ),
        default=0,
    )
    since = [each for each in before[reopened:] if each.skill == deed.skill]
    here = [each for each in since if each.stage == deed.stage]
    earlier = STAGES[: STAGES.index(deed.stage)]
    last_try = max((n + 1 for n, each in enumerate(here) if each.kind == "more time"), default=0)

    assert deed.person != "ada"
    assert [each for each in here if each.kind == "signed"] == []
    assert [each.person for each in here[last_try:] if each.kind == "debriefed"][-1:] == ["ada"]
    if deed.stage == "do":
        needed = 2 if deed.skill == "returns" else 1
        assert sum(1 for each in here if each.kind == "talked") >= needed
    if deed.stage == "teach":
        taught = [each.word("person") for each in here if each.kind == "taught"][-1]
        confirmed = [each for each in here if each.kind == "confirmed"][-1]
        assert taught not in {"", "ada"}
        assert (confirmed.person, bool(confirmed.word("learnt").strip())) == (taught, True)
    assert _stages_signed(before, deed.skill) == set(earlier)


def _stages_signed(deeds: tuple[Deed, ...], skill: str) -> set[str]:
    """Return the stages that are signed, told from the deeds alone."""
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


@settings(max_examples=300, deadline=None)
@given(attempts)
def test_a_stage_is_signed_only_on_its_evidence_in_order_and_by_somebody_else(wanted: list[Deedlike]) -> None:
    now = lived(wanted)

    for place, deed in enumerate(now.deeds):
        if deed.kind == "signed":
            check_sign_off(now.deeds[:place], deed)


@settings(max_examples=100, deadline=None)
@given(attempts)
def test_a_checklist_is_what_its_deeds_say(wanted: list[Deedlike]) -> None:
    now = lived(wanted)

    assert follow(checklist(), now.deeds[1:], PROGRAMS) == now
    for id, way in now.ways.items():
        signed = {step.stage for step in way.steps if step.signed}
        assert signed == _stages_signed(now.deeds, id)
        assert signed == set(STAGES[: len(signed)])


@settings(max_examples=50, deadline=None)
@given(attempts)
def test_nothing_happens_after_the_end(wanted: list[Deedlike]) -> None:
    now = lived([*wanted, lambda now, at: keeping.end(now, "", Colleague("cy", "lead"), at)])

    assert now.state() == "ended"
    assert now.deeds[-1].kind == "ended"
