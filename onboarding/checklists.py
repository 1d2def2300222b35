"""Where checklists are kept: deeds are added, and what lists are made by is brought up to date with them."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from knowledge.database import Database, Row
from knowledge.ids import new_id
from knowledge.refusal import Refusal
from knowledge.when import from_utc_text, utc_text
from onboarding.checklist import Checklist
from onboarding.deed import MOVES, Deed
from onboarding.fold import after, follow, fresh
from onboarding.lists import ChecklistLists
from onboarding.program import Program
from onboarding.programs import Programs
from onboarding.ways import Ways

Rule = Callable[[Checklist], Deed]
"""Allows a deed on a checklist as it is, or raises Refusal."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a deed did: the checklist before and after it, and the deed as it was kept."""

    before: Checklist
    after: Checklist
    deed: Deed


class Checklists:
    """One team's checklists."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team
        self.programs = Programs(db, team)
        self.lists = ChecklistLists(db, team)
        self.ways = Ways(db, team)

    def start(
        self, program: Program, starter: str, trainer: str, buddy: str, starts_on: date, by: str, at: datetime
    ) -> Checklist:
        """Start a checklist on the newest version of a program; one that is complete makes room for it.

        Raises:
            Refusal: the starter has a checklist of this program that is not complete.
        """
        checklist = Checklist(new_id(), program.id, program.version, starter, trainer, buddy, starts_on)
        with self._db.atomic():
            if not self._insert(checklist, at):
                self._close_complete(program, starter, by, at)
                if not self._insert(checklist, at):
                    raise _is_running(program)
            started = self._add(checklist.id, Deed("started", by, at), 1)
            begun = follow(fresh(checklist, program, at), [started], {})
            self.ways.keep(begun)
        return begun

    def checklist(self, id: str) -> Checklist | None:
        """Return the checklist with this id, or None."""
        rows = list(
            self._db.query(
                """select id, program, version, starter, first_trainer as trainer, first_buddy as buddy, starts_on
                from checklists where team = :team and id = :id""",
                {"team": self._team, "id": id},
            )
        )
        return self._followed(rows[0]) if rows else None

    def all_of(self, ids: Iterable[str]) -> list[Checklist]:
        """Return the checklists with these ids, in their order; an unknown id is left out."""
        return [found for id in ids if (found := self.checklist(id))]

    def change(self, id: str, rule: Rule) -> Done:
        """Do what a rule allows on a checklist as it is now; whoever else would change it waits.

        Raises:
            Refusal: there is no such checklist, or the rule says no; nothing was written.
        """
        with self._db.atomic():
            # Writing first makes everybody else who would change this checklist wait until the commit.
            numbers = self._db.query(
                "update checklists set changes = changes + 1 where team = :team and id = :id returning changes",
                {"team": self._team, "id": id},
            )
            number = next((int(row["changes"]) for row in numbers), 0)
            before = self.checklist(id)
            if before is None:
                raise Refusal("There is no such checklist.")
            deed = self._add(id, rule(before), number)
            now = after(before, deed, self._versions(before, [deed]))
            self._follow_on(now, deed)
            self.ways.keep(now, before)
        return Done(before, now, deed)

    def _insert(self, checklist: Checklist, at: datetime) -> bool:
        rows = self._db.query(
            """insert into checklists (team, id, program, version, starter, starts_on, first_trainer, first_buddy,
            changes, trainer, buddy, state, moved_at, reminded, quiet_until)
            values (:team, :id, :program, :version, :starter, :starts_on, :trainer, :buddy, 1, :trainer, :buddy,
            'running', :at, 0, '') on conflict do nothing returning id""",
            {
                "team": self._team,
                "id": checklist.id,
                "program": checklist.program,
                "version": checklist.version,
                "starter": checklist.starter,
                "starts_on": checklist.starts_on.isoformat(),
                "trainer": checklist.trainer,
                "buddy": checklist.buddy,
                "at": utc_text(at),
            },
        )
        return bool(list(rows))

    def _close_complete(self, program: Program, starter: str, by: str, at: datetime) -> None:
        """End the checklist that stands in the way of a new one, if it is complete."""

        def close(checklist: Checklist) -> Deed:
            if checklist.state() != "complete":
                raise _is_running(program)
            return Deed("ended", by, at, said={"reason": ""})

        rows = self._db.query(
            """select id from checklists where team = :team and program = :program and starter = :starter
            and ended_at is null order by id""",
            {"team": self._team, "program": program.id, "starter": starter},
        )
        for row in list(rows):
            self.change(row["id"], close)

    def _followed(self, row: Row) -> Checklist:
        checklist = Checklist(**{**row, "starts_on": date.fromisoformat(row["starts_on"])})
        deeds = self._deeds(checklist.id)
        programs = self._versions(checklist, deeds)
        return follow(fresh(checklist, programs[checklist.version], deeds[0].at), deeds, programs)

    def _versions(self, checklist: Checklist, deeds: Iterable[Deed]) -> Mapping[int, Program]:
        renewed = (int(deed.word("version")) for deed in deeds if deed.kind == "renewed")
        return self.programs.versions_of(checklist.program, [checklist.version, *renewed])

    def _deeds(self, checklist: str) -> Sequence[Deed]:
        rows = self._db.query(
            """select id, kind, skill, stage, person, at, said from deeds
            where team = :team and checklist = :checklist order by number""",
            {"team": self._team, "checklist": checklist},
        )
        return [_deed(row) for row in rows]

    def _add(self, checklist: str, deed: Deed, number: int) -> Deed:
        kept = replace(deed, id=new_id())
        took = deed.word("took")
        self._db.execute(
            """insert into deeds (team, id, checklist, number, kind, skill, stage, person, at, took, said)
            values (:team, :id, :checklist, :number, :kind, :skill, :stage, :person, :at, :took, :said)""",
            {
                "team": self._team,
                "id": kept.id,
                "checklist": checklist,
                "number": number,
                "kind": kept.kind,
                "skill": kept.skill,
                "stage": kept.stage,
                "person": kept.person,
                "at": utc_text(kept.at),
                "took": int(took) if took else None,
                "said": json.dumps(dict(kept.said), ensure_ascii=False),
            },
        )
        return kept

    def _follow_on(self, now: Checklist, deed: Deed) -> None:
        moved = deed.kind in MOVES or deed.kind in {"resumed", "handed over"}
        self._db.execute(
            f"""update checklists set trainer = :trainer, buddy = :buddy, state = :state, quiet_until = :quiet_until,
            {"moved_at = :at, reminded = 0," if moved else ""}
            ended_at = coalesce(ended_at, cast(:ended_at as text)) where team = :team and id = :id""",
            {
                "team": self._team,
                "id": now.id,
                "trainer": now.trainer,
                "buddy": now.buddy,
                "state": now.state(),
                "quiet_until": now.snoozed_until(),
                "at": utc_text(deed.at),
                "ended_at": utc_text(now.ended.at) if now.ended else None,
            },
        )


def _deed(row: Row) -> Deed:
    return Deed(**{**row, "at": from_utc_text(row["at"]), "said": json.loads(row["said"])})


def _is_running(program: Program) -> Refusal:
    sentence = f"This person has a checklist of “{program.name}” already. Open that one, or end it first."
    return Refusal(sentence, {"starter": sentence})
