"""Where programs are kept: every version whole, so that a checklist runs on the one it started with."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.database import Database, Row
from knowledge.ids import new_id
from knowledge.when import from_utc_text, utc_text
from onboarding.program import Program, Skill, program_from
from onboarding.program_rules import check, tidy


class ProgramSuperseded(Exception):
    """The program was changed by somebody else since it was read; nothing was written. ``now`` is what it is."""

    def __init__(self, now: Program | None) -> None:
        super().__init__(now.id if now else "")
        self.now = now


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a program: who made it, and when."""

    program: Program
    person: str
    at: datetime


class Programs:
    """One team's programs."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def all(self) -> list[Program]:
        """Return the newest version of every program that is not retired, by name."""
        return self._newest("retired_at is null")

    def retired(self) -> list[Program]:
        """Return the newest version of every program that nobody can start with any more, by name."""
        return self._newest("retired_at is not null")

    def in_use(self) -> list[Program]:
        """Return those that people can start with, then the retired ones by which somebody still has a checklist."""
        learnt = """retired_at is not null and exists (select 1 from checklists where checklists.team = programs.team
            and checklists.program = programs.id and ended_at is null)"""
        return [*self.all(), *self._newest(learnt)]

    def program(self, id: str, version: int = 0) -> Program | None:
        """Return a program as it is, or as one version of it was; None if there is none."""
        rows = self._db.query(
            """select content, program_versions.version as version from programs join program_versions
            on program_versions.team = programs.team and program_versions.program = programs.id
            where programs.team = :team and programs.id = :id and program_versions.version =
            case when :version = 0 then programs.version else :version end
            order by program_versions.version""",
            {"team": self._team, "id": id, "version": version},
        )
        return next((_program(row) for row in rows), None)

    def versions(self, id: str) -> list[Version]:
        """Return every version of a program, the newest first."""
        rows = self._db.query(
            """select content, version, person, at from program_versions
            where team = :team and program = :id order by version desc""",
            {"team": self._team, "id": id},
        )
        return [Version(_program(row), row["person"], from_utc_text(row["at"])) for row in rows]

    def versions_of(self, id: str, numbers: Iterable[int]) -> dict[int, Program]:
        """Return some versions of a program by their numbers."""
        found = {number: self.program(id, number) for number in sorted(set(numbers))}
        return {number: program for number, program in found.items() if program}

    def save(self, program: Program, person: str, at: datetime) -> Program:
        """Keep a program as its next version; one with version 0 is new. What it says already makes no version.

        Raises:
            Refusal: it cannot be kept as it is.
            ProgramSuperseded: somebody changed it in between; nothing was written.
        """
        program = tidy(program)
        check(program)
        with self._db.atomic():
            if program.version == 0:
                return self._add(replace(program, id=program.id or new_id(), version=1), person, at)
            now = self.program(program.id)
            if now and replace(now, version=program.version) == program:
                return now
            rows = self._db.query(
                """update programs set version = version + 1, name = :name
                where team = :team and id = :id and version = :read_at returning version""",
                {"team": self._team, "id": program.id, "name": program.name, "read_at": program.version},
            )
            if not list(rows):
                raise ProgramSuperseded(self.program(program.id))
            kept = replace(program, version=program.version + 1)
            self._keep(kept, person, at)
            return kept

    def retire(self, id: str, at: datetime) -> bool:
        """Offer a program no more to those who start; False if that was done already."""
        rows = self._db.query(
            """update programs set retired_at = :at where team = :team and id = :id and retired_at is null
            returning id""",
            {"team": self._team, "id": id, "at": utc_text(at)},
        )
        return bool(list(rows))

    def offer_again(self, id: str) -> None:
        """Let people start with a program that was retired."""
        self._db.execute(
            "update programs set retired_at = null where team = :team and id = :id", {"team": self._team, "id": id}
        )

    def _newest(self, where: str) -> list[Program]:
        rows = self._db.query(
            f"""select content, program_versions.version as version from programs join program_versions
            on program_versions.team = programs.team and program_versions.program = programs.id
            and program_versions.version = programs.version
            where programs.team = :team and {where} order by programs.name, programs.id""",
            {"team": self._team},
        )
        return [_program(row) for row in rows]

    def _add(self, program: Program, person: str, at: datetime) -> Program:
        rows = self._db.query(
            """insert into programs (team, id, name, version) values (:team, :id, :name, 1)
            on conflict (team, id) do nothing returning id""",
            {"team": self._team, "id": program.id, "name": program.name},
        )
        if not list(rows):
            known = self.program(program.id)
            if known == program:  # it was sent twice
                return program
            raise ProgramSuperseded(known)
        self._keep(program, person, at)
        return program

    def _keep(self, program: Program, person: str, at: datetime) -> None:
        self._db.execute(
            """insert into program_versions (team, program, version, at, person, content)
            values (:team, :program, :version, :at, :person, :content)""",
            {
                "team": self._team,
                "program": program.id,
                "version": program.version,
                "at": utc_text(at),
                "person": person,
                "content": json.dumps(program.content(), ensure_ascii=False, sort_keys=True),
            },
        )


def skill_at(programs: Programs, id: str, version: int, skill: str) -> Skill | None:
    """Return a skill as one version of a program had it, or None."""
    program = programs.program(id, version)
    return program.skill(skill) if program else None


def _program(row: Row) -> Program:
    return program_from(json.loads(row["content"]), row["version"])
