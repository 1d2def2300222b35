"""Who somebody in Teams is, from what the roster and their activity say of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversations.doors import Belonging
from bot.conversations.linking import PRODUCTS
from bot.desk import Desk
from bot.teams.heard import Somebody
from bot.teams.limits import clean, cut
from bot.turn import Person

SURFACE = "teams"
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody as Teams describes them now. ``id`` is the person's, ``time_zone`` empty where nobody said."""

    id: str
    name: str
    time_zone: str
    language: str
    belonging: Belonging


def person_id(tenant: str, id: str) -> str:
    """Return the id by which Baton knows somebody of a tenant."""
    return f"{SURFACE}:{tenant}:{id}"


def profile_of(member: Mapping[str, Any], somebody: Somebody, tenant: str) -> Profile:
    """Return what the roster says of somebody, seen from Baton's tenant; with no tenant everybody is of the team.

    https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context#get-single-member-details
    """
    named = member.get("name") or member.get("givenName") or somebody.name or "Somebody"
    theirs = str(member.get("tenantId") or somebody.tenant)
    is_guest = str(member.get("userRole") or "").casefold() in {"guest", "anonymous"}
    is_stranger = bool(tenant) and tenant.casefold() not in {theirs.casefold(), ""}
    return Profile(
        id=person_id(theirs, str(member.get("objectId") or member.get("aadObjectId") or somebody.id)),
        name=cut(" ".join(clean(str(named)).split()), LONGEST_NAME) or "Somebody",
        time_zone=_time_zone(somebody.time_zone),
        language=somebody.language,
        belonging="guest" if is_guest else "stranger" if is_stranger else "member",
    )


def as_now(known: Profile, somebody: Somebody) -> Profile:
    """Return a profile with the time zone and language of the client that is used now, where it says them."""
    return replace(
        known,
        time_zone=_time_zone(somebody.time_zone) or known.time_zone,
        language=somebody.language or known.language,
    )


def meet(profile: Profile, desk: Desk, time_zone: str, *, writes: bool = True) -> Person:
    """Return the person somebody is in the team, added the first time.

    Whoever of the team writes first is a lead while no chat product has one: no activity says who may administer
    what. Until then nobody is added to whom Baton was only given, as an organisation gives it to everybody at once.
    Somebody who is linked is whom they are in the other product.
    """
    linked = desk.people.person(desk.links.person_of(profile.id))
    if linked and linked.id != profile.id:
        return linked
    known = desk.people.person(profile.id)
    leads = profile.belonging == "member" and not any(one.surface in PRODUCTS for one in desk.people.in_roles("lead"))
    role = known.role if known else "lead" if leads and writes else "csr"
    zone = profile.time_zone or (known.time_zone if known else time_zone)
    language = profile.language or (known.language if known else "")
    person = Person(profile.id, profile.name, role, zone, SURFACE, language)
    return desk.people.meet(person, desk.now) if known or writes or not leads else person


def _time_zone(name: str) -> str:
    try:
        return ZoneInfo(name).key if name else ""
    except (LookupError, ValueError, OSError):
        return ""
