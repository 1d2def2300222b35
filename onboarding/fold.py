"""How a checklist follows from its deeds: one small function a kind of deed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from onboarding.checklist import Checklist, Step, Way
from onboarding.deed import Deed
from onboarding.program import STAGES, Program, Skill


def fresh_way(skill: Skill, version: int, began: datetime) -> Way:
    """Return the way of a skill on which nothing has happened."""
    first, *others = (Step(stage) for stage in STAGES)
    return Way(skill, version, (replace(first, began=began), *others))


def fresh(checklist: Checklist, program: Program, began: datetime) -> Checklist:
    """Return a checklist with a way for every skill of the program."""
    ways = {skill.id: fresh_way(skill, program.version, began) for skill in program.skills}
    return replace(checklist, ways=ways)


def follow(checklist: Checklist, deeds: Iterable[Deed], programs: Mapping[int, Program]) -> Checklist:
    """Return the checklist after these deeds; ``programs`` holds every version they speak of."""
    for deed in deeds:
        checklist = after(checklist, deed, programs)
    return checklist


def after(checklist: Checklist, deed: Deed, programs: Mapping[int, Program]) -> Checklist:
    """Return the checklist after one more deed."""
    checklist = replace(checklist, deeds=(*checklist.deeds, deed))
    if deed.kind == "renewed":
        return _renewed(checklist, deed, programs[int(deed.word("version"))])
    if deed.kind in _ON_CHECKLISTS:
        return _ON_CHECKLISTS[deed.kind](checklist, deed)
    if deed.kind in _ON_WAYS:
        way = checklist.ways[deed.skill]
        begun = way.begun or deed.at
        changed = _ON_WAYS[deed.kind](replace(way, begun=begun), deed)
        return replace(checklist, ways={**checklist.ways, deed.skill: changed})
    return checklist


def _with_step(way: Way, step: Step) -> Way:
    return replace(way, steps=tuple(step if each.stage == step.stage else each for each in way.steps))


def _step(way: Way, deed: Deed) -> Step:
    return way.steps[STAGES.index(deed.stage)]


def _begun(way: Way, _deed: Deed) -> Way:
    return way


def _debriefed(way: Way, deed: Deed) -> Way:
    return _with_step(way, replace(_step(way, deed), debrief=deed))


def _talked(way: Way, deed: Deed) -> Way:
    step = _step(way, deed)
    return _with_step(way, replace(step, talks=(*step.talks, deed)))


def _taught(way: Way, deed: Deed) -> Way:
    # Somebody else was taught, so what the person before confirmed speaks for nothing now.
    return _with_step(way, replace(_step(way, deed), taught=deed, confirmed=None))


def _confirmed(way: Way, deed: Deed) -> Way:
    return _with_step(way, replace(_step(way, deed), confirmed=deed))


def _more_time(way: Way, deed: Deed) -> Way:
    # Conversations were had and people were taught; only the debrief is about the next try.
    return _with_step(way, replace(_step(way, deed), more_time=deed, debrief=None))


def _signed(way: Way, deed: Deed) -> Way:
    place = STAGES.index(deed.stage)
    steps = list(way.steps)
    steps[place] = replace(steps[place], signed=deed)
    if place + 1 < len(STAGES):
        steps[place + 1] = replace(steps[place + 1], began=deed.at)
    return replace(way, steps=tuple(steps))


def _withdrawn(way: Way, deed: Deed) -> Way:
    """Re-open a stage and those after it: what spoke for them before does not any more."""
    place = STAGES.index(deed.stage)
    reopened = (Step(stage, deed.at if stage == deed.stage else None) for stage in STAGES[place:])
    return replace(way, steps=(*way.steps[:place], *reopened))


def _renewed(checklist: Checklist, deed: Deed, program: Program) -> Checklist:
    skill = program.skill(deed.skill)
    if skill is None:
        raise LookupError(f"version {program.version} of {program.id} has no skill {deed.skill}")
    return replace(checklist, ways={**checklist.ways, skill.id: fresh_way(skill, program.version, deed.at)})


def _learns(checklist: Checklist, deed: Deed) -> Checklist:
    return replace(checklist, learns=tuple(deed.word("ways").splitlines()))


def _handed_over(checklist: Checklist, deed: Deed) -> Checklist:
    trainer = deed.word("trainer")
    buddy = "" if checklist.buddy == trainer else checklist.buddy  # whoever was the buddy is asked everything now
    return replace(checklist, trainer=trainer, buddy=buddy)


def _buddy(checklist: Checklist, deed: Deed) -> Checklist:
    return replace(checklist, buddy=deed.word("buddy"))


def _away(checklist: Checklist, deed: Deed) -> Checklist:
    until = date.fromisoformat(deed.word("until"))
    return replace(checklist, away={**checklist.away, deed.word("who"): until})


def _paused(checklist: Checklist, deed: Deed) -> Checklist:
    return replace(checklist, paused=deed)


def _resumed(checklist: Checklist, deed: Deed) -> Checklist:
    began = checklist.paused.at if checklist.paused else deed.at
    return replace(checklist, paused=None, pauses=(*checklist.pauses, (began, deed.at)))


def _ended(checklist: Checklist, deed: Deed) -> Checklist:
    return replace(checklist, ended=deed)


_ON_CHECKLISTS: Mapping[str, Callable[[Checklist, Deed], Checklist]] = {
    "learns": _learns,
    "handed over": _handed_over,
    "buddy": _buddy,
    "away": _away,
    "paused": _paused,
    "resumed": _resumed,
    "ended": _ended,
}
_ON_WAYS: Mapping[str, Callable[[Way, Deed], Way]] = {
    "begun": _begun,
    "debriefed": _debriefed,
    "talked": _talked,
    "taught": _taught,
    "confirmed": _confirmed,
    "more time": _more_time,
    "signed": _signed,
    "withdrawn": _withdrawn,
}
