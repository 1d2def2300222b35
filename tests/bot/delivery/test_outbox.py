"""Messages owed to people: sent, put off, failed, and each claimed by one courier at a time."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.deliveries import Deliveries, Delivery
from bot.delivery.fault import Fault
from bot.delivery.outbox import NOTICE, Outbox, Owed
from knowledge.database import Database

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
SOON = NOW + timedelta(seconds=30)


@pytest.fixture
def outbox(db: Database) -> Outbox:
    return Outbox(db, "north", "slack")


@pytest.fixture
def deliveries(db: Database) -> Deliveries:
    return Deliveries(db, "north")


def owe(outbox: Outbox, text: str, about: str = "", lane: str = "C1") -> str:
    return outbox.owe(about, lane, "chat.postMessage", {"text": text}, NOW)


def claim(outbox: Outbox) -> Owed:
    """Claim the one message that is due."""
    (owed,) = outbox.due(NOW, SOON, 10)
    return owed


def states(deliveries: Deliveries) -> dict[str, str]:
    return {each.id: each.state for each in [*deliveries.under_way(), *deliveries.given_up()]}


def test_what_is_owed_is_given_out_oldest_first(outbox: Outbox) -> None:
    first, second = owe(outbox, "Hello Ada", lane="C1"), owe(outbox, "Hello Bo", lane="C2")

    assert outbox.due(NOW, SOON, 10) == [
        Owed(first, "slack", "", "C1", "chat.postMessage", {"text": "Hello Ada"}, NOW, 1, 1),
        Owed(second, "slack", "", "C2", "chat.postMessage", {"text": "Hello Bo"}, NOW, 1, 1),
    ]


def test_an_answer_goes_before_a_notice_that_nobody_waits_for(outbox: Outbox) -> None:
    notice = outbox.owe("", "ada", "tell", {}, NOW, rank=NOTICE)
    answer = owe(outbox, "Hello Bo")

    assert [owed.id for owed in outbox.due(NOW, SOON, 1)] == [answer]
    assert [owed.id for owed in outbox.due(NOW, SOON, 1)] == [notice]


def test_messages_to_one_place_go_one_after_the_other(outbox: Outbox) -> None:
    first, second = owe(outbox, "Hello Ada"), owe(outbox, "Hello again")

    assert claim(outbox).id == first
    assert outbox.due(NOW, SOON, 10) == []
    outbox.sent(first, "C1:1", NOW)
    assert claim(outbox).id == second


def test_a_message_that_waits_to_be_tried_again_is_not_overtaken_in_its_place(outbox: Outbox) -> None:
    first, _ = owe(outbox, "Hello Ada"), owe(outbox, "Hello again")
    elsewhere = owe(outbox, "Hello Bo", lane="C2")
    outbox.put_off(outbox.due(NOW, SOON, 1)[0], Fault("service_unavailable", "unreachable"), SOON)

    assert [owed.id for owed in outbox.due(NOW, SOON, 10)] == [elsewhere]
    assert [owed.id for owed in outbox.due(SOON, SOON, 10)][:1] == [first]


def test_a_message_that_waits_for_its_hour_keeps_nobody_waiting(outbox: Outbox) -> None:
    on_monday = outbox.owe("", "ada", "chat.postMessage", {}, NOW, due_at=SOON)
    urgent = owe(outbox, "Hello Ada", lane="ada")

    assert [owed.id for owed in outbox.due(NOW, SOON, 10)] == [urgent]
    outbox.sent(urgent, "ada:1", NOW)
    assert [owed.id for owed in outbox.due(SOON, SOON, 10)] == [on_monday]


def test_what_was_claimed_is_given_out_again_only_when_nobody_finished_it_in_time(outbox: Outbox) -> None:
    owe(outbox, "Hello Ada")
    outbox.due(NOW, SOON, 10)

    assert outbox.due(NOW, SOON, 10) == []
    assert [(owed.tries, owed.unheard) for owed in outbox.due(SOON, SOON, 10)] == [(2, 2)]


def test_who_was_too_slow_changes_nothing_that_somebody_else_has_in_hand(
    outbox: Outbox, deliveries: Deliveries
) -> None:
    id = owe(outbox, "Hello Ada")
    slow = claim(outbox)
    outbox.due(SOON, SOON + timedelta(minutes=1), 10)

    assert not outbox.put_off(slow, Fault("unreachable", "unreachable"), SOON)
    assert not outbox.give_up(slow, Fault("is_archived", "place closed"), SOON)
    assert states(deliveries) == {id: "sending"}


def test_what_was_sent_is_not_sent_again_and_its_name_is_known(outbox: Outbox) -> None:
    id = owe(outbox, "Hello Ada", about="C1:17")

    outbox.sent(id, "C1:18", NOW)

    assert outbox.due(SOON, SOON, 10) == []
    assert outbox.sent_as("C1:17") == "C1:18"


def test_nothing_is_known_of_an_answer_that_has_not_arrived(outbox: Outbox) -> None:
    owe(outbox, "Hello Ada", about="C1:17")

    assert outbox.is_about("C1:17")
    assert outbox.sent_as("C1:17") == ""
    assert not outbox.is_about("C1:99")


def test_a_message_that_failed_is_due_again_later_and_says_why(outbox: Outbox, deliveries: Deliveries) -> None:
    id = owe(outbox, "Hello Ada")
    later = NOW + timedelta(minutes=5)

    assert outbox.put_off(claim(outbox), Fault("service_unavailable", "unreachable"), later)

    assert deliveries.under_way() == [
        Delivery(
            id, "slack", "", "C1", "chat.postMessage", "failed", 1, NOW, later, "service_unavailable", "unreachable"
        )
    ]
    assert outbox.due(SOON, SOON, 10) == []
    assert [(owed.id, owed.tries, owed.unheard) for owed in outbox.due(later, SOON, 10)] == [(id, 2, 1)]


def test_to_be_asked_to_wait_is_no_try(outbox: Outbox) -> None:
    owe(outbox, "Hello Ada")

    outbox.put_off(claim(outbox), Fault("ratelimited", "busy", wait=30), SOON)

    assert [(owed.tries, owed.unheard) for owed in outbox.due(SOON, SOON, 10)] == [(1, 1)]


def test_a_message_that_may_have_arrived_is_put_off_as_such(outbox: Outbox) -> None:
    owe(outbox, "Hello Ada")

    outbox.put_off(claim(outbox), Fault("unreachable", "unreachable", is_sure=False), SOON)

    assert [(owed.tries, owed.unheard) for owed in outbox.due(SOON, SOON, 10)] == [(2, 2)]


def test_a_message_that_was_given_up_says_why_and_can_be_sent_again(outbox: Outbox, deliveries: Deliveries) -> None:
    id = owe(outbox, "Hello Ada", about="C1:17")

    assert outbox.give_up(claim(outbox), Fault("is_archived", "place closed"), NOW)

    assert deliveries.given_up() == [
        Delivery(
            id, "slack", "C1:17", "C1", "chat.postMessage", "given up", 1, NOW, SOON, "is_archived", "place closed"
        )
    ]
    assert outbox.due(SOON, SOON, 10) == []
    assert deliveries.resend(id, SOON)
    assert [(owed.id, owed.tries) for owed in outbox.due(SOON, SOON, 10)] == [(id, 1)]


def test_what_may_have_arrived_is_looked_for_when_it_is_sent_again_by_hand(
    outbox: Outbox, deliveries: Deliveries
) -> None:
    id = owe(outbox, "Hello Ada")
    outbox.give_up(claim(outbox), Fault("unreachable", "unreachable", is_sure=False), NOW)

    deliveries.resend(id, NOW)

    assert claim(outbox).unheard == 2


def test_a_message_that_was_called_off_is_not_sent(outbox: Outbox, deliveries: Deliveries) -> None:
    id = owe(outbox, "Hello Ada")

    assert deliveries.cancel(id, NOW)

    assert outbox.due(SOON, SOON, 10) == []
    assert states(deliveries) == {}
    assert deliveries.resend(id, NOW)


def test_what_is_on_its_way_cannot_be_called_off(outbox: Outbox, deliveries: Deliveries) -> None:
    id = owe(outbox, "Hello Ada")
    claim(outbox)

    assert not deliveries.cancel(id, NOW)
    assert states(deliveries) == {id: "sending"}


def test_only_what_did_not_arrive_is_sent_again(outbox: Outbox, deliveries: Deliveries) -> None:
    id = owe(outbox, "Hello Ada")
    outbox.sent(id, "C1:18", NOW)

    assert not deliveries.resend(id, NOW)
    assert not deliveries.cancel(id, NOW)
    assert not deliveries.resend("nothing", NOW)


def test_what_arrived_after_all_is_believed(outbox: Outbox, deliveries: Deliveries) -> None:
    id = owe(outbox, "Hello Ada", about="C1:17")
    outbox.give_up(claim(outbox), Fault("unreachable", "unreachable"), NOW)

    outbox.sent(id, "C1:18", NOW)

    assert states(deliveries) == {}
    assert outbox.sent_as("C1:17") == "C1:18"


def test_no_more_than_asked_for_is_claimed(outbox: Outbox) -> None:
    for name in ("Ada", "Bo", "Cy"):
        owe(outbox, f"Hello {name}", lane=name)

    claimed = [len(outbox.due(NOW, SOON, 2)) for _ in range(3)]

    assert claimed == [2, 1, 0]


def test_another_team_and_another_surface_have_their_own(db: Database, outbox: Outbox) -> None:
    owe(outbox, "Hello Ada", about="C1:17")

    for other in (Outbox(db, "south", "slack"), Outbox(db, "north", "teams")):
        assert other.due(SOON, SOON, 10) == []
        assert not other.is_about("C1:17")


def test_only_what_is_done_with_is_forgotten(outbox: Outbox) -> None:
    sent, waiting = owe(outbox, "Hello Ada", "C1:1"), owe(outbox, "Hello Bo", "C1:2")
    outbox.sent(sent, "C1:18", NOW)

    outbox.forget_before(NOW + timedelta(days=30))

    assert not outbox.is_about("C1:1")
    assert [owed.id for owed in outbox.due(SOON, SOON, 10)] == [waiting]


def test_an_outbox_holds_what_waits_for_its_time_and_not_what_arrived(outbox: Outbox) -> None:
    before = outbox.holds_any()
    later = outbox.owe("", "C1", "tell", {}, NOW, due_at=SOON)
    waiting = outbox.holds_any()

    outbox.sent(later, "1.1", SOON)

    assert (before, waiting, outbox.holds_any()) == (False, True, False)
