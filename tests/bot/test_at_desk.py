"""The worker of the chat products: in order, together, each piece whole or not at all."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.at_desk import AtDesk
from bot.database.opening import Connections
from bot.desk import Desk, desk_over
from bot.opened import Unreachable
from knowledge.search import Search
from tests.sample import NOW

KEEP = "insert into claims (team, name, period, at) values ('north', :name, '', '')"


def keep(name: str) -> Callable[[Desk], str]:
    def work(desk: Desk) -> str:
        desk.db.execute(KEEP, {"name": name})
        return name

    return work


def keep_and_fail(desk: Desk) -> str:
    desk.db.execute(KEEP, {"name": "half"})
    raise LookupError("in the middle")


def kept(desk: Desk) -> list[str]:
    return [row["name"] for row in desk.db.query("select name from claims where team = 'north' order by name")]


def done(at_desk: AtDesk, *works: Callable[[Desk], Any]) -> list[Any]:
    """Have all of them done at once, and return what each gave, or its fault."""

    async def all_at_once() -> list[Any]:
        waiting: list[Coroutine[Any, Any, Any]] = [at_desk.do(work) for work in works]
        return await asyncio.gather(*waiting, return_exceptions=True)

    return asyncio.run(all_at_once())


@pytest.fixture
def at_desk(tmp_path: Path) -> Iterator[AtDesk]:
    connections = Connections("", tmp_path)
    search = Search(tmp_path / "index")

    @contextmanager
    def open_desk() -> Iterator[Desk]:
        yield desk_over(connections.mine(), "north", search, NOW)

    with closing(AtDesk(open_desk)) as worker:
        yield worker
    connections.close()


def test_what_comes_at_once_is_done_in_its_order(at_desk: AtDesk) -> None:
    names = [f"{number:02}" for number in range(70)]

    given = done(at_desk, *map(keep, names), kept)

    assert given == [*names, names]


def test_a_piece_that_fails_leaves_nothing_behind_and_takes_nobody_with_it(at_desk: AtDesk) -> None:
    one, failed, other, list_of_all = done(at_desk, keep("one"), keep_and_fail, keep("other"), kept)

    assert (one, str(failed), other) == ("one", "in the middle", "other")
    assert list_of_all == ["one", "other"]


def test_where_the_store_is_gone_everybody_hears_it_at_once_and_nothing_is_done_again(at_desk: AtDesk) -> None:
    begun = []

    def lose_the_store(_desk: Desk) -> None:
        begun.append("once")
        raise Unreachable("The database cannot be reached.")

    one, lost, list_of_all = done(at_desk, keep("one"), lose_the_store, kept)

    assert [str(one), str(lost), begun] == ["The database cannot be reached."] * 2 + [["once"]]
    assert list_of_all == []


def test_whoever_comes_while_others_are_at_work_is_served_next(at_desk: AtDesk) -> None:
    async def one_after_the_other() -> list[str]:
        first = asyncio.ensure_future(at_desk.do(keep("first")))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        second = asyncio.ensure_future(at_desk.do(keep("second")))
        await asyncio.gather(first, second)
        return await at_desk.do(kept)

    assert asyncio.run(one_after_the_other()) == ["first", "second"]
