"""What the bot says of the four stages: their names, their marks, and what to do at each, for the starter and the trainer."""

from collections.abc import Mapping
from typing import LiteralString

from bot.conversations.wording import counted, label, listed
from onboarding.checklist import Way
from onboarding.program import STAGES

DONE, NOW = " ✓", " now"

STARTER_DOES: Mapping[str, LiteralString] = {
    "show": "Watch how **{trainer}** does it. Then tell in your own words what you saw, and why you think it was done so.",
    "guide": "**{trainer}** carries the conversation, and you work the system. Afterwards you talk about what you did and why.",
    "do": "It is yours: carry the conversation and work the system yourself. Keep each real conversation here, then debrief.",
    "teach": "Teach it to somebody. Say here whom, they say what they learnt, and you debrief once more.",
}
TRAINER_DOES: Mapping[str, LiteralString] = {
    "show": "Do it yourself while **{starter}** watches. Then ask: what did you notice me do, and why do you think I did that?",
    "guide": "You carry the conversation, **{starter}** works the system. Debrief after each conversation: what, and why?",
    "do": "Let **{starter}** do all of it alone, and be near. Debrief after the conversation; it takes the time it takes.",
    "teach": "**{starter}** teaches it to somebody else. Who can teach a skill knows it well enough.",
}
# What is said instead once there is nothing more to do than to wait for the trainer, or for whoever was taught.
STARTER_WAITS: Mapping[str, LiteralString] = {
    "trainer": "Everything is there. **{trainer}** reads it now.",
    "learner": "You have done your part. **{learner}** has not said yet what they learnt from you.",
}
TRAINER_WAITS: Mapping[str, LiteralString] = {
    "trainer": "Everything a sign-off takes is there. Read it, then sign it off, or say what to try next.",
    "learner": "**{learner}** was taught by **{starter}**, and has not said yet what they learnt.",
}
LACKING: Mapping[str, str] = {
    "debrief": "the debrief",
    "conversations": "real conversations",
    "taught": "who was taught",
    "confirmed": "what the person who was taught says",
}


def marks(way: Way) -> str:
    """Return the stages of a skill in one line: Show ✓ · Guide now · Do · Teach."""
    now = way.now()
    signs = (DONE if step.signed else NOW if step is now and way.begun else "" for step in way.steps)
    return " · ".join(f"{label(stage)}{sign}" for stage, sign in zip(STAGES, signs, strict=True))


def missing(way: Way) -> str:
    """Return what the stage under way still lacks, in words; empty where nothing is missing."""
    step = way.now()
    lacking = step.lacks(way.skill) if step else ()
    if not step or not lacking:
        return ""
    left = way.skill.conversations - len(step.talks)
    words = {**LACKING, "conversations": counted(left, "real conversation")}
    return listed(words[each] for each in lacking)
