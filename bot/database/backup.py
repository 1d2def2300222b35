"""All that Baton keeps in one file that any database takes back: SQLite or PostgreSQL, this one or another.

The file is gzip over lines of JSON: a header, then ``[table, row]`` for every row, then how many rows there are.
"""

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, KeysView, Mapping
from datetime import UTC, datetime
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from bot.database.changes import PARTS, RECORD, Part, all_changes, apply_changes, changes_done, check_known, tables_of
from bot.files import written_whole
from bot.opened import Opened
from knowledge.database import Row
from knowledge.ids import new_id
from knowledge.many import insert_all
from knowledge.refusal import Refusal
from knowledge.when import utc_text

FORMAT = "Baton backup 1"
SLICE = 1_000  # rows read at a time
CHUNK = 1 << 20  # bytes
LONGEST_HEADER = 10_000  # bytes


def backup(db: Opened, file: Path, parts: tuple[Part, ...] = PARTS) -> dict[str, int]:
    """Write everything, as it is at one moment, to a file, while others go on working.

    The file is there whole or not at all, for its owner alone. Return how many rows of each table are in it.

    Raises:
        Refusal: the file cannot be written, or is there and is something else than a backup.
    """
    if file.is_file() and not _begins_as_backup(file):
        raise Refusal(f"{file} is there already and is no backup of Baton's. Nothing was written: name another file.")
    try:
        with (
            written_whole(file) as unfinished,
            unfinished.open("wb") as out,
            gzip.GzipFile(filename="", mode="wb", fileobj=out) as lines,
            db.snapshot(),
        ):
            header = {"format": FORMAT, "schema": changes_done(db, parts), "at": utc_text(datetime.now(UTC))}
            lines.write(_line(header))
            counts: Counter[str] = Counter()
            for table, key in tables_of(parts).items():
                for row in _rows(db, table, key):
                    lines.write(_line([table, row]))
                    counts[table] += 1
            lines.write(_line({"rows": counts}))
    except OSError as error:
        raise Refusal(
            f"The backup {file} cannot be written ({error}). What was there before is still there."
        ) from error
    return dict(counts)


def restore(db: Opened, file: Path, *, replace: bool = False, parts: tuple[Part, ...] = PARTS) -> dict[str, int]:
    """Put back what a backup holds: all of it or nothing. Return how many rows of each table that was.

    What the database holds is replaced, if ``replace`` says so. Every guide gets a new lineage, so that
    caches of what was there before know that they are no longer right.

    Raises:
        Refusal: the file is no backup, is damaged, cut off or of a newer Baton, or there is something to replace.
    """
    lines = _lines(file)
    schema = _schema(next(lines, None), file)
    check_known(schema, parts, f"The backup {file}")
    with db.alone():
        if not replace and any(_has_rows(db, table) for table in tables_of(parts)):
            raise Refusal(
                "The database has content, which this backup would replace. Nothing was changed. "
                "Back that up first, then restore with --replace."
            )
        made = _make_tables(db, schema, parts)
        counts = _put_in(db, lines, made, file)
        apply_changes(db, parts, all_changes(parts))
        for guide in db.query("select team from guides order by team"):
            db.execute("update guides set lineage = :lineage where team = :team", {**guide, "lineage": new_id()})
    return counts


def _begins_as_backup(file: Path) -> bool:
    """Say whether a file is a backup, as far as its beginning tells; an empty one may become one."""
    try:
        with gzip.open(file, "rb") as lines:
            begins = lines.readline(LONGEST_HEADER)
    except (OSError, EOFError, zlib.error):
        return False
    return not begins or f'"format":"{FORMAT}"'.encode() in begins


def _rows(db: Opened, table: str, key: tuple[str, ...]) -> Iterator[Row]:
    columns, last = ", ".join(key), ", ".join(f":{column}" for column in key)
    rows = list(db.query(f"select * from {table} order by {columns} limit :slice", {"slice": SLICE}))
    while rows:
        yield from rows
        after = {column: rows[-1][column] for column in key}
        sql = f"select * from {table} where ({columns}) > ({last}) order by {columns} limit :slice"
        rows = list(db.query(sql, {**after, "slice": SLICE}))


def _line(content: Any) -> bytes:
    return json.dumps(content, separators=(",", ":")).encode() + b"\n"


def _lines(file: Path) -> Iterator[Any]:
    """Give the lines of a backup, having read all of it once.

    Its checksum stands at the end, and a row that a wrong byte made must not reach the database before that is seen.
    """
    try:
        with gzip.open(file, "rb") as whole:
            while whole.read(CHUNK):
                pass
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)
    except EOFError as error:
        raise _cut_off(file) from error
    except (gzip.BadGzipFile, zlib.error, ValueError) as error:
        raise _damaged(file, error) from error
    except OSError as error:
        raise Refusal(f"The backup {file} cannot be read ({error}). Nothing was changed.") from error


def _schema(header: Any, file: Path) -> dict[str, int]:
    match header:
        case {"format": str(format), "schema": dict(schema)} if format == FORMAT and _are_numbers(schema.values()):
            return schema
    raise _damaged(file, "it does not begin as one")


def _are_numbers(values: Iterable[Any]) -> bool:
    return all(isinstance(value, int) for value in values)


def _make_tables(db: Opened, schema: Mapping[str, int], parts: tuple[Part, ...]) -> dict[str, KeysView[str]]:
    """Make Baton's tables anew, empty, as they were at these numbers, and return the columns of each."""
    for table in [*tables_of(parts), RECORD]:
        db.execute(f"drop table if exists {table}")
    others = {*db.table_names(), RECORD}
    apply_changes(db, parts, schema)
    # A table without rows shows its columns beside a row of nothing.
    sql = "select {0}.* from (select 1 as one) as one_row left join {0} on 1 = 0"
    return {table: next(iter(db.query(sql.format(table)))).keys() for table in db.table_names() if table not in others}


def _put_in(db: Opened, lines: Iterator[Any], made: Mapping[str, KeysView[str]], file: Path) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for table, group in groupby(_content(lines, made, file), key=itemgetter(0)):
        rows = (row for _, row in group)
        while some := list(islice(rows, SLICE)):
            insert_all(db, table, some)
            counts[table] += len(some)
    return dict(counts)


def _content(lines: Iterator[Any], made: Mapping[str, KeysView[str]], file: Path) -> Iterator[tuple[str, Row]]:
    counts: Counter[str] = Counter()
    for line in lines:
        match line:
            case [str(table), dict(row)] if made.get(table) == row.keys():
                counts[table] += 1
                yield table, row
            case {"rows": promised} if promised == counts:
                if any(True for _ in lines):  # Reading on to the end also proves the checksum.
                    raise _damaged(file, "something follows its end")
                return
            case _:
                raise _damaged(file, f"row {counts.total() + 1} is not what belongs there")
    raise _cut_off(file)


def _has_rows(db: Opened, table: str) -> bool:
    return bool(list(db.query(f"select 1 as one from {table} limit 1")))


def _damaged(file: Path, why: object) -> Refusal:
    return Refusal(f"{file} is no backup of Baton's, or is damaged ({why}). Nothing was changed.")


def _cut_off(file: Path) -> Refusal:
    return Refusal(f"The backup {file} is cut off: its end is missing. Nothing was changed. Copy it again.")
