"""Bringing the tables up to date: each part's schema changes, in order, once, whoever starts first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.database import schema as bot_schema
from bot.opened import Opened
from knowledge import schema as knowledge_schema
from knowledge.refusal import Refusal
from knowledge.when import utc_text
from onboarding import schema as onboarding_schema

RECORD = "schema_changes"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of Baton with tables of its own.

    ``changes`` made the tables, each a few statements; ``tables`` gives the key of every table there is after
    all of them.
    """

    name: str
    changes: tuple[tuple[str, ...], ...]
    tables: Mapping[str, tuple[str, ...]]


PARTS = (
    Part("knowledge", knowledge_schema.CHANGES, knowledge_schema.TABLES),
    Part("onboarding", onboarding_schema.CHANGES, onboarding_schema.TABLES),
    Part("bot", bot_schema.CHANGES, bot_schema.TABLES),
)


def bring_up_to_date(db: Opened, parts: tuple[Part, ...], copy: Callable[[Mapping[str, int]], None]) -> None:
    """Apply the changes the database has not had yet: all of them or none, so the Baton before can still use it.

    ``copy`` is called before a database that has tables is changed, with the numbers it is at.

    Raises:
        Refusal: a newer Baton has changed it, or it has tables that are not Baton's.
    """
    if changes_done(db, parts) == all_changes(parts):
        return
    with db.alone():
        done = changes_done(db, parts)  # Somebody else who starts now may have been first.
        if any(done.values()) and done != all_changes(parts):
            copy(done)
        apply_changes(db, parts, all_changes(parts))


def all_changes(parts: tuple[Part, ...]) -> dict[str, int]:
    """Return how many changes each part has."""
    return {part.name: len(part.changes) for part in parts}


def tables_of(parts: tuple[Part, ...]) -> dict[str, tuple[str, ...]]:
    """Return the key of every table of these parts, by name."""
    return {table: key for part in parts for table, key in part.tables.items()}


def changes_done(db: Opened, parts: tuple[Part, ...]) -> dict[str, int]:
    """Return how many changes of each part the database has had.

    Raises:
        Refusal: there are changes that this Baton does not know, or tables that are not Baton's.
    """
    done = dict.fromkeys(all_changes(parts), 0)
    names = db.table_names()
    if RECORD not in names:
        _check_room(names, parts)
        return done
    for row in db.query(f"select part, max(number) as number from {RECORD} group by part order by part"):
        done[row["part"]] = row["number"]
    check_known(done, parts, "The database")
    return done


def check_known(numbers: Mapping[str, int], parts: tuple[Part, ...], what: str) -> None:
    """Hold schema numbers to those this Baton knows.

    Raises:
        Refusal: there is a newer one.
    """
    known = all_changes(parts)
    newer = [f"{name} {number}" for name, number in sorted(numbers.items()) if number > known.get(name, 0)]
    if newer:
        raise Refusal(
            f"{what} was made by a newer Baton ({', '.join(newer)}). Nothing was changed. "
            "Install that Baton, or one still newer, and start again."
        )


def apply_changes(db: Opened, parts: tuple[Part, ...], upto: Mapping[str, int]) -> None:
    """Apply the changes not had yet, up to these numbers, and record them; call it inside ``alone``."""
    db.execute(
        f"create table if not exists {RECORD} "
        "(part text not null, number integer not null, at text not null, primary key (part, number))"
    )
    done = changes_done(db, parts)
    for part in parts:
        for number in range(done[part.name] + 1, upto.get(part.name, 0) + 1):
            for statement in part.changes[number - 1]:
                db.execute(statement)
            db.execute(
                f"insert into {RECORD} (part, number, at) values (:part, :number, :at)",
                {"part": part.name, "number": number, "at": utc_text(datetime.now(UTC))},
            )


def _check_room(names: list[str], parts: tuple[Part, ...]) -> None:
    taken = sorted(tables_of(parts).keys() & set(names))
    if taken:
        raise Refusal(
            f"The database already has tables that Baton would make ({', '.join(taken)}). Nothing was changed. "
            "Give Baton a database of its own."
        )
