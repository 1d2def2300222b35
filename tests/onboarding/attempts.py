"""What people try on a checklist: anything at all, and what leads on, so that the tries in between find something to spoil."""

from collections.abc import Callable
from datetime import date, datetime

from hypothesis import strategies as st

from onboarding import keeping, signing
from onboarding.checklist import Checklist, Way
from onboarding.deed import Deed
from onboarding.program import STAGES
from onboarding.standing import Colleague
from tests.onboarding.onboard import ADA, BO, CY, PROGRAMS, answers

Attempt = Callable[[Checklist, datetime], Deed]

IDS = ("ada", "bo", "cy", "dee", "eve")
ROLES = ("csr", "trainer", "curator", "lead")
LEARNERS = ("dee", "eve", "ada")  # Ada cannot have taught herself
SIGNERS = (BO, CY, ADA, Colleague("ada", "lead"), Colleague("eve", "trainer"))
people = st.builds(Colleague, st.sampled_from(IDS), st.sampled_from(ROLES))
skills = st.sampled_from(("greeting", "returns", "juggling"))
stages = st.sampled_from((*STAGES, "sing"))
words = st.sampled_from(("", " ", "We found the parcel."))


def debriefing(skill: str, stage: str, by: Colleague) -> Attempt:
    """Return the try to answer every question of a stage."""

    def do(now: Checklist, at: datetime) -> Deed:
        way = now.ways.get(skill)
        given = answers(way.skill, stage) if way and stage in STAGES else {}
        return signing.debrief(now, skill, stage, given, by, at)

    return do


anything = st.one_of(
    st.builds(debriefing, skills, stages, people),
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


def onward(skill: str, learner: str) -> Attempt:
    """Return the try to do what the skill lacks next, and to sign off where nothing is lacking."""

    def do(now: Checklist, at: datetime) -> Deed:
        way = now.ways[skill]
        step = way.now()
        lacking = step.lacks(way.skill) if step else ()
        if step is None or not lacking:
            return _signing_now(way, BO)(now, at)
        if lacking[0] == "debrief":
            return debriefing(skill, step.stage, ADA)(now, at)
        if lacking[0] == "conversations":
            return signing.talk(now, skill, "Found it.", ADA, at)
        if lacking[0] == "taught":
            return signing.teach(now, skill, learner, ADA, at)
        taught = step.taught.word("person") if step.taught else learner
        return signing.confirm(now, skill, "A lot.", Colleague(taught, "csr"), at)

    return do


def signing_now(skill: str, by: Colleague) -> Attempt:
    """Return the try to sign off the stage under way, whatever it lacks."""
    return lambda now, at: _signing_now(now.ways[skill], by)(now, at)


def _signing_now(way: Way, by: Colleague) -> Attempt:
    step = way.now()
    stage = step.stage if step else STAGES[-1]
    return lambda now, at: signing.sign_off(now, way.skill.id, stage, by, at)


def more_time_now(skill: str) -> Attempt:
    """Return the try to give the stage under way more time."""

    def do(now: Checklist, at: datetime) -> Deed:
        step = now.ways[skill].now()
        return signing.more_time(now, skill, step.stage if step else "teach", "Once more.", BO, at)

    return do


def all_of_a_stage(skill: str, stage: str, by: Colleague) -> list[Attempt]:
    """Return the tries to give all the evidence of a stage and to sign it off, whether or not it is its turn."""
    taught = Colleague("eve", "csr")
    return [
        debriefing(skill, stage, ADA),
        *[lambda now, at: signing.talk(now, skill, "Found it.", ADA, at)] * 2,
        lambda now, at: signing.teach(now, skill, taught.id, ADA, at),
        lambda now, at: signing.confirm(now, skill, "A lot.", taught, at),
        lambda now, at: signing.sign_off(now, skill, stage, by, at),
    ]


known_skills, known_stages = st.sampled_from(("greeting", "returns")), st.sampled_from(STAGES)
learners = st.sampled_from(LEARNERS)
signers = st.sampled_from(SIGNERS)
leading_on = st.builds(onward, known_skills, learners)


def spoilers(skill: str) -> list[Attempt]:
    """Return every try that can take away, or pretend, what a sign-off of a skill rests on."""
    return [
        *(signing_now(skill, by) for by in SIGNERS),
        *(debriefing(skill, stage, ADA) for stage in STAGES),
        *(lambda now, at, stage=stage: signing.sign_off(now, skill, stage, BO, at) for stage in STAGES),
        *(lambda now, at, stage=stage: signing.withdraw(now, skill, stage, "By mistake.", CY, at) for stage in STAGES),
        *(lambda now, at, who=who: signing.teach(now, skill, who, ADA, at) for who in LEARNERS),
        *(
            lambda now, at, who=who: signing.confirm(now, skill, "A lot.", Colleague(who, "csr"), at)
            for who in LEARNERS
        ),
        more_time_now(skill),
        lambda now, at: keeping.renew(now, PROGRAMS[2], skill, CY, at),
    ]


spoiling = known_skills.flatmap(lambda skill: st.sampled_from(spoilers(skill)))


@st.composite
def _led_on(draw: st.DrawFn) -> list[Attempt]:
    """Return tries of which most lead a skill on, whatever others did before, with some that spoil what was there."""
    places = st.integers(0, 9)
    return [
        draw(leading_on if place < 6 else spoiling if place < 9 else anything)
        for place in draw(st.lists(places, min_size=15, max_size=60))
    ]


_stages_in_any_order = st.lists(st.builds(all_of_a_stage, known_skills, known_stages, signers), max_size=10).map(
    lambda found: [attempt for stage in found for attempt in stage]
)
attempts = st.one_of(
    st.lists(anything, max_size=60),
    _led_on(),
    _stages_in_any_order,
)
