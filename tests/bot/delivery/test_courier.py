"""The courier of any chat product: again after growing pauses, given up when it can never arrive, never more than fits."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from bot.delivery.courier import Courier
from bot.delivery.fault import Fault
from bot.delivery.notices import HERE
from bot.delivery.outbox import Owed
from bot.desk import Desk
from tests.quick_loop import quickly
from tests.sample import CY, NOW, sample_desk

Result = TypeVar("Result")
DOWN = Fault("service_unavailable", "unreachable")
ARCHIVED = Fault("is_archived", "place closed")
A_WEEK = 7 * 86_400.0


@dataclass
class AtOnce:
    """Does work at a desk at once; the time is that of the loop."""

    desk: Desk
    moments: list[float] = field(default_factory=list)

    async def do(self, work: Callable[[Desk], Result]) -> Result:
        self.moments.append(asyncio.get_running_loop().time())
        now = NOW + timedelta(seconds=asyncio.get_running_loop().time())
        with self.desk.together():
            return work(replace(self.desk, now=now))


@dataclass
class Told:
    """A chat product that does what it is told: each call raises what is next, and arrives when nothing is left."""

    faults: list[Exception] = field(default_factory=list)
    most: int = 9
    instead: bool = False
    apart: float = 0
    surface: str = "pigeon"
    tried: list[float] = field(default_factory=list)
    arrived: list[str] = field(default_factory=list)
    under_way: int = 0
    most_under_way: int = 0

    def room(self) -> int:
        return self.most

    async def send(self, owed: Owed) -> str:
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        self.tried.append(round(asyncio.get_running_loop().time()))
        await asyncio.sleep(0.1 + self.apart * len(self.tried))
        self.under_way -= 1
        if self.faults:
            raise self.faults.pop(0)
        self.arrived.append(str(owed.body["text"]))
        return "roof:1"

    def give_up(self, _owed: Owed, _fault: Fault, _desk: Desk) -> bool:
        return self.instead


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return sample_desk(tmp_path)


def owe(desk: Desk, text: str, lane: str = "roof") -> None:
    desk.outbox("pigeon").owe("", lane, "fly", {"text": text}, NOW)


def deliver(desk: Desk, product: Told, seconds: float = A_WEEK) -> list[float]:
    """Run the courier for a while; return the moments at which it went to the desk, each once."""
    at_desk = AtOnce(desk)

    async def run() -> None:
        courier = Courier(at_desk, product)
        running = asyncio.ensure_future(courier.run())
        await asyncio.sleep(seconds)
        courier.leave()
        await running

    quickly(run())
    return sorted(set(at_desk.moments))


def fates(desk: Desk) -> list[tuple[str, str, str]]:
    return [
        (each.state, each.cause, each.fault) for each in [*desk.deliveries.given_up(), *desk.deliveries.under_way()]
    ]


def leads_heard(desk: Desk) -> int:
    return len(desk.outbox(HERE).owed_in(CY.id, ""))


def test_a_message_is_tried_again_after_growing_pauses_until_it_arrives(desk: Desk) -> None:
    owe(desk, "Hello Ada")
    product = Told([DOWN] * 6)

    deliver(desk, product, 3_600)

    assert product.arrived == ["Hello Ada"]
    pauses = [later - earlier for earlier, later in zip(product.tried, product.tried[1:], strict=False)]
    assert pauses == sorted(pauses)
    assert fates(desk) == []


def test_what_can_never_arrive_is_given_up_at_once_and_leads_are_told_once(desk: Desk) -> None:
    for text in ("Hello Ada", "Hello Bo"):
        owe(desk, text)
    product = Told([ARCHIVED, ARCHIVED])

    deliver(desk, product, 60)

    assert len(product.tried) == 2
    assert fates(desk) == [("given up", "place closed", "is_archived")] * 2
    assert leads_heard(desk) == 1


def test_a_message_whose_card_was_deleted_is_done_with_and_nobody_is_troubled(desk: Desk) -> None:
    owe(desk, "It says now")

    deliver(desk, Told([Fault("message_not_found", "message gone")]))

    assert fates(desk) == []
    assert leads_heard(desk) == 0


def test_leads_are_not_troubled_with_what_goes_another_way(desk: Desk) -> None:
    owe(desk, "Hello Ada")

    deliver(desk, Told([ARCHIVED], instead=True), 60)

    assert leads_heard(desk) == 0


def test_after_three_days_without_an_answer_a_message_is_given_up(desk: Desk) -> None:
    desk.db.execute("pragma synchronous = off")  # nobody pulls the plug here
    owe(desk, "Hello Ada")
    product = Told([DOWN] * 1_000)

    deliver(desk, product)

    assert fates(desk) == [("given up", "unreachable", "service_unavailable")]
    assert 2 * 86_400 < product.tried[-1] < 4 * 86_400


def test_what_breaks_on_our_side_is_tried_again_too(desk: Desk) -> None:
    owe(desk, "Hello Ada")
    product = Told([KeyError("message")])

    deliver(desk, product, 60)

    assert product.arrived == ["Hello Ada"]


def test_a_product_that_asks_to_wait_is_left_alone_for_as_long(desk: Desk) -> None:
    owe(desk, "Hello Ada")
    product = Told([Fault("ratelimited", "busy", wait=120)])

    deliver(desk, product, 600)

    assert product.tried == [0, 120]


def test_messages_to_one_place_arrive_in_their_order_whatever_fails(desk: Desk) -> None:
    texts = [f"number {number}" for number in range(6)]
    for text in texts:
        owe(desk, text)

    product = Told([DOWN, ARCHIVED, DOWN])
    deliver(desk, product, 600)

    assert product.arrived == texts[1:]


def test_no_more_is_on_the_way_than_there_is_room_for(desk: Desk) -> None:
    for number in range(12):
        owe(desk, f"number {number}", lane=f"roof {number}")
    product = Told(most=3)

    deliver(desk, product, 60)

    assert len(product.arrived) == 12
    assert product.most_under_way == 3


def test_what_arrives_together_is_kept_together_and_several_are_claimed_at_once(desk: Desk) -> None:
    for number in range(30):
        owe(desk, f"number {number}", lane=f"roof {number}")
    product = Told(most=10, apart=0.004)

    moments = deliver(desk, product, 5)

    assert len(product.arrived) == 30
    assert len(moments) < 20


def test_what_is_on_the_way_when_baton_stops_arrives_and_the_rest_waits(desk: Desk) -> None:
    owe(desk, "Hello Ada")
    owe(desk, "Hello again")
    product = Told()

    deliver(desk, product, 0.05)

    assert product.arrived == ["Hello Ada"]
    assert fates(desk) == [("waiting", "", "")]
