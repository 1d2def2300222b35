"""What the others on a checklist are told when something happened on it; owed with the deed that caused it."""

from bot.conversations.checklist.advice import advice_for
from bot.conversations.checklist.finding import here, names
from bot.conversations.checklist.words import STARTER_DOES, TRAINER_DOES
from bot.conversations.wording import label
from bot.desk import Desk
from bot.message import Button, Buttons, Message, Part, say
from onboarding.checklist import Checklist, Way

KIND = "checklist"


def tell(desk: Desk, person: str, message: Message, checklist: Checklist) -> None:
    """Owe a message about a checklist to somebody, where they are met."""
    desk.notices.tell(person, message, KIND, f"checklist:{checklist.id}")


def open_button(checklist: Checklist, words: str = "Open the checklist") -> Button:
    """Return the button that opens a checklist."""
    return Button(words, "checklist.open", here(checklist))


def skill_button(checklist: Checklist, way: Way, words: str = "") -> Button:
    """Return the button that opens a skill of a checklist."""
    return Button(words or f"Open {way.skill.name}", "checklist.skill", here(checklist, way))


def starter_prompt(checklist: Checklist, way: Way, desk: Desk) -> tuple[Part, ...]:
    """Return what the starter does now at a skill."""
    step = way.now()
    if step is None:
        return ()
    title = say("**{skill}: {stage}**", skill=way.skill.name, stage=label(step.stage))
    does = say(STARTER_DOES[step.stage], **names(checklist, desk))
    return (title, does)


def trainer_prompt(checklist: Checklist, way: Way, desk: Desk) -> tuple[Part, ...]:
    """Return what the trainer does now at a skill, with advice for how this starter learns."""
    step = way.now()
    if step is None:
        return ()
    title = say("**{skill}: {stage}**", skill=way.skill.name, stage=label(step.stage))
    does = say(TRAINER_DOES[step.stage], **names(checklist, desk))
    to_show = (say("What to show: {show}", show=way.skill.show),) if step.stage == "show" and way.skill.show else ()
    return (title, does, *to_show, *advice_for(checklist, step.stage))


def prompt_starter(
    checklist: Checklist, way: Way, desk: Desk, title: str, *before: Part, more: tuple[Button, ...] = ()
) -> None:
    """Tell the starter what to do now at a skill, after what there is to say before."""
    parts = (*before, *starter_prompt(checklist, way, desk), Buttons((skill_button(checklist, way), *more)))
    tell(desk, checklist.starter, Message(title, parts), checklist)


def prompt_trainer(
    checklist: Checklist, way: Way, desk: Desk, title: str, *before: Part, more: tuple[Button, ...] = ()
) -> None:
    """Tell the trainer what to do now at a skill, after what there is to say before."""
    parts = (*before, *trainer_prompt(checklist, way, desk), Buttons((skill_button(checklist, way), *more)))
    tell(desk, checklist.trainer, Message(title, parts), checklist)
