"""Who is in the team and in which role; every change of a role is a revision like any other."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from types import MappingProxyType

from bot.turn import ROLES, Person
from knowledge.database import Database
from knowledge.refusal import Refusal
from knowledge.revisions import Revision, Revisions
from knowledge.when import utc_text

_COLUMNS = "id, name, role, time_zone, surface, language"


class People:
    """One team's people."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team
        self.revisions = Revisions(db, team)

    def person(self, id: str) -> Person | None:
        """Return the person with this id, or None."""
        rows = self._db.query(
            f"select {_COLUMNS} from people where team = :team and id = :id", {"team": self._team, "id": id}
        )
        return next((Person(**row) for row in rows), None)

    def all(self) -> list[Person]:
        """Return everybody who has not left, by name."""
        return sorted(self._those(), key=_by_name)

    def named(self, name: str) -> Person | None:
        """Return the person who goes by this name, in any letter case; None if nobody or more than one does."""
        wanted = " ".join(name.split()).casefold()
        found = [person for person in self.all() if person.name.casefold() == wanted]
        return found[0] if len(found) == 1 else None

    def in_roles(self, *roles: str) -> list[Person]:
        """Return the people who have one of these roles, by name."""
        return sorted(
            (person for role in {*roles} for person in self._those("and role = :role", {"role": role})), key=_by_name
        )

    def name_of(self, owner: str) -> str:
        """Return the name of the person with this id; what is no id is a name already."""
        person = self.person(owner) if owner else None
        return person.name if person else owner

    def meet(self, person: Person, at: datetime) -> Person:
        """Return the person as kept, adding them the first time, or again when they had left.

        Name, zone and language follow what the surface says now.
        """
        known = self._there(person.id)
        # Most turns change nothing: those need not wait for whoever is writing, such as a long import.
        if known and _as_met(known) == _as_met(person):
            return known
        rows = self._db.query(
            f"""insert into people (team, id, name, role, time_zone, surface, language, added_at)
            values (:team, :id, :name, :role, :time_zone, :surface, :language, :at)
            on conflict (team, id) do update
            set name = :name, time_zone = :time_zone, language = :language, gone_at = null
            returning {_COLUMNS}""",
            {"team": self._team, "at": utc_text(at), **asdict(person)},
        )
        return Person(**next(iter(rows)))

    def leave(self, id: str, at: datetime) -> None:
        """Keep that somebody has left: they are in no list any more, and what they did stays under their name."""
        self._db.execute(
            "update people set gone_at = :at where team = :team and id = :id and gone_at is null",
            {"team": self._team, "id": id, "at": utc_text(at)},
        )

    def appoint(self, id: str, role: str, by: str, at: datetime) -> Person:
        """Give a person a role.

        Raises:
            Refusal: there is no such role or person, or the team would be left without a lead.
        """
        if role not in ROLES:
            raise Refusal(f"There is no role “{role}”. The roles are {', '.join(ROLES)}.")
        with self._db.atomic():
            # Taking the number first makes appointments wait for each other, so two leads
            # who step down at the same moment cannot both be the last but one.
            number = self.revisions.take_numbers()
            person = self.person(id)
            if person is None:
                raise Refusal("There is nobody with that name in the team.")
            if person.role == "lead" and role != "lead" and len(self.in_roles("lead")) == 1:
                raise Refusal(f"{person.name} is the last lead. Appoint another lead first.")
            self._db.execute(
                "update people set role = :role where team = :team and id = :id",
                {"team": self._team, "id": id, "role": role},
            )
            appointed = replace(person, role=role)
            what = f"appointed {role}"
            self.revisions.record(Revision(number, "person", id, at, by, what, asdict(appointed)))
        return appointed

    def _there(self, id: str) -> Person | None:
        """Return a person who has not left, or None."""
        return next(iter(self._those("and id = :id", {"id": id})), None)

    def _those(self, condition: str = "", values: Mapping[str, str] = MappingProxyType({})) -> list[Person]:
        """Return those who have not left and of whom this is true."""
        rows = self._db.query(
            f"select {_COLUMNS} from people where team = :team and gone_at is null {condition} order by id",
            {"team": self._team, **values},
        )
        return [Person(**row) for row in rows]


def _by_name(person: Person) -> tuple[str, str]:
    return person.name.casefold(), person.id


def _as_met(person: Person) -> tuple[str, str, str]:
    return person.name, person.time_zone, person.language
