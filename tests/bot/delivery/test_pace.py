"""Calls kept apart: evenly, in bursts where they are welcome, and not at all while a product asks to wait."""

import asyncio

from bot.delivery.pace import MOST_KEPT, Pace
from tests.quick_loop import quickly


async def times(pace: Pace, key: str, count: int, every: float, burst: int = 1) -> list[float]:
    """Return when each of so many calls that want to be made at once is made, in seconds from now."""
    began = asyncio.get_running_loop().time()

    async def call() -> float:
        await pace.turn(key, every, burst)
        return round(asyncio.get_running_loop().time() - began, 3)

    return sorted(await asyncio.gather(*(call() for _ in range(count))))


def test_calls_of_one_kind_are_made_one_after_the_other() -> None:
    assert quickly(times(Pace(), "C1", 4, every=1)) == [0, 1, 2, 3]


def test_calls_of_different_kinds_do_not_wait_for_each_other() -> None:
    async def both() -> list[list[float]]:
        pace = Pace()
        return list(await asyncio.gather(times(pace, "C1", 2, every=1), times(pace, "C2", 2, every=1)))

    assert quickly(both()) == [[0, 1], [0, 1]]


def test_whoever_came_first_goes_first() -> None:
    async def in_turn() -> list[str]:
        pace, went = Pace(), []

        async def call(name: str) -> None:
            await pace.turn("C1", every=1)
            went.append(name)

        await asyncio.gather(*(call(name) for name in ("Ada", "Bo", "Cy", "Dee")))
        return went

    assert quickly(in_turn()) == ["Ada", "Bo", "Cy", "Dee"]


def test_whoever_leaves_the_line_takes_no_turn() -> None:
    async def one_leaves() -> list[float]:
        pace = Pace()
        await pace.turn("C1", every=1)
        leaving = asyncio.ensure_future(pace.turn("C1", every=1))
        waiting = asyncio.ensure_future(times(pace, "C1", 2, every=1))
        await asyncio.sleep(0.5)
        leaving.cancel()
        return await waiting

    assert quickly(one_leaves()) == [1, 2]


def test_a_burst_is_made_at_once_and_then_paid_for() -> None:
    assert quickly(times(Pace(), "views.open", 5, every=1, burst=3)) == [0, 0, 0, 1, 2]


def test_what_was_not_used_for_long_is_no_more_than_a_burst() -> None:
    async def after_a_day() -> list[float]:
        pace = Pace()
        await times(pace, "C1", 3, every=1, burst=2)
        await asyncio.sleep(86_400)
        return await times(pace, "C1", 4, every=1, burst=2)

    assert quickly(after_a_day()) == [0, 0, 1, 2]


def test_while_a_product_asks_to_wait_nothing_of_that_kind_is_called() -> None:
    async def held() -> tuple[list[float], list[float]]:
        pace = Pace()
        pace.hold("chat.postMessage", 30)
        pace.hold("chat.postMessage", 5)
        return await times(pace, "chat.postMessage", 2, every=1), await times(pace, "chat.update", 1, every=1)

    assert quickly(held()) == ([30, 31], [0])


def test_what_no_longer_matters_is_forgotten() -> None:
    async def many() -> int:
        pace = Pace()
        for number in range(3 * MOST_KEPT):
            await pace.turn(f"C{number}", 1)
            await asyncio.sleep(0.1)
        return len(pace._next)

    assert quickly(many()) <= MOST_KEPT + 1
