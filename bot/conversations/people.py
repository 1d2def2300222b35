"""Who is in the team, who may do what, and how the team is called in its answers."""

from bot.conversations.paging import page_of, pager
from bot.conversations.permission import LEADS, may, need
from bot.conversations.wording import ROLE_NAMES, ROLE_TITLES
from bot.desk import Desk
from bot.message import Ask, Button, Field, Item, Items, Message, Option, cheer, say
from bot.turn import ROLES, Person, Turn
from knowledge.refusal import Refusal

MAY = {
    "csr": "asks, uses answers, says whether they fitted",
    "trainer": "does that, and leads new people in",
    "curator": "keeps the guide true",
    "lead": "does all of it and appoints the others",
}


def people(turn: Turn, desk: Desk) -> Message:
    """List everybody with their role; a lead can change it from here."""
    shown, more = page_of(turn, desk.people.all())
    items = tuple(_item(person, turn.person) for person in shown)
    return Message("The team", (Items(items), *pager(turn, "people.list", {}, more=more)))


def appoint(turn: Turn, desk: Desk) -> Message:
    """Ask for somebody's new role, and keep it."""
    need(turn.person, desk, LEADS, "appoint somebody")
    person = desk.people.person(turn.value("person"))
    if person is None:
        raise Refusal("There is nobody like that in the team. Open the list of people again.")
    if "role" not in turn.values:
        options = tuple(Option(role, f"{ROLE_TITLES[role]}: {MAY[role]}") for role in ROLES)
        field = Field("role", "Role", "choice", person.role, options)
        return Message(f"Appoint {person.name}", (Ask("people.appoint", "Appoint", (field,), {"person": person.id}),))
    appointed = desk.people.appoint(person.id, turn.value("role"), turn.person.id, desk.now)
    role = appointed.role
    done = cheer("{name} is {role} now: {may}.", name=appointed.name, role=ROLE_NAMES[role], may=MAY[role])
    return Message("Appointed", (done,))


def company(turn: Turn, desk: Desk) -> Message:
    """Ask for the company's name that {company} stands for in every answer, and keep it."""
    need(turn.person, desk, LEADS, "set the company's name")
    if "company" not in turn.values:
        hint = "It takes the place of {company} in every opening, answer and ending."
        field = Field("company", "Company name", value=desk.settings.get("company"), required=False, hint=hint)
        return Message("The company's name", (Ask("people.company", "Save", (field,)),))
    name = turn.value("company")
    desk.settings.set("company", name, turn.person.id, desk.now)
    if not name:
        return Message("The company's name", (say("There is none now, so it is asked for with every answer."),))
    return Message("The company's name", (cheer("Answers say **{name}** from now on.", name=name),))


def _item(person: Person, asking: Person) -> Item:
    name = f"{person.name} (you)" if person.id == asking.id else person.name
    if not may(asking, LEADS):
        return Item(name, f"{ROLE_TITLES[person.role]}: {MAY[person.role]}")
    button = Button("Change role", "people.appoint", {"person": person.id})
    return Item(name, f"{ROLE_TITLES[person.role]}: {MAY[person.role]}", button)
