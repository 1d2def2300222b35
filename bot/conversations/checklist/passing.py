"""When a skill is passed, and when all are: what everybody is told, and what becomes possible."""

from bot.conversations.checklist.finding import here, names
from bot.conversations.checklist.telling import open_button, prompt_starter, prompt_trainer, tell
from bot.conversations.wording import counted
from bot.desk import Desk
from bot.message import Button, Buttons, Message, cheer, say
from bot.turn import Person
from onboarding.checklist import Checklist, Way


def tell_of_passing(checklist: Checklist, way: Way, by: Person, desk: Desk) -> None:
    """Tell those on a checklist that a skill is passed from show to teach, and what is next, or that all are."""
    words = cheer("**{skill}** is passed: you can do it, and you can teach it.", skill=way.skill.name)
    offer = say("From now on you are offered as a trainer for it, to whoever looks for one.")
    following = checklist.next_way()
    if following is None:
        _tell_of_completion(checklist, by, desk)
        return
    prompt_starter(checklist, following, desk, f"{way.skill.name}: passed", words, offer, say("Next:"))
    if by.id != checklist.trainer:
        prompt_trainer(checklist, following, desk, f"{names(checklist, desk)['starter']} passed {way.skill.name}")


def _tell_of_completion(checklist: Checklist, by: Person, desk: Desk) -> None:
    known = names(checklist, desk)
    skills = counted(len(checklist.ways), "skill")
    buttons = Buttons((Button("Record", "checklist.record", here(checklist)), open_button(checklist)))
    words = cheer(
        "{starter} has passed all {skills}, from show to teach. Well done, both of you.", **known, skills=skills
    )
    offer = say("{starter} is offered as a trainer for each of them. The record has every sign-off.", **known)
    message = Message(f"{known['starter']} is through", (words, offer, buttons))
    leads = [person.id for person in desk.people.in_roles("lead")]
    for person in dict.fromkeys((checklist.starter, checklist.trainer, *leads)):
        if person != by.id:
            tell(desk, person, message, checklist)
