"""Messages owed to people: sent, put off, failed, and each claimed by one courier at a time."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.outbox import Failed, Outbox, Owed
from knowledge.database import Database

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
SOON = NOW + timedelta(seconds=30)


@pytest.fixture
def outbox(db: Database) -> Outbox:
    return Outbox(db, "north", "slack")


def owe(outbox: Outbox, text: str, about: str = "") -> str:
    return outbox.owe(about, "C1", "chat.postMessage", {"text": text}, NOW)


def test_what_is_owed_is_given_out_oldest_first(outbox: Outbox) -> None:
    first, second = owe(outbox, "Hello Ada"), owe(outbox, "Hello Bo")

    assert outbox.due(NOW, SOON, 10) == [
        Owed(first, "", "C1", "chat.postMessage", {"text": "Hello Ada"}, 1, 1),
        Owed(second, "", "C1", "chat.postMessage", {"text": "Hello Bo"}, 1, 1),
    ]


def test_what_was_claimed_is_given_out_again_only_when_nobody_finished_it_in_time(outbox: Outbox) -> None:
    owe(outbox, "Hello Ada")
    outbox.due(NOW, SOON, 10)

    assert outbox.due(NOW, SOON, 10) == []
    assert [(owed.tries, owed.unheard) for owed in outbox.due(SOON, SOON, 10)] == [(2, 2)]


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


def test_a_message_that_is_put_off_is_due_again_then(outbox: Outbox) -> None:
    id = owe(outbox, "Hello Ada")
    outbox.due(NOW, SOON, 10)

    outbox.put_off(id, "ratelimited", NOW + timedelta(minutes=5))

    assert outbox.due(SOON, SOON, 10) == []
    assert [(owed.id, owed.tries, owed.unheard) for owed in outbox.due(NOW + timedelta(minutes=5), SOON, 10)] == [
        (id, 2, 1)
    ]


def test_a_message_that_may_have_arrived_is_put_off_as_such(outbox: Outbox) -> None:
    id = owe(outbox, "Hello Ada")
    outbox.due(NOW, SOON, 10)

    outbox.put_off(id, "unreachable", SOON, is_sure=False)

    assert [(owed.tries, owed.unheard) for owed in outbox.due(SOON, SOON, 10)] == [(2, 2)]


def test_a_message_that_failed_says_why_and_can_be_sent_again(outbox: Outbox) -> None:
    id = owe(outbox, "Hello Ada", about="C1:17")

    outbox.fail(id, "channel_not_found", NOW)

    assert outbox.failed(10) == [Failed(id, "C1:17", "chat.postMessage", "channel_not_found")]
    assert outbox.due(SOON, SOON, 10) == []
    assert outbox.resend(id, SOON)
    assert [owed.id for owed in outbox.due(SOON, SOON, 10)] == [id]


def test_only_what_failed_is_sent_again(outbox: Outbox) -> None:
    id = owe(outbox, "Hello Ada")
    outbox.sent(id, "C1:18", NOW)

    assert not outbox.resend(id, NOW)
    assert not outbox.resend("nothing", NOW)


def test_no_more_than_asked_for_is_claimed(outbox: Outbox) -> None:
    for name in ("Ada", "Bo", "Cy"):
        owe(outbox, f"Hello {name}")

    first = outbox.due(NOW, SOON, 2)
    while_they_are_on_their_way = outbox.due(NOW, SOON, 2)
    for each in first:
        outbox.sent(each.id, "C1:18", NOW)
    rest = outbox.due(NOW, SOON, 2)

    assert [len(first), len(while_they_are_on_their_way), len(rest)] == [2, 0, 1]


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
