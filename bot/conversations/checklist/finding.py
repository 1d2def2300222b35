"""The checklist and the skill that a turn is about, and who its people are."""

from bot.conversations.linking import PRODUCTS
from bot.conversations.wording import listed, shortened
from bot.desk import Desk
from bot.message import Field, Option
from bot.turn import Person, Turn
from knowledge.refusal import Refusal
from onboarding.checklist import Checklist, Way
from onboarding.standing import ROLES_THAT_TRAIN, Colleague, standings, way_of


def colleague(person: Person) -> Colleague:
    """Return somebody as the rules of a checklist know them."""
    return Colleague(person.id, person.role)


def colleague_with(id: str, desk: Desk) -> Colleague:
    """Return the colleague with this id; nobody has no id and no role."""
    person = desk.people.person(id) if id else None
    return colleague(person) if person else Colleague("", "")


def chosen(turn: Turn, name: str, desk: Desk) -> str:
    """Return the id of whoever was chosen in a field; empty where nobody was.

    Raises:
        Refusal: nobody of the team is that; with a sentence for the field.
    """
    id = turn.value(name)
    if id and desk.people.person(id) is None:
        sentence = f"{_unknown(id)} Type “people” to see whom I know."
        raise Refusal(sentence, {name: sentence})
    return id


def _unknown(id: str) -> str:
    """Say that nobody has this id, which is a name that was typed, or somebody a chat product let people choose."""
    if id.partition(":")[0] in PRODUCTS:
        return "I have not met whom you chose. Ask them to write to me once, then choose them again."
    return f"I know nobody in the team by “{shortened(id, 60)}”."


def asked_for(turn: Turn, desk: Desk) -> Checklist:
    """Return the checklist a turn is about.

    Raises:
        Refusal: there is none like that, or it is not for this person's eyes.
    """
    checklist = desk.checklists.checklist(turn.value("checklist"))
    if checklist is None:
        raise Refusal("There is no such checklist. Type “checklist” or “starters” to see what there is.")
    if not may_open(turn.person, checklist):
        who = listed((desk.people.name_of(checklist.starter), "the trainer", "the buddy"))
        raise Refusal(f"This checklist is for {who}, and for trainers and leads.")
    return checklist


def asked_for_way(turn: Turn, desk: Desk) -> tuple[Checklist, Way]:
    """Return the checklist and the skill a turn is about; raises as :func:`asked_for`."""
    checklist = asked_for(turn, desk)
    return checklist, way_of(checklist, turn.value("skill"))


def may_open(person: Person, checklist: Checklist) -> bool:
    """Say whether somebody may read a checklist."""
    return person.role in ROLES_THAT_TRAIN or bool(standings(colleague(person), checklist))


def trains(person: Person, checklist: Checklist) -> bool:
    """Say whether somebody signs stages off on a checklist: its trainer, or a lead who is not its starter."""
    return bool(standings(colleague(person), checklist) & {"trainer", "lead"})


def names(checklist: Checklist, desk: Desk) -> dict[str, str]:
    """Return the names of the starter and the trainer, for the sentences that need them."""
    return {"starter": desk.people.name_of(checklist.starter), "trainer": desk.people.name_of(checklist.trainer)}


def here(checklist: Checklist, way: Way | None = None, stage: str = "") -> dict[str, str]:
    """Return the values that lead a turn back to a checklist, a skill of it, and a stage."""
    values = {"checklist": checklist.id}
    if way:
        values["skill"] = way.skill.id
    if stage:
        values["stage"] = stage
    return values


def person_field(
    name: str, label: str, desk: Desk, value: str = "", *, roles: tuple[str, ...] = (), required: bool = True,
    hint: str = "", error: str = "", without: tuple[str, ...] = (),
) -> Field:  # fmt: skip
    """Return the field in which somebody of the team is chosen, of these roles where they are given."""
    people = [
        person for person in desk.people.all() if (not roles or person.role in roles) and person.id not in without
    ]
    options = tuple(Option(person.id, person.name) for person in people)
    return Field(name, label, "person", value, options, required, hint, error)
