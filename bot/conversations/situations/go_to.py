"""Naming who to go to about a topic: whoever found the team's answer is offered."""

from collections.abc import Sequence

from bot.conversations.permission import CURATORS, LEADS, may, need
from bot.desk import Desk
from bot.message import Button, Buttons, Message, Part, cheer, note, say
from bot.turn import Person, Turn
from knowledge.refusal import Refusal
from knowledge.situation import Answer


def offer_go_to(topic: str, made_of: Sequence[Answer], person: Person, desk: Desk) -> tuple[Part, ...]:
    """Offer the authors of a settled answer as the people to go to, and as trainers, for its topic."""
    if not topic:
        return ()
    named = desk.situations.helpers.named(topic)
    authors = dict.fromkeys(each.person for each in made_of if not each.anonymous)
    found = [desk.people.person(id) for id in authors if id not in named]
    buttons = []
    for author in (each for each in found if each):
        values = {"topic": topic, "person": author.id}
        buttons.append(Button(f"Name {author.name} for {topic}", "situations.go_to", values))
        if author.role == "csr" and may(person, LEADS):
            buttons.append(Button(f"Make {author.name} a trainer", "people.appoint", {"person": author.id}))
    words = say("Whoever finds an answer is a good person to go to about it, and to learn it from.")
    return (words, Buttons(tuple(buttons))) if buttons else ()


def go_to(turn: Turn, desk: Desk) -> Message:
    """Name somebody as the person to go to about a topic; they hear it."""
    need(turn.person, desk, CURATORS, "name who to go to about a topic")
    person, topic = desk.people.person(turn.value("person")), turn.value("topic")
    if person is None or not topic:
        raise Refusal("There is nobody like that, or no such topic. Nothing was changed.")
    with desk.together():
        is_new = desk.situations.helpers.name(topic, person.id, turn.person.id, desk.now)
        if is_new and person.id != turn.person.id:
            desk.notices.tell(person.id, _told(topic, turn.person), "situations", f"topic:{topic}")
    if not is_new:
        words = note("{name} is named for {topic} already.", name=person.name, topic=topic)
        return Message("Named already", (words,))
    words = cheer("{name} is named for {topic}, and is asked first from now on.", name=person.name, topic=topic)
    return Message("Named", (words,))


def _told(topic: str, by: Person) -> Message:
    words = cheer("**{name}** named you as the person to go to about **{topic}**.", name=by.name, topic=topic)
    more = say("You are asked first when somebody brings a situation on it. Thank you for knowing it.")
    return Message("You are named", (words, more))
