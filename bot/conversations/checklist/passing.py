"""When a skill is passed, and when all are: what everybody is told, and what becomes possible."""

from dataclasses import replace

from bot.conversations.checklist.finding import here, names
from bot.conversations.checklist.teachers import offer_to_leads
from bot.conversations.checklist.telling import open_button, prompt_starter, prompt_trainer, tell
from bot.conversations.wording import day, listed
from bot.desk import Desk
from bot.message import Button, Buttons, Facts, Message, cheer, say
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
    offer_to_leads(checklist, way, desk)
    prompt_starter(checklist, following, desk, f"{way.skill.name}: passed", words, offer, say("Next:"))
    if by.id != checklist.trainer:
        prompt_trainer(checklist, following, desk, f"{names(checklist, desk)['starter']} passed {way.skill.name}")


def completion(checklist: Checklist, desk: Desk) -> Message:
    """Return the card of a checklist on which everything is signed: what was passed, with whom, and the record."""
    known = names(checklist, desk)
    starter = desk.people.person(checklist.starter)
    words = cheer("{starter} has passed every skill, from show to teach. Well done, both of you.", **known)
    stand = [step.signed for way in checklist.ways.values() for step in way.steps if step.signed]
    trainers = dict.fromkeys(deed.person for deed in sorted(stand, key=lambda deed: deed.at))
    facts = Facts(
        (
            ("Starter", known["starter"]),
            ("Signed off by", listed(desk.people.name_of(person) for person in trainers)),
            ("First day", day(checklist.starts_on)),
            ("Skills passed", str(len(checklist.ways))),
            ("Sign-offs", str(sum(way.signed() for way in checklist.ways.values()))),
        )
    )
    offer = say(
        "{starter} is offered as a trainer for each skill. The record has every sign-off and prints as a PDF.", **known
    )
    buttons = [Button("Record", "checklist.record", here(checklist), "main"), open_button(checklist)]
    if starter and starter.role == "csr":
        values = {"person": starter.id, "role": "trainer"}
        buttons.append(Button(f"Make {starter.name} a trainer", "people.appoint", values))
    return Message(f"{known['starter']} is through", (words, facts, offer, Buttons(tuple(buttons))))


def _tell_of_completion(checklist: Checklist, by: Person, desk: Desk) -> None:
    card = completion(checklist, desk)
    leads = [person.id for person in desk.people.in_roles("lead")]
    for person in dict.fromkeys((checklist.starter, checklist.trainer, *leads)):
        if person != by.id:
            tell(desk, person, card if person in leads else without_offer(card), checklist)


def without_offer(card: Message) -> Message:
    """Return the card for those who appoint nobody."""
    parts = (
        Buttons(tuple(each for each in part.buttons if each.action != "people.appoint"))
        if isinstance(part, Buttons)
        else part
        for part in card.parts
    )
    return replace(card, parts=tuple(parts))
