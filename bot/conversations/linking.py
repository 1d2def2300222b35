"""Linking what two chat products know apart: one person who is in both, and one team that uses both."""

from collections.abc import Mapping

from bot.conversations.home import action_of
from bot.conversations.permission import LEADS
from bot.conversations.wording import listed, shortened
from bot.desk import Desk
from bot.message import Ask, Button, Buttons, Field, Message, Option, cheer, say
from bot.turn import Person, Turn
from knowledge.refusal import Refusal

PRODUCTS = {"slack": "Slack", "teams": "Teams"}
LINKED = "linked: "  # the setting that says that a lead has linked a product to the team
LINKING = ("people.link", "people.linked")
YES, NO = "yes", "no"


def is_open(surface: str, desk: Desk) -> bool:
    """Say whether a chat product belongs to the team: it is led from there, or a lead has linked it."""
    return desk.db.remembered(("is open", desk.team, surface), lambda: _is_open(surface, desk))


def _is_open(surface: str, desk: Desk) -> bool:
    led_from = {lead.surface for lead in desk.people.in_roles(*LEADS)} & PRODUCTS.keys()
    return not led_from or surface in led_from or desk.settings.get(f"{LINKED}{surface}") == YES


def must_be_open(surface: str, action: str, values: Mapping[str, str], desk: Desk) -> None:
    """Hold a turn to the chat products that the leads have linked; whoever wants to link one may.

    Raises:
        Refusal: the team is led from another one, and nobody has linked the two.
    """
    wanted = action_of(values.get("text", "")) if action == "say" else action
    if wanted in LINKING or is_open(surface, desk):
        return
    leads = [lead for lead in desk.people.in_roles(*LEADS) if lead.surface in PRODUCTS]
    where = PRODUCTS[leads[0].surface]
    names = listed((lead.name for lead in leads if lead.surface == leads[0].surface), "or")
    raise Refusal(
        f"The team works in {where}, and nobody has linked {PRODUCTS[surface]} to it yet. {names} can: send the word "
        f"link here, and agree in {where}."
    )


def link(turn: Turn, desk: Desk) -> Message:
    """Ask somebody who they are in the other chat product, and ask that person whether it is true."""
    others = [each for each in desk.people.all() if _is_elsewhere(each, turn.person)]
    if not others:
        raise Refusal("Everybody I know is met in one place, so there is nobody to link you with.")
    person = next((each for each in others if each.id == turn.value("person")), None)
    if person is None:
        options = tuple(Option(each.id, f"{each.name} in {PRODUCTS[each.surface]}") for each in others)
        words = say("Who are you there? I ask that person whether it is true; from then on the two of you are one.")
        typed = turn.value("person")
        error = f"I know nobody there by “{shortened(typed, 60)}”." if typed else ""
        you = Field("person", "You", "person", typed, options, error=error)
        return Message("Link", (words, Ask("people.link", "Ask them", (you,))))
    with desk.together():
        desk.links.ask(turn.person.id, person.id, desk.now)
        desk.notices.tell(person.id, _question(turn.person))
    words = say(
        "I asked **{name}** in {product}. Agree there, and you are one.",
        name=person.name,
        product=PRODUCTS[person.surface],
    )
    return Message("Link", (words,))


def linked(turn: Turn, desk: Desk) -> Message:
    """Keep whether somebody in the other chat product is this person; a lead who agrees links the product too."""
    other = desk.people.person(turn.value("person"))
    if other is None:
        raise Refusal("There is nobody like that any more. Nothing was linked.")
    if turn.value("agreed") != YES:
        desk.links.refuse(other.id, turn.person.id)
        return Message("Not linked", (say("{name} stays somebody else.", name=other.name),))
    with desk.together():
        if not desk.links.agree(other.id, turn.person.id, desk.now):
            raise Refusal("That was settled before, or nobody asked. Nothing was changed.")
        desk.people.leave(other.id, desk.now)
        if turn.person.role in LEADS and other.surface in PRODUCTS:
            desk.settings.set(f"{LINKED}{other.surface}", YES, turn.person.id, desk.now)
    product = PRODUCTS.get(other.surface, other.surface)
    return Message(
        "Linked", (cheer("You are one in {product} and here. What concerns you comes here.", product=product),)
    )


def _question(asking: Person) -> Message:
    product = PRODUCTS.get(asking.surface, asking.surface)
    words = say("**{name}** in {product} says that they are you. Is that true?", name=asking.name, product=product)
    given = {"person": asking.id}
    yes = Button("Yes, that is me", "people.linked", {**given, "agreed": YES}, "main")
    return Message("Is that you?", (words, Buttons((yes, Button("No", "people.linked", {**given, "agreed": NO})))))


def _is_elsewhere(other: Person, person: Person) -> bool:
    return other.surface in PRODUCTS and person.surface in PRODUCTS and other.surface != person.surface
