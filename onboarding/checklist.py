"""One starter's way through a program, as the deeds on it leave it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from onboarding.deed import Deed
from onboarding.program import Skill

State = Literal["running", "paused", "complete", "ended"]
Waiting = Literal["both", "starter", "trainer", "learner"]


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of one skill: the evidence that is there, and the sign-off once it is given.

    ``began`` is when the stage could be worked on; ``more_time`` the last word on what to try next.
    """

    stage: str
    began: datetime | None = None
    debrief: Deed | None = None
    talks: tuple[Deed, ...] = ()
    taught: Deed | None = None
    confirmed: Deed | None = None
    more_time: Deed | None = None
    signed: Deed | None = None

    def evidence(self) -> tuple[Deed, ...]:
        """Return the deeds that speak for the starter at this stage."""
        return tuple(deed for deed in (self.debrief, *self.talks, self.taught, self.confirmed) if deed)

    def lacks(self, skill: Skill) -> tuple[str, ...]:
        """Return what is not there yet: "debrief", "conversations", "taught", "confirmed"."""
        lacking = [] if self.debrief else ["debrief"]
        if self.stage == "do" and len(self.talks) < skill.conversations:
            lacking.append("conversations")
        if self.stage == "teach" and not self.taught:
            lacking.append("taught")
        if self.stage == "teach" and not self.confirmed:
            lacking.append("confirmed")
        return tuple(lacking)


@dataclass(frozen=True, slots=True)
class Way:
    """The four steps of one skill, as ``version`` of the program has it."""

    skill: Skill
    version: int
    steps: tuple[Step, ...]
    begun: datetime | None = None

    def now(self) -> Step | None:
        """Return the step to work on, or None where all are signed."""
        return next((step for step in self.steps if not step.signed), None)

    def step(self, stage: str) -> Step | None:
        """Return the step of a stage, or None if it is no stage."""
        return next((step for step in self.steps if step.stage == stage), None)

    def signed(self) -> int:
        """Return how many stages are signed."""
        return sum(1 for step in self.steps if step.signed)

    def waits_for(self) -> Waiting | None:
        """Return whose turn it is; None where the skill is passed.

        Showing and guiding take both. "learner" is the person who was taught and has not confirmed it.
        """
        step = self.now()
        if step is None:
            return None
        lacking = step.lacks(self.skill)
        if not lacking:
            return "trainer"
        if lacking == ("confirmed",):
            return "learner"
        return "starter" if step.stage in {"do", "teach"} else "both"


@dataclass(frozen=True, slots=True)
class Checklist:
    """One starter, one program, a designated trainer and a buddy. People are named by their ids.

    ``deeds`` are all that happened, the oldest first; ``away`` says until which day somebody is on leave.
    """

    id: str
    program: str
    version: int
    starter: str
    trainer: str
    buddy: str
    starts_on: date
    deeds: tuple[Deed, ...] = ()
    ways: Mapping[str, Way] = field(default_factory=dict)
    learns: tuple[str, ...] = ()
    away: Mapping[str, date] = field(default_factory=dict)
    paused: Deed | None = None
    ended: Deed | None = None
    pauses: tuple[tuple[datetime, datetime], ...] = ()

    def state(self) -> State:
        """Return whether it is running, paused, complete or ended."""
        if self.ended:
            return "ended"
        if self.paused:
            return "paused"
        return "complete" if all(way.now() is None for way in self.ways.values()) else "running"

    def next_way(self) -> Way | None:
        """Return the skill to go on with: the first that was begun and is not passed, else the first not begun."""
        open_ways = [way for way in self.ways.values() if way.now()]
        return next((way for way in open_ways if way.begun), next(iter(open_ways), None))

    def is_away(self, person: str, today: date) -> bool:
        """Say whether somebody is on leave today."""
        return person in self.away and today <= self.away[person]

    def snoozed_until(self) -> str:
        """Return the day (ISO) before which nobody is to be reminded, or nothing."""
        snoozed = self.of("snoozed")
        return snoozed[-1].word("until") if snoozed else ""

    def of(self, kind: str, skill: str = "", stage: str = "") -> tuple[Deed, ...]:
        """Return the deeds of a kind, in a skill and stage where they are given, the oldest first."""
        return tuple(
            deed for deed in self.deeds if deed.kind == kind and skill in {"", deed.skill} and stage in {"", deed.stage}
        )

    def seconds_between(self, since: datetime, until: datetime) -> int:
        """Return the seconds from one time to another without the pauses between them."""
        paused = timedelta()
        for began, finished in self.pauses:
            paused += max(min(finished, until) - max(began, since), timedelta())
        return max(0, round((until - since - paused).total_seconds()))
