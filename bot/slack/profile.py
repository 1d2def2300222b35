"""Who a Slack user is, from what users.info, user_change and team_join say of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversations.doors import Belonging
from bot.desk import Desk
from bot.slack.limits import clean, cut
from bot.turn import Person

SURFACE = "slack"
LONGEST_NAME = 80
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Profile:
    """A user as Slack describes them now. ``id`` is the person's, ``time_zone`` empty where Slack names none."""

    id: str
    name: str
    time_zone: str
    language: str
    belonging: Belonging
    is_admin: bool
    is_bot: bool
    has_left: bool


def person_id(team: str, user: str) -> str:
    """Return the id by which Baton knows a Slack user."""
    return f"{SURFACE}:{team}:{user}"


def profile_of(user: Mapping[str, Any], workspace: str) -> Profile:
    """Return what Slack says of a user, seen from Baton's workspace.

    https://docs.slack.dev/reference/objects/user-object
    """
    named = user.get("profile") or {}
    name = (
        named.get("display_name") or named.get("real_name") or user.get("real_name") or user.get("name") or "Somebody"
    )
    team = user.get("team_id") or workspace
    is_stranger = team != workspace or bool(user.get("is_stranger"))
    is_guest = bool(user.get("is_restricted") or user.get("is_ultra_restricted"))
    return Profile(
        id=person_id(team, user["id"]),
        name=cut(" ".join(clean(str(name)).split()), LONGEST_NAME) or "Somebody",
        time_zone=_time_zone(user.get("tz")),
        language=str(user.get("locale") or ""),
        belonging="stranger" if is_stranger else "guest" if is_guest else "member",
        is_admin=bool(user.get("is_admin") or user.get("is_owner") or user.get("is_primary_owner")),
        is_bot=bool(user.get("is_bot")) or user["id"] == SLACKBOT,
        has_left=bool(user.get("deleted")),
    )


def meet(profile: Profile, desk: Desk, time_zone: str) -> Person:
    """Return the person somebody is in the team, added the first time.

    Admins of the workspace are leads at first; so is whoever writes first, since no token says who installed Baton.
    """
    return desk.db.remembered(("met", desk.team, profile, time_zone), lambda: _met(profile, desk, time_zone))


def _met(profile: Profile, desk: Desk, time_zone: str) -> Person:
    linked = desk.people.person(desk.links.person_of(profile.id))
    if linked and linked.id != profile.id:
        return linked
    known = desk.people.person(profile.id)
    role = known.role if known else "lead" if _leads(profile, desk) else "csr"
    zone = profile.time_zone or (known.time_zone if known else time_zone)
    language = profile.language or (known.language if known else "")  # an event need not say it
    return desk.people.meet(Person(profile.id, profile.name, role, zone, SURFACE, language), desk.now)


def follow(profile: Profile, desk: Desk, time_zone: str) -> None:
    """Keep what changed about somebody; members are added when they join, all others when they first ask."""
    if profile.is_bot:
        return
    if profile.has_left:
        desk.people.leave(profile.id, desk.now)
    elif desk.people.person(profile.id):
        meet(profile, desk, time_zone)


def join(profile: Profile, desk: Desk, time_zone: str) -> None:
    """Add a new member of the workspace, so that a lead can appoint them before they first ask."""
    if profile.belonging == "member" and not profile.is_bot and not profile.has_left:
        role = "lead" if profile.is_admin else "csr"
        zone = profile.time_zone or time_zone
        desk.people.meet(Person(profile.id, profile.name, role, zone, SURFACE, profile.language), desk.now)


def _leads(profile: Profile, desk: Desk) -> bool:
    if profile.belonging != "member":
        return False
    return profile.is_admin or not any(lead.surface == SURFACE for lead in desk.people.in_roles("lead"))


def _time_zone(name: object) -> str:
    try:
        return ZoneInfo(str(name)).key if name else ""
    except (LookupError, ValueError, OSError):
        return ""
