"""Who somebody is to a checklist, and the sentence for those who may not do something there."""

from dataclasses import dataclass

from knowledge.refusal import Refusal
from onboarding.checklist import Checklist, Way

ROLES_THAT_TRAIN = ("trainer", "lead")


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the team: an id and a role ("csr", "trainer", "curator", "lead")."""

    id: str
    role: str


def standings(colleague: Colleague, checklist: Checklist) -> frozenset[str]:
    """Return who somebody is to a checklist: "starter", or any of "trainer", "lead", "buddy".

    On their own checklist everybody is the starter alone, whatever their role.
    """
    if colleague.id == checklist.starter:
        return frozenset({"starter"})
    here = {
        "trainer": colleague.id == checklist.trainer,
        "lead": colleague.role == "lead",
        "buddy": colleague.id == checklist.buddy,
    }
    return frozenset(standing for standing, is_so in here.items() if is_so)


def need_standing(colleague: Colleague, checklist: Checklist, who: tuple[str, ...], what: str) -> None:
    """Hold a deed to those who may do it.

    Raises:
        Refusal: the colleague is none of ``who``.
    """
    here = standings(colleague, checklist)
    if here & set(who):
        return
    allowed = " or ".join(_WORDS[each] for each in who)
    if here == {"starter"}:
        raise Refusal(f"Nobody can {what} on their own checklist. {allowed[:1].upper()}{allowed[1:]} can.")
    raise Refusal(f"Only {allowed} can {what}.")


def need_running(checklist: Checklist) -> None:
    """Hold a deed to a checklist that is neither paused nor ended.

    Raises:
        Refusal: with what to do instead.
    """
    need_open(checklist)
    if checklist.paused:
        raise Refusal("This checklist is paused, so nothing of it goes on. The trainer or a lead can resume it.")


def need_open(checklist: Checklist) -> None:
    """Hold a deed to a checklist that was not ended.

    Raises:
        Refusal: it was ended.
    """
    if checklist.ended:
        raise Refusal("This checklist was ended. Its record stays as it is; a new one can be started.")


def way_of(checklist: Checklist, skill: str) -> Way:
    """Return the way of a skill.

    Raises:
        Refusal: the checklist has no such skill.
    """
    if skill not in checklist.ways:
        raise Refusal("This checklist has no such skill. Open the checklist again to see what it has.")
    return checklist.ways[skill]


_WORDS = {
    "starter": "the starter",
    "trainer": "the designated trainer",
    "lead": "a lead",
    "buddy": "the buddy",
}
