"""What was read lately is given again, and is never other than what the database holds."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.database.opening import open_database
from bot.database.sqlite import Sqlite
from bot.opened import Opened
from bot.people import People
from bot.turn import Person
from tests.sample import NOW

ADA = Person("ada", "Ada", "csr", "Europe/London")
RENAMED = "update people set name = :name where team = 'north' and id = 'ada'"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Opened]:
    opened = open_database("", tmp_path)
    People(opened, "north").meet(ADA, NOW)
    yield opened
    opened.close()


def name(db: Opened) -> str:
    person = People(db, "north").person("ada")
    return person.name if person else ""


def name_in_a_transaction(db: Opened) -> str:
    with db.atomic():
        return name(db)


def statements(db: Opened) -> list[str]:
    """Return a list that each statement is added to from now on."""
    assert isinstance(db, Sqlite)
    seen: list[str] = []
    db._db.conn.set_trace_callback(seen.append)
    return seen


def test_what_nobody_wrote_to_is_read_once(db: Opened) -> None:
    name_in_a_transaction(db)
    seen = statements(db)

    names = [name_in_a_transaction(db) for _ in range(3)]

    assert names == ["Ada"] * 3
    assert [statement for statement in seen if "people" in statement] == []


def test_what_one_writes_oneself_is_seen_at_once_and_afterwards(db: Opened) -> None:
    with db.atomic():
        names = [name(db)]
        db.execute(RENAMED, {"name": "Ada B"})
        names.append(name(db))
        list(db.query(f"{RENAMED} returning id", {"name": "Ada C"}))
        names.append(name(db))
    db.execute(RENAMED, {"name": "Ada D"})
    names.append(name_in_a_transaction(db))
    list(db.query(f"{RENAMED} returning id", {"name": "Ada E"}))
    names.append(name_in_a_transaction(db))

    assert names == ["Ada", "Ada B", "Ada C", "Ada D", "Ada E"]


def test_what_somebody_else_wrote_is_seen_in_the_next_transaction(db: Opened, tmp_path: Path) -> None:
    names = [name_in_a_transaction(db)]
    other = open_database("", tmp_path)

    other.execute(RENAMED, {"name": "Ada B"})

    names.append(name_in_a_transaction(db))
    assert names == ["Ada", "Ada B"]
    other.close()


@pytest.mark.parametrize("is_within", [True, False], ids=["within", "whole"])
def test_what_was_taken_back_was_never_there(db: Opened, *, is_within: bool) -> None:
    with db.atomic():
        name(db)

    def write_and_fail() -> None:
        with db.atomic():
            db.execute(RENAMED, {"name": "Ada B"})
            assert name(db) == "Ada B"
            raise LookupError

    if is_within:
        with db.atomic():
            with pytest.raises(LookupError):
                write_and_fail()
            assert name(db) == "Ada"
    else:
        with pytest.raises(LookupError):
            write_and_fail()

    assert name_in_a_transaction(db) == "Ada"


def test_rows_that_somebody_changes_are_their_own(db: Opened) -> None:
    with db.atomic():
        for _ in range(2):
            (row,) = db.query("select name from people where team = 'north' order by id")
            row["name"] = "Somebody else"

    assert name_in_a_transaction(db) == "Ada"


@pytest.mark.parametrize(
    "tables",
    [
        "people, claims",
        "people as p, claims",
        "people join claims on true",
        "(select name from claims) as claimed, people",
    ],
)
def test_what_also_reads_a_table_that_is_written_often_is_read_each_time(db: Opened, tables: str) -> None:
    counts = []
    with db.atomic():
        for number in range(2):
            counts += [row["rows"] for row in db.query(f"select count(*) as rows from {tables}")]
            db.execute(
                "insert into claims (team, name, period, at) values ('north', :name, '', '')", {"name": str(number)}
            )

    assert counts == [0, 1]


class Greeting:
    """Something made of what is read, that counts how often it is made."""

    def __init__(self, db: Opened) -> None:
        self._db = db
        self.made = 0

    def make(self) -> str:
        self.made += 1
        return f"Hello {name(self._db)}"

    def in_a_transaction(self) -> str:
        with self._db.atomic():
            return self._db.remembered("greeting", self.make)


@pytest.fixture
def greeting(db: Opened) -> Greeting:
    return Greeting(db)


def test_what_is_made_of_what_nobody_wrote_to_is_made_once(greeting: Greeting) -> None:
    greetings = [greeting.in_a_transaction() for _ in range(3)]

    assert (greetings, greeting.made) == (["Hello Ada"] * 3, 1)


def test_what_is_made_for_another_key_is_made_for_itself(db: Opened) -> None:
    def greet(word: str) -> str:
        return f"{word} {name(db)}"

    with db.atomic():
        made = [db.remembered(word, partial(greet, word)) for word in ("Hello", "Goodbye", "Hello")]

    assert made == ["Hello Ada", "Goodbye Ada", "Hello Ada"]


def test_what_is_made_is_made_anew_once_something_of_it_was_written(
    db: Opened, greeting: Greeting, tmp_path: Path
) -> None:
    greetings = [greeting.in_a_transaction()]
    db.execute(RENAMED, {"name": "Ada B"})
    greetings.append(greeting.in_a_transaction())
    other = open_database("", tmp_path)
    other.execute(RENAMED, {"name": "Ada C"})
    other.close()
    greetings.append(greeting.in_a_transaction())

    assert greetings == ["Hello Ada", "Hello Ada B", "Hello Ada C"]


def test_what_is_made_outside_of_a_transaction_is_made_each_time(db: Opened, greeting: Greeting) -> None:
    greetings = [db.remembered("greeting", greeting.make) for _ in range(2)]

    assert (greetings, greeting.made) == (["Hello Ada"] * 2, 2)


def test_what_was_made_in_a_transaction_is_not_given_again_outside_of_one(
    db: Opened, greeting: Greeting, tmp_path: Path
) -> None:
    greetings = [greeting.in_a_transaction()]
    other = open_database("", tmp_path)
    other.execute(RENAMED, {"name": "Ada B"})
    other.close()

    greetings.append(db.remembered("greeting", greeting.make))

    assert greetings == ["Hello Ada", "Hello Ada B"]


def test_what_is_made_of_something_made_is_made_anew_with_it(db: Opened, greeting: Greeting) -> None:
    def letter() -> str:
        with db.atomic():
            return db.remembered("letter", lambda: f"{db.remembered('greeting', greeting.make)}, ...")

    letters = [greeting.in_a_transaction(), letter()]
    db.execute(RENAMED, {"name": "Ada B"})
    letters.append(letter())

    assert letters == ["Hello Ada", "Hello Ada, ...", "Hello Ada B, ..."]


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) as rows from claims",
        "insert into claims (team, name, period, at) values ('north', 'a', '', '') on conflict do nothing returning at",
    ],
    ids=["reading", "writing"],
)
def test_what_is_made_by_reading_or_writing_anything_else_is_made_each_time(db: Opened, sql: str) -> None:
    made = []

    def make() -> str:
        made.append(list(db.query(sql)))
        return name(db)

    with db.atomic():
        for _ in range(2):
            db.remembered("something", make)

    assert len(made) == 2


def test_what_was_made_of_what_was_taken_back_is_made_anew(db: Opened, greeting: Greeting) -> None:
    def rename_and_fail() -> None:
        with db.atomic():
            db.execute(RENAMED, {"name": "Ada B"})
            assert db.remembered("greeting", greeting.make) == "Hello Ada B"
            raise LookupError

    with pytest.raises(LookupError):
        rename_and_fail()

    assert greeting.in_a_transaction() == "Hello Ada"


def test_what_cannot_be_made_breaks_each_time_and_harms_nothing(db: Opened, greeting: Greeting) -> None:
    def refuse() -> str:
        raise LookupError(name(db))

    for _ in range(2):
        with db.atomic(), pytest.raises(LookupError):
            db.remembered("broken", refuse)

    assert [greeting.in_a_transaction() for _ in range(2)] == ["Hello Ada"] * 2
    assert greeting.made == 1
