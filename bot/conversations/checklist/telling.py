"""What the others on a checklist are told when something happened on it; owed with the deed that caused it."""

from bot.conversations.checklist.advice import advice_for
from bot.conversations.checklist.finding import here, names
from bot.conversations.checklist.words import STARTER_DOES, STARTER_WAITS, TRAINER_DOES, TRAINER_WAITS
from bot.conversations.wording import label
from bot.desk import Desk
from bot.message import Button, Buttons, Message, Part, Text, say
from bot.turn import Person
from onboarding.checklist import Checklist, Step, Way

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
    """Return what the starter does now at a skill, or whom it waits for once they have done it."""
    step = way.now()
    if step is None:
        return ()
    waits = STARTER_WAITS.get(way.waits_for() or "")
    return (_title(way, step), say(waits or STARTER_DOES[step.stage], **_people(checklist, step, desk)))


def trainer_prompt(checklist: Checklist, way: Way, desk: Desk) -> tuple[Part, ...]:
    """Return what the trainer does now at a skill, or what waits, with advice for how this starter learns."""
    step = way.now()
    if step is None:
        return ()
    waits = TRAINER_WAITS.get(way.waits_for() or "")
    does = say(waits or TRAINER_DOES[step.stage], **_people(checklist, step, desk))
    to_show = step.stage == "show" and way.skill.show and not waits
    show = (say("What to show: {show}", show=way.skill.show),) if to_show else ()
    return (_title(way, step), does, *show, *advice_for(checklist, step.stage))


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
    step = way.now()
    ready = step and not step.lacks(way.skill)
    read = (Button("Read and sign off", "checklist.read", here(checklist, way), "main"),) if ready else ()
    parts = (*before, *trainer_prompt(checklist, way, desk), Buttons((*read, skill_button(checklist, way), *more)))
    tell(desk, checklist.trainer, Message(title, parts), checklist)


def tell_both(desk: Desk, by: Person, message: Message, checklist: Checklist) -> None:
    """Owe a message about a checklist to its starter and its trainer, but for whoever did what it tells of."""
    for person in (checklist.starter, checklist.trainer):
        if person != by.id:
            tell(desk, person, message, checklist)


def _title(way: Way, step: Step) -> Text:
    return say("**{skill}: {stage}**", skill=way.skill.name, stage=label(step.stage))


def _people(checklist: Checklist, step: Step, desk: Desk) -> dict[str, str]:
    """Return the names that the sentences of a stage may say."""
    learner = desk.people.name_of(step.taught.word("person")) if step.taught else ""
    return {**names(checklist, desk), "learner": learner}
