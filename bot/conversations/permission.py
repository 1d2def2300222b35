"""Who may do what; every refusal says who can."""

from bot.conversations.wording import ROLE_NAMES, listed
from bot.desk import Desk
from bot.turn import Person
from knowledge.entry import Entry
from knowledge.refusal import Refusal

CURATORS = ("curator", "lead")
LEADS = ("lead",)
TRAINERS = ("trainer", "lead")


def may(person: Person, roles: tuple[str, ...]) -> bool:
    """Say whether the person has one of these roles."""
    return person.role in roles


def need(person: Person, desk: Desk, roles: tuple[str, ...], what: str) -> None:
    """Hold a turn to a role.

    Raises:
        Refusal: the person has none of these roles; it names the people who do.
    """
    if may(person, roles):
        return
    who = listed((ROLE_NAMES[role] for role in roles), "or")
    names = [f"{other.name} ({other.role})" for other in desk.people.in_roles(*roles)]
    here = f"In your team: {listed(names)}." if names else "Your team has none yet."
    raise Refusal(f"Only {who} can {what}. {here}")


def may_of(person: Person, desk: Desk, entry: Entry | None, what: str) -> None:
    """Hold a turn to whoever stands behind an entry, or keeps the guide.

    Raises:
        Refusal: the person does neither; it names the people who keep the guide.
    """
    if entry is None or entry.owner != person.id:
        need(person, desk, CURATORS, what)
